"""Proposing a match, reading it, and answering it, by account or by personal link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.links import service as links
from webapp.links.models import PersonalLink
from webapp.rooms.hosts.service import require_room
from webapp.rooms.matches import store
from webapp.rooms.matches.inputs import LinkAnswer, MatchAnswer, MatchInput
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.pairs import course
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.course import LINK, SCHEME, Pair
from webapp.rooms.pairs.kind import COORDINATOR, HOST, LIVE, MATCH, NO, PROPOSAL, THINKING, YOUTH
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.requests.service import require_request
from webapp.rooms.store import NOT_ON_OFFER, find_host
from webapp.rooms.words import RequestState
from webapp.text import fold
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import PARK, RESUME
from webapp.trajectories.models import TakenRow
from webapp.trajectories.service import Course
from webapp.web import submissions

UNKNOWN = N_("Deze match is er niet, of je mag die niet zien.")
_ROOM_TAKEN = N_("Een collega stelde deze kamer net aan een ander voor.")
_YOUTH_TAKEN = N_("Voor deze jongere loopt al een voorstel.")
_NOT_FREE = N_("Deze kamer wordt nu niet aangeboden.")
_LOOKS_NOT = N_("Deze jongere zoekt niet meer.")
_WHOSE = N_("Kies van wie dit antwoord is.")
_NO_LINK = N_("Kies voor wie de link is.")
_MOST = 50
_SHOWN = 5


@dataclass(frozen=True)
class Match:
    """A match as one reader may see it, with its course."""

    pair: Pair
    course: Course

    @property
    def step(self) -> str:
        """The step it is at, or the answer that ended it."""
        return self.course.standing.word

    @property
    def is_live(self) -> bool:
        """True while people still decide."""
        return self.course.standing.step is not None

    @property
    def parked_until(self) -> date | None:
        """The day that a coordinator looks at it again, while it waits."""
        return self.course.standing.parked_until

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The parties of the step who owe an answer; of a sealed one nobody is told before its time is over."""
        at = self.course.standing
        if at.step is None or at.parked_until or (at.step.sealed and not at.is_late(clock.now())):
            return ()
        return tuple(one for one in at.step.by if one not in at.given)

    @property
    def reason(self) -> str:
        """The reason of its end or its pause, for a coordinator and for who gave it: nobody else reads why."""
        if self.parked_until:
            return self.course.standing.reason if COORDINATOR in self.pair.sides else ""
        given = [one for one in self.course.rows if self.reads_reason_of(one.party)]
        return self.course.standing.reason if not self.is_live and given and self._gave_end(given) else ""

    def reads_reason_of(self, party: str) -> bool:
        """True when this reader may know the reasons of that party."""
        return COORDINATOR in self.pair.sides or party in self.pair.sides

    def _gave_end(self, given: Sequence[TakenRow]) -> bool:
        at = self.course.standing
        return any((one.answer, one.reason) == (at.came_by, at.reason) for one in given)

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.pair.read_by(actor)


