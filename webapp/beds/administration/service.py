"""An administrator's work on shelters: location, staff, deciding organisation, places by date.

A confidential shelter's own name, its telephone and its staff go in and never come out, not to an administrator either;
its location is not stored at all.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Site
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.accounts.staff import service as staff
from webapp.audit.service import Action, record
from webapp.beds.administration.inputs import CapacityInput, ShelterInput
from webapp.beds.availability import categories
from webapp.beds.kinds import Kind
from webapp.beds.ledger import turns
from webapp.beds.shelters import hours
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, CategoryCapacity, Shelter
from webapp.beds.shelters.store import UNKNOWN_SHELTER
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.errors import N_, Invalid, NotFound
from webapp.web import submissions

_HIDDEN = ("name", "municipality", "address", "phone", "note")
"""The facts of a confidential shelter that never come out."""
_NAME = N_("Vul de naam van de opvang in.")
_PHONE = N_("Vul het telefoonnummer in.")
_SECRET_SITE = N_("Geheime locatie")
_MUNICIPALITY = N_("Vul de gemeente in.")
_BOTH = N_("Vul allebei in, of geen van beide.")
_SAME_HOUR = N_("Dit is dezelfde tijd. Laat allebei leeg als de deur altijd open is.")
_CLOSED_BEFORE = N_("Kies vannacht of later: in een nacht die voorbij is, was deze opvang open.")
_OLD = N_("‘Oud’ komt voor ‘eerst bellen’: vul minder minuten in.")
_AGES = N_("De hoogste leeftijd ligt onder de laagste.")
_WINTER = N_("Extra winterbedden open je bij de winterkouderegeling.")
_LESS = N_("Minder plekken kan vanaf morgen. Zijn er vannacht bedden stuk? Dan sluit de opvang die zelf.")
_PAST = N_("Capaciteit begint vandaag of later: wat geweest is, blijft staan.")
_CLOSES = N_("Een opvang die vannacht open is, kan vanaf morgen dicht.")


def add_shelter(session: Session, actor: Actor, data: ShelterInput, shelter_id: UUID) -> Shelter:
    """Add a shelter with its site and staff; sent twice it is one.

    Raises:
        Invalid: without name, telephone or municipality, or with people or an organisation of another region.
        Conflict: when the id belongs to a shelter of another region.
    """
    actor.require(Permission.administer)
    if made := submissions.known(session, Shelter, shelter_id, region_id=actor.region_id):
        return made
    if not data.name:
        raise Invalid({"name": _NAME})
    if not data.phone:
        raise Invalid({"phone": _PHONE})
    _check(session, actor, data)
    _check_closing(data, None)
    site = Site(organisation_id=data.organisation, name="", municipality="")
    _place(session, site, data, data.name)
    shelter = Shelter(id=shelter_id, region_id=actor.region_id, site_id=site.id, name=data.name, **_facts(data))
    _write(session, actor, shelter, data.staff, Action.create)
    return shelter


def edit_shelter(session: Session, actor: Actor, changes: list[Change], shelter_id: UUID) -> Shelter:
    """Change what is known of a shelter. Of a confidential one an empty name, phone and staff stay as they are.

    Raises:
        NotFound: for a shelter of another region.
        Conflict: with the present value of every field that a colleague changed.
        Invalid: as for a new one, and when a house that is open tonight would be closed (``open_tonight``).
    """
    actor.require(Permission.administer)
    turns.take_turn(session, actor)  # before the shelter's row: a bed request locks in this order
    shelter, site = region_shelter(session, actor, shelter_id)
    present = shown(session, shelter, site)
    describe = teller(session, "shelter", shelter.id, present)
    wanted = merged(ShelterInput, map(_as_shown, changes), present, describe)
    stays_secret = shelter.confidential and wanted.confidential
    if not wanted.name and not stays_secret:
        raise Invalid({"name": _NAME})
    if not wanted.phone and not stays_secret:
        raise Invalid({"phone": _PHONE})
    _check(session, actor, wanted)
    _check_closing(wanted, shelter.closes_on)
    _check_open_tonight(shelter, wanted)
    shelter.name = wanted.name or shelter.name
    _place(session, site, wanted, shelter.name)
    for name, value in {
        **_facts(wanted),
        "phone": wanted.phone or shelter.phone,
        "note": wanted.note or (shelter.note if stays_secret else ""),
    }.items():
        setattr(shelter, name, value)
    kept = shelter_store.list_staff(session, shelter.id) if stays_secret and not wanted.staff else wanted.staff
    _write(session, actor, shelter, kept, Action.update)
    return shelter


def shown(session: Session, shelter: Shelter, site: Site) -> dict[str, Any]:
    """The values of a shelter's form; of a confidential one neither name, place, telephone, note nor staff."""
    values = {
        **shelter.model_dump(include=set(ShelterInput.model_fields)),
        "organisation": shelter.organisation_id,
        "municipality": site.municipality,
        "address": site.address,
        "season_from": hours.day_as_typed(shelter.season_from),
        "season_until": hours.day_as_typed(shelter.season_until),
        "staff": list(shelter_store.list_staff(session, shelter.id)),
    }
    if shelter.confidential:
        values |= {**dict.fromkeys(_HIDDEN, ""), "staff": []}
    return {name: None if value == "" else value for name, value in values.items()}


