"""The typed input of respite and small facilities."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.facilities.kinds import FacilityKind, Outcome, Referrer
from webapp.validation import (
    AMOUNT,
    WHOLE,
    Day,
    Input,
    Line,
    OptionalDay,
    OptionalId,
    OptionalLine,
    OrNone,
    Phone,
    says,
)

LEFT_WHEN = N_("Vul in wanneer de gast vertrok.")
WHERE_TO = N_("Kies waar de gast naartoe ging.")
_NUMBER = N_("Vul een heel getal in, van 0 tot en met 9999. Leeg is: niet bekend.")
_PLACES = N_("Vul het aantal plekken in: 0 tot en met 500.")


_Number = OrNone[Annotated[int, Field(ge=0, le=9999), WHOLE]]
_Score = OrNone[Annotated[Decimal, Field(ge=1, le=5, decimal_places=1), AMOUNT]]


class FacilityInput(Input):
    """A facility as an administrator describes it. Its kind cannot change afterwards."""

    kind: FacilityKind = says(N_("Kies wat voor voorziening het is."))
    name: Annotated[Line, Field(min_length=1)] = says(N_("Vul de naam in."))
    organisation: UUID = says(N_("Kies de organisatie."))
    municipality: OptionalLine = None
    address: OptionalLine = None
    phone: Phone = says(N_("Vul het telefoonnummer in."))
    note: OptionalLine = None
    longest_days: Annotated[int, Field(ge=1, le=366), WHOLE] = says(
        N_("Vul in hoeveel dagen: 1 tot en met 366."), default=14
    )
    visitors_target: OrNone[Annotated[int, Field(ge=1, le=9999), WHOLE]] = says(
        N_("Vul een streefgetal in van 1 tot en met 9999, of laat het leeg."), default=None
    )
    staff: list[UUID] = Field(default_factory=list)


class PlacesInput(Input):
    """The number of places from a date on."""

    places: Annotated[int, Field(ge=0, le=500), WHOLE] = says(_PLACES)
    from_date: Day = says(N_("Vul in vanaf welke datum."))


class RespiteInput(Input):
    """A guest comes: a known client, or a name. ``other_person``: the same name is somebody else.

    ``left_on`` and ``outcome``: the guest has left already, and is entered late.
    """

    client: OptionalId = None
    alias: OptionalLine = None
    referrer: Referrer = says(N_("Kies wie deze gast verwees."))
    arrived_on: Day = says(N_("Vul in sinds wanneer."))
    expected_until: Day = says(N_("Vul in tot wanneer je de gast verwacht."))
    other_person: bool = False
    left_on: OptionalDay = says(LEFT_WHEN, default=None)
    outcome: OrNone[Outcome] = says(WHERE_TO, default=None)


class LeaveInput(Input):
    """A departure, with its destination."""

    left_on: Day = says(LEFT_WHEN)
    outcome: Outcome = says(WHERE_TO)


class UntilInput(Input):
    """Another day of expected departure."""

    expected_until: Day = says(N_("Vul in tot wanneer je de gast verwacht."))


class VisitorsInput(Input):
    """The number of different people who came to the meeting place in a week, named by any day of it."""

    week: Day = says(N_("Kies een week."))
    visitors: _Number = says(_NUMBER, default=None)


class MonthInput(Input):
    """The numbers of one month. An empty field is unknown."""

    occupied: _Number = says(_NUMBER, default=None)
    incidents: _Number = says(_NUMBER, default=None)
    nuisance: _Number = says(_NUMBER, default=None)
    police: _Number = says(_NUMBER, default=None)
    self_reliance: _Score = says(N_("Vul een getal van 1 tot 5 in, bijvoorbeeld 2,8."), default=None)
