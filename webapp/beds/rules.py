"""The rules of beds: which person fits which bed. Pure rules: no SQL, no Flask.

Under 18 never an adult bed. Nothing here looks at a person's origin.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from webapp.beds.kinds import AgeGroup, Kind, Need
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.validation import Bounded

MOST_PERSONS = 10
Ages = tuple[int | None, int | None]
"""The lowest and the highest age of a house; None is no limit."""
_YEARS = {AgeGroup.minor: (0, 17), AgeGroup.young: (18, 23), AgeGroup.adult: (24, 120)}
_GROUP_OF = {"man": AgeGroup.adult, "woman": AgeGroup.adult, "youth": AgeGroup.young}
_BY_TWO = {Kind.couples, Kind.double_rooms}
_FOR = {
    Kind.mixed: ("man", "woman", "youth"),
    Kind.men: ("man",),
    Kind.women: ("woman",),
    Kind.youth: ("youth",),
    Kind.families: ("family",),
    Kind.couples: ("man", "woman", "couple"),
    Kind.single_rooms: ("man", "woman", "youth"),
    Kind.double_rooms: ("man", "woman", "youth", "couple"),
    Kind.winter: ("man", "woman", "youth"),
}


@dataclass(frozen=True)
class Offers:
    """The needs that a house meets as a matter of course."""

    pets: bool = False
    wheelchair: bool = False
    safe: bool = False

    @property
    def named(self) -> tuple[tuple[Need, bool], ...]:
        """Each need that a house may refuse, with True when it is met."""
        return (Need.dog, self.pets), (Need.wheelchair, self.wheelchair), (Need.safe, self.safe)

    def meet(self, needs: Collection[Need]) -> bool:
        """True when nobody has to be asked about these needs."""
        return all(given for need, given in self.named if need in needs)


def places(kind: Kind, persons: int) -> int:
    """The places a party takes: a family one unit, a couple or two people one room."""
    if kind is Kind.families:
        return 1
    return (persons + 1) // 2 if kind in _BY_TWO else persons


def is_minor(age_group: AgeGroup, birth_year: int | None, night: date) -> bool:
    """True for a person under 18; a known birth year counts beside the chosen age group."""
    return age_group is AgeGroup.minor or (birth_year is not None and night.year - birth_year < 18)


def misfit(kind: Kind, age_group: AgeGroup, gender: Gender) -> tuple[str, str] | None:
    """The field and the sentence when this category is plainly for others, else None."""
    if sentence := wrong_age(kind, age_group):
        return "age_group", sentence
    if sentence := wrong_gender(kind, gender):
        return "gender", sentence
    return None


def wrong_age(kind: Kind, age_group: AgeGroup, ages: Ages = (None, None)) -> str | None:
    """The sentence when these beds, in a house of these ages, are for others than this age group."""
    if kind is Kind.youth and age_group is not AgeGroup.young:
        return N_("Deze plekken zijn voor jongeren van 18 tot en met 23 jaar.")
    if not outside_ages(kind, age_group, ages):
        return None
    lowest, highest = ages[0] or 18, ages[1]
    if highest is None:
        return Bounded(N_("Deze opvang is voor mensen van %(min)s jaar en ouder."), min=lowest)
    return Bounded(N_("Deze opvang is voor mensen van %(min)s tot en met %(max)s jaar."), min=lowest, max=highest)


def wrong_gender(kind: Kind, gender: Gender) -> str | None:
    """The sentence when these beds are for women or for men, and this is the other."""
    if kind is Kind.women and gender is Gender.man:
        return N_("Deze plekken zijn voor vrouwen.")
    if kind is Kind.men and gender is Gender.woman:
        return N_("Deze plekken zijn voor mannen.")
    return None


def outside_ages(kind: Kind, age_group: AgeGroup, ages: Ages) -> bool:
    """True when nobody of this age group is let in here. An age group that may fit, by a birthday, is not turned away.

    An extra winter bed is for everyone, whatever the ages of its house.
    """
    if kind is Kind.winter:
        return False
    youngest, oldest = _YEARS[age_group]
    lowest, highest = ages
    return (highest is not None and youngest > highest) or (lowest is not None and oldest < lowest)


def fits(kind: Kind, age_group: AgeGroup, gender: Gender, persons: int, ages: Ages) -> bool:
    """True when these beds suit this party: a person alone gets no couple's bed and no family room."""
    alone = persons == 1 and kind in (Kind.couples, Kind.families)
    return not alone and wrong_age(kind, age_group, ages) is None and wrong_gender(kind, gender) is None


def needs_a_person(kind: Kind, gender: Gender, needs: Collection[Need], offers: Offers) -> bool:
    """True when the shelter decides although its rule grants at once.

    So for a person who states neither man nor woman in a category for one of them, and for a need that the house does
    not meet as a matter of course: an animal, a wheelchair, a safe place.
    """
    unsure = kind in (Kind.men, Kind.women) and gender in (Gender.other, Gender.unsaid)
    return unsure or not offers.meet(needs)


def tags(kind: Kind, ages: Ages, offers: Offers, *, free: bool) -> list[str]:
    """The words of the board's filter for a category."""
    barred = {who for who, group in _GROUP_OF.items() if outside_ages(kind, group, ages)}
    found = [who for who in _FOR[kind] if who not in barred]
    found += [name for name, given in offers.named if given]
    return found + (["free"] if free else [])


def place_tag(municipality: str) -> str:
    """A municipality as one word of the filter: 'Gooise Meren' is ``in-gooise-meren``."""
    return "in-" + "-".join(re.findall(r"[^\W_]+", municipality.casefold()))
