"""Choices and values in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext

from webapp.rooms import words
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.signup_steps import STEPS, Answers
from webapp.web.dates import day

Choices = list[tuple[str, str]]
Pairs = list[tuple[str, str]]


def choices(labels: Mapping[Any, str]) -> Choices:
    """A set of labels as the options of a field."""
    return [(str(value), gettext(label)) for value, label in labels.items()]


def yes_or_no() -> Choices:
    """The options of a true or false field."""
    return [("true", gettext("Ja")), ("false", gettext("Nee"))]


def told(labels: Mapping[Any, str], value: str | None) -> str:
    """One choice in words."""
    return gettext(labels[value]) if value else ""


def listed(labels: Mapping[Any, str], values: Iterable[str]) -> str:
    """Several choices in words; 'geen' when there are none."""
    return ", ".join(gettext(labels[value]) for value in values) or gettext("geen")


def by_number(labels: Mapping[Any, str], counts: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Counts as bars: (label, number, highest), most first."""
    most = max(counts.values(), default=0)
    return [
        (gettext(labels[value]), number, most)
        for value, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def yes_no(value: Any) -> str:
    """True or false in words."""
    return gettext("ja") if value else gettext("nee")


def period(start: date, end: date | None) -> str:
    """From when until when."""
    if end is None:
        return gettext("vanaf %(start)s, zonder einddatum", start=day(start))
    return gettext("van %(start)s tot %(end)s", start=day(start), end=day(end))


def rent_words(room: Room) -> str:
    """The all-in rent, and what it is made of as far as we know."""
    if room.bare_rent is not None and room.service_costs is not None:
        return gettext(
            "€ %(rent)s, waarvan kaal € %(bare)s en servicekosten € %(costs)s",
            rent=room.rent,
            bare=room.bare_rent,
            costs=room.service_costs,
        )
    if room.included == words.Included.unknown:
        return gettext("€ %(rent)s, gas, water en licht nog navragen", rent=room.rent)
    return gettext("€ %(rent)s, alles erbij", rent=room.rent)


def ages(youngest: int, oldest: int) -> str:
    """Both ends of a range of ages."""
    return gettext("%(min)s tot en met %(max)s jaar", min=youngest, max=oldest)


def age_words(request: RoomRequest) -> str:
    """How old the youth is in the year the room begins: the birthday is not known."""
    years = request.from_date.year - request.birth_year
    return ngettext("%(num)s jaar", "%(num)s jaar", years)


def room_pairs(room: Room) -> Pairs:
    """Everything about a room, for a list of facts."""
    pairs = [
        (gettext("Gemeente"), room.municipality),
        (gettext("Vrij"), period(room.from_date, room.until_date)),
        (gettext("Huur"), rent_words(room)),
        (gettext("Zelf in huis"), yes_no(room.host_lives_in)),
        (gettext("Dieren"), listed(words.ANIMALS, room.pets_present)),
        (gettext("Eigen dier mee"), yes_no(room.pets_allowed)),
        (gettext("Roken mag"), yes_no(room.smoking_allowed)),
        (gettext("Leeftijd"), ages(room.min_age, room.max_age)),
        (gettext("Voor"), told(words.ACCEPTS, room.accepts)),
        (gettext("Aandacht"), listed(words.ATTENTION, room.attention_offered)),
    ]
    return [*pairs, (gettext("Toelichting"), room.note)] if room.note else pairs


def request_pairs(request: RoomRequest) -> Pairs:
    """Everything about a youth's request, for a list of facts."""
    return [
        (gettext("Leeftijd"), f"{age_words(request)} ({request.birth_year})"),
        (gettext("Geslacht"), told(words.GENDERS, request.gender)),
        (gettext("Gemeente"), ", ".join(request.municipalities) or gettext("overal in de regio")),
        (gettext("Vanaf"), day(request.from_date)),
        (gettext("Huur"), gettext("tot € %(rent)s per maand", rent=request.max_rent)),
        (gettext("Eigen dieren"), listed(words.ANIMALS, request.pets)),
        (gettext("Rookt"), yes_no(request.smoking)),
        (gettext("Allergie"), listed(words.ALLERGIES, request.allergies)),
        (gettext("Wil graag"), listed(words.ATTENTION, request.attention_wanted)),
        (gettext("Begeleider"), request.support_worker),
    ]


def answer_pairs(answers: Answers) -> dict[str, Pairs]:
    """Step → what the host answered there, for the last look before sending."""
    told_by = {"waar": _where, "huis": _house, "kosten": _cost, "wie": _whom, "aandacht": _care, "jij": _you}
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
        (gettext("Dieren in huis"), listed(words.ANIMALS, step["pets_present"])),
        (gettext("Eigen dier mee"), yes_no(step["pets_allowed"])),
        (gettext("Roken mag"), yes_no(step["smoking_allowed"])),
    ]


def _cost(step: dict[str, Any], _answers: Answers) -> Pairs:
    pairs = [
        (gettext("Huur per maand"), f"€ {step['rent']}"),
        (gettext("Gas, water en licht erbij"), told(words.INCLUDED, step["included"]).lower()),
    ]
    if step["included"] == words.Included.no:
        pairs.append((gettext("Gas, water en licht"), f"€ {step['service_costs']}"))
    return pairs


def _whom(step: dict[str, Any], answers: Answers) -> Pairs:
    pairs = [(gettext("Leeftijd"), ages(step["min_age"], step["max_age"]))]
    if answers["huis"]["host_lives_in"]:
        pairs.append((gettext("Voor"), told(words.ACCEPTS, step["accepts"])))
    return pairs


def _care(step: dict[str, Any], _answers: Answers) -> Pairs:
    return [
        (gettext("Aandacht"), listed(words.ATTENTION, step["attention_offered"])),
        (gettext("Toelichting"), step["note"] or ""),
    ]


def _you(step: dict[str, Any], _answers: Answers) -> Pairs:
    return [
        (gettext("Naam"), step["name"]),
        (gettext("Telefoon"), step["phone"]),
        (gettext("E-mail"), step["email"] or ""),
        (gettext("Kwam via"), told(words.HEARD, step["heard"]) if step["heard"] else ""),
    ]
