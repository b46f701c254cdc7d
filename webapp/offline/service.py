"""Takes a batch apart: per item one savepoint, authorise → receipt → effect → audit.

An effect happens at most once: its receipt and the effect commit together, under a unique id. A bad
item answers for itself only; the caller commits every 50 items and answers after that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts import devices
from webapp.accounts.actor import Actor
from webapp.db import Session, keyring_of
from webapp.errors import N_, Conflict, DomainError, Invalid
from webapp.offline import store
from webapp.offline.envelope import Item, Numbered, open_item
from webapp.offline.models import Receipt
from webapp.offline.registry import KINDS
from webapp.operation import Envelope, Operation, Outcome
from webapp.validation import read
from webapp.web.submissions import Reused, claim

_LATER = "retry_later"
_ID_LETTERS = 36
_MOST_REPAIRS = 100
log = logging.getLogger("onderdak")
Result = dict[str, Any]
Tell = Callable[[str, dict[str, Any]], str]
"""Turns a Dutch sentence and its values into the reader's language."""
_REUSED = N_("Dit nummer is al gebruikt voor iets anders.")
_REPLACED = N_("Dit is vervangen door wat je later verbeterde.")
_MADE = N_("Wat je wilde wijzigen, was al aangekomen. Er is niets dubbel bewaard. Open het en verbeter het daar.")


def take_all(session: Session, actor: Actor, device: UUID, items: list[Any], tell: Tell) -> list[Result]:
    """Process what one commit holds. A phone that sends it again waits until its own first try is committed."""
    devices.wait_for(session, device)
    return [take(session, actor, device, raw, tell) for raw in items]


def take(session: Session, actor: Actor, device: UUID, raw: Any, tell: Tell) -> Result:
    """Process one item of a batch; never raises for what the item holds."""
    try:
        item = open_item(raw, device, keyring_of(session))
    except Invalid as error:
        _note_unparsed(session, actor, device, raw, error.code)
        return _unparsed(raw, error, tell)
    known = store.find_receipt(session, item.operation.id)
    if known and not _same(known, actor, item):
        return _rejected(item.operation.id, "id_reused", tell(_REUSED, {}))
    if known and known.status == "accepted":
        return _duplicate(session, actor, known)
    if known and known.replaced_by:
        return _rejected(item.operation.id, "replaced", tell(_REPLACED, {}))
    return _first_time(session, actor, device, item, known, tell)


def _same(known: Receipt, actor: Actor, item: Item) -> bool:
    """Whether this is the operation that was received before; what could not be opened then may be."""
    return known.user_id == actor.user_id and known.content_hash in ("", item.content_hash)


def _first_time(session: Session, actor: Actor, device: UUID, item: Item, known: Receipt | None, tell: Tell) -> Result:
    operation = item.operation
    receipt = known or Receipt(
        id=operation.id,
        user_id=actor.user_id,
        device=device,
        seq=operation.seq,
        kind=operation.kind,
        content_hash=item.content_hash,
        status="received",
    )
    receipt.kind, receipt.content_hash, receipt.replaces = operation.kind, item.content_hash, operation.replaces
    waiting = _waits_for(session, operation.depends_on or [])
    if waiting == "unknown":
        return _later(session, receipt)
    trail = len(session.info.get("audit", []))
    savepoint = session.begin_nested()
    try:
        if waiting == "rejected":
            raise Invalid({"": N_("Dit hoort bij iets dat niet is aangenomen.")}, "dependency_rejected")
        _check_not_made(session, receipt)
        outcome = _perform(session, actor, device, item)
        _accept(session, receipt, outcome)
        savepoint.commit()
    except Exception as error:
        savepoint.rollback()
        del session.info.get("audit", [])[trail:]
        return _refused(session, receipt, error, tell)
    return {**_answer(receipt), "status": "accepted"}


def _perform(session: Session, actor: Actor, device: UUID, item: Item) -> Outcome:
    operation = item.operation
    kind = _kind(operation.kind, operation.schema_)
    acting = replace(actor, device=device, phone_time=operation.client_time)
    acting.require(kind.permission)
    base = operation.base_version
    replaced = store.find_replacements(session, {*_ids_in(operation.body), *_ids_in(str(base))})
    data = read(kind.input, _follow(operation.body, {str(old): str(new) for old, new in replaced.items()}))
    if isinstance(base, UUID):
        base = replaced.get(base, base)
    try:
        claim(session, operation.id, data)
    except Reused as error:
        raise Invalid({"id": _REUSED}, "id_reused") from error
    envelope = Envelope(operation.id, device, operation.client_time, base, operation.replaces)
    return kind.perform(session, acting, data, envelope)


def _kind(name: str, schema: int) -> Operation:
    kind = KINDS.get(name)
    if kind is None:
        raise Invalid({"kind": N_("Deze versie kent dit soort invoer niet. Werk de app bij.")}, "unknown_kind")
    if schema > kind.schema:
        raise Invalid({"schema": N_("Dit komt van een nieuwere app dan de server kent.")}, "unknown_schema")
    return kind


def _waits_for(session: Session, ids: list[UUID]) -> str:
    """'' when all are accepted, else 'unknown' or 'rejected'."""
    state = ""
    for operation_id in ids:
        receipt = store.find_receipt(session, operation_id)
        if receipt is not None and (receipt.status == "accepted" or receipt.replaced_by):
            continue
        if receipt is None or receipt.status == _LATER:
            return "unknown"
        state = "rejected"
    return state


