"""The figures of a region, each as its reader may see it: for readers of aggregates numbers under five are hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.figures.small_numbers import is_small, may_tell_sum, show
from webapp.people.store import region_of
from webapp.placements.course.service import SCHEME
from webapp.placements.exits import store
from webapp.placements.exits.bottlenecks import Waits, waits_for
from webapp.placements.kind import CONTRACT, NOMINATION, PLACED
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme
from webapp.placements.support import store as support
from webapp.text import in_order
from webapp.trajectories import service as trajectories


@dataclass(frozen=True)
class Town:
    """Demand and supply of one municipality; '' is for those who would live anywhere."""

    municipality: str
    demand: str
    supply: int


@dataclass(frozen=True)
class Line:
    """A programme: its people in line, and those placed this year beside the target."""

    programme: Programme
    waits: str
    placed: str
    target: int | None


@dataclass(frozen=True)
class Housed:
    """People of Housing First: placed so far, still in a home, still in the same one, by lease, homeless again."""

    placed: str
    lives: str
    same_home: str
    leases: Mapping[str, str] = field(default_factory=dict)
    homeless: str = ""


def is_hidden(actor: Actor) -> bool:
    """True for a reader of aggregates."""
    return not actor.may(Permission.keep_placements)


def list_towns(session: Session, actor: Actor) -> list[Town]:
    """Demand and supply per municipality of the region."""
    ids = [one.id for one in programmes.list_programmes(session, actor)]
    asked = Counter(one.municipality for one in store.list_nominated(session, actor, ids))
    free, hidden = store.count_free_by_town(session, actor), is_hidden(actor)
    names = in_order({*region_of(session, actor).municipalities, *(town for town in asked if town)})
    rows = [*names, *([""] if asked[""] else [])]
    return [Town(name, show(asked[name], hidden=hidden), free.get(name, 0)) for name in rows]


def count_bottlenecks(session: Session, actor: Actor) -> list[tuple[Waits, str]]:
    """What the nominations of the region wait for, in the order of ``Waits``."""
    ids = [one.id for one in programmes.list_programmes(session, actor)]
    rows = store.list_nominated(session, actor, ids)
    courses = trajectories.read_all(session, SCHEME, [one for one in rows if one.state == CONTRACT])
    free, today, hidden = store.count_free_by_town(session, actor), clock.today(), is_hidden(actor)
    found = Counter(
        waits_for(
            one.state,
            one.municipality,
            courses[one.id].standing.given if one.id in courses else (),
            free,
            is_parked=one.is_parked(today),
        )
        for one in rows
    )
    if hidden and not may_tell_sum(found.values()):  # beside the demand of each municipality one follows from the rest
        return []
    return [(wait, str(found[wait])) for wait in Waits if found[wait]]


def list_lines(session: Session, actor: Actor) -> list[Line]:
    """Every programme of the region with its numbers."""
    found = programmes.list_programmes(session, actor)
    ids, today, hidden = [one.id for one in found], clock.today(), is_hidden(actor)
    waits = store.count_in_line(session, ids)
    placed = store.count_placed(session, ids, date(today.year, 1, 1), today)
    terms = programmes.terms_on(session, ids, today)
    return [
        Line(
            one,
            show(waits.get(one.id, 0), hidden=hidden) if one.shape.has_line else "",
            show(placed.get(one.id, 0), hidden=hidden),
            terms[one.id].target if one.id in terms else None,
        )
        for one in found
    ]


def count_support(session: Session, actor: Actor) -> list[tuple[str, str, str]]:
    """Support of this year: kind, people, and hours where somebody kept the time; '' for hidden hours."""
    today, hidden = clock.today(), is_hidden(actor)
    found = support.count_moments(session, actor, date(today.year, 1, 1), today)
    return [
        (
            one.kind,
            show(one.people, hidden=hidden),
            "" if hidden and is_small(one.people) else str(round(one.minutes / 60)),
        )
        for one in sorted(found)
    ]


def count_exits(session: Session, actor: Actor) -> dict[str, str]:
    """Reason → the exits of this year."""
    today, hidden = clock.today(), is_hidden(actor)
    found = store.count_exits(session, actor, date(today.year, 1, 1), today)
    return {reason: show(number, hidden=hidden) for reason, number in sorted(found.items())}


def count_housed(session: Session, actor: Actor) -> Housed:
    """Housing First: still in the same home, the holder of the lease, homeless again."""
    ids = [one.id for one in programmes.list_programmes(session, actor) if one.kind == "home_first"]
    rows, hidden = store.list_housed(session, ids), is_hidden(actor)
    lives = [one for one in rows if one[0] in (PLACED, NOMINATION, CONTRACT)]
    leases = Counter(holder for _, _, _, holder in lives)
    same, tells = sum(homes == 1 for _, _, homes, _ in lives), not hidden or may_tell_sum(leases.values())
    return Housed(
        show(len(rows), hidden=hidden),
        _part(len(lives), len(rows), hidden=hidden),
        _part(same, len(lives), hidden=hidden),
        {holder: str(number) for holder, number in sorted(leases.items())} if tells else {},
        show(sum(reason == "homeless" for _, reason, _, _ in rows), hidden=hidden),
    )


def _part(part: int, whole: int, *, hidden: bool) -> str:
    """A part of a number that stands beside it; '' when the rest would be a small number."""
    return "" if hidden and is_small(whole - part) else show(part, hidden=hidden)
