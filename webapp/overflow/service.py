"""Overflow to a partner region: ask → answer with places and a deadline → transport → arrived.

Each region keeps its own rules: the partner decides on its offer, the asker on the people. Nobody's name crosses the
border; people who arrive are checked in there as any walk-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.overflow import store
from webapp.overflow.inputs import PARTNER as NO_PARTNER
from webapp.overflow.inputs import ArrivedInput, AskInput, OfferInput, TransportInput
from webapp.overflow.kind import ASKER, EXPIRED, OVERFLOW, PARTNER
from webapp.overflow.models import Overflow
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.service import Course, Scheme
from webapp.validation import Bounded, Input
from webapp.web import submissions

SHOWN = timedelta(days=14)
_UNKNOWN = N_("Deze vraag is er niet, of is niet van jouw regio.")
_THEIRS = N_("Alleen de andere regio kan dit.")
_ANSWERED = N_("Deze vraag is al beantwoord.")
_TOO_MANY = N_("Zoveel is er niet gevraagd. Bied er hoogstens %(n)s aan.")
_NOT_OFFERED = N_("Er is nu geen aanbod dat nog geldt.")
_UNTIL = N_("Kies een moment tussen nu en morgen 12:00.")
_LEAVES = N_("Kies een moment tussen nu en morgen 12:00, als er vervoer is.")
_MORE_ARRIVED = N_("Er is plaats voor %(n)s aangeboden. Schrijf wie extra komt in als gast.")
_OVER = N_("Dit is al afgelopen.")
_LATE = {"offered": _ANSWERED, "moving": _NOT_OFFERED, "arrived": _NOT_OFFERED}
"""Answer → the sentence when it comes too late; any other is simply over."""


@dataclass(frozen=True)
class Question:
    """A request, its answers, and its state by the server's clock."""

    asked: Overflow
    course: Course
    state: str

    def may(self, actor: Actor, word: str) -> bool:
        """True when clock and colleagues leave room for this answer: no offer undoes a colleague's answer."""
        if word == "offered":
            is_mine = self.state in ("offered", "refused") and self.course.latest()[self.state].by == actor.user_id
            return is_mine or self.state in ("asked", EXPIRED)
        return self.state != ("refused" if word == "refused" else EXPIRED)


def partners(session: Session, actor: Actor) -> list[Region]:
    """The regions that can be asked: every other one."""
    return [region for region in accounts.list_regions(session) if region.id != actor.region_id]


def ask(session: Session, actor: Actor, data: AskInput, overflow_id: UUID) -> Overflow:
    """Ask places for tonight. Sent twice it is one.

    Raises:
        NotAllowed: for an actor who may not ask.
        Invalid: for the actor's own region, or an unknown one.
        Conflict: when the id belongs to somebody else's.
    """
    actor.require(Permission.ask_overflow)
    if made := submissions.known(session, Overflow, overflow_id, asked_by=actor.user_id):
        return made
    if data.partner not in {region.id for region in partners(session, actor)}:
        raise Invalid({"partner": NO_PARTNER})
    asked = Overflow(
        id=overflow_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        partner_id=data.partner,
        night=clock.tonight(),
        places=data.places,
        needs=data.needs,
        asked_by=actor.user_id,
    )
    session.add(asked)
    session.flush()
    record(session, actor, Action.create, "overflow", asked.id, ground="region")
    return asked


def speaks_for(actor: Actor, asked: Overflow) -> list[str]:
    """The sides of a request that this user answers for."""
    sides = {
        ASKER: asked.region_id == actor.region_id and actor.may(Permission.ask_overflow),
        PARTNER: asked.partner_id == actor.region_id and actor.may(Permission.answer_overflow),
    }
    return [party for party, is_mine in sides.items() if is_mine]


SCHEME = Scheme(OVERFLOW, speaks_for)


