"""The beds that a person may have."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.beds.kinds import AgeGroup, Kind, Need, Refusal
from webapp.beds.rules import (
    Ages,
    Offers,
    fits,
    is_minor,
    misfit,
    needs_a_person,
    outside_ages,
    place_tag,
    places,
    tags,
)
from webapp.people.gender import Gender

NIGHT = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "persons", "taken"),
    [(Kind.mixed, 3, 3), (Kind.families, 5, 1), (Kind.couples, 2, 1), (Kind.double_rooms, 3, 2), (Kind.men, 1, 1)],
)
def test_party_takes_places_as_the_kind_counts_them(kind: Kind, persons: int, taken: int):
    assert places(kind, persons) == taken


@pytest.mark.parametrize(
    ("group", "birth_year", "minor"),
    [
        (AgeGroup.minor, None, True),
        (AgeGroup.adult, 2009, True),
        (AgeGroup.adult, 2008, False),
        (AgeGroup.minor, 1980, True),
        (AgeGroup.young, None, False),
    ],
)
def test_known_birth_year_counts_beside_what_was_chosen(group: AgeGroup, birth_year: int | None, minor: bool):
    assert is_minor(group, birth_year, NIGHT) is minor


def test_beds_for_one_group_refuse_who_plainly_belongs_to_another():
    assert misfit(Kind.youth, AgeGroup.adult, Gender.unsaid) is not None
    assert misfit(Kind.women, AgeGroup.adult, Gender.man) is not None
    assert misfit(Kind.men, AgeGroup.adult, Gender.woman) is not None


@pytest.mark.parametrize("gender", [Gender.other, Gender.unsaid])
def test_nobody_is_refused_for_not_saying_man_or_woman(gender: Gender):
    assert misfit(Kind.women, AgeGroup.adult, gender) is None
    assert needs_a_person(Kind.women, gender, [], Offers(pets=True, wheelchair=True, safe=True))


def test_rule_grants_at_once_when_nothing_special_is_asked():
    assert not needs_a_person(Kind.mixed, Gender.unsaid, [Need.quiet], Offers())


def test_shelter_decides_when_an_animal_is_no_matter_of_course():
    assert needs_a_person(Kind.mixed, Gender.man, [Need.dog], Offers(wheelchair=True))
    assert not needs_a_person(Kind.mixed, Gender.man, [Need.dog], Offers(pets=True))


def test_no_reason_to_refuse_is_about_where_someone_comes_from():
    assert not [reason for reason in Refusal if "region" in reason or "tie" in reason or "municip" in reason]


def test_filter_knows_what_a_category_offers():
    assert tags(Kind.families, (None, None), Offers(pets=True), free=True) == ["family", "dog", "free"]
    assert tags(Kind.double_rooms, (24, None), Offers(safe=True), free=False) == ["man", "woman", "couple", "safe"]
    assert tags(Kind.mixed, (None, 23), Offers(), free=False) == ["youth"]


@pytest.mark.parametrize(
    ("age_group", "ages", "outside"),
    [
        (AgeGroup.young, (None, 23), False),
        (AgeGroup.adult, (None, 23), True),
        (AgeGroup.young, (23, None), False),
        (AgeGroup.young, (24, None), True),
        (AgeGroup.adult, (50, 65), False),
    ],
)
def test_house_is_for_who_may_be_of_its_ages(age_group: AgeGroup, ages: Ages, outside: bool):
    assert outside_ages(Kind.mixed, age_group, ages) is outside
    assert fits(Kind.mixed, age_group, Gender.man, 1, ages) is not outside


@pytest.mark.parametrize("age_group", [AgeGroup.young, AgeGroup.adult])
def test_winter_bed_is_for_every_age(age_group: AgeGroup):
    for ages in ((None, 23), (24, None)):
        assert fits(Kind.winter, age_group, Gender.man, 1, ages)
        assert {"man", "woman", "youth"} <= set(tags(Kind.winter, ages, Offers(), free=True))


def test_place_is_one_word_of_the_filter():
    assert place_tag("Gooise Meren") == "in-gooise-meren"
