"""Who may have which bed. Pure rules: no SQL, no Flask.

Under 18 never an adult bed. Nothing here asks where someone comes from.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from webapp.beds.kinds import AgeGroup, Gender, Kind, Need
from webapp.errors import N_

MOST_PERSONS = 10
LATEST_ARRIVAL = 7
"""Days that 'geen plek gevonden' may have waited on a phone and still count for its night."""

_BY_TWO = {Kind.couples, Kind.double_rooms}
_FOR = {
    Kind.mixed: ("man", "woman", "youth"),
    Kind.men: ("man",),
    Kind.women: ("woman",),
    Kind.youth: ("youth",),
    Kind.families: ("family",),
    Kind.couples: ("man", "woman"),
    Kind.single_rooms: ("man", "woman", "youth"),
    Kind.double_rooms: ("man", "woman", "youth"),
    Kind.winter: ("man", "woman", "youth"),
}


def places(kind: Kind, persons: int) -> int:
    """How many places a party takes: a family one unit, a couple or two people one room."""
    if kind is Kind.families:
        return 1
    return (persons + 1) // 2 if kind in _BY_TWO else persons


def is_minor(age_group: AgeGroup, birth_year: int | None, night: date) -> bool:
    """Whether this is someone under 18; a known birth year counts beside what was chosen."""
    return age_group is AgeGroup.minor or (birth_year is not None and night.year - birth_year < 18)


def misfit(kind: Kind, age_group: AgeGroup, gender: Gender) -> tuple[str, str] | None:
    """The field and the sentence when this category is plainly for others, else None."""
    if kind is Kind.youth and age_group is not AgeGroup.young:
        return "age_group", N_("Deze plekken zijn voor jongeren van 18 tot en met 23 jaar.")
    if kind is Kind.women and gender is Gender.man:
        return "gender", N_("Deze plekken zijn voor vrouwen.")
    if kind is Kind.men and gender is Gender.woman:
        return "gender", N_("Deze plekken zijn voor mannen.")
    return None


def needs_a_person(kind: Kind, gender: Gender, needs: Collection[Need], *, pets: bool, wheelchair: bool) -> bool:
    """Whether the shelter decides although its rule grants at once.

    So for who does not say man or woman in a category for one of them, for an animal where animals are not
    a matter of course, and for a wheelchair where not every bed can be reached.
    """
    unsure = kind in (Kind.men, Kind.women) and gender in (Gender.other, Gender.unsaid)
    return unsure or (Need.dog in needs and not pets) or (Need.wheelchair in needs and not wheelchair)


def tags(kind: Kind, *, free: bool, pets: bool, wheelchair: bool) -> list[str]:
    """What the board's filter knows of a category."""
    found = list(_FOR[kind])
    found += ["dog"] if pets else []
    found += ["wheelchair"] if wheelchair else []
    return found + (["free"] if free else [])
