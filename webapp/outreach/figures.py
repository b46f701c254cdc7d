"""The figures of outreach: youths of a year against the target, and a month of channels and nursing.

Workers see the numbers of their own organisation. A reader of aggregates sees the region's, none of 1 to 4 and none
that gives one away; parts of a year when it is over, because two looks would tell the step of the one who took it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts.inputs import ACCESS, NURSING_TOPICS, YOUTH_CHANNELS, Channel, Topic
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures import small_numbers
from webapp.figures.columns import Column, column
from webapp.figures.periods import FIRST_MONTH, last_day_of
from webapp.outreach import courses, store
from webapp.outreach.inputs import TargetInput
from webapp.outreach.kind import OUTREACH
from webapp.outreach.models import OutreachCourse, OutreachTarget
from webapp.trajectories import service as trajectories
from webapp.trajectories.rules import entered

_UNKNOWN = N_("Dit jaar is er niet.")
Line = tuple[str, str, float | None]
"""A label, the number as this reader may see it, and its part of a whole bar; None: no bar."""


@dataclass(frozen=True)
class YearReport:
    """Youths whose way began in a year, each once. ``steps`` and ``months`` are None when a small number is in them."""

    year: int
    region: bool
    reached: str
    """How many; '<5' for few."""
    part: float | None
    """Of the target, in percents; None without a target, or for a hidden number."""
    target: OutreachTarget | None
    steps: list[Line] | None
    grows: bool
    """True when the steps are hidden because the year is not over."""
    months: list[Column] | None

    @property
    def is_empty(self) -> bool:
        """True when nobody's way began."""
        return self.reached == "0"


@dataclass(frozen=True)
class MonthReport:
    """The contacts of a month. ``access``: people who have a doctor or a dentist now, each once."""

    month: date
    region: bool
    channels: list[Line]
    topics: list[Line]
    access: list[Line]


def reads_region(actor: Actor) -> bool:
    """True for a reader of aggregates, who has no outreach of their own."""
    return not actor.may(Permission.read_contacts)


def read_year(session: Session, actor: Actor, year: int) -> YearReport:
    """The year of this user's organisation, or of the region for a reader of aggregates.

    Raises:
        NotFound: for a year to come, or before there were figures.
    """
    actor.require(Permission.see_outreach_figures)
    today, region = clock.today(), reads_region(actor)
    if not FIRST_MONTH.year <= year <= today.year:
        raise NotFound(_UNKNOWN)
    ways = store.list_of_year(session, actor, year, region=region)
    target = store.find_target(session, actor.region_id, year)
    grows = region and year == today.year
    _note(session, actor)
    is_told = not (region and small_numbers.is_small(len(ways)))
    return YearReport(
        year=year,
        region=region,
        reached=small_numbers.show(len(ways), hidden=region),
        part=min(100.0, round(100 * len(ways) / target.target, 1)) if target and is_told else None,
        target=target,
        steps=None if grows else _steps(session, ways, _midnight(date(year + 1, 1, 1)) if region else None),
        grows=grows,
        months=_months(ways, year, today, hidden=region),
    )


def _steps(session: Session, ways: Sequence[OutreachCourse], until: datetime | None) -> list[Line] | None:
    """How many reached each step. A reader of aggregates gets the steps of the year itself, up to ``until``.

    They are None for them when a number, or the difference of two, is small.
    """
    answers = trajectories.read_all(session, courses.SCHEME, ways)
    hidden, now = until is not None, until or clock.now()
    reached = Counter[str]()
    for one in ways:
        reached.update(
            entered(OUTREACH, one.began, [row for row in answers[one.id].taken if row.at <= now], now).keys()
        )
    numbers = [reached[step.word] for step in OUTREACH.steps]
    parts = [*numbers, *(len(ways) - number for number in numbers)]
    parts += [abs(one - other) for one in numbers for other in numbers]
    if hidden and not small_numbers.may_tell_sum(parts):
        return None
    labels = [step.label for step in OUTREACH.steps]
    return [(label, str(n), _part(n, len(ways))) for label, n in zip(labels, numbers, strict=True)]


def _months(ways: Sequence[OutreachCourse], year: int, today: date, *, hidden: bool) -> list[Column] | None:
    """The beginnings of each month up to now. The total stands beside them: one small month hides them all."""
    counted = Counter(one.began_on.month for one in ways)
    if hidden and not small_numbers.may_tell_sum(counted.values()):
        return None
    last = today.month if year == today.year else 12
    whole = max([1, *counted.values()])
    return [
        column(
            date(year, month, 1),
            counted[month],
            whole,
            hidden=hidden,
            running=(year, month) == (today.year, today.month),
        )
        for month in range(1, last + 1)
    ]


def read_month(session: Session, actor: Actor, month: date) -> MonthReport:
    """A month of channels and nursing topics."""
    actor.require(Permission.see_outreach_figures)
    region = reads_region(actor)
    begin, end = _midnight(month), _midnight(last_day_of(month) + timedelta(days=1))
    channels, topics = store.count_contacts(session, actor, begin, end, NURSING_TOPICS, region=region)
    found = {one.value: store.count_people(session, actor, begin, end, one, region=region) for one in ACCESS}
    _note(session, actor)
    by_form = [one for one in Channel if one in YOUTH_CHANNELS]
    return MonthReport(
        month=month,
        region=region,
        channels=_lines(by_form, channels, hidden=region),
        topics=_lines(NURSING_TOPICS, topics, hidden=region),
        access=_lines(ACCESS, found, hidden=region),
    )


def _lines(words: Sequence[Channel | Topic], counted: dict[str, int], *, hidden: bool) -> list[Line]:
    """Numbers without a total beside them, so that a hidden one stays hidden; a hidden one has no bar."""
    whole, found = max([1, *counted.values()]), list[Line]()
    for word in words:
        number = counted.get(word.value, 0)
        part = None if hidden and small_numbers.is_small(number) else _part(number, whole)
        found.append((word.label, small_numbers.show(number, hidden=hidden), part))
    return found


def _part(number: int, whole: int) -> float:
    return round(100 * number / whole, 1) if whole else 0.0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.AMSTERDAM)


def _note(session: Session, actor: Actor) -> None:
    """Figures tell of nobody, but a worker's are of few people: the access log has who read them."""
    ground = "region" if reads_region(actor) else "organisation"
    record(session, actor, Action.read, "outreach_figure", actor.region_id, ground=ground)


def set_target(session: Session, actor: Actor, year: int, data: TargetInput) -> OutreachTarget:
    """Set the target of a year for the region. The last word holds; the access log has both numbers.

    Raises:
        NotFound: for a year that is none.
    """
    actor.require(Permission.set_outreach_target)
    if not FIRST_MONTH.year <= year <= clock.today().year + 1:
        raise NotFound(_UNKNOWN)
    known = store.find_target(session, actor.region_id, year, lock=True)
    before = known.target if known else None
    target = known or OutreachTarget(region_id=actor.region_id, year=year, target=data.target)
    target.target, target.source = data.target, data.source or ""
    target.set_by, target.set_at = actor.user_id, clock.now()
    session.add(target)
    session.flush()
    told = f"{year}: {before} -> {target.target}"
    record(session, actor, Action.update, "outreach_target", actor.region_id, ground="region", detail=told)
    return target
