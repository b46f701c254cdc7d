"""An administrator's work on respite and small facilities: location, staff, places by date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.accounts.staff import service as staff
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.errors import N_, Invalid, NotFound
from webapp.facilities import store
from webapp.facilities.inputs import FacilityInput, PlacesInput
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.models import Facility
from webapp.units import service as units
from webapp.units import store as unit_store
from webapp.web import submissions

UNKNOWN = N_("Deze voorziening kennen we niet.")
_TOWN = N_("Kies een gemeente uit de regio.")
_KIND = N_("Wat voor voorziening het is, kan niet meer veranderen.")


def add_facility(session: Session, actor: Actor, data: FacilityInput, facility_id: UUID) -> Facility:
    """Add a facility with its staff; sent twice it is one.

    Raises:
        Invalid: with people, a town or an organisation of another region.
        Conflict: when the id belongs to something of another region.
    """
    actor.require(Permission.administer)
    if made := submissions.known(session, Facility, facility_id, region_id=actor.region_id):
        return made
    _check(session, actor, data)
    facility = Facility(id=facility_id, region_id=actor.region_id, kind=data.kind.value, **_facts(data))
    _write(session, actor, facility, data.staff, Action.create)
    return facility


def edit_facility(session: Session, actor: Actor, changes: list[Change], facility_id: UUID) -> Facility:
    """Change what is known of a facility.

    Raises:
        NotFound: for one of another region.
        Conflict: with the present value of every field that a colleague changed.
        Invalid: as for a new one, or when it should become of another kind.
    """
    facility = region_facility(session, actor, facility_id, lock=True)
    if any(change.field == "kind" and change.wanted.value != facility.kind for change in changes):
        raise Invalid({"kind": _KIND})
    present = shown(session, facility)
    wanted = merged(FacilityInput, changes, present, teller(session, "facility", facility.id, present))
    _check(session, actor, wanted)
    for name, value in _facts(wanted).items():
        setattr(facility, name, value)
    _write(session, actor, facility, wanted.staff, Action.update)
    return facility


def shown(session: Session, facility: Facility) -> dict[str, Any]:
    """The values of a facility's form."""
    values = {
        **facility.model_dump(include=set(FacilityInput.model_fields)),
        "organisation": facility.organisation_id,
        "staff": list(store.list_staff(session, facility.id)),
    }
    return {name: None if value == "" else value for name, value in values.items()}


def set_places(session: Session, actor: Actor, data: PlacesInput, facility_id: UUID) -> None:
    """Set the number of places from a date on.

    Raises:
        NotFound: for a facility of another region.
        Invalid: as ``units`` refuses.
    """
    facility = region_facility(session, actor, facility_id, lock=True)
    units.set_places(session, facility.region_id, facility.id, data.from_date, data.places)
    record(session, actor, Action.update, "facility_places", facility.id, ground="region")


def region_facility(session: Session, actor: Actor, facility_id: UUID, *, lock: bool = False) -> Facility:
    """A facility of the administrator's region.

    Raises:
        NotFound: when there is none.
    """
    actor.require(Permission.administer)
    facility = store.find_facility(session, actor.region_id, facility_id, lock=lock)
    if facility is None:
        raise NotFound(UNKNOWN)
    return facility


def own_facility(
    session: Session, actor: Actor, facility_id: UUID, kind: FacilityKind | None = None, *, lock: bool = False
) -> Facility:
    """A facility where the actor works, possibly of a required kind.

    Raises:
        NotAllowed: for an actor without any facility.
        NotFound: when it does not exist, is of another kind, or the actor does not work there.
    """
    actor.require(Permission.keep_facilities)
    facility = store.find_facility(session, actor.region_id, facility_id, lock=lock)
    if facility is None or not store.works_at(session, actor, facility_id):
        raise NotFound(UNKNOWN)
    if kind is not None and facility.kind != kind.value:
        raise NotFound(UNKNOWN)
    return facility


def with_free(session: Session, found: Sequence[Facility]) -> list[tuple[Facility, int, int]]:
    """Each of these with its free places now, by its guests, and all its places."""
    free = unit_store.count_free(session, store.GUESTS, [one.id for one in found])
    return [(one, *free[one.id]) for one in found]


def my_facilities(session: Session, actor: Actor) -> list[tuple[Facility, int, int]]:
    """The facilities where the actor works, for the home screen."""
    return with_free(session, store.list_own(session, actor))


def _facts(data: FacilityInput) -> dict[str, Any]:
    respite = data.kind is FacilityKind.respite
    return {
        "organisation_id": data.organisation,
        "name": data.name,
        "municipality": data.municipality or "",
        "address": data.address or "",
        "phone": data.phone,
        "note": data.note or "",
        "longest_days": data.longest_days,
        "visitors_target": data.visitors_target if respite else None,
    }


def _check(session: Session, actor: Actor, data: FacilityInput) -> None:
    staff.require_organisation(session, actor, data.organisation)
    region = accounts.find_region(session, actor.region_id)
    if data.municipality and (region is None or data.municipality not in region.municipalities):
        raise Invalid({"municipality": _TOWN})
    staff.require_workers(session, actor, data.staff)


def _write(session: Session, actor: Actor, facility: Facility, chosen: Collection[UUID], action: Action) -> None:
    session.add(facility)
    session.flush()
    staff.choose_staff(session, actor, store.STAFF, facility.id, chosen)
    record(session, actor, action, "facility", facility.id, ground="region")
