"""Keeping the places where youths are met, and noting a visit. They are of one organisation, and tell of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.directory.hours import State, state_at
from webapp.directory.typed_hours import read_hours
from webapp.edits import Change, merged
from webapp.errors import N_, NotFound
from webapp.outreach import store
from webapp.outreach.inputs import PlaceInput, VisitInput
from webapp.outreach.models import MeetingPlace, PlaceVisit
from webapp.text import sort_key
from webapp.web import submissions

UNKNOWN = N_("Deze plek is er niet, of is van een andere organisatie.")


def list_places(session: Session, actor: Actor) -> list[MeetingPlace]:
    """The places of this user's organisation: those of this hour first, then by name."""
    actor.require(Permission.keep_outreach)
    return sorted(store.list_places(session, actor), key=lambda one: (not is_now(one), sort_key(one.name), one.id))


def state_of(place: MeetingPlace) -> State | None:
    """The state of a place at this hour, and its end; None when nothing is known of its times."""
    lines = read_hours(place.times)
    moment = clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    return state_at(lines, moment) if lines else None


def is_now(place: MeetingPlace) -> bool:
    """True when youths are there at this hour."""
    state = state_of(place)
    return state is not None and state.is_open


def names_to_pick(session: Session, actor: Actor) -> list[str]:
    """The names of the places, for the form of a contact."""
    return [place.name for place in list_places(session, actor)] if actor.may(Permission.keep_outreach) else []


def require_place(session: Session, actor: Actor, place_id: UUID, *, lock: bool = False) -> MeetingPlace:
    """A place of this user's organisation.

    Raises:
        NotFound: for any other.
    """
    actor.require(Permission.keep_outreach)
    place = store.find_place(session, actor, place_id, lock=lock)
    if place is None:
        raise NotFound(UNKNOWN)
    return place


def add_place(session: Session, actor: Actor, data: PlaceInput, place_id: UUID) -> MeetingPlace:
    """Add a place; sent twice it is one.

    Raises:
        Conflict: when the id belongs to something of others.
    """
    actor.require(Permission.keep_outreach)
    if made := submissions.known(session, MeetingPlace, place_id, organisation_id=actor.organisation_id):
        return made
    place = MeetingPlace(id=place_id, region_id=actor.region_id, organisation_id=actor.organisation_id, **_facts(data))
    _save(session, actor, place, Action.create)
    return place


def edit_place(session: Session, actor: Actor, changes: list[Change], place_id: UUID) -> MeetingPlace:
    """Change a place.

    Raises:
        NotFound: for one of others.
        Conflict: with the present value of every field that a colleague changed.
    """
    place = require_place(session, actor, place_id, lock=True)
    present = shown(place)
    wanted = merged(PlaceInput, changes, present, teller(session, "meeting_place", place.id, present))
    for name, value in _facts(wanted).items():
        setattr(place, name, value)
    _save(session, actor, place, Action.update)
    return place


def end_place(session: Session, actor: Actor, place_id: UUID, *, ended: bool) -> MeetingPlace:
    """Nobody goes there any more; or again.

    Raises:
        NotFound: for one of others.
    """
    place = require_place(session, actor, place_id, lock=True)
    place.ended_on = clock.today() if ended else None
    _save(session, actor, place, Action.update)
    return place


def note_visit(session: Session, actor: Actor, data: VisitInput, visit_id: UUID) -> PlaceVisit:
    """Note a visit, at the moment of the tap; a phone's older visit does not hide a later one. Sent twice it is one.

    Raises:
        NotFound: for a place of others.
        Conflict: when the id belongs to another visit.
    """
    actor.require(Permission.keep_outreach)
    if made := submissions.known(session, PlaceVisit, visit_id, by=actor.user_id, place_id=data.place):
        return made
    place = require_place(session, actor, data.place, lock=True)
    visit = PlaceVisit(
        id=visit_id,
        region_id=place.region_id,
        organisation_id=actor.organisation_id,
        place_id=place.id,
        by=actor.user_id,
        at=actor.happened,
        met=data.met,
    )
    if place.visited_at is None or place.visited_at <= visit.at:
        place.visited_at, place.visited_by, place.met = visit.at, visit.by, visit.met
    session.add(place)
    session.add(visit)
    session.flush()
    return visit


def list_latest_visits(session: Session, place: MeetingPlace) -> Sequence[PlaceVisit]:
    """The last ten visits."""
    return store.list_visits(session, place, 10)


def shown(place: MeetingPlace) -> dict[str, Any]:
    """The values of a place's form."""
    values = place.model_dump(include=set(PlaceInput.model_fields))
    return {name: None if value == "" else value for name, value in values.items()}


def _facts(data: PlaceInput) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in data.model_dump(mode="json").items()}


def _save(session: Session, actor: Actor, place: MeetingPlace, action: Action) -> None:
    place.changed_at = clock.now()
    session.add(place)
    session.flush()
    record(session, actor, action, "meeting_place", place.id, ground="organisation")
