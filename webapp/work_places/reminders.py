"""What is due for the desk: to ask, some months after the first day, whether somebody is still at work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import TAKE_BACK
from webapp.work_places import service, store
from webapp.work_places.kind import EMPLOYER, HOME, LOOK, STILL, WORKS
from webapp.work_places.models import WorkPlacement


def _list(session: Session, actor: Actor, since: date) -> Sequence[Fact]:
    rows = store.list_looks(session, actor, since, MOST)
    names = service.named(session, rows)
    return [_fact(session, actor, row, names[row.id]) for row in rows]


def _find(session: Session, actor: Actor, row_id: UUID) -> Fact | None:
    row = store.find_row(session, actor, row_id, lock=True)
    if row is None or row.state not in (WORKS, STILL) or row.erased or not row.is_at_desk(actor):
        return None
    return _fact(session, actor, row, service.named(session, [row])[row.id])


def _fact(session: Session, actor: Actor, row: WorkPlacement, name: str) -> Fact:
    offer = store.offer_of(session, row)
    return Fact(
        "work_placement",
        row.id,
        row.client_id,
        row.look_on or row.moved_at.date(),
        offer.employer if offer else "",
        f"{HOME}/{row.id}",
        who=name,
        phone=offer.phone if offer else "",
        ground=row.ground(actor),
    )


def _settle(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    row = store.find_row(session, actor, fact.id)
    if row is None or outcome != STILL or row.state != WORKS:
        return {}
    _give(session, actor, row, STILL)
    return {"state": WORKS}


def _reopen(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    row = store.find_row(session, actor, fact.id)
    if row and row.state == STILL:
        _give(session, actor, row, TAKE_BACK)


def _give(session: Session, actor: Actor, row: WorkPlacement, word: str) -> None:
    said = AnswerInput(step=WORKS, answer=word, party=EMPLOYER)
    service.note_standing(session, row, trajectories.answer(session, actor, service.SCHEME, row, said))


DUTIES = (Duty(LOOK, _list, _find, _settle, _reopen),)
