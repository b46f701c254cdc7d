"""What a person can do with tonight's beds, as typed input: the same for the form and for the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from webapp.beds.kinds import AgeGroup, Alternative, Gender, HoldRule, Kind, Need, Refusal, State
from webapp.beds.opening import read_day, read_hour
from webapp.beds.reminders import read_times
from webapp.beds.rules import MOST_PERSONS
from webapp.errors import N_
from webapp.references import BedRequestId, OptionalClientId
from webapp.validation import (
    WHOLE,
    Day,
    Input,
    OptionalDay,
    OptionalLine,
    OptionalParagraph,
    OptionalPhone,
    empty_is_none,
    says,
)

_Minutes = Annotated[int, Field(ge=5, le=24 * 60), WHOLE]
_Age = Annotated[Annotated[int, Field(ge=0, le=120), WHOLE] | None, BeforeValidator(empty_is_none)]


_HOUR = N_("Schrijf de tijd zo: 17:00.")
_SEASON = N_("Schrijf de dag zo: 1-11.")
_TIMES = N_("Schrijf de tijden zo: 17:00 21:00 23:00.")


def _reads(how: Callable[[str], str], sentence: str) -> AfterValidator:
    """Read what was typed, or say how it is written; empty stays empty."""

    def check(text: str | None) -> str | None:
        try:
            return how(text) if text else None
        except ValueError:
            raise ValueError(sentence) from None

    return AfterValidator(check)


_Hour = Annotated[OptionalLine, _reads(read_hour, _HOUR)]
_Day = Annotated[OptionalLine, _reads(read_day, _SEASON)]


class CountInput(Input):
    """``bed.count``: how many places of a category are empty and not held, as seen."""

    shelter: UUID
    category: Kind = says(N_("Deze opvang heeft dit soort bedden niet."))
    free: Annotated[int, Field(ge=0, le=10_000), WHOLE] = says(N_("Vul in hoeveel bedden vrij zijn: 0 of meer."))


class BedRequestInput(Input):
    """``bed.request``: a bed for tonight, for a client, an alias or someone without a name.

    ``second_bed``: a person decided that this client needs this bed beside one that is held already.
    """

    shelter: UUID
    category: Kind = says(N_("Deze opvang heeft dit soort bedden niet."))
    night: OptionalDay = None
    client: OptionalClientId = None
    alias: OptionalLine = None
    age_group: AgeGroup = says(N_("Kies hoe oud iemand is."))
    gender: Gender = Gender.unsaid
    persons: Annotated[int, Field(ge=1, le=MOST_PERSONS), WHOLE] = says(
        N_("Vul in voor hoeveel mensen: 1 tot en met 10."), default=1
    )
    needs: Annotated[list[Need], Field(max_length=len(Need))] = Field(default_factory=list)
    note: OptionalParagraph = None
    second_bed: bool = False


class CancelInput(Input):
    """``bed.cancel``: give a bed back, or take a request back."""

    request: BedRequestId
    reason: OptionalLine = None


class RefuseInput(Input):
    """Why the shelter says no, from a list. What it offered instead is told or not.

    ``seen`` is how the request stood for who says it.
    """

    reason: Refusal = says(N_("Kies een reden."))
    alternative: Annotated[Alternative | None, BeforeValidator(empty_is_none)] = None
    seen: Annotated[State | None, BeforeValidator(empty_is_none)] = None


class ShelterInput(Input):
    """A shelter as an administrator describes it. Of a confidential one, what is left empty keeps what it was."""

    name: OptionalLine = None
    organisation: UUID = says(N_("Kies de organisatie."))
    municipality: OptionalLine = None
    address: OptionalLine = None
    phone: OptionalPhone = None
    confidential: bool = False
    hold_rule: HoldRule = says(N_("Kies wie over een aanvraag beslist."))
    hold_minutes: _Minutes = 45
    old_minutes: _Minutes = 120
    stale_minutes: _Minutes = 240
    answer_minutes: _Minutes = 15
    count_times: Annotated[OptionalLine, _reads(read_times, _TIMES)] = None
    min_age: _Age = None
    max_age: _Age = None
    pets: bool = False
    wheelchair: bool = False
    safe: bool = False
    note: OptionalLine = None
    doors_open: _Hour = None
    doors_close: _Hour = None
    season_from: _Day = None
    season_until: _Day = None
    closes_on: OptionalDay = None
    staff: list[UUID] = Field(default_factory=list)


class ShelterShown(ShelterInput):
    """What the form of a shelter showed: its number may be of before numbers were checked."""

    phone: OptionalLine = None


class ShelterEditInput(ShelterInput):
    """What is changed of a shelter: what stands in the form now, and what stood there when it was opened."""

    was: ShelterShown | None = None


class CapacityInput(Input):
    """How many places a category has from a date on; the category begins with its first."""

    kind: Kind = says(N_("Kies een soort."))
    capacity: Annotated[int, Field(ge=0, le=10_000), WHOLE] = says(N_("Vul het aantal plekken in."))
    from_date: Day = says(N_("Vul in vanaf welke datum."))
