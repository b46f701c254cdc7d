"""The share of one placement in the figures of its region. Pure.

A figure is a sum over the placements, kept as a number; when one of them changes, its former share goes off and its
present share is added. So a share depends on the placement alone: never on the day of reading, nor on free homes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from webapp.placements.exits.bottlenecks import waits_for
from webapp.placements.kind import CONTRACT, NOMINATION, OFFER, PLACED

LINE, SOON, PLACED_IN, EXIT = "line", "soon", "placed", "exit"
HOME, HOUSED, SUPPORT, MINUTES = "home", "housed", "support", "minutes"
_LIVES = (PLACED, NOMINATION, CONTRACT)
YES = "1"


class Count(NamedTuple):
    """One number of a programme.

    Its key by its name: ``line``: () · ``soon``, a first place that waits for its yes: () · ``placed``: (year) ·
    ``exit``: (year, reason) · ``home``, who is nominated: (municipality, signature that is waited for, parked until) ·
    ``housed``, of Housing First: (lives there, in the first home, holder of the lease, homeless again) · ``support``,
    people: (year, kind) · ``minutes`` of it: the same.
    """

    name: str
    programme_id: UUID
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A placement as far as it is counted. ``support``: year and kind → minutes; ``homes``: their number so far."""

    programme_id: UUID
    state: str
    is_home_first: bool = False
    in_line: bool = False
    municipality: str = ""
    parked_until: date | None = None
    placed_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    signed: Collection[str] = ()
    homes: int = 0
    lease_holder: str = ""
    support: Mapping[tuple[int, str], int] = field(default_factory=dict)


def share_of(fact: Fact) -> dict[Count, int]:
    """The numbers that this placement adds to."""
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    if fact.in_line:
        found[LINE, ()] = 1
    if fact.state in (OFFER, CONTRACT) and not fact.placed_on:
        found[SOON, ()] = 1
    if fact.placed_on:
        found[PLACED_IN, (str(fact.placed_on.year),)] = 1
        if fact.is_home_first:
            found[HOUSED, _housed(fact)] = 1
    if fact.ended_on and fact.state == "exit":
        found[EXIT, (str(fact.ended_on.year), fact.end_reason)] = 1
    if fact.state in (NOMINATION, CONTRACT):
        signature = waits_for(CONTRACT, "", fact.signed, {}, is_parked=False).value if fact.state == CONTRACT else ""
        until = fact.parked_until.isoformat() if fact.parked_until else ""
        found[HOME, (fact.municipality, signature, until)] = 1
    for (year, kind), minutes in fact.support.items():
        found[SUPPORT, (str(year), kind)] = 1
        found[MINUTES, (str(year), kind)] = minutes
    return {Count(name, fact.programme_id, key): number for (name, key), number in found.items() if number}


def _housed(fact: Fact) -> tuple[str, ...]:
    lives, again = fact.state in _LIVES, fact.end_reason == "homeless"
    return YES * lives, YES * (fact.homes == 1), fact.lease_holder, YES * again
