"""The course of a match: an answer, the standing that follows, and room and youth that become free by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, NotAllowed
from webapp.links import service as links
from webapp.links.models import PersonalLink
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.rooms.pairs import reasons, store
from webapp.rooms.pairs.kind import COORDINATOR, HOST, LIVE, MATCH, PARKED, SIGNED, STOPPED, YOUTH
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.pairs.words import NoReason, ParkReason, StopReason
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import PARK
from webapp.trajectories.models import TakenRow
from webapp.trajectories.rules import Taken
from webapp.trajectories.service import Course, Scheme, Speaker

LINK = "match"
"""The purpose of the personal links of a match."""
_MOST = 200
_THEIRS = N_("Deze kant antwoordde al zelf. Alleen zij kunnen dat nog veranderen.")


@dataclass(frozen=True)
class Pair:
    """A match with its records. ``sides``: the parties for whom this reader may answer; '' in it is nobody."""

    row: RoomMatch
    request: RoomRequest
    room: Room
    host: Host | None
    sides: tuple[str, ...] = ()

    @property
    def id(self) -> UUID:
        """The id of the match."""
        return self.row.id

    @property
    def region_id(self) -> UUID:
        """Its region."""
        return self.row.region_id

    @property
    def began(self) -> datetime:
        """The moment of the proposal."""
        return self.row.proposed_at

    @property
    def own(self) -> tuple[str, ...]:
        """The parties whose sealed answers this reader may see: their own. A coordinator passes on, and reads none."""
        return (COORDINATOR,) if COORDINATOR in self.sides else self.sides

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        if actor is None:
            ground = "link"
        elif COORDINATOR in self.sides:
            ground = "region"
        else:
            ground = "organisation" if YOUTH in self.sides else "own"
        return (Read("room_match", self.row.id, self.request.client_id, ground),)


SCHEME = Scheme(
    MATCH,
    lambda _actor, pair: pair.sides,
    {"no": frozenset(NoReason), STOPPED: frozenset(StopReason), PARKED: frozenset(ParkReason)},
)


def read_pair(session: Session, match: RoomMatch, sides: tuple[str, ...]) -> Pair:
    """A match with its records. The caller has checked access."""
    return read_pairs(session, [match], sides)[0]


def read_pairs(session: Session, rows: Sequence[RoomMatch], sides: tuple[str, ...]) -> list[Pair]:
    """These matches with their records, for a reader who answers for these parties of each."""
    records = store.read_records(session, rows)
    return [Pair(row, *records[row.id], sides) for row in rows]


def answer(session: Session, speaker: Speaker, pair: Pair, said: AnswerInput) -> Course:
    """Give an answer to a locked match; to a sealed step also another than before.

    Raises:
        NotAllowed, Conflict, Invalid: as ``trajectories.answer``.
    """
    scheme = replace(SCHEME, reasons=reasons.list_words(session, pair.region_id))
    course = trajectories.read(session, scheme, pair)
    party = said.party or next((one for one in pair.sides if one in course.standing.given), None)
    given = course.standing.given.get(party or "")
    step = course.standing.step
    if given and step and step.sealed and step.word == said.step and step.find(said.answer):
        if (given.answer, given.reason) == (said.answer, said.reason or ""):
            return course
        if said.answer != STOPPED:
            _require_own(speaker, pair, given)
            back = AnswerInput(step=said.step, answer="take_back", party=party)
            course = trajectories.answer(session, speaker, scheme, pair, back, course=course)
    after = trajectories.answer(session, speaker, scheme, pair, said, course=course)
    note(session, pair, after)
    return after


def _require_own(speaker: Speaker, pair: Pair, given: Taken) -> None:
    """Refuse to change what a party said itself: a coordinator changes only what they passed on, a link everything."""
    if isinstance(speaker, PersonalLink) or not isinstance(given, TakenRow):
        return
    is_passed_on = COORDINATOR in pair.sides
    if given.link_id or (is_passed_on and given.by != speaker.user_id):
        raise NotAllowed(_THEIRS)


def note(session: Session, pair: Pair, course: Course) -> None:
    """Write down where the match stands. One that ended frees room and youth, unless its contract was signed."""
    row, at = pair.row, course.standing
    row.state, row.moved_at, row.due_at, row.opens_at = at.word, at.since, at.due(), None
    row.parked_until, row.parked_for = at.parked_until, at.reason if at.parked_until else ""
    if at.step and at.step.sealed and len(at.given) == len(at.step.by):
        row.opens_at = max(at.since + at.step.sealed, *(one.at for one in at.given.values()))
    session.add(row)
    if at.step is None:
        row.reason = at.reason
        links.end(session, LINK, row.id)
        if at.came_by != SIGNED:
            release(session, pair)
    session.flush()


def park_again(session: Session, actor: Actor, pair: Pair, until: date, reason: str) -> None:
    """Let a locked match wait as before, also until a day that is past: the undo of going on."""
    at = trajectories.read(session, SCHEME, pair).standing
    if at.step is None or at.parked_until:
        return
    row = TakenRow(
        region_id=pair.region_id,
        subject_id=pair.id,
        organisation_id=actor.organisation_id,
        kind=MATCH.word,
        step=at.word,
        answer=PARK,
        party=COORDINATOR,
        reason=reason,
        until=until,
        by=actor.user_id,
    )
    session.add(row)
    session.flush()
    note(session, pair, trajectories.read(session, SCHEME, pair))


def release(session: Session, pair: Pair) -> None:
    """Free the room and the youth for another match."""
    pair.row.released_at = clock.now()
    session.add(pair.row)
    for held in (pair.room, pair.request):
        if held.held_by == pair.row.id:
            held.held_by = None
            session.add(held)


def open_seals(session: Session) -> None:
    """Move on the matches whose answers opened by the clock, in every region."""
    for found in store.list_opened(session, clock.now(), _MOST):
        row = store.lock_match(session, found.id)
        if row and row.opens_at:
            pair = read_pair(session, row, ())
            note(session, pair, trajectories.read(session, SCHEME, pair))
            facts = {"client_id": pair.request.client_id, "ground": "system", "region_id": row.region_id}
            record(session, None, Action.update, "room_match", row.id, **facts)  # type: ignore[arg-type]


def stop_for(session: Session, actor: Actor, held: Room | RoomRequest) -> None:
    """End the live match of a room that is no longer on offer, or of a youth who no longer looks."""
    row = store.lock_match(session, held.held_by) if held.held_by else None
    if row is None or row.state not in LIVE:
        return
    party, reason = (HOST, StopReason.host_stopped) if isinstance(held, Room) else (YOUTH, StopReason.youth_stopped)
    pair = read_pair(session, row, (party,))
    course = trajectories.read(session, SCHEME, pair)
    if course.standing.step is None:
        note(session, pair, course)
        return
    answer(session, actor, pair, AnswerInput(step=course.standing.word, answer=STOPPED, reason=reason.value))
