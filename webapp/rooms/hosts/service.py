"""The coordinator's side: rooms on offer, calling hosts, noting every no with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.municipalities import in_region
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.rooms import store as rooms_store
from webapp.rooms.hosts.inputs import CalledInput, DeclineInput, NoteInput, RoomOfferInput
from webapp.rooms.inputs import stored
from webapp.rooms.models import Host, Room, RoomEvent
from webapp.rooms.pairs import course
from webapp.rooms.pairs import store as pairs
from webapp.rooms.points import service as points
from webapp.rooms.points.rent import require_lawful
from webapp.rooms.points.service import Counted
from webapp.rooms.requests import store as request_store
from webapp.rooms.store import search_key
from webapp.rooms.words import DeclineReason, RoomState
from webapp.web import submissions

UNKNOWN = N_("Deze kamer is er niet, of je mag die niet zien.")


@dataclass(frozen=True)
class RoomRecord:
    """A room with its host, its events (newest first) with their people, and the host's other rooms."""

    room: Room
    host: Host | None
    events: Sequence[RoomEvent]
    names: dict[UUID, str]
    others: Sequence[Room]
    counted: Counted | None
    """The points count; None: not counted yet."""

    @property
    def last_step(self) -> RoomEvent | None:
        """The latest change of state, if it can be undone: an undo itself cannot."""
        last = next((event for event in self.events if event.state), None)
        return last if last and last.before else None


@dataclass(frozen=True)
class Counts:
    """The region's rooms by state and by reason of decline, and its hosts by recruiting channel."""

    states: Counter[str]
    heard: Counter[str]
    reasons: Counter[str]

    @property
    def total(self) -> int:
        """Every room that was ever offered here."""
        return sum(self.states.values())


def offer_room(session: Session, actor: Actor, data: RoomOfferInput, room_id: UUID) -> Room:
    """Enter a room as coordinator; sent twice it is one.

    It is on offer at once, by the coordinator's word; of a host who is known here only once that host is screened.


    Raises:
        NotAllowed: for other roles; a host uses the public sign-up.
        NotFound: when the host is not in this region.
        Invalid: with a municipality outside the region, or a rent above the maximum of the count that comes with it.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.coordinate_rooms)
    if made := submissions.known(session, Room, room_id, created_by=actor.user_id):
        return made
    host = rooms_store.find_region_host(session, actor, data.host) if data.host else None
    if data.host and host is None:
        raise NotFound(N_("Deze verhuurder is er niet, of je mag die niet zien."))
    municipality = in_region(session, actor, [data.municipality], "municipality")[0]
    if data.count:
        require_lawful(points.count_of(data.count), data.rent, data.bare_rent, data.service_costs)
    room = Room(
        id=room_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        host_id=host.id if host else None,
        state=(RoomState.screened if host is None or host.screened_at else RoomState.called).value,
        search_key=search_key(host, municipality, data.note),
        created_by=actor.user_id,
        municipality=municipality,
        note=data.note or "",
        house_rules=data.house_rules or "",
        **stored(data, "host", "municipality", "note", "house_rules", "count"),
    )
    session.add(room)
    session.flush()
    points.add_count(session, room, data.count, actor.user_id)
    record(session, actor, Action.create, "room", room.id, ground="organisation")
    return room


def list_rooms(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> list[tuple[Room, Host | None]]:
    """A page of the region's rooms with their hosts, newest first."""
    actor.require(Permission.coordinate_rooms)
    return rooms_store.list_rooms(session, actor, words, filters, offset=offset, limit=limit)


def count_rooms(session: Session, actor: Actor) -> Counts:
    """The region's numbers; nobody can be recognised in them."""
    actor.require(Permission.coordinate_rooms)
    heard = rooms_store.count_channels(session, actor)
    counts = Counts(Counter(), Counter({channel: number for channel, number in heard.items() if channel}), Counter())
    for state, reason, number in rooms_store.count_rooms(session, actor):
        counts.states[state] += number
        if reason:
            counts.reasons[reason] += number
    return counts


def new_counts(session: Session, actor: Actor) -> tuple[int, int]:
    """For the home screen of a coordinator: rooms nobody called about yet, youths who look."""
    actor.require(Permission.coordinate_rooms)
    new = rooms_store.count_in_state(session, actor, RoomState.new)
    return new, request_store.count_open_requests(session, actor)


def read_room(session: Session, actor: Actor, room_id: UUID) -> RoomRecord:
    """One room with its host.

    Raises:
        NotFound: when there is none in this region.
    """
    room = require_room(session, actor, room_id)
    host = rooms_store.find_host(session, room.host_id) if room.host_id else None
    events = rooms_store.list_events(session, room.id)
    others = [one for one in rooms_store.list_rooms_of_host(session, host.id) if one.id != room.id] if host else []
    names = rooms_store.names_of(session, (event.by for event in events if event.by))
    return RoomRecord(room, host, events, names, others, points.read_counted(session, room))


def note_call(session: Session, actor: Actor, room_id: UUID, data: CalledInput) -> Room:
    """Note a call with the host. A room that rests or is screened stays so; the note is kept.

    Raises:
        NotFound: when there is no such room in this region.
    """
    room = require_room(session, actor, room_id, lock=True)
    if room.state in (*rooms_store.AT_REST, RoomState.screened):
        if data.note:
            log_event(session, actor, room, note=data.note)
        return room
    return move(session, actor, room, RoomState.called, note=data.note)


