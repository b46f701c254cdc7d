"""The memory of an operation: accepted for good, refused or waiting within bounds, repaired by another.

Nothing is decided here about people or beds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.offline import store
from webapp.offline.envelope import Item, Numbered
from webapp.offline.memory import Memory
from webapp.offline.models import Receipt
from webapp.operation import Outcome

LATER = "retry_later"
DEPENDENCY, FAILED = "dependency_rejected", "failed"
WAITS = timedelta(days=7)
"""How long an operation waits for one that does not come. Then it is refused, and the user can repair it."""
MOST_REFUSED = 1000
"""How many refused and waiting operations are remembered per user: more than a phone ever holds of them."""
MOST_REPAIRS = 100


def receipt_of(actor: Actor, device: UUID, item: Item, known: Receipt | None) -> Receipt:
    """The receipt of this try: the known one with the new facts, or a new one."""
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
    return receipt


def has_waited(receipt: Receipt) -> bool:
    """True when it waited long enough, now or before."""
    if receipt.status == LATER:
        return receipt.received_at <= clock.now() - WAITS
    return receipt.code in (DEPENDENCY, FAILED)


def waits_for(memory: Memory, ids: Iterable[UUID]) -> str:
    """'' when all of these operations of the user are accepted, else 'unknown' or 'rejected'."""
    state = ""
    for operation_id in ids:
        receipt = memory.find(operation_id)
        if receipt is not None and (receipt.status == "accepted" or receipt.replaced_by):
            continue
        if receipt is None or receipt.status == LATER:
            return "unknown"
        state = "rejected"
    return state


def result_of(outcome: Outcome) -> dict[str, Any]:
    """The result that stays with an accepted operation."""
    result: dict[str, Any] = {"version": outcome.version}
    if outcome.url:
        result["url"] = outcome.url
    if outcome.effect:
        result["effect"] = outcome.effect
    return result


def accept(memory: Memory, receipt: Receipt, outcome: Outcome) -> None:
    """Accept: the result stays, and the operations it repairs take no effect any more."""
    receipt.status, receipt.code, receipt.result = "accepted", "", result_of(outcome)
    receipt.received_at = clock.now()
    _write(memory, receipt)
    for old in _repaired(memory, receipt):
        old.replaced_by, old.kind = receipt.id, receipt.kind
        _write(memory, old)
    memory.session.flush()


def _write(memory: Memory, receipt: Receipt) -> None:
    memory.note(receipt.id)
    memory.session.add(receipt)


def _repaired(memory: Memory, receipt: Receipt) -> list[Receipt]:
    """The operations that this one repairs, back to the first: an earlier repair may have been refused too.

    Only the user's own operations of the same kind that were not accepted. An operation that never came gets its
    receipt here, so that it takes no effect if it comes later.
    """
    repaired: list[Receipt] = []
    current = receipt
    while current.replaces and len(repaired) < MOST_REPAIRS:
        if store.is_record(memory.session, current.replaces):
            break
        old = memory.find(current.replaces) or _never_came(current.replaces, receipt)
        if old.status == "accepted" or old.kind not in ("", receipt.kind) or old in (*repaired, receipt):
            break
        repaired.append(old)
        current = old
    return repaired


def _never_came(operation_id: UUID, repair: Receipt) -> Receipt:
    return Receipt(
        id=operation_id,
        user_id=repair.user_id,
        device=repair.device,
        seq=0,
        kind=repair.kind,
        content_hash="",
        status="replaced",
    )


def already_made(memory: Memory, receipt: Receipt) -> Receipt | None:
    """The accepted operation that this one would repeat: one that it replaces, or another accepted repair of it.

    A phone changes a waiting operation without knowing whether it arrived.
    """
    replaces = receipt.replaces
    for _ in range(MOST_REPAIRS):
        old = memory.find(replaces) if replaces else None
        if old is None or old.kind != receipt.kind:
            return None
        if old.status == "accepted":
            return old
        if old.replaced_by not in (None, receipt.id):
            return memory.find(old.replaced_by)
        replaces = old.replaces
    return None


def note(memory: Memory, receipt: Receipt, status: str, code: str) -> None:
    """Note a refused or waiting operation. The savepoint removed its row, if it was new.

    ``received_at`` of a waiting one is the beginning of its wait.
    """
    kept = memory.find(receipt.id)
    if kept is None:
        kept = Receipt(**receipt.model_dump(exclude={"result", "replaced_by", "status", "code"}), status="received")
    if kept.status != status or status != LATER:
        kept.received_at = clock.now()
    kept.status, kept.code = status, code
    _write(memory, kept)
    memory.session.flush()


def note_unparsed(memory: Memory, device: UUID, raw: Any, code: str) -> None:
    """Note id, seq and state of an item that could not be opened, where it has an id and a seq of its own."""
    numbered = Numbered.of(raw)
    if numbered is None or memory.find(numbered.id) is not None:
        return
    lost = Receipt(
        id=numbered.id,
        user_id=memory.user_id,
        device=device,
        seq=numbered.seq,
        kind="",
        content_hash="",
        status="received",
    )
    note(memory, lost, "rejected", code)


def note_late(memory: Memory, receipt: Receipt, device: UUID, seq: int) -> None:
    """Note the late arrival of an operation that was repaired already: its number is no longer missing."""
    if receipt.seq == 0:
        receipt.device, receipt.seq = device, seq
        _write(memory, receipt)
        memory.session.flush()
