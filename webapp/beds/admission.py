"""The rules of admission: which bed for whom in which night, and the reasons a shelter may not give.

Checked before a bed is held or taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.beds import rules
from webapp.beds.kinds import NOT_IN_WINTER, AgeGroup, Kind, Refusal
from webapp.beds.ledger.models import BedRequest
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.store import NO_SUCH_BEDS
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.people.crisis import crisis_lines
from webapp.people.gender import Gender
from webapp.people.models import Client
from webapp.text import isolate

_MINOR = N_("Onder 18 nooit een bed voor volwassenen. Bel %(numbers)s.")
CLOSED = N_("Deze opvang is vannacht dicht.")
_PAST = N_("Deze nacht is voorbij.")
_WINTER_OVER = N_("De winterkouderegeling is niet aan. Deze extra bedden zijn nu dicht.")
_FUTURE = N_("Je kunt alleen voor vannacht een bed vragen.")
OLDEST_NIGHT = 366
"""Days that a request may have waited on a phone and still get the answer that its night is over."""


@dataclass(frozen=True)
class Party:
    """The people who come, and the wanted kind of bed. ``birth_year`` is None when nobody knows it."""

    category: Kind
    age_group: AgeGroup
    gender: Gender
    birth_year: int | None = None


def check_open(session: Session, shelter: Shelter, category: Category, night: date) -> None:
    """Refuse beds that are not there tonight; for a night that is over this is never called.

    Raises:
        Invalid: ``unknown_category`` or ``closed``.
    """
    if category.closes_on and category.closes_on <= night:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    if not winter_places.without_closed(session, [category], clock.now()):
        raise Invalid({"category": _WINTER_OVER}, "closed")
    if not shelter.is_open_on(night):
        raise Invalid({"shelter": CLOSED}, "closed")


def resolve_night(actor: Actor, given: date | None) -> date:
    """The night of a request: tonight by default; a phone's own 'tonight' is corrected for its clock and its delay."""
    if given is None:
        return clock.tonight()
    if actor.sent_at and actor.phone_time and given == clock.night_of(actor.phone_time):
        return clock.night_of(clock.now() - actor.delay)
    return given


def check_night(night: date) -> None:
    """Accept tonight only; a night that is over passes too, because its request may have waited on a phone.

    Raises:
        Invalid: ``future_night`` or, more than a year ago, ``past_night``.
    """
    tonight = clock.tonight()
    if night > tonight:
        raise Invalid({"night": _FUTURE}, "future_night")
    if night < tonight - timedelta(days=OLDEST_NIGHT):
        raise Invalid({"night": _PAST}, "past_night")


def check_person(session: Session, region_id: UUID, party: Party, night: date) -> None:
    """Refuse people under 18, and people for whom these beds are plainly not meant.

    Raises:
        Invalid: ``minor_adult_bed`` or ``misfit``.
    """
    if rules.is_minor(party.age_group, party.birth_year, night):
        raise minor_adult_bed(session, region_id, "age_group")
    wrong = rules.misfit(party.category, party.age_group, party.gender)
    if wrong:
        raise Invalid({wrong[0]: wrong[1]}, "misfit")


def check_ages(shelter: Shelter, kind: Kind, age_group: AgeGroup) -> None:
    """Refuse an age group that this house does not take.

    Raises:
        Invalid: ``misfit``.
    """
    if sentence := rules.wrong_age(kind, age_group, shelter.ages):
        raise Invalid({"age_group": sentence}, "misfit")


def refuse_minor(session: Session, request: BedRequest) -> None:
    """Refuse an adult bed to anybody under 18, also when the age became known after the request.

    Raises:
        Invalid: code ``minor_adult_bed``.
    """
    client = session.get(Client, request.client_id) if request.client_id else None
    if rules.is_minor(AgeGroup(request.age_group), client.birth_year if client else None, request.night):
        raise minor_adult_bed(session, request.region_id, "request")


def minor_adult_bed(session: Session, region_id: UUID, field: str) -> Invalid:
    """The refusal, with the numbers to call."""
    region = accounts.find_region(session, region_id)
    numbers = ", ".join(f"{isolate(line.name)} {line.phone}" for line in (crisis_lines(region) if region else []))
    return Invalid({field: _MINOR}, "minor_adult_bed", numbers=numbers)


def reasons_to_refuse(session: Session, request: BedRequest) -> list[Refusal]:
    """The reasons that a shelter may give for refusing this bed."""
    is_winter = session.get_one(Category, request.category_id).kind == Kind.winter.value
    return [reason for reason in Refusal if not (is_winter and reason in NOT_IN_WINTER)]
