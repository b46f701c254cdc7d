"""The places of a unit, and room for one more. The caller has locked the unit."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.units import store
from webapp.units.models import UnitPlaces
from webapp.units.store import Occupancy
from webapp.validation import Bounded

_PAST = N_("Plekken beginnen vandaag of later: wat geweest is, blijft staan.")
_LESS = N_("Minder plekken kan vanaf morgen.")
_FULL = N_("Alle plekken zijn bezet. Schrijf eerst uit wie weg is.")
_FULL_THEN = N_("Op %(day)s waren alle plekken bezet.")


def set_places(session: Session, region_id: UUID, unit: UUID, from_date: date, places: int) -> UnitPlaces:
    """Set the number of places from a date on; fewer from tomorrow on, occupied or not.

    Raises:
        Invalid: for a date before today, or fewer places today than there are. The number of occupants decides
            nothing: the person who keeps the places would learn it by trying.
    """
    today = clock.today()
    if from_date < today:
        raise Invalid({"from_date": _PAST})
    if from_date == today and places < store.read_supply(session, unit).on(today):
        raise Invalid({"places": _LESS})
    row = session.get(UnitPlaces, (unit, from_date))
    row = row or UnitPlaces(unit_id=unit, from_date=from_date, region_id=region_id, places=0)
    row.places = places
    session.add(row)
    session.flush()
    return row


def require_room(
    session: Session, occupancy: Occupancy, unit: UUID, since: date, until: date | None, field: str
) -> None:
    """Require a free place in every night from a day up to, not with, another; without that other, up to today.

    Raises:
        Invalid: ``full``, at ``field``.
    """
    today = clock.today()
    last = today if until is None else until - timedelta(days=1)
    supply = store.read_supply(session, unit)
    taken = store.list_taken(session, occupancy, unit, since)
    if last == today and supply.first_full(taken, today, today) is not None:
        raise Invalid({field: _FULL}, "full")
    full = supply.first_full(taken, since, last)
    if full is not None:
        raise Invalid({field: Bounded(_FULL_THEN, day=full.strftime("%d-%m-%Y"))}, "full")
