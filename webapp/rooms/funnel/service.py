"""The funnel of a region: a year of hosts and of matches, for who works with them and for readers of aggregates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures import small_numbers
from webapp.figures.periods import FIRST_MONTH
from webapp.rooms.funnel import count_store as counts
from webapp.rooms.funnel import flow, kept, store
from webapp.rooms.funnel.count_store import Part as CountedPart
from webapp.rooms.funnel.flow import MATCHED, OFFERED, Flow, Group
from webapp.rooms.funnel.inputs import RoomTargetInput
from webapp.rooms.funnel.models import RoomTarget
from webapp.rooms.matches.service import Match, read_many
from webapp.rooms.matching.service import RULES, whole_now
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.rooms.pairs.kind import COORDINATOR, HOST, YOUTH
from webapp.rooms.pairs.reasons import list_words
from webapp.rooms.requests import store as request_store
from webapp.text import sort_key

_UNKNOWN = N_("Dit jaar is er niet.")
_HELPS = 3
Part = tuple[str, int | None, int | None]
"""A channel or municipality: its hosts, and its tenancies; None is unknown or hidden."""


@dataclass(frozen=True)
class Asked:
    """A year, or None for all; one municipality and one channel, or '' for all of them."""

    year: int | None
    municipality: str = ""
    channel: str | None = None


@dataclass(frozen=True)
class Report:
    """The funnel of one question. ``as_of``: the end of a quarter, for a reader of aggregates; None: now."""

    asked: Asked
    aggregates: bool
    as_of: date | None
    targets: Sequence[RoomTarget]
    offers: list[Flow]
    matches: list[Flow]
    channels: list[Part] | None
    places: list[Part] | None
    helps: Sequence[tuple[str, int | None]]
    """The hard rules that exclude most people now, each with the youths it alone keeps from a room."""

    @property
    def target(self) -> RoomTarget | None:
        """The target that holds."""
        return self.targets[0] if self.targets else None

    @property
    def steps(self) -> list[Flow]:
        """Every step, from sign-up to a year after."""
        return [*self.offers, *self.matches]


def reads_aggregates(actor: Actor) -> bool:
    """True for a reader of the figures who works with none of these people."""
    return not actor.may(Permission.coordinate_rooms)


def count_once(session: Session, actor: Actor) -> None:
    """Count a region whose records are older than the counts."""
    actor.require(Permission.see_room_figures)
    kept.count_once(session, actor.region_id)


def is_counted(session: Session, actor: Actor) -> bool:
    """True when the counts of the region are there."""
    return counts.is_counted(session, actor.region_id)


def read_funnel(session: Session, actor: Actor, asked: Asked) -> Report:
    """The funnel of a year.

    A reader of aggregates gets whole years of the whole region: parts would give away what the whole hides.

    Raises:
        NotFound: for a year that is none, or a question that this reader may not ask.
    """
    actor.require(Permission.see_room_figures)
    hidden = reads_aggregates(actor)
    _check(asked, hidden=hidden)
    ends = _quarters(asked.year) if hidden and asked.year else []
    moments = ends if hidden else [clock.now()]
    (offers, offer_days), (matches, match_days) = (_counted(session, part, moments) for part in _parts_of(actor, asked))
    record(session, actor, Action.read, "room_figure", actor.region_id, ground="region")
    return Report(
        asked=asked,
        aggregates=hidden,
        as_of=clock.local(ends[-1]).date() if ends else None,
        targets=store.list_targets(session, actor.region_id, asked.year) if asked.year else [],
        offers=_flows(OFFERED, offers, len(ends), offer_days, hidden=hidden),
        matches=_flows(MATCHED, matches, len(ends), match_days, hidden=hidden),
        channels=_parts(offers, matches, len(ends), by_channel=True, hidden=hidden),
        places=_parts(offers, matches, len(ends), by_channel=False, hidden=hidden),
        helps=_helps(session, actor, hidden=hidden),
    )


def knows_reason(session: Session, actor: Actor, step: str, reason: str) -> bool:
    """True for a reason of the region's own, which matches may have ended for."""
    return step in MATCHED and any(reason in words for words in list_words(session, actor.region_id).values())


def list_members(
    session: Session, actor: Actor, asked: Asked, step: str, reason: str | None, *, offset: int, limit: int
) -> list[UUID]:
    """Who is behind a number, the latest first: rooms for the steps of an offer, matches for the others.

    Raises:
        NotFound: for a step that is none, or of which nothing is kept.
    """
    actor.require(Permission.coordinate_rooms)
    _check(asked, hidden=False)
    for steps, part in zip((OFFERED, MATCHED), _parts_of(actor, asked), strict=True):
        if step in steps:
            number = steps.index(step)
            return counts.list_members(session, part, number, reason, clock.now(), offset=offset, limit=limit)
    raise NotFound(N_("Deze stap is er niet."))


def read_rooms(session: Session, actor: Actor, ids: Sequence[UUID]) -> list[tuple[Room, Host | None]]:
    """The records of these offers."""
    actor.require(Permission.coordinate_rooms)
    return store.list_records(session, actor, ids)


