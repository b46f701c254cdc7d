"""Points, prices and what would change them, in the reader's language; and the numbers for the phone."""

from __future__ import annotations

import json
from typing import Any

from babel.numbers import format_currency, format_decimal
from flask_babel import gettext

from webapp import clock
from webapp.errors import N_
from webapp.rooms.points import rubrics
from webapp.rooms.points.calculator import Count, Gain
from webapp.rooms.points.prices import PriceList, prices_on
from webapp.rooms.points.rubrics import WOZ_MEANS, Rubric
from webapp.web.choices import options
from webapp.web.i18n import language

_WORDS = {
    "room_m2": N_("de grootte van de kamer"),
    "sharers": N_("met hoeveel huishoudens je deelt"),
    "label": N_("het energielabel"),
    "worktop": N_("het aanrecht in de keuken"),
    "sanitary": N_("badkamer en wc"),
    "drawbacks": N_("de aftrek voor raam en toegang"),
    "heated": N_("verwarming in de kamer"),
    "living_m2": N_("wat jullie delen: woonkamer, keuken en badkamer"),
    "heated_rooms": N_("verwarming in wat jullie delen"),
    "outside_m2": N_("een tuin of balkon"),
    "woz": N_("de WOZ-waarde"),
}
ASK = N_("Zoek nog uit: {what}. Dat kan tot {points} punten schelen, {money} per maand.")
WORK = N_("Het meest scheelt: {what}. Dat kan tot {points} punten schelen, {money} per maand.")


def euros(cents: int) -> str:
    """An amount: '€ 458,46'."""
    return format_currency(cents / 100, "EUR", locale=language())


def most_words(gain: Gain | None) -> str:
    """The answer that would change most, in a sentence; '' when nothing would."""
    if gain is None:
        return ""
    said = gettext(WORK if gain.known else ASK)
    return said.format(what=gettext(_WORDS[gain.field]), points=gain.points, money=euros(gain.cents))


def rubric_rows(count: Count) -> list[tuple[str, str, str]]:
    """Every rubric: its word, its label, its points."""
    return [
        (one.value, gettext(one.label), format_decimal(count.quarters[one] / 4, locale=language())) for one in Rubric
    ]


def rubrics_as_data(count: Count) -> list[dict[str, Any]]:
    """The rubrics as JSON, by the number of the policy book."""
    return [
        {"rubric": one.value, "number": int(one.hint), "label": gettext(one.label), "points": count.quarters[one] / 4}
        for one in Rubric
    ]


def for_phone() -> str:
    """Prices, rules and words as JSON, for the script of the form."""
    prices = prices_on(clock.today()).prices
    words = {field: gettext(word) for field, word in _WORDS.items()}
    return json.dumps({"rules": rubrics.as_data(), "prices": prices, "words": words}, separators=(",", ":"))


def question_choices() -> dict[str, Any]:
    """The choices of the questions."""
    unknown = ("", gettext("Weet ik niet"))
    means = ", ".join(f"{area} € {value}" for area, _year, value in WOZ_MEANS)
    return {
        "energy_labels": [unknown, *((one.value, one.label) for one in rubrics.Label)],
        "worktops": [*options(rubrics.Worktop), unknown],
        "fittings": options(rubrics.Sanitary),
        "drawbacks": options(rubrics.Drawback),
        "heated": [*options(rubrics.Heated), unknown],
        "woz": [*options(rubrics.Woz), unknown],
        "woz_means": means,
    }


def prices_now() -> PriceList:
    """The price list of today."""
    return prices_on(clock.today())
