"""The choices in forms about beds; a choice that is impossible for these beds says so at once."""

from __future__ import annotations

from flask_babel import gettext

from webapp.beds import kinds, rules
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.kinds import AgeGroup, Kind
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.web.forms import say
from webapp.words import Worded

_MINOR = N_("Onder 18 nooit een bed voor volwassenen. Bel een van de nummers hieronder.")
Choices = list[tuple[str, str, str, dict[str, str]]]
"""Per choice its value, its words, its explanation, and attributes."""


def age_options(shelter: ShelterNow | None = None, category: CategoryNow | None = None) -> Choices:
    """The age groups; under 18 shows the refusal at once, with the numbers to call."""

    def refusal(age: AgeGroup) -> str | None:
        if age is AgeGroup.minor:
            return _MINOR
        return rules.wrong_age(category.kind, age, shelter.ages) if shelter and category else None

    return [_choice(age, refusal(age)) for age in AgeGroup]


def gender_options(category: CategoryNow | None = None) -> Choices:
    """Man or woman."""

    def refusal(gender: Gender) -> str | None:
        return rules.wrong_gender(category.kind, gender) if category else None

    return [_choice(gender, refusal(gender)) for gender in Gender]


def offered(category: CategoryNow) -> str:
    """The needs of ``UNMET_LABELS`` that these beds meet, as an attribute; lasting facts only: a form is kept."""
    met = {tag for tag in category.tags if tag in kinds.UNMET_LABELS}
    if category.kind is Kind.families:
        met.add("couple")
    if category.kind is not Kind.couples:
        met.add("alone")
    return " ".join(sorted(met))


def _choice(one: Worded, refusal: str | None) -> tuple[str, str, str, dict[str, str]]:
    return one.value, gettext(one.label), "", {"data-refuse": say(refusal)} if refusal else {}