def propose(
    session: Session,
    actor: Actor,
    data: MatchInput,
    match_id: UUID,
    find_fault: Callable[[Session, Actor, RoomRequest, Room], str | None],
) -> RoomMatch:
    """Propose a room to a youth and the youth to its host; sent twice it is one. Of two at once the first wins.

    ``find_fault``: the sentence of the hard rule between these two, if there is one; both are locked.

    Raises:
        NotAllowed: for other roles.
        NotFound: for a room or a youth outside the region.
        Invalid: code ``taken`` for a room or a youth in a live match; at the field for one that is not on offer; code
            ``rule`` for a pair that a hard rule excludes.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.coordinate_rooms)
    if made := submissions.known(session, RoomMatch, match_id, proposed_by=actor.user_id):
        return made
    course.open_seals(session)
    room = require_room(session, actor, data.room, lock=True)
    request = require_request(session, actor, data.request, lock=True)
    _require_free(session, room, request)
    if fault := find_fault(session, actor, request, room):
        raise Invalid({"room": fault}, "rule")
    host = find_host(session, room.host_id) if room.host_id else None
    row = RoomMatch(
        id=match_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        request_id=request.id,
        room_id=room.id,
        proposed_by=actor.user_id,
        kept_by=actor.user_id,
        search_key=fold(f"{request.alias} {room.municipality} {host.name if host else ''}"),
    )
    within = MATCH.steps[0].within
    row.due_at = row.proposed_at + within if within else None
    room.held_by = request.held_by = row.id
    session.add_all((row, room, request))
    session.flush()
    facts = {"client_id": request.client_id, "ground": "region"}
    record(session, actor, Action.create, "room_match", row.id, **facts)  # type: ignore[arg-type]
    return row


def _require_free(session: Session, room: Room, request: RoomRequest) -> None:
    session.refresh(room)
    session.refresh(request)
    if room.held_by:
        raise Invalid({"room": _ROOM_TAKEN}, "taken")
    if request.held_by:
        raise Invalid({"request": _YOUTH_TAKEN}, "taken")
    if room.state in NOT_ON_OFFER:
        raise Invalid({"room": _NOT_FREE})
    if request.state != RequestState.open:
        raise Invalid({"request": _LOOKS_NOT})


def read_match(session: Session, actor: Actor, match_id: UUID) -> Match:
    """One match.

    Raises:
        NotFound: when there is none, or this user is of no side of it.
    """
    row, sides = _require(session, actor, match_id)
    return _read(session, row, sides)


def read_by_link(session: Session, link: PersonalLink) -> Match:
    """The match behind a personal link.

    Raises:
        NotFound: when the link works no more.
    """
    row = session.get(RoomMatch, link.subject_id)
    if row is None or row.region_id != link.region_id:
        raise NotFound(links.DEAD)
    return _read(session, row, (link.party,))


def read_many(session: Session, rows: Sequence[RoomMatch], sides: tuple[str, ...]) -> list[Match]:
    """These matches, whose reader answers for these parties of each: in a few questions."""
    pairs_of = course.read_pairs(session, rows, sides)
    courses = trajectories.read_all(session, SCHEME, pairs_of)
    return [Match(one, courses[one.id]) for one in pairs_of]


def _read(session: Session, row: RoomMatch, sides: tuple[str, ...]) -> Match:
    pair = course.read_pair(session, row, sides)
    return Match(pair, trajectories.read(session, SCHEME, pair))


def _require(session: Session, actor: Actor, match_id: UUID) -> tuple[RoomMatch, tuple[str, ...]]:
    found = store.find_match(session, actor, match_id)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def answer(session: Session, actor: Actor, data: MatchAnswer) -> RoomMatch:
    """Answer for a side this user speaks for; sent twice it is one.

    Raises:
        NotFound: as ``read_match``.
        NotAllowed: for a party that is not theirs.
        Conflict: when it has moved on; ``current`` has the present step.
        Invalid: without a reason where one is due, or without the party when several could have said it.
    """
    _row, sides = _require(session, actor, data.match)
    row = pairs.lock_match(session, data.match)
    if row is None:
        raise NotFound(UNKNOWN)
    pair = course.read_pair(session, row, sides)
    if _is_repeat(session, pair, data, actor.user_id):
        return row
    by = MATCH.step(data.step).by if data.step in LIVE and data.answer not in (PARK, RESUME) else ()
    if data.party is None and len([one for one in by if one in sides]) > 1:
        raise Invalid({"": _WHOSE})
    course.answer(session, actor, pair, _with_party(data, sides))
    return row


def _with_party(data: MatchAnswer, sides: Sequence[str]) -> AnswerInput:
    """The answer alone, by the one party that this user can mean."""
    said = AnswerInput(**data.model_dump(exclude={"match"}))
    if said.party is not None and said.party not in sides:
        raise NotAllowed(N_("Dit antwoord is niet aan jou."))
    return said


def answer_by_link(session: Session, token: str, data: LinkAnswer) -> RoomMatch:
    """Answer by a personal link, for its party alone.

    Raises:
        NotFound: when the link does not work; for every reason the same sentence.
        Conflict: when it has moved on.
        Invalid: for anything but a yes, or a no with its reason.
    """
    link = links.find(session, token, LINK)
    row = pairs.lock_match(session, link.subject_id)
    link = links.find(session, token, LINK, lock=True)
    if row is None:
        raise NotFound(links.DEAD)
    if data.answer not in ("yes", NO):
        raise Invalid({"answer": N_("Kies ja of nee.")})
    pair = course.read_pair(session, row, (link.party,))
    links.note_use(session, link)
    said = AnswerInput(step=data.step or "", answer=data.answer, party=link.party, reason=data.reason)
    if not _is_repeat(session, pair, said, None):
        course.answer(session, link, pair, said)
    return row


def _is_repeat(session: Session, pair: Pair, said: AnswerInput, by: UUID | None) -> bool:
    """True when this very answer was given last by this user, or by this party's link: sent twice it is one."""
    rows = [one for one in trajectories.read(session, SCHEME, pair).rows if said.party in (None, one.party)]
    last = rows[-1] if rows else None
    words = said.step, said.answer, said.reason or "", said.until
    if last is None or (last.step, last.answer, last.reason, last.until) != words:
        return False
    return last.link_id is not None if by is None else last.by == by and last.link_id is None


