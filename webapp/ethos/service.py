"""Counting: who was seen up to a count day, each once, and what a reader of aggregates may see of them.

A region sets its count days, four weeks apart at least: a reader who could move the day would see in the difference
where one person went. Workers get a row per person of their own organisation, whom they know anyway; a policy officer
gets numbers of the region.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts.inputs import EthosCategory
from webapp.db import Session, keyring_of
from webapp.errors import N_, Invalid, NotFound
from webapp.ethos import store
from webapp.ethos.columns import AgeGroup, Person
from webapp.ethos.inputs import CountInput
from webapp.ethos.models import EthosCount
from webapp.ethos.store import Seen
from webapp.figures import small_numbers
from webapp.people.models import Whereabouts
from webapp.text import fold, sort_key

APART = timedelta(days=28)
FIRST = date(2020, 1, 1)
DAYS = 30
"""So many days before the count day a contact counts, unless the region says otherwise (practice)."""
_CODE = 12
_UNKNOWN = N_("Deze teldag is er niet.")
_NEAR = N_("Er is al een teldag binnen vier weken. Kies een andere dag.")
_FAR = N_("Kies een dag van 2020 tot en met volgend jaar.")
_UNPLACED = N_("Gemeente onbekend")
Line = tuple[str, str]
"""A label and the number as this reader may see it."""


@dataclass(frozen=True)
class CountReport:
    """A count in numbers. ``ages`` and ``places`` are None when a total of theirs would give away a small number."""

    count: EthosCount
    region: bool
    is_over: bool
    total: str
    """'' when it is hidden."""
    categories: list[Line]
    ages: list[Line] | None
    places: list[Line] | None
    anonymous: int | None
    """Contacts with nobody known, who cannot be counted; None for a reader of aggregates."""


def reads_region(actor: Actor) -> bool:
    """True for a reader of aggregates."""
    return not actor.may(Permission.read_contacts)


def list_counts(session: Session, actor: Actor) -> Sequence[EthosCount]:
    """The count days of the region."""
    actor.require(Permission.see_outreach_figures)
    return store.list_counts(session, actor)


def set_count(session: Session, actor: Actor, data: CountInput) -> EthosCount:
    """Set a count day of the region; set twice it is one. A day stays: figures of it may be out already.

    Raises:
        Invalid: at ``day``, within four weeks of another one, or too far away.
    """
    actor.require(Permission.set_outreach_target)
    if not FIRST <= data.day <= date(clock.today().year + 1, 12, 31):
        raise Invalid({"day": _FAR})
    near = store.list_near(session, actor, data.day - APART + timedelta(days=1), data.day + APART - timedelta(days=1))
    known = store.find_count(session, actor, data.day)
    if known and known.days == data.days:
        return known
    if near:
        raise Invalid({"day": _NEAR})
    count = EthosCount(region_id=actor.region_id, day=data.day, days=data.days, set_by=actor.user_id)
    session.add(count)
    session.flush()
    record(session, actor, Action.create, "ethos_count", actor.region_id, ground="region", detail=data.day.isoformat())
    return count


def require_count(session: Session, actor: Actor, day: date) -> EthosCount:
    """A count day of the region.

    Raises:
        NotFound: when there is none.
    """
    actor.require(Permission.see_outreach_figures)
    count = store.find_count(session, actor, day)
    if count is None:
        raise NotFound(_UNKNOWN)
    return count


def list_people(session: Session, actor: Actor, count: EthosCount) -> tuple[list[Person], int]:
    """The people of a count, each once with their last contact, and the number of contacts with nobody known."""
    region = reads_region(actor)
    begin, end = _midnight(count.day - timedelta(days=count.days - 1)), _midnight(count.day + timedelta(days=1))
    seen = store.list_seen(session, actor, begin, end, region=region)
    names = store.organisation_names(session, actor.region_id)
    secret = keyring_of(session).columns
    found: dict[str, Person] = {}
    anonymous = 0
    for one in seen:
        key = _key(one)
        if key is None:
            anonymous += 1
        elif key not in found:
            code = hmac.new(secret, f"ethos {count.day} {key}".encode(), hashlib.sha256).hexdigest()[:_CODE]
            place = "" if one.whereabouts == Whereabouts.hidden.value else one.municipality or ""
            found[key] = Person(code, one.category, one.birth_year, place, names.get(one.organisation_id, ""))
    return sorted(found.values(), key=lambda person: person.code), anonymous


def _key(one: Seen) -> str | None:
    """The same for every contact with one person; two who are merged are one. Names are of one organisation."""
    if one.client_id:
        return str(one.merged_into or one.client_id)
    return f"{one.organisation_id} {fold(one.alias)}" if one.alias else None


def read_report(session: Session, actor: Actor, day: date) -> CountReport:
    """A count in numbers.

    Raises:
        NotFound: when there is no such count day.
    """
    count, region = require_count(session, actor, day), reads_region(actor)
    people, anonymous = list_people(session, actor, count)
    categories = Counter(EthosCategory(person.category).label for person in people)
    ages = Counter(person.age_group(day).label for person in people)
    places = Counter(person.municipality or _UNPLACED for person in people)
    is_told = not region or all(small_numbers.may_tell_sum(one.values()) for one in (categories, ages, places))
    record(session, actor, Action.read, "ethos_count", actor.region_id, ground="region" if region else "organisation")
    return CountReport(
        count=count,
        region=region,
        is_over=day <= clock.today(),
        total=str(len(people)) if is_told else "",
        categories=[(one.label, small_numbers.show(categories[one.label], hidden=region)) for one in EthosCategory],
        ages=[(one.label, str(ages[one.label])) for one in AgeGroup] if is_told else None,
        places=[(name, str(places[name])) for name in sorted(places, key=sort_key)] if is_told else None,
        anonymous=None if region else anonymous,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.AMSTERDAM)