def _as_shown(change: Change) -> Change:
    """A change as ``shown`` shows its field."""
    if change.field not in ("season_from", "season_until"):
        return change
    seen, wanted = (hours.day_as_typed(day or "") or None for day in (change.seen, change.wanted))
    return Change(change.field, seen, wanted)


def set_capacity(session: Session, actor: Actor, data: CapacityInput, shelter_id: UUID) -> Category:
    """Set the number of places of a kind from a date on; the first one makes the category.

    Raises:
        NotFound: for a shelter of another region.
        Invalid: for a date before today, or fewer places tonight than there are. Guests and holds decide nothing here:
            a person without access to the board would learn their number by trying.
    """
    actor.require(Permission.administer)
    turn = turns.take_turn(session, actor)
    shelter, _ = region_shelter(session, actor, shelter_id)
    if data.kind is Kind.winter:
        raise Invalid({"kind": _WINTER})
    if data.from_date < min(clock.today(), clock.tonight()):
        raise Invalid({"from_date": _PAST})
    category = shelter_store.find_category(session, shelter.id, data.kind.value)
    if category is None:
        category = Category(shelter_id=shelter.id, kind=data.kind.value)
        session.add(category)
        session.flush()
    tonight = clock.tonight()
    if data.from_date <= tonight and data.capacity < categories.capacity_on(session, category, tonight):
        raise Invalid({"capacity": _LESS})
    known = shelter_store.find_capacity(session, category.id, data.from_date)
    row = known or CategoryCapacity(category_id=category.id, from_date=data.from_date, capacity=0)
    row.capacity = data.capacity
    session.add(row)
    turn.move_board()
    session.flush()
    record(session, actor, Action.update, "bed_category", category.id, ground="region")
    return category


def region_shelter(session: Session, actor: Actor, shelter_id: UUID) -> tuple[Shelter, Site]:
    """A shelter of the administrator's region with its site.

    Raises:
        NotFound: when there is none.
    """
    found = shelter_store.find_region_shelter(session, actor.region_id, shelter_id)
    if found is None:
        raise NotFound(UNKNOWN_SHELTER)
    return found


def _facts(data: ShelterInput) -> dict[str, Any]:
    own = {"name", "municipality", "address", "staff", "organisation", "hold_rule"}
    words = ("note", "count_times", "doors_open", "doors_close", "season_from", "season_until")
    return {
        **data.model_dump(exclude=own),
        "organisation_id": data.organisation,
        "hold_rule": data.hold_rule.value,
        **{name: getattr(data, name) or "" for name in words},
    }


def _place(session: Session, site: Site, data: ShelterInput, name: str) -> None:
    """Write the shelter's location; of a confidential one none is kept."""
    secret = data.confidential
    site.organisation_id, site.secret = data.organisation, secret
    site.name = _SECRET_SITE if secret else name
    site.municipality = "" if secret else data.municipality or ""
    site.address = "" if secret else data.address or ""
    session.add(site)
    session.flush()


def _check(session: Session, actor: Actor, data: ShelterInput) -> None:
    if not data.municipality and not data.confidential:
        raise Invalid({"municipality": _MUNICIPALITY})
    staff.require_organisation(session, actor, data.organisation)
    staff.require_workers(session, actor, data.staff)
    if data.min_age is not None and data.max_age is not None and data.max_age < data.min_age:
        raise Invalid({"max_age": _AGES})
    for first, second in (("doors_open", "doors_close"), ("season_from", "season_until")):
        if bool(getattr(data, first)) != bool(getattr(data, second)):
            raise Invalid({second if getattr(data, first) else first: _BOTH})
    if data.doors_open and data.doors_open == data.doors_close:
        raise Invalid({"doors_close": _SAME_HOUR})
    if data.old_minutes > data.stale_minutes:
        raise Invalid({"old_minutes": _OLD})


def _check_closing(data: ShelterInput, known: date | None) -> None:
    """Require that a house closes from tonight on or later; an earlier date that was there before may stay."""
    if data.closes_on and data.closes_on != known and data.closes_on < clock.tonight():
        raise Invalid({"closes_on": _CLOSED_BEFORE})


def _check_open_tonight(shelter: Shelter, data: ShelterInput) -> None:
    """Refuse to close tonight a house that is open tonight: it closes from tomorrow on.

    Guests and holds decide nothing here: a person without access to the board would learn of them by trying.
    """
    night = clock.tonight()
    closes = data.closes_on is not None and data.closes_on <= night
    in_season = hours.in_season(data.season_from or "", data.season_until or "", night)
    if shelter.is_open_on(night) and (closes or not in_season):
        raise Invalid({"closes_on" if closes else "season_until": _CLOSES}, "open_tonight")


def _write(session: Session, actor: Actor, shelter: Shelter, chosen: Collection[UUID], action: Action) -> None:
    turn = turns.take_turn(session, actor)
    session.add(shelter)
    session.flush()
    staff.choose_staff(session, actor, shelter_store.STAFF, shelter.id, chosen)
    turn.move_board()
    session.flush()
    record(session, actor, action, "shelter", shelter.id, ground="region")
