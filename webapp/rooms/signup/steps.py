"""The host's sign-up: seven steps, one thing per page, each a typed input of its own. Pure.

Answers are kept as ``{step: {field: value}}`` exactly as they passed validation, in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from webapp.errors import N_
from webapp.rooms.inputs import Age, Animals, Care, FromDay, SaidAccepts, after_the_start, not_below_the_youngest
from webapp.rooms.points.inputs import CountInput
from webapp.rooms.signup.inputs import mailable
from webapp.rooms.words import Accepts, Heard, Included
from webapp.validation import (
    WHOLE,
    Input,
    Line,
    OptionalDay,
    OptionalLine,
    OptionalParagraph,
    OptionalWhole,
    OrNone,
    Phone,
    says,
)

Answers = dict[str, dict[str, Any]]
SaidHeard = OrNone[Heard]
ELSEWHERE = "elsewhere"
"""The choice of a host in a municipality where we do not work (yet)."""


class WhereStep(Input):
    """The location of the room and its free period."""

    municipality: Annotated[Line, Field(min_length=1)] = says(N_("Kies de gemeente waar de kamer is."))
    from_date: FromDay = says(N_("Vul in vanaf wanneer de kamer vrij is."))
    until_date: OptionalDay = None

    _order_of_days = field_validator("until_date")(after_the_start)


class HouseStep(Input):
    """The house: inhabitants, animals, smoke."""

    host_lives_in: bool = says(N_("Kies of je zelf in het huis woont."))
    pets_present: Animals = Field(default_factory=list)
    pets_allowed: bool = says(N_("Kies of een eigen huisdier mee mag."))
    smoking_allowed: bool = says(N_("Kies of er gerookt mag worden."))


class CostStep(Input):
    """The costs of the room a month, in whole euros."""

    rent: Annotated[int, Field(ge=1, le=100_000), WHOLE] = says(
        N_("Vul de huur per maand in hele euro’s in, bijvoorbeeld 450.")
    )
    included: Included = says(N_("Kies ja, nee of weet ik niet"))
    service_costs: OptionalWhole = says(N_("Vul een bedrag in hele euro’s in"), default=None, validate_default=True)

    @field_validator("service_costs")
    @classmethod
    def _needed_when_apart(cls, costs: int | None, info: ValidationInfo) -> int | None:
        if costs is None and info.data.get("included") is Included.no:
            raise ValueError(N_("Vul in wat gas, water en licht ongeveer kosten"))
        return costs


class WhomStep(Input):
    """The people the host can live with."""

    min_age: Age = says(N_("Kies vanaf welke leeftijd."))
    max_age: Age = says(N_("Kies tot en met welke leeftijd."))
    accepts: SaidAccepts = Accepts.anyone

    _order_of_ages = field_validator("max_age")(not_below_the_youngest)


class AttentionStep(Input):
    """The attention that makes it more than a room."""

    attention_offered: Care = Field(default_factory=list)
    note: OptionalParagraph = None


class YouStep(Input):
    """The host's name, contact details, and permission to use them."""

    name: Annotated[Line, Field(min_length=1)] = says(N_("Vul je naam in."))
    phone: Phone = says(N_("Vul je telefoonnummer in."))
    email: OptionalLine = None
    heard: SaidHeard = None
    consent: bool = says(N_("Vink aan dat we je mogen bellen of mailen."), default=False, validate_default=True)

    @field_validator("email")
    @classmethod
    def _can_be_mailed(cls, email: str | None) -> str | None:
        return mailable(email) if email else email

    @field_validator("consent")
    @classmethod
    def _may_be_reached(cls, consent: bool) -> bool:
        if not consent:
            raise ValueError(N_("Vink aan dat we je mogen bellen of mailen."))
        return consent


@dataclass(frozen=True)
class Step:
    """One page of the sign-up: its word in the address, its question, its input."""

    slug: str
    title: str
    input: type[Input]
    can_be_skipped: bool = False


STEPS = (
    Step("waar", N_("Waar is de kamer?"), WhereStep),
    Step("huis", N_("Hoe is het bij jou in huis?"), HouseStep),
    Step("kosten", N_("Wat kost de kamer?"), CostStep),
    Step("punten", N_("Wat mag de kamer kosten?"), CountInput, can_be_skipped=True),
    Step("wie", N_("Wie past er bij jou?"), WhomStep),
    Step("aandacht", N_("Welke aandacht geef je?"), AttentionStep),
    Step("jij", N_("Wie ben jij?"), YouStep),
)
BY_SLUG = {step.slug: step for step in STEPS}


def number_of(step: Step) -> int:
    """1 to 7."""
    return STEPS.index(step) + 1


def first_open(answers: Answers) -> Step | None:
    """The first step that is not answered; None when all are."""
    return next((step for step in STEPS if step.slug not in answers), None)


def take(answers: Answers, step: Step, data: Input) -> Answers:
    """The answers with this step's. Choosing by gender ends when the host no longer lives in."""
    taken = {**answers, step.slug: data.model_dump(mode="json")}
    if taken.get("huis", {}).get("host_lives_in") is False and "wie" in taken:
        taken["wie"] = {**taken["wie"], "accepts": Accepts.anyone.value}
    return taken


def all_in(cost: CostStep) -> int:
    """The youth's whole payment a month: the named rent, with the estimate for gas, water and light if apart."""
    return cost.rent + (cost.service_costs or 0) if cost.included is Included.no else cost.rent