def read(
    session: Session, actor: Actor, overflow_id: UUID, *, party: str | None = None, lock: bool = False
) -> Question:
    """A request by or to the actor's region; with ``party``, only for a user who answers for that side.

    Raises:
        NotFound: for any other region, and for a role without overflow.
        NotAllowed: for the other side.
    """
    asked = session.get(Overflow, overflow_id, with_for_update=lock or None, populate_existing=lock)
    if asked is None or not _has_part(actor) or actor.region_id not in (asked.region_id, asked.partner_id):
        raise NotFound(_UNKNOWN)
    if party and party not in speaks_for(actor, asked):
        raise NotAllowed(_THEIRS)
    return _questions(session, [asked])[0]


def act(session: Session, actor: Actor, overflow_id: UUID, word: str, data: Input | None = None) -> None:
    """Answer, or answer again: a mistake can be corrected until somebody acts on it.

    Raises:
        NotFound, NotAllowed: as ``read``.
        Invalid: when it is at another step, and for numbers and moments that cannot be.
    """
    step, answer = next((one, answer) for one in OVERFLOW.steps if (answer := one.find(word)))
    [party] = answer.by or step.by
    question = read(session, actor, overflow_id, party=party, lock=True)
    if question.state == word == "cancelled":
        return
    if word in ("offered", "refused") and question.asked.is_over_at(clock.now()):
        raise Invalid({"": _OVER}, "over")
    late = Invalid({"": _LATE.get(word, _OVER)}, "late")
    if not question.may(actor, word):
        raise late
    _check(question.asked, data)
    at = question.course.standing.step
    said = AnswerInput(step=at.word if at and at.find(word) else step.word, answer=word)
    try:
        trajectories.answer(session, actor, SCHEME, question.asked, said, course=question.course, again=True)
    except Conflict as moved_on:
        raise late from moved_on
    for name, value in data or ():
        setattr(question.asked, name, value)
    session.add(question.asked)


def _check(asked: Overflow, data: Input | None) -> None:
    """Refuse the impossible: more than was asked or offered, or a moment outside this night."""
    wrong: dict[str, str] = {}
    now, last = clock.now(), clock.end_of_night(asked.night)
    if isinstance(data, OfferInput):
        if data.offered > asked.places:
            wrong["offered"] = Bounded(_TOO_MANY, n=asked.places)
        if not now < data.until <= last:
            wrong["until"] = _UNTIL
    elif isinstance(data, TransportInput) and not now - timedelta(hours=1) <= data.leaves_at <= last:
        wrong["leaves_at"] = _LEAVES
    elif isinstance(data, ArrivedInput) and data.arrived > (asked.offered or 0):
        wrong["arrived"] = Bounded(_MORE_ARRIVED, n=asked.offered)
    if wrong:
        raise Invalid(wrong)


def list_recent(session: Session, actor: Actor) -> list[Question]:
    """The requests by and to the actor's region of the last two weeks, the newest first."""
    if not _has_part(actor):
        return []
    return _questions(session, store.list_since(session, actor, clock.tonight() - SHOWN))


def list_waiting(session: Session, actor: Actor) -> list[Overflow]:
    """The requests that wait for this user's region tonight."""
    if not actor.may(Permission.answer_overflow):
        return []
    rows = store.list_asked_of(session, actor, clock.tonight())
    return [one.asked for one in _questions(session, rows) if one.state == "asked"]


def _questions(session: Session, rows: Sequence[Overflow]) -> list[Question]:
    courses = trajectories.read_all(session, SCHEME, rows)
    return [Question(one, courses[one.id], _state(one, courses[one.id].standing.word)) for one in rows]


def _state(asked: Overflow, word: str) -> str:
    """The state, with expiries by the clock: an offer nobody took in time, a request whose night is over."""
    now = clock.now()
    has_run_out = word == "offered" and asked.until is not None and asked.until <= now
    return EXPIRED if has_run_out or (word == "asked" and asked.is_over_at(now)) else word


def _has_part(actor: Actor) -> bool:
    return actor.may(Permission.ask_overflow) or actor.may(Permission.answer_overflow)
