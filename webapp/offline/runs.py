"""Takes new operations in runs: what they need is read ahead, each is decided alone, their rows are written at once.

A run ends before an item that is not new and plain, and before one that is refused: that is taken alone, as every item
of a run is whose rows cannot be written. So each answer is as if it had come alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.errors import DomainError, Invalid
from webapp.offline import receipts
from webapp.offline.envelope import Item, Plain
from webapp.offline.memory import Memory
from webapp.offline.models import Receipt
from webapp.operation import Ahead, Envelope, Operation, Together
from webapp.rows import Rows
from webapp.validation import Input, read
from webapp.web.submissions import Submission, content_hash

log = logging.getLogger("onderdak")
Result = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One item of a run, read."""

    item: Item
    together: Together
    data: Input
    envelope: Envelope


def plan_run(
    memory: Memory, actor: Actor, device: UUID, opened: Sequence[Item | Invalid], kinds: Mapping[str, Operation]
) -> list[Step]:
    """The first of these items that can be done together: new, whole, allowed, and repairing nothing."""
    run: dict[UUID, Step] = {}
    for item in opened:
        kind = kinds.get(item.operation.kind) if isinstance(item, Item) else None
        if kind is None or kind.together is None or not isinstance(item, Item):
            break
        if item.operation.id in run or not _is_plain(memory, actor, kind, item.operation, run.keys()):
            break
        try:
            data = read(kind.input, item.operation.body, memory.find_repairs(item.named_ids))
        except Exception:  # whatever is wrong with it: taken alone, it gets its own answer
            break
        operation = item.operation
        run[operation.id] = Step(item, kind.together, data, Envelope(operation.id, device, operation.client_time))
    return list(run.values())


def _is_plain(memory: Memory, actor: Actor, kind: Operation, operation: Plain, run: Any) -> bool:
    return (
        operation.schema_ <= kind.schema
        and operation.replaces is None
        and operation.base_version is None
        and actor.may(kind.permission)
        and memory.is_new(operation.id)
        and memory.are_accepted(set(operation.depends_on or ()) - run)
    )


def take_run(memory: Memory, actor: Actor, device: UUID, run: Sequence[Step]) -> list[Result] | None:
    """The results of a run up to the first refusal, each accepted; None when nothing of it could be written."""
    session = memory.session
    trail = len(session.info.get("audit", []))
    savepoint = session.begin_nested()
    try:
        rows = Rows()
        results = list(_decide(memory, actor, device, run, rows))
        rows.write(session)
        savepoint.commit()
    except Exception as error:
        log.warning("operations are taken one by one", exc_info=error)
        savepoint.rollback()
        del session.info.get("audit", [])[trail:]
        return None
    memory.note_accepted([one.envelope.id for one in run[: len(results)]])
    return results


def _decide(memory: Memory, actor: Actor, device: UUID, run: Sequence[Step], rows: Rows) -> Iterator[Result]:
    ahead = Ahead(memory.session, actor, (need for one in run for need in one.together.needs(one.data)))
    for one in run:
        operation = one.item.operation
        sender = replace(actor, device=device, phone_time=operation.client_time)
        try:
            outcome = one.together.write(memory.session, sender, one.data, one.envelope, ahead, rows)
        except DomainError:
            return
        memory.note_arrival(operation.id, one.item.named_ids)
        result, now = receipts.result_of(outcome), clock.now()
        rows.add(Submission, id=operation.id, content_hash=content_hash(one.data))
        rows.add(
            Receipt,
            user_id=actor.user_id,
            id=operation.id,
            device=device,
            seq=operation.seq,
            kind=operation.kind,
            content_hash=one.item.content_hash,
            status="accepted",
            result=result,
            received_at=now,
        )
        yield {"id": str(operation.id), **result, "received_at": now.isoformat(), "status": "accepted"}
