"""The entries of the access log as days, and a day as its people. Pure: plain values, no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from webapp import clock

EMERGENCY = "emergency"


@dataclass(frozen=True)
class Look:
    """One entry of the log, as far as a person reads it."""

    at: datetime
    user_id: UUID | None
    role: str
    organisation_id: UUID | None
    region_id: UUID | None
    action: str
    subject: str
    ground: str
    device: UUID | None
    request_id: str
    is_refused: bool

    @property
    def is_emergency(self) -> bool:
        """True for a note that was opened in an emergency, and for each reading of it."""
        return EMERGENCY in (self.action, self.ground)


@dataclass(frozen=True)
class Act:
    """The entries of one request: one page that was opened, one form that was sent."""

    at: datetime
    action: str
    subjects: tuple[str, ...]
    grounds: tuple[str, ...]
    device: UUID | None
    is_refused: bool
    is_emergency: bool


@dataclass(frozen=True)
class Looker:
    """One person in one role on one day, with their acts, the latest first."""

    user_id: UUID | None
    role: str
    organisation_id: UUID | None
    region_id: UUID | None
    acts: Sequence[Act]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many acts of each kind, the most first; ``refused`` is a kind of its own."""
        return Counter("refused" if act.is_refused else act.action for act in self.acts).most_common()

    @property
    def is_emergency(self) -> bool:
        """True when one of the acts was an emergency."""
        return any(act.is_emergency for act in self.acts)


@dataclass(frozen=True)
class Day:
    """The people of one Amsterdam day; an emergency comes first, then the latest."""

    day: date
    lookers: Sequence[Looker]


@dataclass
class Page:
    """Some days, and the moment before which the next page begins; None at the end."""

    days: list[Day] = field(default_factory=list)
    before: datetime | None = None


def make_page(looks: Sequence[Look], limit: int) -> Page:
    """Days out of up to ``limit + 1`` entries, newest first.

    A day that does not fit is for the next page; a day that alone is too long is cut between two moments.
    """
    if len(looks) <= limit:
        return Page(_days(looks))
    cut_day = _day(looks[limit])
    whole = [look for look in looks if _day(look) > cut_day]
    if whole:
        return Page(_days(whole), end_of(cut_day))
    earlier = looks[limit].at
    kept = [look for look in looks[:limit] if look.at > earlier] or list(looks[:limit])
    return Page(_days(kept), kept[-1].at)


def end_of(day: date) -> datetime:
    """The first instant after an Amsterdam day."""
    return datetime.combine(day + timedelta(days=1), time(), clock.AMSTERDAM)


def start_of(day: date) -> datetime:
    """The first instant of an Amsterdam day."""
    return datetime.combine(day, time(), clock.AMSTERDAM)


def _day(look: Look) -> date:
    return clock.local(look.at).date()


def _days(looks: Iterable[Look]) -> list[Day]:
    return [Day(day, _lookers(found)) for day, found in groupby(looks, key=_day)]


def _lookers(looks: Iterable[Look]) -> list[Looker]:
    people: dict[tuple[UUID | None, str, UUID | None, UUID | None], list[Look]] = {}
    for look in looks:
        people.setdefault((look.user_id, look.role, look.organisation_id, look.region_id), []).append(look)
    lookers = [Looker(*person, acts=_acts(found)) for person, found in people.items()]
    return sorted(lookers, key=lambda looker: not looker.is_emergency)  # stable: else the latest first


def _acts(looks: Sequence[Look]) -> list[Act]:
    """One act per request, action and outcome; an entry that no request made is one by itself."""
    acts: dict[object, list[Look]] = {}
    for number, look in enumerate(looks):
        request = look.request_id or number
        acts.setdefault((request, look.action, look.is_refused, look.is_emergency), []).append(look)
    return [_act(found) for found in acts.values()]


def _act(looks: Sequence[Look]) -> Act:
    first = looks[0]
    subjects = tuple(dict.fromkeys(look.subject for look in looks))
    grounds = tuple(dict.fromkeys(look.ground for look in looks if look.ground))
    return Act(first.at, first.action, subjects, grounds, first.device, first.is_refused, first.is_emergency)
