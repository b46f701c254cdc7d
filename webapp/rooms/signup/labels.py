"""A host's answers in words, in the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext

from webapp.errors import N_
from webapp.rooms import words
from webapp.rooms.labels import ages, period
from webapp.rooms.points import labels as point_labels
from webapp.rooms.signup.counting import read_count
from webapp.rooms.signup.steps import STEPS, Answers
from webapp.web.choices import Pairs, label_of, listed, yes_no
from webapp.web.i18n import FROM_THE_RIGHT, language

_OVER = N_("Je huur ligt € %(over)s boven wat zeker mag. Dat geeft nu niet: we rekenen het samen na.")


def answer_pairs(answers: Answers) -> dict[str, Pairs]:
    """Step → the host's answers there, for the last look before sending."""
    told_by = {
        "waar": _where,
        "huis": _house,
        "kosten": _cost,
        "punten": _points,
        "wie": _whom,
        "aandacht": _care,
        "jij": _you,
    }
    found = {step.slug: told_by[step.slug](answers[step.slug], answers) for step in STEPS}
    return {slug: [(label, text) for label, text in pairs if text] for slug, pairs in found.items()}


def _where(step: dict[str, Any], _answers: Answers) -> Pairs:
    end = date.fromisoformat(step["until_date"]) if step["until_date"] else None
    return [
        (gettext("Gemeente"), step["municipality"]),
        (gettext("Vrij"), period(date.fromisoformat(step["from_date"]), end)),
    ]


def _house(step: dict[str, Any], _answers: Answers) -> Pairs:
    return [
        (gettext("Je woont er zelf"), yes_no(step["host_lives_in"])),
        (gettext("Dieren in huis"), listed(words.Animal, step["pets_present"])),
        (gettext("Eigen dier mee"), yes_no(step["pets_allowed"])),
        (gettext("Roken mag"), yes_no(step["smoking_allowed"])),
    ]


def _cost(step: dict[str, Any], _answers: Answers) -> Pairs:
    pairs = [
        (gettext("Huur per maand"), f"€ {step['rent']}"),
        (gettext("Gas, water en licht erbij"), label_of(words.Included, step["included"]).lower()),
    ]
    if step["included"] == words.Included.no:
        pairs.append((gettext("Gas, water en licht"), f"€ {step['service_costs']}"))
    return pairs


def _points(_step: dict[str, Any], answers: Answers) -> Pairs:
    found = read_count(answers)
    if found.is_empty:
        return [(gettext("Punten"), gettext("Overgeslagen. We tellen het samen."))]
    most = gettext("%(most)s per maand", most=point_labels.euros(found.count.max_cents))
    return [
        (gettext("Hoogste kale huur"), most),
        (gettext("Scheelt het meest"), point_labels.most_words(found.gain)),
        (gettext("Let op"), gettext(_OVER, over=found.over) if found.over else ""),
    ]


def _whom(step: dict[str, Any], answers: Answers) -> Pairs:
    pairs = [(gettext("Leeftijd"), ages(step["min_age"], step["max_age"]))]
    if answers["huis"]["host_lives_in"]:
        pairs.append((gettext("Voor"), label_of(words.Accepts, step["accepts"])))
    return pairs


def _care(step: dict[str, Any], _answers: Answers) -> Pairs:
    return [
        (gettext("Aandacht"), listed(words.Attention, step["attention_offered"])),
        (gettext("Toelichting"), step["note"] or ""),
    ]


def _you(step: dict[str, Any], _answers: Answers) -> Pairs:
    return [
        (gettext("Naam"), step["name"]),
        (gettext("Telefoon"), _from_the_left(step["phone"])),
        (gettext("E-mail"), step["email"] or ""),
        (gettext("Kwam via"), label_of(words.Heard, step["heard"]) if step["heard"] else ""),
    ]


def _from_the_left(number: str) -> str:
    """A telephone number in the order of its digits, also on a page that runs from the right."""
    return f"\u2066{number}\u2069" if language() in FROM_THE_RIGHT else number