def _ids_in(value: Any) -> Iterator[UUID]:
    """Every id that is named, wherever it stands."""
    if isinstance(value, str) and len(value) == _ID_LETTERS:
        with suppress(ValueError):
            yield UUID(value)
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _ids_in(inner)


def _follow(value: Any, replaced: dict[str, str]) -> Any:
    """References to a repaired operation mean its repair."""
    if isinstance(value, dict):
        return {key: _follow(inner, replaced) for key, inner in value.items()}
    if isinstance(value, list):
        return [_follow(inner, replaced) for inner in value]
    return replaced.get(value.lower(), value) if isinstance(value, str) else value


def _accept(session: Session, receipt: Receipt, outcome: Outcome) -> None:
    result: dict[str, Any] = {"version": outcome.version}
    if outcome.url:
        result["url"] = outcome.url
    if outcome.effect:
        result["effect"] = outcome.effect
    receipt.status, receipt.code, receipt.result = "accepted", "", result
    receipt.received_at = clock.now()
    session.add(receipt)
    session.flush()
    for old in _repaired(session, receipt):
        old.replaced_by = receipt.id
        session.add(old)
    session.flush()


def _check_not_made(session: Session, receipt: Receipt) -> None:
    """Of an item and what replaces it one is made, whichever comes first: a phone may not know what arrived.

    Raises:
        Invalid: code ``replaced`` or, for a change that came too late, ``already_accepted`` with the address.
    """
    chain = [receipt.id, receipt.replaces, *(old.replaces for old in _repaired(session, receipt))]
    made = store.find_made(session, receipt.user_id, [one for one in chain if one])
    if made is None:
        return
    if made.replaces == receipt.id:
        raise Invalid({"": _REPLACED}, "replaced")
    raise Invalid({"": _MADE}, "already_accepted", url=(made.result or {}).get("url"))


def _repaired(session: Session, receipt: Receipt) -> list[Receipt]:
    """What this one repairs, back to the first: an earlier repair may have been refused too."""
    found: list[Receipt] = []
    current = receipt
    while current.replaces and len(found) < _MOST_REPAIRS:
        old = store.find_receipt(session, current.replaces)
        if old is None or old.user_id != receipt.user_id or old.status == "accepted" or old in found:
            break
        found.append(old)
        current = old
    return found


def _refused(session: Session, receipt: Receipt, error: Exception, tell: Tell) -> Result:
    """Note the state of what was not taken, and say why in the user's language."""
    base = {"id": str(receipt.id), "received_at": clock.now().isoformat()}
    if isinstance(error, Conflict):
        _note(session, receipt, "conflict", error.code)
        return {**base, "status": "conflict", "message": tell(error.message, error.values), "current": error.current}
    if isinstance(error, DomainError):
        _note(session, receipt, "rejected", error.code)
        fields = error.fields if isinstance(error, Invalid) else {}
        said = {name: tell(text, error.values) for name, text in fields.items()}
        place = {"url": url} if (url := error.values.get("url")) else {}
        return {**_rejected(receipt.id, error.code, tell(error.message, error.values), said), **base, **place}
    log.error("operation failed", exc_info=error, extra={"fields": {"kind": receipt.kind}})
    return _later(session, receipt)


def _later(session: Session, receipt: Receipt) -> Result:
    """It came, and nothing could be done with it yet."""
    _note(session, receipt, _LATER, "")
    return {"id": str(receipt.id), "status": _LATER, "received_at": clock.now().isoformat()}


def _note(session: Session, receipt: Receipt, status: str, code: str) -> None:
    """The savepoint took the row with it, if it was new; write it again with its state."""
    note = store.find_receipt(session, receipt.id)
    if note is None:
        note = Receipt(**receipt.model_dump(exclude={"result", "replaced_by", "status", "code"}), status=status)
    note.status, note.code, note.received_at = status, code, clock.now()
    session.add(note)
    session.flush()


def _duplicate(session: Session, actor: Actor, receipt: Receipt) -> Result:
    answer = {**_answer(receipt), "status": "duplicate"}
    kind = KINDS.get(receipt.kind)
    if kind and kind.effect_now:
        effect = kind.effect_now(session, actor, receipt.id)
        if effect:
            answer["effect"] = effect
    return answer


def _answer(receipt: Receipt) -> Result:
    return {"id": str(receipt.id), **(receipt.result or {}), "received_at": receipt.received_at.isoformat()}


def _note_unparsed(session: Session, actor: Actor, device: UUID, raw: Any, code: str) -> None:
    """Record id, seq and state of what could not be opened, where it has an id and a seq of its own."""
    try:
        known = read(Numbered, {"id": raw["id"], "seq": raw["seq"]})
    except (Invalid, KeyError, TypeError):
        return
    if store.find_receipt(session, known.id) is None:
        session.add(
            Receipt(
                id=known.id,
                user_id=actor.user_id,
                device=device,
                seq=known.seq,
                kind="",
                content_hash="",
                status="rejected",
                code=code,
            )
        )
        session.flush()


def _unparsed(raw: Any, error: Invalid, tell: Tell) -> Result:
    given = raw.get("id") if isinstance(raw, dict) else None
    said = {name: tell(text, error.values) for name, text in error.fields.items()}
    return _rejected(given if isinstance(given, str) else None, error.code, next(iter(said.values())), said)


def _rejected(item_id: Any, code: str, message: str, fields: dict[str, str] | None = None) -> Result:
    return {
        "id": str(item_id)[:64] if item_id else None,
        "status": "rejected",
        "code": code,
        "message": message,
        "fields": fields or {},
        "received_at": clock.now().isoformat(),
    }
