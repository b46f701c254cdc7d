"""A youth who looks for a room, as typed input: the same for the form and for the phone."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from webapp import clock
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.phone_rules import OnPhone
from webapp.references import OptionalClientId
from webapp.rooms.inputs import Animals, Care, FromDay, Names, SaidGender
from webapp.rooms.travel import TOWNS
from webapp.rooms.words import Allergy, CarriesRent, DayActivity, Income, WithdrawReason
from webapp.validation import WHOLE, Input, OptionalDay, OptionalLine, OptionalParagraph, OrNone, Whole, says

_STILL_TO_COME = N_("Deze dag moet nog komen.")
_NO_TOWN = N_("Kies een plaats uit de lijst.")
NOBODY = N_("Kies een jongere, of vul een naam of alias in.")


def _town(name: str) -> str:
    if name not in TOWNS:
        raise ValueError(_NO_TOWN)
    return name


class RequestFacts(Input):
    """The facts of a youth's request that can be corrected later."""

    birth_year: Annotated[int, Field(ge=1900, le=2200), WHOLE] = says(N_("Vul het geboortejaar in, bijvoorbeeld 2007."))
    gender: SaidGender = Gender.unsaid
    municipalities: Names = Field(default_factory=list)
    max_rent: Whole = says(N_("Vul in wat de jongere per maand kan betalen, in hele euro’s."))
    from_date: FromDay = says(N_("Vul in vanaf wanneer."))
    pets: Animals = Field(default_factory=list)
    smoking: bool = says(N_("Kies of de jongere rookt."))
    allergies: Annotated[list[Allergy], Field(max_length=len(Allergy))] = Field(default_factory=list)
    support_worker: OptionalLine = None
    attention_wanted: Care = Field(default_factory=list)
    motivation: OptionalParagraph = None
    profile_name: OptionalLine = None
    profile: OptionalParagraph = None
    profile_agreed_on: Annotated[OptionalDay, OnPhone(until_today=True, said=_STILL_TO_COME)] = None
    day_activity: OrNone[DayActivity] = None
    day_hours: OrNone[Annotated[int, Field(ge=0, le=80), WHOLE]] = says(
        N_("Vul het aantal uren per week in, van 0 tot 80."), default=None
    )
    goes_to: OrNone[Annotated[str, AfterValidator(_town), Field(json_schema_extra={"enum": [*TOWNS]})]] = says(
        _NO_TOWN, default=None
    )
    furthest_km: OrNone[Annotated[int, Field(ge=0, le=200), WHOLE]] = says(
        N_("Vul hele kilometers in, van 0 tot 200."), default=None
    )
    furthest_is_firm: OrNone[bool] = None
    income_kind: OrNone[Income] = None
    carries_rent: OrNone[CarriesRent] = None
    waiting_since: Annotated[OptionalDay, OnPhone(until_today=True, said=_STILL_TO_COME)] = None

    @field_validator("profile_agreed_on", "waiting_since")
    @classmethod
    def _was(cls, day: date | None) -> date | None:
        if day and day > clock.today():
            raise ValueError(_STILL_TO_COME)
        return day


class _ForWhom(Input):
    client: OptionalClientId = None
    alias: Annotated[OptionalLine, OnPhone(unless="client", said=NOBODY)] = None


class RoomRequestInput(RequestFacts, _ForWhom):
    """``room.request``: a youth who looks for a room, by client or by alias."""


class WithdrawInput(Input):
    """The reason that a youth no longer looks for a room."""

    reason: WithdrawReason = says(N_("Kies een reden."))
