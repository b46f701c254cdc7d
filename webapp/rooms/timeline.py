"""Rooms asked in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people_store
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests import store
from webapp.rooms.words import RequestState, WithdrawReason
from webapp.timeline import Asked, Line, Moment, Point
from webapp.web.dates import when


def read_rooms(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The requests for a room that this user may see."""
    if not (actor.may(Permission.request_rooms) or actor.may(Permission.coordinate_rooms)):
        return []
    found = store.list_of_clients(session, actor, asked)
    names = people_store.names_of(session, [request.created_by for request in found])
    return [_moment(request, names.get(request.created_by, "")) for request in found if request.client_id]


def _moment(request: RoomRequest, by: str) -> Moment:
    said = [gettext(RequestState(request.state).label).capitalize()]
    if request.withdrawn_at and request.withdraw_reason:
        said += [gettext(WithdrawReason(request.withdraw_reason).label), when(request.withdrawn_at)]
    if request.client_id is None:
        raise TypeError("a moment is of a client")
    return Moment(
        client_id=request.client_id,
        point=Point(request.created_at, request.id),
        icon="room",
        title=gettext("Kamer gevraagd"),
        of=request,
        url=f"/kamers/verzoeken/{request.id}",
        lines=(", ".join(said),),
        by=by,
    )


TIMELINE = (Line("kamer", N_("Kamers"), read_rooms, is_whereabouts=True),)
