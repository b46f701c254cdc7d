"""The typed input of an administrator: a shelter and its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.beds.kinds import HoldRule, Kind
from webapp.beds.shelters.hours import read_day, read_hour
from webapp.beds.shelters.reminders import read_times
from webapp.errors import N_
from webapp.validation import WHOLE, Day, Input, OptionalDay, OptionalLine, OptionalPhone, OrNone, says

_Minutes = Annotated[int, Field(ge=5, le=24 * 60), WHOLE]
_Age = OrNone[Annotated[int, Field(ge=0, le=120), WHOLE]]
_HOUR = N_("Schrijf de tijd zo: 17:00.")
_SEASON = N_("Schrijf de dag zo: 1-11.")
_TIMES = N_("Schrijf de tijden zo: 17:00 21:00 23:00.")


def _reads(how: Callable[[str], str], sentence: str) -> AfterValidator:
    """Read typed text with ``how``, or refuse it with a sentence on its format; empty stays empty."""

    def check(text: str | None) -> str | None:
        try:
            return how(text) if text else None
        except ValueError:
            raise ValueError(sentence) from None

    return AfterValidator(check)


_Hour = Annotated[OptionalLine, _reads(read_hour, _HOUR)]
_Day = Annotated[OptionalLine, _reads(read_day, _SEASON)]


class ShelterInput(Input):
    """A shelter as an administrator describes it. For a confidential one an empty field keeps its earlier value."""

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


class CapacityInput(Input):
    """The number of places of a category from a date on; the category begins with its first."""

    kind: Kind = says(N_("Kies een soort."))
    capacity: Annotated[int, Field(ge=0, le=10_000), WHOLE] = says(N_("Vul het aantal plekken in."))
    from_date: Day = says(N_("Vul in vanaf welke datum."))
