"""The typed input of a coordinator and a host on rooms: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.rooms.inputs import (
    Age,
    Animals,
    Care,
    FromDay,
    OldestAge,
    SaidAccepts,
    UntilDay,
    after_the_start,
    not_below_the_youngest,
)
from webapp.rooms.points.inputs import CountInput
from webapp.rooms.words import Accepts, DeclineReason, StopReason
from webapp.validation import (
    Input,
    Line,
    OptionalId,
    OptionalParagraph,
    OptionalWhole,
    Paragraph,
    Whole,
    says,
)

_MONTHS_OF_DEPOSIT = 2
_PARTS = N_("Kale huur en servicekosten zijn samen meer dan de huur.")
_DEPOSIT = N_("De borg mag hoogstens twee maanden kale huur zijn.")
_CHOOSING = N_("Kiezen voor alleen vrouwen of mannen kan alleen als de verhuurder er zelf woont.")


class RoomFacts(Input):
    """The facts of a room that can be corrected later.

    Rent is all-in: the youth's whole payment a month, in whole euros.
    """

    municipality: Annotated[Line, Field(min_length=1)] = says(N_("Kies de gemeente waar de kamer is."))
    rent: Whole = says(N_("Vul de huur per maand in, in hele euro’s."))
    bare_rent: OptionalWhole = says(N_("Vul de kale huur in hele euro’s in."), default=None)
    service_costs: Annotated[OptionalWhole, OnPhone(within="rent", beside="bare_rent", said=_PARTS)] = says(
        N_("Vul de servicekosten in hele euro’s in."), default=None, validate_default=True
    )
    deposit: Annotated[OptionalWhole, OnPhone(times=_MONTHS_OF_DEPOSIT, of=["bare_rent", "rent"], said=_DEPOSIT)] = (
        says(N_("Vul de borg in hele euro’s in."), default=None)
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
    house_rules: OptionalParagraph = None
    note: OptionalParagraph = None

    @field_validator("service_costs")
    @classmethod
    def _parts_fit_the_rent(cls, costs: int | None, info: ValidationInfo) -> int | None:
        if (info.data.get("bare_rent") or 0) + (costs or 0) > info.data.get("rent", 0) and "rent" in info.data:
            raise ValueError(_PARTS)
        return costs

    @field_validator("deposit")
    @classmethod
    def _two_months_at_most(cls, deposit: int | None, info: ValidationInfo) -> int | None:
        month = info.data.get("bare_rent")
        month = info.data.get("rent") if month is None else month
        if deposit is not None and month is not None and deposit > _MONTHS_OF_DEPOSIT * month:
            raise ValueError(_DEPOSIT)
        return deposit

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
    count: CountInput | None = None
    """The answers of the points count; without them the rent has no maximum here."""


class StopInput(Input):
    """The host's reason to take the room back."""

    reason: StopReason = says(N_("Kies een reden."))


class DeclineInput(Input):
    """The reason that a host falls away."""

    reason: DeclineReason = says(N_("Kies een reden."))


class NoteInput(Input):
    """A coordinator's note on a host."""

    note: Annotated[Paragraph, Field(min_length=1)] = says(N_("Schrijf eerst iets op."))


class CalledInput(Input):
    """The host was called; a note may be added."""

    note: OptionalParagraph = None