def give_link(session: Session, actor: Actor, match_id: UUID, party: str) -> str:
    """The secret of a new link for the host or the youth of a live match, for its coordinator to hand on.

    Raises:
        NotFound: as ``read_match``.
        NotAllowed: for anybody but a coordinator.
        Invalid: for another party, or once the match is over.
    """
    row, sides = _require(session, actor, match_id)
    if COORDINATOR not in sides:
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))
    if party not in (HOST, YOUTH) or row.state not in LIVE:
        raise Invalid({"": _NO_LINK})
    return links.give(session, actor, LINK, row.id, party)


def take_over(session: Session, actor: Actor, match_id: UUID) -> None:
    """This coordinator sees to it from now on.

    Raises:
        NotFound: as ``read_match``.
        NotAllowed: for anybody but a coordinator.
    """
    row, sides = _require(session, actor, match_id)
    if COORDINATOR not in sides:
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))
    row.kept_by = actor.user_id
    session.add(row)
    record(session, actor, Action.update, "room_match", row.id, ground="region")


def list_running(session: Session, actor: Actor) -> list[Match]:
    """The first matches of the region that people decide on, by the date of their step."""
    actor.require(Permission.coordinate_rooms)
    return read_many(session, store.list_live(session, actor, _SHOWN), (COORDINATOR, YOUTH, HOST))


def list_late(session: Session, actor: Actor) -> list[Match]:
    """The matches that stand still, for a coordinator's first page: their own, and what stood still too long.

    Those that waited until a day that came are first: every coordinator of the region may bring them back.
    """
    actor.require(Permission.coordinate_rooms)
    now = clock.now()
    waited = store.list_parked(session, actor, clock.today(), _MOST)
    rows = [*waited, *(one for one in store.list_late(session, actor, now, _MOST) if one.parked_until is None)]
    found = read_many(session, rows, (COORDINATOR, YOUTH, HOST))
    return [one for one in found if one.parked_until or one.course.standing.is_late(now)]


def list_asked(session: Session, actor: Actor) -> list[Match]:
    """The matches that ask this worker what their youth says; a sealed one until they answered."""
    actor.require(Permission.request_rooms)
    found = read_many(session, store.list_asked(session, actor, _MOST), (YOUTH,))
    return [
        one
        for one in found
        if one.step in (PROPOSAL, THINKING) and not one.parked_until and YOUTH not in one.course.standing.given
    ]


def list_of_host(session: Session, actor: Actor) -> list[Match]:
    """The live matches of the signed-in host's own rooms."""
    actor.require(Permission.own_room)
    return read_many(session, store.list_of_host(session, actor), (HOST,))
