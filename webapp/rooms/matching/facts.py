"""The facts that matching goes by, apart from ``rules``: that loads numpy, which few workers ever need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Youth:
    """The facts of a youth that count for matching; rent in euros a month."""

    id: str
    birth_year: int
    gender: str
    municipalities: frozenset[str]
    max_rent: int
    from_date: date
    pets: frozenset[str]
    smoking: bool
    allergies: frozenset[str]
    attention_wanted: frozenset[str]


@dataclass(frozen=True)
class Vacancy:
    """The facts of a free room that count for matching; ``until_date`` None is open-ended."""

    id: str
    municipality: str
    rent: int
    from_date: date
    until_date: date | None
    pets_present: frozenset[str]
    pets_allowed: bool
    smoking_allowed: bool
    accepts: str
    min_age: int
    max_age: int
    attention_offered: frozenset[str]


@dataclass(frozen=True)
class PassedOver:
    """A room that fits this youth went to another: both scores in that room give the reason."""

    room: Vacancy
    taken_by: Youth
    own_score: int
    their_score: int
