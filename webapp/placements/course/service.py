"""Answering a step of a placement, and what follows from the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Read
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.placements import kind
from webapp.placements.course.support import tell_aftercare
from webapp.placements.homes import service as homes
from webapp.placements.kind import CONTRACT, DECISION, NOMINATION, OFFER, PLACED, PLACEMENT, REASONS
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme, ProgrammeTerms
from webapp.placements.waiting import store
from webapp.placements.waiting.inputs import PlacementAnswer
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.order import Ahead
from webapp.placements.waiting.service import is_kept_by, require_placement
from webapp.placements.waiting.store import Person
from webapp.trajectories import service as trajectories
from webapp.trajectories.service import Course, Scheme

_NO_ANSWER = N_("Kies een antwoord.")
_BY_OFFER = N_("Kies eerst een woning of plek, en bied die aan.")
_NOT_YET = N_("Die dag is nog niet geweest.")
_TOO_EARLY = N_("Toen was deze persoon nog niet aangemeld.")


@dataclass(frozen=True)
class Entry:
    """A placement in a list, as one user may read it. ``position``: its place in line, None where that is not known."""

    row: Placement
    programme: Programme
    terms: ProgrammeTerms | None
    who: Person | None
    position: int | None = None

    @property
    def name(self) -> str:
        """The name of the person."""
        return self.who.name if self.who else self.row.person

    @property
    def decide_by(self) -> date | None:
        """The last day of the decision's term."""
        if self.row.state not in (kind.REFERRAL, DECISION) or self.terms is None:
            return None
        return self.row.referred_on + timedelta(days=self.terms.decision_days)

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


@dataclass(frozen=True)
class Placed:
    """One placement with its answers. ``ahead``: the people before it, None for somebody who is not in line."""

    entry: Entry
    course: Course
    ahead: Ahead | None

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.entry.read_by(actor)


def speaks_for(actor: Actor, row: Placement) -> list[str]:
    """The parties that this user answers for. The caller has checked that they may see it."""
    if is_kept_by(actor, row):
        return [kind.OFFICER, kind.CLIENT, kind.TENANT, kind.LANDLORD, kind.CARE]
    if row.organisation_id == actor.organisation_id and actor.may(Permission.ask_placements):
        return [kind.REFERRER, kind.CLIENT, kind.TENANT, kind.CARE]
    return []


SCHEME = Scheme(PLACEMENT, speaks_for, REASONS)
"""For reading, and for an offer, whose effect is its own act."""


def _make_scheme(terms: ProgrammeTerms | None, said: PlacementAnswer) -> Scheme:
    """The kind at work for one answer: the programme's own reasons beside those of the house, and what follows."""
    own = terms.reasons if terms else []
    reasons = {**REASONS, "declined": REASONS["declined"] | frozenset(own)}
    on = said.on or clock.today()

    def moves_in(session: Session, _actor: Actor, row: Placement) -> None:
        homes.move_in(session, row, on)

    def leaves(session: Session, _actor: Actor, row: Placement) -> None:
        homes.leave(session, row, on)

    def lets_go(session: Session, _actor: Actor, row: Placement) -> None:
        homes.release(session, row, said.answer)

    undone = ("no", "lapsed", "withdrawn")
    effects = {(step, word): lets_go for step in (OFFER, CONTRACT) for word in undone}
    effects |= {(step, "yes"): moves_in for step in (OFFER, CONTRACT)}
    effects |= {(step, "exit"): leaves for step in (PLACED, NOMINATION)}
    return Scheme(PLACEMENT, speaks_for, reasons, effects)


def read_placement(session: Session, actor: Actor, placement_id: UUID) -> Placed:
    """One placement with its place in line.

    Raises:
        NotFound: as ``require_placement``.
    """
    row = require_placement(session, actor, placement_id)
    ahead = store.count_ahead(session, row) if row.in_line else None
    entry = read_many(session, actor, [row], [ahead.position if ahead else None])[0]
    return Placed(entry, trajectories.read(session, SCHEME, row), ahead)


