"""Correcting a room, and a host who pauses or stops."""

from __future__ import annotations

from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.municipalities import in_region
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.errors import NotFound
from webapp.rooms import store as rooms_store
from webapp.rooms.editing import facts, put
from webapp.rooms.hosts.inputs import RoomFacts, StopInput
from webapp.rooms.hosts.service import UNKNOWN, log_event, move, require_room, state_before_rest, take_back
from webapp.rooms.inputs import stored
from webapp.rooms.models import Host, Room
from webapp.rooms.pairs import store as pairs
from webapp.rooms.points.rent import require_lawful
from webapp.rooms.points.service import edit_count, maximum_of
from webapp.rooms.store import search_key
from webapp.rooms.words import RoomState


def own_room(session: Session, actor: Actor, room_id: UUID, *, lock: bool = False) -> Room:
    """A room of the signed-in host.

    Raises:
        NotFound: when it is somebody else's.
    """
    actor.require(Permission.own_room)
    if lock:
        pairs.lock_holder(session, Room, room_id)
    room = rooms_store.find_own_room(session, actor, room_id, lock=lock)
    if room is None:
        raise NotFound(UNKNOWN)
    return room


def edit_room(session: Session, actor: Actor, changes: list[Change], room_id: UUID) -> Room:
    """Put right what is known of a room, as coordinator.

    Raises:
        NotFound: when there is no such room in this region.
        Conflict: with the present value of every field that somebody else changed.
        Invalid: where the fields do not fit each other, with a municipality outside the region, or with a new rent
            above the maximum of the room's points.
    """
    room = require_room(session, actor, room_id, lock=True)
    _write_room(session, actor, room, changes)
    log_event(session, actor, room)
    return room


def edit_own_room(session: Session, actor: Actor, changes: list[Change], room_id: UUID) -> Room:
    """The same for the host.

    Raises:
        NotFound: when it is not theirs.
        Conflict, Invalid: as for a coordinator.
    """
    room = own_room(session, actor, room_id, lock=True)
    _write_room(session, actor, room, changes)
    log_event(session, actor, room, ground="own")
    return room


def count_room(session: Session, actor: Actor, changes: list[Change], room_id: UUID) -> Room:
    """Answer the questions of the points count, as coordinator.

    Raises:
        NotFound: when there is no such room in this region.
        Conflict: with the present value of every answer that somebody else changed.
    """
    room = require_room(session, actor, room_id, lock=True)
    edit_count(session, actor, room, changes, ground="region")
    return room


def pause_own_room(session: Session, actor: Actor, room_id: UUID) -> Room:
    """Pause a room: nobody is proposed for it. A declined room stays declined."""
    room = own_room(session, actor, room_id, lock=True)
    if room.state == RoomState.declined:
        return room
    return move(session, actor, room, RoomState.paused, ground="own")


def resume_own_room(session: Session, actor: Actor, room_id: UUID) -> Room:
    """Offer it again, in its earlier state."""
    room = own_room(session, actor, room_id, lock=True)
    if room.state != RoomState.paused:
        return room
    return move(session, actor, room, state_before_rest(session, room), ground="own")


def stop_own_room(session: Session, actor: Actor, room_id: UUID, data: StopInput) -> Room:
    """Stop: the host takes the room back, with the reason; the coordinator can undo that together with them.

    A declined room keeps its reason.
    """
    room = own_room(session, actor, room_id, lock=True)
    take_back(session, room, data.reason.value, actor)
    return room


def _write_room(session: Session, actor: Actor, room: Room, changes: list[Change]) -> None:
    present = facts(room, RoomFacts)
    names = actor.may(Permission.coordinate_rooms)  # a host reads on no page who works for the municipality
    wanted = merged(RoomFacts, changes, present, teller(session, "room", room.id, present, names=names))
    host: Host | None = rooms_store.find_host(session, room.host_id) if room.host_id else None
    room.municipality = in_region(session, actor, [wanted.municipality], "municipality")[0]
    room.note = wanted.note or ""
    room.search_key = search_key(host, room.municipality, room.note)
    rent = wanted.rent, wanted.bare_rent, wanted.service_costs
    if rent != (room.rent, room.bare_rent, room.service_costs):
        require_lawful(maximum_of(session, room.id), *rent)  # another correction is no moment to refuse an old rent
        room.included = None  # it was true of another rent
    room.house_rules = wanted.house_rules or ""
    put(room, stored(wanted, "municipality", "note", "house_rules"))
    session.add(room)
