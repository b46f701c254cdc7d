"""Takes a batch apart: per item one savepoint, authorise → receipt → effect → audit.

An effect happens at most once: its receipt and the effect commit together, under a unique id. A bad
item answers for itself only; the caller commits every 50 items and answers after that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session, keyring_of
from webapp.errors import N_, Conflict, DomainError, Invalid
from webapp.offline import receipts, store
from webapp.offline.envelope import Item, Numbered, open_item
from webapp.offline.memory import Memory
from webapp.offline.models import Receipt
from webapp.offline.runs import Result, plan_run, take_run
from webapp.operation import Envelope, Operation, Outcome
from webapp.validation import read
from webapp.web.submissions import Reused, claim

log = logging.getLogger("onderdak")
Tell = Callable[[str, dict[str, Any]], str]
"""Turns a Dutch sentence and its values into the reader's language."""
_REUSED = N_("Dit nummer is al gebruikt voor iets anders.")
_REPLACED = N_("Dit is vervangen door wat je later verbeterde.")
_MADE = N_("Wat je wilde wijzigen, was al aangekomen. Er is niets dubbel bewaard. Open het en verbeter het daar.")
_NOT_TAKEN = N_("Dit hoort bij iets dat niet is aangenomen.")
_NEVER_CAME = N_("Dit hoort bij iets dat nooit is aangekomen. Pas het aan, of gooi het weg.")
_FAILED = N_("Dit lukt ons niet. Bewaar het als bestand en meld het.")


@dataclass(frozen=True)
class Door:
    """The means of the door: every kind of operation by its name, and the sender's language."""

    kinds: Mapping[str, Operation]
    tell: Tell


def take_all(session: Session, actor: Actor, device: UUID, items: list[Any], door: Door) -> list[Result]:
    """Process the items of one commit.

    Of one item that comes twice at once, from whatever phones, the second waits until the first is committed; so do two
    phones of one user, because they may touch the same records in another order.
    """
    opened = [_opened(session, device, raw) for raw in items]
    own = {*_named(items, opened)}
    store.lock_ids(session, {actor.user_id, *own})
    memory = Memory(session, actor.user_id, own, {*_referred(opened)})
    results: list[Result] = []
    while len(results) < len(items):
        run = plan_run(memory, actor, device, opened[len(results) :], door.kinds)
        done = take_run(memory, actor, device, run) if run else []
        results += done or ()
        alone = len(run) if done is None else 1
        for at in range(len(results), min(len(results) + alone, len(items))):
            results.append(_take(memory, actor, device, items[at], opened[at], door))
    if any(result["status"] not in ("accepted", "duplicate") for result in results):
        store.forget_refused(session, actor.user_id, receipts.MOST_REFUSED)
    return results


def _opened(session: Session, device: UUID, raw: Any) -> Item | Invalid:
    try:
        return open_item(raw, device, keyring_of(session))
    except Invalid as error:
        return error


def _named(items: list[Any], opened: list[Item | Invalid]) -> Iterator[UUID]:
    """The ids of these items and of those they repair."""
    for raw, item in zip(items, opened, strict=True):
        if isinstance(item, Item):
            yield from (one for one in (item.operation.id, item.operation.replaces) if one)
        elif numbered := Numbered.of(raw):
            yield numbered.id


def _referred(opened: list[Item | Invalid]) -> Iterator[UUID]:
    """The ids that these items name in their bodies, and of those they wait for."""
    for item in opened:
        if isinstance(item, Item):
            yield from (*item.named_ids, *(item.operation.depends_on or ()))


def _take(memory: Memory, actor: Actor, device: UUID, raw: Any, item: Item | Invalid, door: Door) -> Result:
    if isinstance(item, Invalid):
        receipts.note_unparsed(memory, device, raw, item.code)
        return _unparsed(raw, item, door)
    operation = item.operation
    known = memory.find(operation.id)
    if known and known.content_hash not in ("", item.content_hash):  # "" is of an item that could not be opened
        return _rejected(operation.id, "id_reused", door.tell(_REUSED, {}))
    if known and known.status == "accepted":
        return _duplicate(memory.session, actor, known, door)
    if known and known.replaced_by:
        receipts.note_late(memory, known, device, operation.seq)
        return _rejected(operation.id, "replaced", door.tell(_REPLACED, {}))
    receipt = receipts.receipt_of(actor, device, item, known)
    return _try(memory, replace(actor, device=device, phone_time=operation.client_time), receipt, item, door)


