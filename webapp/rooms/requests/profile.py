"""A youth's profile, cut to its reader. Pure.

A host reads only what the youth agreed to, in the youth's own words: never a surname, debts, care or addiction, and of
other candidates nothing. A fact that ``Profile`` does not name is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Protocol

from webapp.errors import N_
from webapp.text import fold
from webapp.validation import Bounded

NAME = N_("Alleen de roepnaam, in één woord: een verhuurder leest geen achternaam.")
_SURNAME = N_(
    "Hier staat ‘%(word)s’. Is dat de roepnaam, vul die dan hierboven in. Een achternaam leest een verhuurder niet."
)
_NOT_FOR_HOSTS = N_(
    "Hier staat ‘%(word)s’. Een verhuurder leest niets over schulden, hulp of verslaving: zeg het anders."
)
_STEMS = (
    "schuld", "bewindvoer", "deurwaarder", "incasso", "wanbetal", "kredietbank",
    "verslaaf", "verslav", "drugs", "alcohol", "afkick", "blowen", "gokken",
    "jeugdzorg", "jeugdhulp", "pleegzorg", "ggz", "psychiat", "therapie", "diagnose", "behandelaar", "medicatie",
)  # fmt: skip
"""The beginnings of words that a host never reads; the worker says it in other words."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST_NAME = 3


class Reader(Enum):
    """The reader of a profile."""

    host = auto()
    """Also a volunteer."""
    worker = auto()
    """The youth's worker and the coordinator, who read the whole request; they see the profile before it is agreed."""


class Facts(Protocol):
    """The facts of a request that a profile may be made of."""

    birth_year: int
    from_date: date
    smoking: bool
    pets: list[str]
    attention_wanted: list[str]
    profile_name: str | None
    profile: str | None
    profile_agreed_on: date | None
    profile_version: int
    day_activity: str | None
    day_hours: int | None
    carries_rent: str | None


@dataclass(frozen=True)
class Profile:
    """A profile as its reader sees it; ``name`` '' when the youth gave none. ``age``: in the year the room begins."""

    name: str
    age: int
    from_date: date
    smoking: bool
    pets: tuple[str, ...]
    attention_wanted: tuple[str, ...]
    day_activity: str | None
    day_hours: int | None
    carries_rent: bool
    text: str
    agreed_on: date | None
    version: int


def cut(facts: Facts, reader: Reader) -> Profile | None:
    """The profile for this reader; None for a host as long as the youth has not agreed to it."""
    if not facts.profile or (reader is Reader.host and facts.profile_agreed_on is None):
        return None
    return Profile(
        name=facts.profile_name or "",
        age=facts.from_date.year - facts.birth_year,
        from_date=facts.from_date,
        smoking=facts.smoking,
        pets=tuple(facts.pets),
        attention_wanted=tuple(facts.attention_wanted),
        day_activity=facts.day_activity,
        day_hours=facts.day_hours,
        carries_rent=facts.carries_rent == "yes",
        text=str(facts.profile),
        agreed_on=facts.profile_agreed_on,
        version=facts.profile_version,
    )


def fault_of_name(name: str | None) -> str | None:
    """The sentence that refuses a name with more than one word."""
    return NAME if name and len(name.split()) > 1 else None


def fault_of_words(text: str | None, names: Iterable[str], called: str | None) -> str | None:
    """The sentence that refuses words a host may not read; ``names``: what the records call the youth.

    The name that the youth chose (``called``) may stand in it.
    """
    own = fold(called or "")
    surnames = {fold(part) for name in names for part in _WORD.findall(name)} - {own}
    for word in _WORD.findall(text or ""):
        folded = fold(word)
        if folded in surnames and word[:1].isupper() and len(folded) >= _SHORTEST_NAME:
            return Bounded(_SURNAME, word=word)
        if folded.startswith(_STEMS):
            return Bounded(_NOT_FOR_HOSTS, word=word)
    return None
