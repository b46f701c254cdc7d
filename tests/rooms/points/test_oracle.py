"""The count beside that of the package ``woningwaardering``, on rooms that it counted (``scripts/points_oracle.py``).

Where the two differ, the policy book holds, and the difference has a name here:

- what does not divide evenly: the book rounds own and shared square metres apart, the package all of it together, and
  it gives energy for square metres that were not rounded;
- a worktop of less than a metre is a basin in the package;
- the deduction for a small room: in the book for less than 8 m² of one's own, in the package with a part of the shared;
- the price of 158 points, of which the package has a slip of the pen.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from webapp.rooms.points.calculator import Home, count
from webapp.rooms.points.prices import PRICE_LISTS, price_of
from webapp.rooms.points.rubrics import SMALL_ROOM, Rubric

ORACLE = json.loads((Path(__file__).parent / "oracle.json").read_text())
ROOMS: list[dict[str, Any]] = ORACLE["rooms"]
ROUNDED = {"rooms": 1.0, "energy": 1.25}
"""The most that the order of rounding changes: a square metre, and its energy."""
SLIP = 158


def home_of(answers: dict[str, Any]) -> Home:
    return Home(**{**answers, "sanitary": tuple(answers.get("sanitary", ()))}, drawbacks=("none",))


def is_even(answers: dict[str, Any]) -> bool:
    own, shared, sharers = answers["room_m2"], answers.get("living_m2") or 0, answers["sharers"] or 1
    return own % 100 == 0 and shared % (100 * sharers) == 0


def ours(answers: dict[str, Any]) -> dict[str, float]:
    return {one.value: points / 4 for one, points in count(home_of(answers), PRICE_LISTS[0]).quarters.items()}


def differs(rubric: str, answers: dict[str, Any]) -> float:
    """How many points the package may be off in a rubric, by the list above."""
    if rubric in ROUNDED:
        return 0 if is_even(answers) else ROUNDED[rubric]
    if rubric == "sanitary" and answers.get("worktop") == "under_1":
        return 1
    return 4 if rubric == "drawbacks" and answers["room_m2"] < SMALL_ROOM else 0


@pytest.mark.parametrize("rubric", ["rooms", "heating", "energy", "kitchen", "sanitary", "outside", "woz", "drawbacks"])
def test_each_rubric_counts_as_the_package_does(rubric: str):
    for room in ROOMS:
        answers, points = room["answers"], ours(room["answers"])
        assert abs(points[rubric] - room["points"][rubric]) <= differs(rubric, answers), answers
    same = [room for room in ROOMS if not differs(rubric, room["answers"])]
    assert len(same) > len(ROOMS) / 2, "most rooms must count alike to the quarter"


def test_what_the_package_was_not_asked_counts_nothing_here():
    for room in ROOMS:
        points = ours(room["answers"])
        assert not any(points[one.value] for one in Rubric if one.value not in room["points"])


def test_rooms_without_a_difference_have_one_total_and_one_rent():
    alike = [room for room in ROOMS if not any(differs(rubric, room["answers"]) for rubric in room["points"])]
    assert len(alike) > len(ROOMS) / 3
    for room in alike:
        found = count(home_of(room["answers"]), PRICE_LISTS[0])
        assert found.points == room["total"], room["answers"]
        assert found.points == SLIP or found.max_cents == round(100 * room["rent"])


def test_rent_of_every_total_is_that_of_the_printed_table():
    seen = {int(room["total"]): round(100 * room["rent"]) for room in ROOMS}
    assert len(seen) > 80
    assert {points for points, cents in seen.items() if price_of(points, PRICE_LISTS[0].prices) != cents} <= {SLIP}
