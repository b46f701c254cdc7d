"""The columns of a count: one row per person, without a name. Pure.

The official questionnaire is not public, so the columns are those of published results, and each can be left out. What
Onderdak does not know of a person stays empty: unknown is no 'no'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.errors import N_
from webapp.words import Worded

NUMBERS = {
    "public_space": 1,
    "emergency_shelter": 2,
    "temporary_shelter": 3,
    "leaving_institution": 4,
    "unconventional_dwelling": 5,
    "with_family_or_friends": 6,
    "eviction_threat": 7,
}
"""ETHOS Light, with the seventh group of the Dutch counts; ``unknown`` has no number."""


class AgeGroup(Worded):
    """The age groups of the published counts."""

    minor = "0-17", N_("0 tot en met 17")
    young = "18-26", N_("18 tot en met 26")
    adult = "27-64", N_("27 tot en met 64")
    old = "65+", N_("65 en ouder")
    unknown = "unknown", N_("Leeftijd onbekend")


@dataclass(frozen=True)
class Person:
    """One person of a count. ``code`` is the same in every file of one count day, and another on the next."""

    code: str
    category: str
    birth_year: int | None
    municipality: str
    source: str

    def age_group(self, day: date) -> AgeGroup:
        """The age group on the count day, by the year of birth."""
        if self.birth_year is None:
            return AgeGroup.unknown
        age = day.year - self.birth_year
        if age < 18:
            return AgeGroup.minor
        return AgeGroup.young if age < 27 else AgeGroup.adult if age < 65 else AgeGroup.old


@dataclass(frozen=True)
class CountColumn:
    """``field``: its name in a request and in the file; ``value``: None when Onderdak does not know it."""

    field: str
    label: str
    value: Callable[[Person, date], str | int | None]


def _unknown(_person: Person, _day: date) -> None:
    return None


def _age(person: Person, day: date) -> str | None:
    group = person.age_group(day)
    return None if group is AgeGroup.unknown else group.value


COLUMNS: tuple[CountColumn, ...] = (
    CountColumn("code", N_("Code"), lambda person, _day: person.code),
    CountColumn("categorie", N_("Categorie"), lambda person, _day: NUMBERS.get(person.category)),
    CountColumn("leeftijdsgroep", N_("Leeftijdsgroep"), _age),
    CountColumn("geslacht", N_("Geslacht"), _unknown),
    CountColumn("met_kinderen", N_("Met kinderen"), _unknown),
    CountColumn("aantal_kinderen", N_("Aantal kinderen"), _unknown),
    CountColumn("kind_bij_ouder", N_("Kind bij ouder"), _unknown),
    CountColumn("eu_nationaliteit", N_("EU-nationaliteit"), _unknown),
    CountColumn("gemeente", N_("Gemeente"), lambda person, _day: person.municipality or None),
    CountColumn("duur", N_("Duur"), _unknown),
    CountColumn("bron", N_("Bron"), lambda person, _day: person.source),
)


def chosen(fields: Sequence[str]) -> tuple[CountColumn, ...]:
    """The columns of these names, in the order of the file; all without a name; none for an unknown one."""
    if set(fields) - {column.field for column in COLUMNS}:
        return ()
    return tuple(column for column in COLUMNS if not fields or column.field in fields)
