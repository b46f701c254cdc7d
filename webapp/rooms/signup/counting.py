"""The points count at the sign-up: the highest rent, what would change it most, and a rent above it.

A sign-up refuses nobody for a rent: what a host does not know counts as the lowest, and the coordinator counts along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp import clock
from webapp.rooms.points import rent, service
from webapp.rooms.points.calculator import Count, Gain, count
from webapp.rooms.points.prices import prices_on
from webapp.rooms.signup.steps import Answers
from webapp.rooms.words import Included

SLUG = "punten"


@dataclass(frozen=True)
class Counted:
    """What the answers count. ``over``: the euros that the bare rent is above it; 0 while nothing was answered."""

    count: Count
    gain: Gain | None
    over: int
    is_empty: bool


def read_count(answers: Answers) -> Counted:
    """The count so far; with nothing answered the lowest."""
    data = service.read_answers(answers.get(SLUG) or {})
    found = count(data.home(), prices_on(clock.today()))
    cost = answers.get("kosten")
    over = 0
    if cost and not data.is_empty():
        bare = cost["rent"] if cost["included"] == Included.no else None
        over = rent.euros_over(found, cost["rent"], bare, None)
    return Counted(found, service.gain_of(data), over, data.is_empty())


def form_facts(answers: Answers) -> dict[str, Any]:
    """The answers as the form shows them."""
    return service.as_facts(service.read_answers(answers.get(SLUG) or {}))
