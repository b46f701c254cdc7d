"""The decisions of the winter regime, as typed input."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.validation import WHOLE, Input, Instant, Line, OptionalId, OptionalInstant, OptionalWhole, says

MOST_PLACES = 500
PLACES = N_("Vul het aantal extra bedden in: 1 tot en met 500.")
SHELTER = N_("Kies waar de extra bedden staan.")
_Reason = Annotated[Line, Field(min_length=3)]


class WinterInput(Input):
    """The decision: begin (empty is now), end, reason, and the first extra beds."""

    begins_at: OptionalInstant = None
    ends_at: Instant = says(N_("Vul in tot wanneer de regeling geldt."))
    reason: _Reason = says(N_("Schrijf kort waarom."))
    shelter: OptionalId = None
    places: OptionalWhole = None


class WinterEndInput(Input):
    """The reason of its early end."""

    reason: _Reason = says(N_("Schrijf kort waarom."))


class WinterBedsInput(Input):
    """Extra beds of one shelter; a second time it is the new number."""

    shelter: UUID = says(SHELTER)
    places: Annotated[int, Field(ge=1, le=MOST_PLACES), WHOLE] = says(PLACES)


class ThresholdInput(Input):
    """The wind chill, in whole °C, from which the region considers the regime."""

    threshold: Annotated[int, Field(ge=-30, le=10), WHOLE] = says(
        N_("Vul een gevoelstemperatuur in van -30 tot en met 10.")
    )
