"""The facts that matching goes by, apart from ``rules``: that loads numpy, which few workers ever need."""

from __future__ import annotations

from dataclasses import dataclass, fields
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
    waited: int = 0
    """Days since the request."""
    goes_to: str = ""
    """The municipality of school or work, folded; '' is not said."""
    furthest_km: int | None = None
    """The longest way there that the youth wants, as the crow flies."""
    furthest_is_firm: bool = False
    """True when a room further away is none."""

    @property
    def limit_km(self) -> int | None:
        """The distance that a room may not pass; None where there is no such limit."""
        return self.furthest_km if self.goes_to and self.furthest_is_firm else None


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
class Weights:
    """The most points of each part of the score; 0 leaves a part out. They weigh only what the hard rules allow."""

    attention: int = 40
    rent: int = 20
    empty: int = 20
    stay: int = 20
    waiting: int = 20
    scarce_youth: int = 20
    scarce_room: int = 10
    travel: int = 20

    @property
    def most(self) -> int:
        """The highest score."""
        return sum(getattr(self, part.name) for part in fields(self))


@dataclass(frozen=True)
class PassedOver:
    """A room that fits this youth went to another: both scores in that room give the reason."""

    room: Vacancy
    taken_by: Youth
    own_score: int
    their_score: int