def read_matches(session: Session, actor: Actor, ids: Sequence[UUID]) -> list[Match]:
    """The records of these matches."""
    actor.require(Permission.coordinate_rooms)
    return read_many(session, store.list_match_rows(session, actor, ids), (COORDINATOR, YOUTH, HOST))


def list_alone(session: Session, actor: Actor, rule: str, *, offset: int, limit: int) -> list[RoomRequest]:
    """The youths whom this hard rule alone keeps from a room now.

    Raises:
        NotFound: for a rule that is none.
    """
    actor.require(Permission.coordinate_rooms)
    if rule not in RULES:
        raise NotFound(N_("Deze regel is er niet."))
    youths = [one for found in whole_now(session, actor).obstacles if found.rule == rule for one in found.youths]
    ids = [UUID(one) for one in youths[offset : offset + limit]]
    found = request_store.list_by_id(session, actor, ids)
    return [found[one] for one in ids if one in found]


def set_target(session: Session, actor: Actor, year: int, data: RoomTargetInput) -> RoomTarget:
    """Set the target of a year: another row, which holds from now on.

    Raises:
        NotFound: for a year that is none.
    """
    actor.require(Permission.set_room_target)
    if not FIRST_MONTH.year <= year <= clock.today().year + 1:
        raise NotFound(_UNKNOWN)
    before = next(iter(store.list_targets(session, actor.region_id, year)), None)
    row = RoomTarget(
        region_id=actor.region_id, year=year, target=data.target, source=data.source or "", set_by=actor.user_id
    )
    session.add(row)
    session.flush()
    told = f"{year}: {before.target if before else None} -> {row.target}"
    record(session, actor, Action.update, "room_target", actor.region_id, ground="region", detail=told)
    return row


def _check(asked: Asked, *, hidden: bool) -> None:
    if asked.year is not None and not FIRST_MONTH.year <= asked.year <= clock.today().year + 1:
        raise NotFound(_UNKNOWN)
    if hidden and (asked.year is None or asked.municipality or asked.channel is not None):
        raise NotFound(N_("Deze cijfers zijn er alleen van de hele regio, per jaar."))


def _parts_of(actor: Actor, asked: Asked) -> tuple[CountedPart, CountedPart]:
    """The offers and the matches of a question."""
    begin, end = (_midnight(date(asked.year + n, 1, 1)) if asked.year else None for n in (0, 1))
    offers, matches = (
        CountedPart(actor.region_id, of_match, begin, end, asked.municipality, asked.channel)
        for of_match in (False, True)
    )
    return offers, matches


def _counted(
    session: Session, part: CountedPart, moments: Sequence[datetime]
) -> tuple[list[Group], list[Counter[int]]]:
    """The groups by these moments, and the days of each later step by the last."""
    if not moments:
        return [], []
    return counts.list_groups(session, part, moments), counts.count_days(session, part, moments[-1])


def _flows(
    steps: Sequence[str], groups: list[Group], ends: int, days: Sequence[Counter[int]], *, hidden: bool
) -> list[Flow]:
    return flow.fold_for_aggregates(steps, groups, ends, days) if hidden else flow.fold(steps, groups, 0, days)


def _parts(
    offers: list[Group], matches: list[Group], ends: int, *, by_channel: bool, hidden: bool
) -> list[Part] | None:
    """The hosts and tenancies of each part; None for a reader of aggregates where one of them is small."""
    if not hidden:
        signed = flow.count_parts(matches, 2, by_channel=by_channel)
        hosts = flow.count_parts(offers, 0, by_channel=by_channel)
        return [(part, hosts[part], signed[part]) for part in sorted({*hosts, *signed}, key=sort_key)]
    if not ends:
        return None
    offered, matched = (flow.split(some, by_channel=by_channel) for some in (offers, matches))
    found: list[Part] = []
    for part in sorted({*offered, *matched}, key=sort_key):
        first = flow.fold_for_aggregates(OFFERED, offered.get(part, []), ends)[0].reached
        third = flow.fold_for_aggregates(MATCHED, matched.get(part, []), ends)[2].reached
        if first is None or third is None:
            return None
        found.append((part, first, third))
    return found


def _helps(session: Session, actor: Actor, *, hidden: bool) -> Sequence[tuple[str, int | None]]:
    """A reader of aggregates gets the rules without numbers: those of today and tomorrow would tell of one youth."""
    found = [one for one in whole_now(session, actor).obstacles if one.alone]
    if hidden:
        return [(one.rule, None) for one in found if not small_numbers.is_small(one.alone)][:_HELPS]
    return [(one.rule, one.alone) for one in found[:_HELPS]]


def _quarters(year: int) -> list[datetime]:
    """The ends of the quarters that are over, from the beginning of a year."""
    days = [date(one, month, 1) for one in range(year, clock.today().year + 1) for month in (1, 4, 7, 10)]
    return [_midnight(day) for day in [*days[1:], date(clock.today().year + 1, 1, 1)] if day <= clock.today()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.AMSTERDAM)