def _try(memory: Memory, actor: Actor, receipt: Receipt, item: Item, door: Door) -> Result:
    session = memory.session
    waiting = receipts.waits_for(memory, item.operation.depends_on or [])
    if waiting == "unknown" and not receipts.has_waited(receipt):
        return _later(memory, receipt)
    trail = len(session.info.get("audit", []))
    savepoint = session.begin_nested()
    try:
        if waiting:
            raise Invalid({"": _NOT_TAKEN if waiting == "rejected" else _NEVER_CAME}, receipts.DEPENDENCY)
        if made := receipts.already_made(memory, receipt):
            raise Invalid({"": _MADE}, "already_accepted", url=(made.result or {}).get("url"))
        receipts.accept(memory, receipt, _perform(memory, actor, item, door))
        savepoint.commit()
    except Exception as error:
        savepoint.rollback()
        del session.info.get("audit", [])[trail:]
        return _refused(memory, receipt, error, door)
    return {**_answer(receipt), "status": "accepted"}


def _perform(memory: Memory, actor: Actor, item: Item, door: Door) -> Outcome:
    session, operation = memory.session, item.operation
    kind = _kind(door, operation.kind, operation.schema_)
    actor.require(kind.permission)
    base = operation.base_version
    repairs = memory.find_repairs(item.named_ids)
    data = read(kind.input, operation.body, repairs)
    if isinstance(base, UUID):
        base = repairs.get((operation.kind, base), base)
    if not _is_free(session, actor, operation.id, data):
        raise Invalid({"id": _REUSED}, "id_reused")
    envelope = Envelope(operation.id, actor.device, operation.client_time, base, operation.replaces)
    outcome = kind.perform(session, actor, data, envelope)
    memory.note_arrival(operation.id, item.named_ids)
    memory.forget_merges()
    return outcome


def _is_free(session: Session, actor: Actor, operation_id: UUID, data: BaseModel) -> bool:
    """True when this id is free: nobody's and no record's, or used before by a form with this very content."""
    try:
        is_new = claim(session, operation_id, data)
    except Reused:
        return False
    is_taken = store.is_taken if is_new else store.is_accepted_of_another
    return not is_taken(session, actor.user_id, operation_id)


def _kind(door: Door, name: str, schema: int) -> Operation:
    kind = door.kinds.get(name)
    if kind is None:
        raise Invalid({"kind": N_("Deze versie kent dit soort invoer niet. Werk de app bij.")}, "unknown_kind")
    if schema > kind.schema:
        raise Invalid({"schema": N_("Dit komt van een nieuwere app dan de server kent.")}, "unknown_schema")
    return kind


def _refused(memory: Memory, receipt: Receipt, error: Exception, door: Door) -> Result:
    """Note the state of a refused item, and give the reason in the user's language."""
    base = {"id": str(receipt.id), "received_at": clock.now().isoformat()}
    if isinstance(error, Conflict):
        receipts.note(memory, receipt, "conflict", error.code)
        return {
            **base,
            "status": "conflict",
            "message": door.tell(error.message, error.values),
            "current": error.current,
        }
    if isinstance(error, DomainError):
        receipts.note(memory, receipt, "rejected", error.code)
        fields = error.fields if isinstance(error, Invalid) else {}
        said = {name: door.tell(text, error.values) for name, text in fields.items()}
        place = {"url": url} if (url := error.values.get("url")) else {}
        return {**_rejected(receipt.id, error.code, door.tell(error.message, error.values), said), **base, **place}
    log.error("operation failed", exc_info=error, extra={"fields": {"kind": receipt.kind}})
    if receipts.has_waited(receipt):
        receipts.note(memory, receipt, "rejected", receipts.FAILED)
        return {**_rejected(receipt.id, receipts.FAILED, door.tell(_FAILED, {})), **base}
    return _later(memory, receipt)


def _later(memory: Memory, receipt: Receipt) -> Result:
    """Note an item that came but must wait."""
    receipts.note(memory, receipt, receipts.LATER, "")
    return {"id": str(receipt.id), "status": receipts.LATER, "received_at": clock.now().isoformat()}


def _duplicate(session: Session, actor: Actor, receipt: Receipt, door: Door) -> Result:
    answer = {**_answer(receipt), "status": "duplicate"}
    kind = door.kinds.get(receipt.kind)
    if kind and kind.effect_now:
        effect = kind.effect_now(session, actor, receipt.id)
        if effect:
            answer["effect"] = effect
    return answer


def _answer(receipt: Receipt) -> Result:
    return {"id": str(receipt.id), **(receipt.result or {}), "received_at": receipt.received_at.isoformat()}


def _unparsed(raw: Any, error: Invalid, door: Door) -> Result:
    given = raw.get("id") if isinstance(raw, dict) else None
    said = {name: door.tell(text, error.values) for name, text in error.fields.items()}
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
