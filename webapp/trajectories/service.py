"""Answering a step, and the standing of records. The caller checks access, and locks a record to answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed
from webapp.links.models import PersonalLink
from webapp.trajectories import store
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import TAKE_BACK, Kind
from webapp.trajectories.models import TakenRow
from webapp.trajectories.rules import Refusal, Standing, drop_undone, standing, why_not

SLIP = timedelta(days=2)
"""So long a slip can be taken back, in the schemes that bound it."""
_NOT_THEIRS = N_("Dit antwoord is niet aan jou.")
_MOVED_ON = N_("Dit is intussen al verder. Kijk hoe het nu staat.")
_WRONG = {
    Refusal.unknown: {"answer": N_("Kies een antwoord.")},
    Refusal.reason: {"reason": N_("Kies een reden.")},
    Refusal.until: {"until": N_("Kies een dag na vandaag.")},
}


Speaker = Actor | PersonalLink
"""A user, or a person without an account who answers by a link, for its party alone."""


class Subject(Protocol):
    """A record on a course; its table holds the facts of its scheme."""

    @property
    def id(self) -> UUID: ...  # noqa: D102
    @property
    def region_id(self) -> UUID: ...  # noqa: D102
    @property
    def began(self) -> datetime:
        """The begin of its first step."""

    def read_by(self, actor: Any) -> tuple[Read, ...]:
        """The access log's note of its reading; ``actor`` is None for a person with a link."""


