"""Youths and rooms by chance: plain ones, ones full of ties, ones where most rooms fit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from webapp.rooms.matching.facts import Vacancy, Weights, Youth
from webapp.rooms.matching.rules import Matching

START = date(2026, 12, 1)
PLACES = ["hilversum", "huizen", "laren", "blaricum"]
ANIMALS = ["cat", "dog"]
CARE = ["meals", "company", "quiet"]


def youth(chance: random.Random, name: str) -> Youth:
    return Youth(
        id=name,
        birth_year=chance.randint(2002, 2010),
        gender=chance.choice(["woman", "man", "other", "unsaid"]),
        municipalities=frozenset(chance.sample(PLACES, chance.randint(0, 2))),
        max_rent=chance.randint(300, 600),
        from_date=START + timedelta(days=chance.randint(-40, 90)),
        pets=frozenset(chance.sample(ANIMALS, chance.random() < 0.2)),
        smoking=chance.random() < 0.3,
        allergies=frozenset(chance.sample([*ANIMALS, "smoke"], chance.random() < 0.3)),
        attention_wanted=frozenset(chance.sample(CARE, chance.randint(0, 2))),
        waited=chance.choice([0, 0, 30, 200, 900]),
        goes_to=chance.choice(["", *PLACES, "utrecht", "nergens"]),
        furthest_km=chance.choice([None, 0, 5, 12]),
        furthest_is_firm=chance.random() < 0.5,
    )


def room(chance: random.Random, name: str) -> Vacancy:
    start = START + timedelta(days=chance.randint(-40, 90))
    return Vacancy(
        id=name,
        municipality=chance.choice(PLACES),
        rent=chance.randint(300, 650),
        from_date=start,
        until_date=None if chance.random() < 0.6 else start + timedelta(days=chance.randint(1, 400)),
        pets_present=frozenset(chance.sample(ANIMALS, chance.random() < 0.3)),
        pets_allowed=chance.random() < 0.4,
        smoking_allowed=chance.random() < 0.4,
        accepts=chance.choice(["anyone", "anyone", "women", "men"]),
        min_age=chance.randint(18, 19),
        max_age=chance.choice([20, 23, 27]),
        attention_offered=frozenset(chance.sample(CARE, chance.randint(0, 2))),
    )


def kind_hearted(chance: random.Random, name: str) -> Vacancy:
    """A room that nearly everybody fits: then scores and ties decide."""
    return replace(
        room(chance, name),
        rent=300,
        from_date=START - timedelta(days=60),
        until_date=None,
        pets_present=frozenset(),
        pets_allowed=True,
        smoking_allowed=True,
        accepts="anyone",
        min_age=16,
        max_age=27,
    )


def instances(number: int, seed: int = 0, most: int = 9) -> Iterator[Matching]:
    """Random ones, ones full of ties, ones where most rooms fit, lopsided and empty ones, with earlier refusals."""
    chance = random.Random(seed)
    for place in range(number):
        youths = [youth(chance, f"y{n:03}") for n in range(chance.choice([0, 1, 2, most, most]))]
        make = chance.choice([room, kind_hearted])
        rooms = [make(chance, f"r{n:03}") for n in range(chance.choice([0, 1, 2, most, most * 2]))]
        if place % 5 == 0 and youths and rooms:  # everybody the same: nothing but ties
            youths = [replace(youths[0], id=one.id) for one in youths]
            rooms = [replace(rooms[0], id=one.id) for one in rooms]
        weights = Weights(*(chance.choice([0, 1, 20, 100]) for _ in range(8)))
        pairs = [(one.id, other.id) for one in youths for other in rooms]
        blocked = frozenset(chance.sample(pairs, min(len(pairs), chance.choice([0, 0, 3]))))
        yield Matching(youths, rooms, weights, blocked)
