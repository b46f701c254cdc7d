"""Calls of aftercare in the demo: due, reached, tried twice, referred again, homeless again. Names are made up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import col, select

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.aftercare.kind import CALL, Outcome
from webapp.aftercare.models import SupportEnd
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.people import service as people
from webapp.people.inputs import ClientInput, LegalBasis
from webapp.people.models import WorkingRelation
from webapp.placements.course.service import answer_placement
from webapp.placements.kind import Urgency
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.inputs import PlacementAnswer, ReferInput
from webapp.placements.waiting.service import refer
from webapp.worklist.inputs import DueDoneInput
from webapp.worklist.service import give_outcome

_PROGRAMME = "Ondersteuning in de opvang"
_PHONE = "06 0000 00%02d"


class _Left(NamedTuple):
    """Somebody whose call was due so many days ago, with its outcomes: days ago and word."""

    name: str
    due: int
    outcomes: tuple[tuple[int, Outcome], ...] = ()
    reason: str = "support_done"


_PEOPLE = (
    _Left("Demo Nadia", 0, reason="own_home"),
    _Left("Demo Ruud", 2, reason="own_home"),
    _Left("Demo Tineke", 12, ((9, Outcome.not_reached), (4, Outcome.not_reached))),
    _Left("Demo Faas", 20, ((18, Outcome.reached),), "own_home"),
    _Left("Demo Gonda", 35, ((35, Outcome.reached),), "family"),
    _Left("Demo Idris", 41, ((40, Outcome.referred_again),)),
    _Left("Demo Jolien", 50, ((48, Outcome.homeless_again),), "own_wish"),
)


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        officer = accounts.find_demo_user(session, f"plaatsing{row['suffix']}")
        nurse = accounts.find_demo_user(session, f"straatverpleegkundige{row['suffix']}")
        if officer is None or nurse is None or _is_made(session, actor_of(officer)):
            continue
        found = programmes.list_programmes(session, actor_of(officer))
        programme = next((one for one in found if one.name == _PROGRAMME), None)
        for number, one in enumerate(_PEOPLE if programme else ()):
            _leave(session, actor_of(nurse), actor_of(officer), programme, one, _PHONE % number)  # type: ignore[arg-type]


def _is_made(session: Session, officer: Actor) -> bool:
    query = select(SupportEnd.id).where(SupportEnd.caller_id == officer.organisation_id)
    return session.exec(query.limit(1)).first() is not None


def _leave(session: Session, nurse: Actor, officer: Actor, programme: Programme, one: _Left, phone: str) -> None:
    ended = _ended_for(clock.today() - timedelta(days=one.due))
    said = ClientInput(name=one.name, legal_basis=LegalBasis.wmo, contact_ways=[phone])
    client = people.add_client(session, nurse, said, new_id())
    wish = ReferInput(programme=programme.id, client=client.id, urgency=Urgency.normal)
    row = refer(session, nurse, wish, new_id())
    row.referred_at = _noon(ended - timedelta(days=90))
    for step, word, reason in (("referral", "yes", None), ("placed", "exit", one.reason)):
        on = ended if reason else None
        answer_placement(
            session, officer, PlacementAnswer(placement=row.id, step=step, answer=word, reason=reason, on=on)
        )
    for relation in session.exec(select(WorkingRelation).where(col(WorkingRelation.client_id) == client.id)):
        relation.last_at = relation.ended = _noon(ended)
        session.add(relation)
    session.flush()
    [end] = session.exec(select(SupportEnd).where(SupportEnd.client_id == client.id)).all()
    for days, outcome in one.outcomes:
        given = give_outcome(
            session, officer, DueDoneInput(rule=CALL.word, subject=end.id, outcome=outcome.value), new_id()
        )
        if given.row:
            given.row.done_on = clock.today() - timedelta(days=days)
            given.row.at = _noon(given.row.done_on)
            session.add(given.row)
        session.flush()
        if end.settled_on:
            end.settled_on = clock.today() - timedelta(days=days)


def _ended_for(due: date) -> date:
    """The last day of support whose call is due on this day, or as near before it as there is one."""
    day = CALL.after.latest_start(due)
    while CALL.after.after(day) > due:
        day -= timedelta(days=1)
    return day


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.AMSTERDAM)
