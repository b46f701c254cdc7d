"""The choices on the pages of the sign-up."""

from __future__ import annotations

from typing import Any

from webapp import clock
from webapp.rooms import words
from webapp.rooms.points import labels as point_labels
from webapp.rooms.signup import service
from webapp.rooms.signup.counting import read_count
from webapp.rooms.signup.steps import ELSEWHERE, Answers, Step
from webapp.text import in_order
from webapp.web import choices as labels


def choices(areas: list[service.Area], here: service.Area | None) -> dict[str, Any]:
    """The choices of every step; the ages are those of the programme there."""
    names = in_order(name for area in areas for name in area.region.municipalities)
    youngest, oldest = (here.programme.min_age, here.programme.max_age) if here else (18, 27)
    return {
        "municipalities": [(name, name) for name in names],
        "elsewhere": ELSEWHERE,
        "animals": labels.options(words.Animal),
        "yes_no": labels.yes_or_no(),
        "included": [
            (value, label, "", {"data-reveal": ""} if value == words.Included.no else {})
            for value, label in labels.options(words.Included)
        ],
        "accepts": labels.options(words.Accepts),
        "ages": [(str(age), str(age)) for age in range(youngest, oldest + 1)],
        "attention": labels.options(words.Attention),
        "heard": labels.options(words.Heard),
    }


def defaults(step: Step, here: service.Area | None, via: str) -> dict[str, Any]:
    """The first values of a step. ``via``: the channel of the link that led here."""
    if step.slug == "jij":
        return {"heard": via}
    if step.slug != "wie":
        return {}
    ages = {"min_age": here.programme.min_age, "max_age": here.programme.max_age} if here else {}
    return {**ages, "accepts": words.Accepts.anyone.value}


VIA = {"jongeren": words.Heard.youths_page.value}
"""Word in a link → the channel that it counts for."""


def count_page(answers: Answers) -> dict[str, Any]:
    """What the page of the points count shows beside its questions."""
    found = read_count(answers)
    shown = {} if found.is_empty else {"over": 100 * found.over}
    return {
        "count": found.count,
        "gain": found.gain,
        "bare_rent": (answers.get("kosten") or {}).get("rent", ""),
        "labels": point_labels,
        "this_year": clock.today().year,
        **shown,
        **point_labels.question_choices(),
    }
