"""Kinds of values and rules that rooms, requests and the sign-up share."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from webapp import clock
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.phone_rules import OnPhone
from webapp.rooms.words import Accepts, Animal, Attention
from webapp.validation import WHOLE, Day, Input, Line, OptionalDay

Age = Annotated[int, Field(ge=0, le=120), WHOLE]
Names = Annotated[list[Line], Field(max_length=50)]
Animals = Annotated[list[Animal], Field(max_length=len(Animal))]
SaidGender = Annotated[Gender, BeforeValidator(lambda value: Gender.unsaid if value in (None, "") else value)]
SaidAccepts = Annotated[Accepts, BeforeValidator(lambda value: Accepts.anyone if value in (None, "") else value)]
"""An open question: null from a phone, nothing from a form."""
Care = Annotated[list[Attention], Field(max_length=len(Attention))]


def stored(data: Input, *without: str) -> dict[str, Any]:
    """The values of an input in their stored form: choices as plain words."""
    return {name: _plain(value) for name, value in data if name not in without}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


_LONG_AGO = N_("Deze dag is al lang voorbij.")
_FURTHEST_BACK = 366
_BEFORE_START = N_("Kies een dag na de eerste dag.")
_BELOW_YOUNGEST = N_("De hoogste leeftijd kan niet onder de laagste liggen.")


def _not_long_ago(day: date) -> date:
    if day < clock.today() - timedelta(days=_FURTHEST_BACK):
        raise ValueError(_LONG_AGO)
    return day


FromDay = Annotated[Day, AfterValidator(_not_long_ago), OnPhone(back=_FURTHEST_BACK, said=_LONG_AGO)]
UntilDay = Annotated[OptionalDay, OnPhone(above="from_date", said=_BEFORE_START)]
OldestAge = Annotated[Age, OnPhone(least="min_age", said=_BELOW_YOUNGEST)]


def after_the_start(until: date | None, info: ValidationInfo) -> date | None:
    """A field rule: ``until_date`` lies after ``from_date``."""
    start = info.data.get("from_date")
    if until and start and until <= start:
        raise ValueError(_BEFORE_START)
    return until


def not_below_the_youngest(most: int, info: ValidationInfo) -> int:
    """A field rule: ``max_age`` is not under ``min_age``."""
    if most < info.data.get("min_age", 0):
        raise ValueError(_BELOW_YOUNGEST)
    return most