@dataclass(frozen=True)
class Scheme:
    """A kind of trajectory at work.

    ``speaks_for``: the parties for whom this user may answer. ``reasons``: list → its words. ``effects``: (step,
    answer) → the act of a user when their answer moves it on; such an answer cannot be taken back.
    """

    kind: Kind
    speaks_for: Callable[[Actor, Any], Collection[str]]
    reasons: Mapping[str, Collection[str]] = field(default_factory=dict)
    effects: Mapping[tuple[str, str], Callable[[Session, Actor, Any], None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Course:
    """Every answer about one record, and its standing."""

    taken: Sequence[TakenRow]
    standing: Standing

    @property
    def rows(self) -> list[TakenRow]:
        """The answers that were not taken back, in order."""
        return drop_undone(self.taken)

    def latest(self) -> dict[str, TakenRow]:
        """Answer → the last time it was given."""
        return {row.answer: row for row in self.rows}


def find_slip(scheme: Scheme, actor: Actor, subject: Subject, course: Course) -> TakenRow | None:
    """The last answer, when this user speaks for its party and it was given ``SLIP`` ago at most."""
    last = course.rows[-1] if course.rows else None
    if last is None or last.party not in scheme.speaks_for(actor, subject):
        return None
    return last if clock.now() - last.at <= SLIP else None


def read(session: Session, scheme: Scheme, subject: Subject) -> Course:
    """The course of one record."""
    return read_all(session, scheme, [subject])[subject.id]


def read_all(session: Session, scheme: Scheme, subjects: Collection[Subject]) -> dict[UUID, Course]:
    """The courses of these records, in one query."""
    regions = {subject.region_id for subject in subjects}
    taken: dict[UUID, list[TakenRow]] = {subject.id: [] for subject in subjects}
    for row in store.list_taken(session, regions, taken):
        taken[row.subject_id].append(row)
    return {subject.id: _make_course(scheme, subject, taken[subject.id]) for subject in subjects}


def _make_course(scheme: Scheme, subject: Subject, taken: Sequence[TakenRow]) -> Course:
    return Course(taken, standing(scheme.kind, subject.began, taken, clock.now()))


def describe(scheme: Scheme, subject: Subject, course: Course, parties: Collection[str]) -> dict[str, Any]:
    """The standing of a record, as data, for users of these parties."""
    at, due = course.standing, course.standing.due()
    return {
        "id": str(subject.id),
        "kind": scheme.kind.word,
        "step": at.step.word if at.step else None,
        "since": at.since.isoformat(),
        "due": due.isoformat() if due else None,
        "parked_until": at.parked_until.isoformat() if at.parked_until else None,
        "ended": None if at.step else at.came_by,
        "reason": at.reason or None,
        "parties": at.shown_to(parties),
    }


def answer(
    session: Session,
    actor: Speaker,
    scheme: Scheme,
    subject: Subject,
    said: AnswerInput,
    *,
    course: Course | None = None,
    again: bool = False,
) -> Course:
    """Give an answer, for the actor's party that may give it. The access log notes it.

    An answer by a link has no effect of the scheme: those are acts of users.

    ``course``: as read since the record was locked. ``again``: it may replace that party's answer to the same step, by
    the rules of taking back.

    Raises:
        NotAllowed: for an actor who speaks for none of the parties that give it.
        Conflict: when it is at another step by now; ``current`` has that step.
        Invalid: an answer, a reason or a day that cannot be.
    """
    course = course or read(session, scheme, subject)
    taken = [*course.taken]
    if again and not course.standing.is_at(said.step):
        back = AnswerInput(step=said.step, answer=TAKE_BACK, party=said.party)
        taken.append(_accept(session, actor, scheme, subject, back, taken))
    row = _accept(session, actor, scheme, subject, said, taken)
    taken.append(row)
    session.add_all(taken)
    session.flush()
    after = _make_course(scheme, subject, taken)
    has_moved = row.answer != TAKE_BACK and row.party not in after.standing.given
    user = actor if isinstance(actor, Actor) else None
    if has_moved and user and (effect := scheme.effects.get((row.step, after.standing.came_by))):
        effect(session, user, subject)
    for one in subject.read_by(user):
        facts = {"client_id": one.client_id, "ground": one.ground, "region_id": subject.region_id}
        record(session, user, Action.update, one.subject, one.subject_id, **facts)  # type: ignore[arg-type]
    return after


def _accept(
    session: Session, actor: Speaker, scheme: Scheme, subject: Subject, said: AnswerInput, taken: Sequence[TakenRow]
) -> TakenRow:
    sides = scheme.speaks_for(actor, subject) if isinstance(actor, Actor) else [actor.party]
    spoken_for = [one for one in sides if said.party in (None, one)]
    refusal = Refusal.not_theirs
    for party in spoken_for:
        row = _make_row(actor, scheme, subject, said, party)
        refused = why_not(scheme.kind, subject.began, taken, row, scheme.reasons) or _refuse_undo(
            scheme, subject, taken, row
        )
        if refused is None:
            return row
        refusal = refusal if refused is Refusal.not_theirs else refused
    if refusal is Refusal.not_theirs:
        raise NotAllowed(_NOT_THEIRS)
    if refusal is Refusal.moved_on:
        raise Conflict(_MOVED_ON, _describe_step(session, scheme, subject, taken))
    raise Invalid(_WRONG[refusal], refusal.value)


def _make_row(actor: Speaker, scheme: Scheme, subject: Subject, said: AnswerInput, party: str) -> TakenRow:
    return TakenRow(
        region_id=subject.region_id,
        subject_id=subject.id,
        organisation_id=actor.organisation_id,
        kind=scheme.kind.word,
        step=said.step,
        answer=said.answer,
        party=party,
        reason=said.reason or "",
        until=said.until,
        by=actor.user_id if isinstance(actor, Actor) else actor.made_by,
        link_id=None if isinstance(actor, Actor) else actor.id,
        at=clock.now(),
    )


def _refuse_undo(scheme: Scheme, subject: Subject, taken: Sequence[TakenRow], row: TakenRow) -> Refusal | None:
    """Refuse to take back an answer that had an effect."""
    at = _make_course(scheme, subject, taken).standing
    has_moved = row.answer == TAKE_BACK and not at.is_at(row.step)
    return Refusal.moved_on if has_moved and (row.step, at.came_by) in scheme.effects else None


def _describe_step(
    session: Session, scheme: Scheme, subject: Subject, taken: Sequence[TakenRow]
) -> dict[str, dict[str, str]]:
    """The present step, and the user who led to it; the people of an undecided step stay hidden."""
    at = _make_course(scheme, subject, taken).standing
    last = next((one for one in reversed(taken) if one.at <= at.since), None)
    user = accounts.find_user(session, last.by) if last and last.link_id is None else None
    return {"step": {"value": at.word, "by": user.name if user else "", "at": at.since.isoformat()}}
