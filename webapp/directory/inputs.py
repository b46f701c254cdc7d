"""The typed input of an entry of the directory: the same from a form and from a file."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from webapp.directory.kinds import Need, Status
from webapp.directory.typed_hours import BadLine, read_hours, write_hours
from webapp.errors import N_
from webapp.validation import WHOLE, Bounded, Input, Line, OptionalLine, OptionalPhone, OrNone, Paragraph, says

_HOURS = N_("Dit lezen we niet: %(line)s. Typ bijvoorbeeld ma-vr 9:00-17:00, met elke tijd op een eigen regel.")
_AGE = N_("Vul een leeftijd in van 0 tot en met 120, of laat het leeg.")
_SECRET = N_("Een geheim adres staat nergens: laat straat, postcode en plaats leeg.")
_NO_NUMBER = N_("Een nummer voor nu meteen heeft een telefoonnummer nodig.")
_AGES = N_("De leeftijd tot en met is lager dan die vanaf.")
_WEBSITE = re.compile(r"https?://[^\s/]+\.[^\s]+")
_POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})")


def _hours(typed: str) -> str:
    try:
        return write_hours(read_hours(typed))
    except BadLine as error:
        raise ValueError(Bounded(_HOURS, line=error.line[:80])) from None


def _website(typed: str) -> str:
    whole = typed if "://" in typed else f"https://{typed}"
    if not _WEBSITE.fullmatch(whole):
        raise ValueError(N_("Vul een webadres in, bijvoorbeeld https://voedselbank.nl."))
    return whole


def _postcode(typed: str) -> str:
    found = _POSTCODE.fullmatch(typed)
    if not found:
        raise ValueError(N_("Vul een postcode in, bijvoorbeeld 1211 AB."))
    return f"{found[1]} {found[2].upper()}"


def _email(typed: str) -> str:
    if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", typed):
        raise ValueError(N_("Vul een e-mailadres in, bijvoorbeeld hulp@voorbeeld.nl."))
    return typed


_Age = OrNone[Annotated[int, Field(ge=0, le=120), WHOLE]]


class EntryInput(Input):
    """``is_secret``: its address is known to nobody here. ``municipalities`` empty: the whole region."""

    name: Annotated[Line, Field(min_length=1)] = says(N_("Vul de naam in."))
    provider: OptionalLine = None
    needs: list[Need] = says(N_("Kies waarvoor je hier terechtkunt."), min_length=1)
    municipalities: list[Line] = Field(default_factory=list)
    phone: OptionalPhone = None
    is_crisis: bool = False
    email: OrNone[Annotated[Line, AfterValidator(_email)]] = None
    website: OrNone[Annotated[Line, AfterValidator(_website)]] = None
    is_secret: bool = False
    street: OptionalLine = None
    postcode: OrNone[Annotated[Line, AfterValidator(_postcode)]] = None
    town: OptionalLine = None
    hours: OrNone[Annotated[Paragraph, AfterValidator(_hours)]] = None
    min_age: _Age = says(_AGE, default=None)
    max_age: _Age = says(_AGE, default=None)
    for_whom: OptionalLine = None
    how: OptionalLine = None
    costs: OptionalLine = None
    languages: OptionalLine = None
    accessible: OptionalLine = None
    note: OrNone[Paragraph] = None
    state: Status = Status.active

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for problem in (self._address(), self._number(), self._ages()):
            if problem:
                raise ValueError(problem)
        return self

    def _address(self) -> str:
        known = self.street or self.postcode or self.town
        return _SECRET if self.is_secret and known else ""

    def _number(self) -> str:
        return _NO_NUMBER if self.is_crisis and not self.phone else ""

    def _ages(self) -> str:
        if self.min_age is None or self.max_age is None:
            return ""
        return _AGES if self.max_age < self.min_age else ""
