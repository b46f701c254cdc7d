"""What a coordinator and a youth worker can do, as typed input: the same for the form and for the phone."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from webapp import clock
from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.references import OptionalClientId
from webapp.rooms.words import Accepts, Allergy, Animal, Attention, DeclineReason, Gender, StopReason, WithdrawReason
from webapp.validation import (
    WHOLE,
    Day,
    Input,
    Line,
    OptionalDay,
    OptionalId,
    OptionalLine,
    OptionalParagraph,
    OptionalWhole,
    Paragraph,
    Whole,
    says,
)

Age = Annotated[int, Field(ge=0, le=120), WHOLE]
Names = Annotated[list[Line], Field(max_length=50)]
Animals = Annotated[list[Animal], Field(max_length=len(Animal))]
SaidGender = Annotated[Gender, BeforeValidator(lambda value: Gender.unsaid if value in (None, "") else value)]
SaidAccepts = Annotated[Accepts, BeforeValidator(lambda value: Accepts.anyone if value in (None, "") else value)]
"""A question left open: null from a phone, nothing from a form."""
Care = Annotated[list[Attention], Field(max_length=len(Attention))]


def stored(data: Input, *without: str) -> dict[str, Any]:
    """The values of an input as columns take them: choices as plain words."""
    return {name: _plain(value) for name, value in data if name not in without}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


_LONG_AGO = N_("Deze dag is al lang voorbij.")
_FURTHEST_BACK = 366
_BEFORE_START = N_("Kies een dag na de eerste dag.")
_BELOW_YOUNGEST = N_("De hoogste leeftijd kan niet onder de laagste liggen.")
_PARTS = N_("Kale huur en servicekosten zijn samen meer dan de huur.")
_CHOOSING = N_("Kiezen voor alleen vrouwen of mannen kan alleen als de verhuurder er zelf woont.")
NOBODY = N_("Kies een jongere, of vul een naam of alias in.")


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


class RequestFacts(Input):
    """What can be put right of a youth's request later."""

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


class _ForWhom(Input):
    client: OptionalClientId = None
    alias: Annotated[OptionalLine, OnPhone(unless="client", said=NOBODY)] = None


class RoomRequestInput(RequestFacts, _ForWhom):
    """``room.request``: a youth who looks for a room, by client or by alias."""


class RequestShown(RequestFacts):
    """What the form of a request showed: a first day may have grown old."""

    from_date: OptionalDay = None  # type: ignore[assignment]


class RequestEdit(RequestFacts):
    """What is changed of a request: what stands in the form now, and what stood there when it was opened."""

    was: RequestShown | None = None


class RoomFacts(Input):
    """What can be put right of a room later. Rent is all-in: what the youth pays a month, in whole euros."""

    municipality: Annotated[Line, Field(min_length=1)] = says(N_("Kies de gemeente waar de kamer is."))
    rent: Whole = says(N_("Vul de huur per maand in, in hele euro’s."))
    bare_rent: OptionalWhole = says(N_("Vul de kale huur in hele euro’s in."), default=None)
    service_costs: Annotated[OptionalWhole, OnPhone(within="rent", beside="bare_rent", said=_PARTS)] = says(
        N_("Vul de servicekosten in hele euro’s in."), default=None, validate_default=True
    )
    from_date: FromDay = says(N_("Vul in vanaf wanneer de kamer vrij is."))
    until_date: UntilDay = None
    pets_present: Animals = Field(default_factory=list)
    pets_allowed: bool = says(N_("Kies of een eigen huisdier mee mag."))
    smoking_allowed: bool = says(N_("Kies of er gerookt mag worden."))
    host_lives_in: bool = says(N_("Kies of de verhuurder zelf in het huis woont."))
    accepts: Annotated[SaidAccepts, OnPhone(only_if="host_lives_in", free=Accepts.anyone.value, said=_CHOOSING)] = (
        Accepts.anyone
    )
    min_age: Age = says(N_("Vul de leeftijd in als getal."))
    max_age: OldestAge = says(N_("Vul de leeftijd in als getal."))
    attention_offered: Care = Field(default_factory=list)
    note: OptionalParagraph = None

    @field_validator("service_costs")
    @classmethod
    def _parts_fit_the_rent(cls, costs: int | None, info: ValidationInfo) -> int | None:
        if (info.data.get("bare_rent") or 0) + (costs or 0) > info.data.get("rent", 0) and "rent" in info.data:
            raise ValueError(_PARTS)
        return costs

    _order_of_days = field_validator("until_date")(after_the_start)
    _order_of_ages = field_validator("max_age")(not_below_the_youngest)

    @field_validator("accepts")
    @classmethod
    def _choosing_needs_living_in(cls, accepts: Accepts, info: ValidationInfo) -> Accepts:
        if accepts is not Accepts.anyone and info.data.get("host_lives_in") is False:
            raise ValueError(_CHOOSING)
        return accepts


class RoomOfferInput(RoomFacts):
    """``room.offer``: a room a coordinator enters, for a host who is known here or not yet."""

    host: OptionalId = None


class RoomShown(RoomFacts):
    """What the form of a room showed: a first day may have grown old."""

    from_date: OptionalDay = None  # type: ignore[assignment]


class RoomEdit(RoomFacts):
    """What is changed of a room: what stands in the form now, and what stood there when it was opened."""

    was: RoomShown | None = None


class StopInput(Input):
    """Why a host takes the room back."""

    reason: StopReason = says(N_("Kies een reden."))


class WithdrawInput(Input):
    """Why a youth no longer looks for a room."""

    reason: WithdrawReason = says(N_("Kies een reden."))


class DeclineInput(Input):
    """Why a host falls away."""

    reason: DeclineReason = says(N_("Kies een reden."))


class NoteInput(Input):
    """What the coordinator wants to remember of a host."""

    note: Annotated[Paragraph, Field(min_length=1)] = says(N_("Schrijf eerst iets op."))


class CalledInput(Input):
    """The host was called; what was said may be noted with it."""

    note: OptionalParagraph = None
