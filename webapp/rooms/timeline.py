"""Rooms asked, proposed and let, in the line of time of a client.

Of a match it gives the step, never the reason of the other side.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people_store
from webapp.rooms.matches import store as matches_store
from webapp.rooms.matches.labels import state_words
from webapp.rooms.models import RoomRequest
from webapp.rooms.pairs import course
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.kind import COORDINATOR, HOST, YOUTH
from webapp.rooms.requests import store
from webapp.rooms.tenancies import service as tenancies
from webapp.rooms.tenancies import store as tenancies_store
from webapp.rooms.tenancies.service import Contract
from webapp.rooms.tenancies.words import Went
from webapp.rooms.words import RequestState, WithdrawReason
from webapp.timeline import Asked, Line, Moment, Point, client_of
from webapp.web.choices import label_of
from webapp.web.dates import day, when


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
    return Moment(
        client_id=client_of(request),
        point=Point(request.created_at, request.id),
        icon="room",
        title=gettext("Kamer gevraagd"),
        of=request,
        url=f"/kamers/verzoeken/{request.id}",
        lines=(", ".join(said),),
        by=by,
    )


def read_matches(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The proposals of a room for youths that this user may see."""
    sides = _sides(actor)
    rows = matches_store.list_of_clients(session, actor, asked) if sides else ()
    found = course.read_pairs(session, rows, sides)
    names = people_store.names_of(session, [one.row.proposed_by for one in found])
    return [
        Moment(
            client_id=one.request.client_id,
            point=Point(one.row.proposed_at, one.row.id),
            icon="room",
            title=gettext("Kamer voorgesteld"),
            of=one,
            where=one.room.municipality,
            url=f"/kamers/matches/{one.row.id}",
            lines=(_match_words(one),),
            by=names.get(one.row.proposed_by, ""),
        )
        for one in found
        if one.request.client_id
    ]


def _match_words(found: Pair) -> str:
    said = state_words(found.row.state).capitalize()
    if found.row.parked_until:
        said = gettext("%(step)s, wacht tot %(day)s", step=said, day=day(found.row.parked_until))
    return said


def read_tenancies(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The tenancies of youths that this user may see."""
    sides = _sides(actor)
    rows = tenancies_store.list_of_clients(session, actor, asked) if sides else ()
    found = tenancies.read_many(session, rows, sides)
    names = people_store.names_of(session, [one.row.kept_by for one in found])
    return [
        Moment(
            client_id=one.pair.request.client_id,
            point=Point(one.row.signed_at, one.row.id),
            icon="key",
            title=gettext("Huurcontract"),
            of=one,
            where=one.pair.room.municipality,
            url=f"/kamers/huur/{one.row.id}",
            lines=(_tenancy_words(one),),
            by=names.get(one.row.kept_by, ""),
        )
        for one in found
        if one.pair.request.client_id
    ]


def _tenancy_words(found: Contract) -> str:
    row = found.row
    if row.ended_on:
        went = label_of(Went, row.went_to or None)
        return ", ".join(filter(None, (gettext("Afgelopen op %(day)s", day=day(row.ended_on)), went)))
    return gettext("Loopt vanaf %(day)s", day=day(row.starts_on))


def _sides(actor: Actor) -> tuple[str, ...]:
    """The parties for whom this user answers; none for who reads no rooms."""
    if actor.may(Permission.coordinate_rooms):
        return COORDINATOR, YOUTH, HOST
    return (YOUTH,) if actor.may(Permission.request_rooms) else ()


def read_all(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """All of them: each its newest."""
    return [one for read in (read_rooms, read_matches, read_tenancies) for one in read(session, actor, asked)]


TIMELINE = (Line("kamer", N_("Kamers"), read_all, is_whereabouts=True),)
