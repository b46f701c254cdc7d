"""The figures of a region, each as its reader may see it: for readers of aggregates numbers under five are hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.figures.small_numbers import is_small, may_tell_sum, show
from webapp.people.store import region_of
from webapp.placements.exits import count_store, shares, store
from webapp.placements.exits.bottlenecks import Waits, waits_for
from webapp.placements.exits.shares import Count
from webapp.placements.kind import NOMINATION
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme
from webapp.text import in_order


@dataclass(frozen=True)
class Town:
    """Demand and supply of one municipality; '' is for those who would live anywhere."""

    municipality: str
    demand: str
    supply: int


@dataclass(frozen=True)
class Line:
    """A programme: the people in line; placed this year, planned and short of the target.

    A part is a percentage of the longest line, or of the target; None where nothing is drawn. ``short`` is '' without a
    target, and where it would give away a hidden number.
    """

    programme: Programme
    waits: str
    waits_part: float | None
    placed: str
    placed_part: float | None
    planned: str
    target: int | None
    short: str


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
    asked = Counter[str]()
    for count, number in _going(session, actor, shares.HOME).items():
        asked[count.key[0]] += number
    free, hidden = store.count_free_by_town(session, actor), is_hidden(actor)
    names = in_order({*region_of(session, actor).municipalities, *(town for town in asked if town)})
    rows = [*names, *([""] if asked[""] else [])]
    return [Town(name, show(asked[name], hidden=hidden), free.get(name, 0)) for name in rows]


def _going(session: Session, actor: Actor, name: str) -> Counter[Count]:
    """The numbers by this name, of the programmes that go on."""
    ids = {one.id for one in programmes.list_programmes(session, actor)}
    found = count_store.read_counts(session, actor.region_id, name)
    return Counter({count: number for count, number in found.items() if count.programme_id in ids})


def count_bottlenecks(session: Session, actor: Actor) -> list[tuple[Waits, str]]:
    """What the nominations of the region wait for, in the order of ``Waits``."""
    free, today, hidden = store.count_free_by_town(session, actor), clock.today().isoformat(), is_hidden(actor)
    found = Counter[Waits]()
    for count, number in _going(session, actor, shares.HOME).items():
        town, signature, until = count.key
        is_parked = until >= today
        wait = Waits(signature) if signature and not is_parked else None
        found[wait or waits_for(NOMINATION, town, (), free, is_parked=is_parked)] += number
    if hidden and not may_tell_sum(found.values()):  # beside the demand of each municipality one follows from the rest
        return []
    return [(wait, str(found[wait])) for wait in Waits if found[wait]]


def list_lines(session: Session, actor: Actor) -> list[Line]:
    """Every programme of the region with its numbers."""
    found = programmes.list_programmes(session, actor)
    today, hidden = clock.today(), is_hidden(actor)
    waits, placed, soon = (
        count_store.read_counts(session, actor.region_id, name) for name in (shares.LINE, shares.PLACED_IN, shares.SOON)
    )
    terms = programmes.terms_on(session, [one.id for one in found], today)
    longest = max((waits[Count(shares.LINE, one.id)] for one in found), default=0)
    return [
        _line(
            one,
            waits[Count(shares.LINE, one.id)] if one.shape.has_line else None,
            placed[Count(shares.PLACED_IN, one.id, (str(today.year),))],
            soon[Count(shares.SOON, one.id)],
            terms[one.id].target if one.id in terms else None,
            longest,
            hidden=hidden,
        )
        for one in found
    ]


def _line(
    programme: Programme, waits: int | None, placed: int, soon: int, target: int | None, longest: int, *, hidden: bool
) -> Line:
    tells = not hidden or may_tell_sum((placed, soon))
    return Line(
        programme,
        show(waits, hidden=hidden),
        _drawn(waits, longest, hidden=hidden),
        show(placed, hidden=hidden),
        _drawn(placed, target, hidden=hidden),
        show(soon, hidden=hidden),
        target,
        str(max(0, target - placed - soon)) if target is not None and tells else "",
    )


def _drawn(number: int | None, whole: int | None, *, hidden: bool) -> float | None:
    if number is None or not whole or (hidden and is_small(number)):
        return None
    return round(100 * min(1, number / whole), 1)


def count_support(session: Session, actor: Actor) -> list[tuple[str, str, str]]:
    """Support of this year: kind, people, and hours where somebody kept the time; '' for hidden hours."""
    hidden = is_hidden(actor)
    people, minutes = (_of_this_year(session, actor, name) for name in (shares.SUPPORT, shares.MINUTES))
    return [
        (kind, show(number, hidden=hidden), "" if hidden and is_small(number) else str(round(minutes[kind] / 60)))
        for kind, number in sorted(people.items())
    ]


def _of_this_year(session: Session, actor: Actor, name: str) -> Counter[str]:
    """The last part of the key → its number of this year, of all programmes together."""
    year, found = str(clock.today().year), Counter[str]()
    for count, number in count_store.read_counts(session, actor.region_id, name, year).items():
        found[count.key[1]] += number
    return found


def count_exits(session: Session, actor: Actor) -> dict[str, str]:
    """Reason → the exits of this year."""
    found, hidden = _of_this_year(session, actor, shares.EXIT), is_hidden(actor)
    return {reason: show(number, hidden=hidden) for reason, number in sorted(found.items())}


def count_housed(session: Session, actor: Actor) -> Housed:
    """Housing First: still in the same home, the holder of the lease, homeless again."""
    hidden, every, lives, same, homeless, leases = is_hidden(actor), 0, 0, 0, 0, Counter[str]()
    for count, number in _going(session, actor, shares.HOUSED).items():
        is_there, is_first, holder, again = count.key
        every, homeless = every + number, homeless + number * bool(again)
        if is_there:
            lives, same = lives + number, same + number * bool(is_first)
            leases[holder] += number
    tells = not hidden or may_tell_sum(leases.values())
    return Housed(
        show(every, hidden=hidden),
        _part(lives, every, hidden=hidden),
        _part(same, lives, hidden=hidden),
        {holder: str(number) for holder, number in sorted(leases.items())} if tells else {},
        show(homeless, hidden=hidden),
    )


def _part(part: int, whole: int, *, hidden: bool) -> str:
    """A part of a number that stands beside it; '' when the rest would be a small number."""
    return "" if hidden and is_small(whole - part) else show(part, hidden=hidden)
