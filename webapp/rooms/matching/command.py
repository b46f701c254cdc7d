"""``onderdak match``: the matching of the pages, on a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webapp.rooms.matching.facts import Vacancy, Youth
from webapp.rooms.matching.file import Unreadable, read_file

if TYPE_CHECKING:
    from webapp.rooms.matching.rules import Matching

__all__ = ["Unreadable", "add_to"]
WHY = {
    "rent": "rent above max_rent",
    "from_date": "free only after from_date",
    "until_date": "until_date not after from_date",
    "age": "age outside min_age to max_age",
    "municipality": "municipality not wanted",
    "smoking": "smoking not allowed",
    "smoke": "allergic to smoke, smoking allowed",
    "allergies": "an animal of allergies in pets_present",
    "pets": "own pets not allowed",
    "accepts": "gender not among accepts",
}


def add_to(commands: Any) -> None:
    """Add the command to the command line."""
    text = "pair youths and rooms from a JSON file"
    command = commands.add_parser("match", help=text, description=text)
    command.add_argument("file", metavar="FILE", type=Path, help='JSON: {"youths": […], "rooms": […]}')
    command.add_argument("--scores", action="store_true", help="also print the matrix scores[youth][room]")
    command.set_defaults(run=match)


def match(arguments: argparse.Namespace) -> None:
    """Print the pairs, and why the others have none.

    Raises:
        Unreadable: with item, field and reason, when the file cannot be used.
    """
    from webapp.rooms.matching.rules import Matching  # loads numpy and scipy

    youths, rooms = read_file(arguments.file)
    answer = answer_of(Matching(youths, rooms), with_scores=arguments.scores)
    sys.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")


def answer_of(matching: Matching, *, with_scores: bool) -> dict[str, Any]:
    """The output of the command; sorted by id throughout."""
    answer: dict[str, Any] = {
        "pairs": [
            {
                "youth": matching.youths[y].id,
                "room": matching.rooms[r].id,
                "score": int(matching.scores[y, r]),
                "reasons": _reasons(matching.youths[y], matching.rooms[r]),
            }
            for y, r in matching.pairs
        ],
        "unmatched": [{"youth": matching.youths[y].id, "reasons": _why_not(matching, y)} for y in matching.unmatched()],
    }
    if with_scores:
        answer["scores"] = _scores(matching)
    return answer


def _reasons(youth: Youth, room: Vacancy) -> list[str]:
    shared = sorted(youth.attention_wanted & room.attention_offered)
    empty = (youth.from_date - room.from_date).days
    return [
        f"attention: {', '.join(shared) or 'nothing shared'}",
        f"rent: {room.rent} of at most {youth.max_rent}",
        f"from_date: {empty} days empty before {youth.from_date}",
        f"until_date: {room.until_date or 'open-ended'}",
    ]


def _why_not(matching: Matching, youth: int) -> list[str]:
    if not matching.rooms:
        return ["there are no rooms"]
    reasons = [
        f"{rule}: {WHY[rule]}: {', '.join(matching.rooms[room].id for room in rooms)}"
        for rule, rooms in matching.excluded(youth).items()
    ]
    return reasons + [
        f"passed over in {past.room.id} for {past.taken_by.id}: score {past.own_score} against {past.their_score}"
        for past in matching.passed_over(youth)
    ]


def _scores(matching: Matching) -> dict[str, dict[str, int | None]]:
    ids = [room.id for room in matching.rooms]
    return {
        youth.id: {room: score if fits else None for room, score, fits in zip(ids, scores, allowed, strict=True)}
        for youth, scores, allowed in zip(
            matching.youths, matching.scores.tolist(), matching.allowed.tolist(), strict=True
        )
    }