def read_many(
    session: Session, actor: Actor, rows: Sequence[Placement], positions: Sequence[int | None] = ()
) -> list[Entry]:
    """These placements, which this user may see, with the place of each in line where it is known."""
    ids = {row.programme_id for row in rows}
    found, terms = programmes.list_by_ids(session, actor, ids), programmes.terms_on(session, ids, clock.today())
    people = store.list_people(session, rows)
    known = positions or [None] * len(rows)
    return [
        Entry(
            row,
            found[row.programme_id],
            terms.get(row.programme_id),
            people.get(row.client_id) if row.client_id else None,
            position,
        )
        for row, position in zip(rows, known, strict=True)
    ]


def answer_placement(session: Session, actor: Actor, data: PlacementAnswer) -> Placement:
    """Answer, for a party that this user speaks for; sent twice it is one.

    A yes means what the programme's shape makes of it; the offer of a place has its own act (``unit.offer``).

    Raises:
        NotFound: as ``read_placement``.
        NotAllowed: for an answer of another party.
        Conflict: when somebody else moved it on; ``current`` has the present step.
        Invalid: an answer that this programme does not know, a reason that is missing, or a day that cannot be.
    """
    row = require_placement(session, actor, data.placement, lock=True)
    programme = programmes.list_by_ids(session, actor, [row.programme_id])[row.programme_id]
    terms = programmes.terms_on(session, [programme.id], clock.today()).get(programme.id)
    said = data.model_copy(update={"answer": programme.shape.meant(data.step, data.answer)})
    course = trajectories.read(session, SCHEME, row)
    if _is_repeat(actor, course, said):
        return row
    if course.standing.is_at(said.step):
        _check(row, programme, said)
    after = trajectories.answer(session, actor, _make_scheme(terms, said), row, said, course=course)
    note_standing(session, row, after, said)
    session.flush()
    tell_aftercare(session, actor, row, programme)
    return row


def _check(row: Placement, programme: Programme, said: PlacementAnswer) -> None:
    if said.answer == "offered":
        raise Invalid({"answer": _BY_OFFER}, "by_offer")
    if not programme.shape.takes(said.step, said.answer):
        raise Invalid({"answer": _NO_ANSWER}, "unknown")
    if said.on is not None and said.on > clock.today():
        raise Invalid({"on": _NOT_YET}, "day")
    if said.on is not None and said.on < row.referred_on:
        raise Invalid({"on": _TOO_EARLY}, "day")


def _is_repeat(actor: Actor, course: Course, said: PlacementAnswer) -> bool:
    """True when this user gave this very answer last, for the same party."""
    last = course.rows[-1] if course.rows else None
    if last is None or said.party not in (None if said.step != CONTRACT else "", last.party):
        return False
    this = (said.step, said.answer, said.reason or "", said.until, actor.user_id)
    return (last.step, last.answer, last.reason, last.until, last.by) == this


_PLACES = {(step.word, one.word) for step in PLACEMENT.steps for one in step.answers if one.to == PLACED}


def note_standing(session: Session, row: Placement, after: Course, said: PlacementAnswer | None = None) -> None:
    """Write what the lists need: the standing, the decision, the parking, the offers that led to nothing, the exit."""
    at, rows = after.standing, after.rows
    row.set_state(at.word, at.since)
    decided = [one for one in rows if one.step == DECISION and one.answer in ("yes", "nominates")]
    row.decided_on = clock.local(decided[-1].at).date() if decided else None
    placed = [one.at for one in rows if (one.step, one.answer) in _PLACES]
    row.placed_on = row.placed_on or (clock.local(placed[-1]).date() if placed else None)
    row.parked_until, row.parked_for = at.parked_until, at.reason if at.parked_until else ""
    row.declined = sum(one.step == OFFER and one.answer in ("no", "lapsed") for one in rows)
    is_over = at.step is None
    row.ended_on = (said.on if said else None) or clock.today() if is_over else None
    row.end_reason = at.reason if is_over else ""
    row.followed = None
    if is_over and at.came_by == "exit":
        known = said.followed if said else None
        row.followed = at.reason in kind.FOLLOWED if known is None else known
    session.add(row)
