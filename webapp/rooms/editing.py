"""Putting right a room or a youth's request, and a host who pauses or stops. Two people with one form lose nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel

from webapp import edits
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import NotFound
from webapp.rooms import store
from webapp.rooms.inputs import RequestEdit, RequestFacts, RoomEdit, RoomFacts, StopInput, stored
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.rooms.requests import in_region, require_request
from webapp.rooms.service import UNKNOWN, log_event, move, require_room, search_key
from webapp.rooms.words import RoomState
from webapp.text import fold
from webapp.validation import read


def facts(shown: Room | RoomRequest, model: type[BaseModel]) -> dict[str, Any]:
    """What an edit form shows of a record: nothing typed is None."""
    found = {name: getattr(shown, name) for name in model.model_fields}
    return {name: None if value == "" else value for name, value in found.items()}


def own_room(session: Session, actor: Actor, room_id: UUID, *, lock: bool = False) -> Room:
    """The own room of the host who is signed in.

    Raises:
        NotFound: when it is somebody else's.
    """
    actor.require(Permission.own_room)
    room = store.find_own_room(session, actor, room_id, lock=lock)
    if room is None:
        raise NotFound(UNKNOWN)
    return room


def edit_room(session: Session, actor: Actor, data: RoomEdit, room_id: UUID) -> Room:
    """Put right what is known of a room, as coordinator.

    Raises:
        NotFound: when there is no such room in this region.
        Invalid: at a field that somebody changed meanwhile (``changed``), or with a municipality outside the region.
    """
    room = require_room(session, actor, room_id, lock=True)
    _write_room(session, actor, room, data)
    log_event(session, actor, room)
    return room


def edit_own_room(session: Session, actor: Actor, data: RoomEdit, room_id: UUID) -> Room:
    """The same for the host.

    Raises:
        NotFound: when it is not theirs.
        Invalid: as for a coordinator.
    """
    room = own_room(session, actor, room_id, lock=True)
    _write_room(session, actor, room, data)
    log_event(session, actor, room, ground="own")
    return room


def pause_own_room(session: Session, actor: Actor, room_id: UUID) -> Room:
    """For a while nobody is proposed for it. What fell away already stays so."""
    room = own_room(session, actor, room_id, lock=True)
    if room.state == RoomState.declined:
        return room
    return move(session, actor, room, RoomState.paused, ground="own")


def resume_own_room(session: Session, actor: Actor, room_id: UUID) -> Room:
    """It counts again, as it stood before."""
    room = own_room(session, actor, room_id, lock=True)
    if room.state != RoomState.paused:
        return room
    steps = (event for event in store.list_events(session, room.id) if event.state == RoomState.paused)
    before = next((event.before for event in steps), None)
    return move(session, actor, room, RoomState(before or RoomState.new), ground="own")


def stop_own_room(session: Session, actor: Actor, room_id: UUID, data: StopInput) -> Room:
    """The host takes the room back, with the reason; the coordinator can undo that together with them.

    What fell away already keeps its reason.
    """
    room = own_room(session, actor, room_id, lock=True)
    if room.state == RoomState.declined:
        return room
    return move(session, actor, room, RoomState.declined, reason=data.reason.value, ground="own")


def edit_request(session: Session, actor: Actor, data: RequestEdit, request_id: UUID) -> RoomRequest:
    """Put right what is known of a youth who looks for a room; who it is stays.

    Raises:
        NotFound: when there is none, or not for this user.
        Invalid: at a field that a colleague changed meanwhile (``changed``), or with a municipality outside the region.
    """
    request = require_request(session, actor, request_id, lock=True)
    wanted = _merged(request, data, data.was, RequestFacts)
    request.municipalities = in_region(session, actor, wanted.municipalities, "municipalities")
    request.motivation = wanted.motivation or ""
    request.support_worker = wanted.support_worker or request.support_worker
    request.search_key = fold(f"{request.alias} {request.motivation}")
    _put(request, stored(wanted, "municipalities", "motivation", "support_worker"))
    session.add(request)
    ground = request.ground(actor)
    record(session, actor, Action.update, "room_request", request.id, client_id=request.client_id, ground=ground)
    return request


def _write_room(session: Session, actor: Actor, room: Room, data: RoomEdit) -> None:
    wanted = _merged(room, data, data.was, RoomFacts)
    host: Host | None = store.find_host(session, room.host_id) if room.host_id else None
    room.municipality = in_region(session, actor, [wanted.municipality], "municipality")[0]
    room.note = wanted.note or ""
    room.search_key = search_key(host, room.municipality, room.note)
    if (wanted.rent, wanted.bare_rent, wanted.service_costs) != (room.rent, room.bare_rent, room.service_costs):
        room.included = None  # it was said of another rent
    _put(room, stored(wanted, "municipality", "note"))
    session.add(room)


def _merged(shown: Room | RoomRequest, data: BaseModel, was: BaseModel | None, model: type[Any]) -> Any:
    """What should stand: this person's changes, every other field as it is by now; checked as a whole."""
    stands = facts(shown, model)
    typed = {name: getattr(data, name) for name in stands}
    seen = stands if was is None else {name: getattr(was, name) for name in stands}
    return read(model, edits.merged(seen, typed, stands))


def _put(row: Room | RoomRequest, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