def decline_room(session: Session, actor: Actor, room_id: UUID, data: DeclineInput) -> Room:
    """Decline this room; the reason is kept. 'Not safe' gives way to no other reason.

    Raises:
        NotFound: when there is no such room in this region.
    """
    room = require_room(session, actor, room_id, lock=True)
    if room.decline_reason == DeclineReason.not_safe:
        return room
    return move(session, actor, room, RoomState.declined, reason=data.reason.value)


def add_note(session: Session, actor: Actor, room_id: UUID, data: NoteInput) -> Room:
    """Add a note to a room and its host.

    Raises:
        NotFound: when there is no such room in this region.
    """
    room = require_room(session, actor, room_id)
    log_event(session, actor, room, note=data.note)
    return room


def undo_last_step(session: Session, actor: Actor, room_id: UUID) -> Room:
    """Back to the state before the latest one, as a new entry. Without one nothing changes.

    Raises:
        NotFound: when there is no such room in this region.
    """
    room = require_room(session, actor, room_id, lock=True)
    steps = [event for event in rooms_store.list_events(session, room.id) if event.state]
    if steps and steps[0].before:
        back = _as_far_as_screened(session, room, RoomState(steps[0].before)).value
        declined = back == RoomState.declined
        room.decline_reason = next((s.reason for s in steps[1:] if s.state == back), None) if declined else None
        room.state = back
        log_event(session, actor, room, state=back, reason=room.decline_reason)
    return room


def state_before_rest(session: Session, room: Room) -> RoomState:
    """The state of a paused room once it goes on: as before, but on offer exactly when its host is screened."""
    events = (event for event in rooms_store.list_events(session, room.id) if event.state == RoomState.paused)
    before = RoomState(next((event.before for event in events if event.before), RoomState.new))
    host = rooms_store.find_host(session, room.host_id) if room.host_id else None
    if host and host.screened_at and before in (RoomState.new, RoomState.called):
        return RoomState.screened
    return _as_far_as_screened(session, room, before)


def _as_far_as_screened(session: Session, room: Room, state: RoomState) -> RoomState:
    """This state; a room whose host is not screened any more is not on offer again by going back."""
    host = rooms_store.find_host(session, room.host_id) if room.host_id else None
    return RoomState.called if state is RoomState.screened and host and not host.screened_at else state


def move(
    session: Session,
    actor: Actor,
    room: Room,
    state: RoomState,
    *,
    reason: str | None = None,
    note: str | None = None,
    ground: str = "region",
) -> Room:
    """Move a locked room to a state; the step is kept. In that state already, nothing happens."""
    if (room.state, room.decline_reason) == (state, reason) and not note:
        return room
    before, room.state, room.decline_reason = room.state, state.value, reason
    log_event(session, actor, room, state=state.value, before=before, reason=reason, note=note, ground=ground)
    if room.state in rooms_store.NOT_ON_OFFER:
        course.stop_for(session, actor, room)
    return room


def take_back(session: Session, room: Room, reason: str, actor: Actor | None) -> None:
    """The host takes a locked room back, by account or (None) by link. A declined room keeps its reason."""
    if room.state == RoomState.declined:
        return
    if actor:
        move(session, actor, room, RoomState.declined, reason=reason, ground="own")
        return
    event = RoomEvent(
        room_id=room.id,
        region_id=room.region_id,
        organisation_id=room.organisation_id,
        state=RoomState.declined.value,
        before=room.state,
        reason=reason,
    )
    room.state, room.decline_reason = RoomState.declined.value, reason
    session.add_all((room, event))
    record(session, None, Action.update, "room", room.id, ground="own")
    _stop_match(session, room)


def _stop_match(session: Session, room: Room) -> None:
    """End the live match of a room that its host took back; who keeps the match passes on what the host said."""
    match = pairs.lock_match(session, room.held_by) if room.held_by else None
    keeper = accounts.find_user(session, match.kept_by) if match else None
    if keeper:
        course.stop_for(session, actor_of(keeper), room)


def log_event(
    session: Session,
    actor: Actor,
    room: Room,
    *,
    state: str | None = None,
    before: str | None = None,
    reason: str | None = None,
    note: str | None = None,
    ground: str = "region",
) -> None:
    """Keep an event of a room, or a note; ``ground`` is the user's access."""
    session.add(room)
    session.add(
        RoomEvent(
            room_id=room.id,
            region_id=actor.region_id,
            organisation_id=actor.organisation_id,
            by=actor.user_id,
            state=state,
            before=before,
            reason=reason,
            note=note,
        )
    )
    record(session, actor, Action.update, "room", room.id, ground=ground)


def require_room(session: Session, actor: Actor, room_id: UUID, *, lock: bool = False) -> Room:
    """A room of the coordinator's region.

    Raises:
        NotFound: when there is none.
    """
    actor.require(Permission.coordinate_rooms)
    if lock:
        pairs.lock_holder(session, Room, room_id)
    room = rooms_store.find_room(session, actor, room_id, lock=lock)
    if room is None:
        raise NotFound(UNKNOWN)
    return room
