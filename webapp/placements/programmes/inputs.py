"""The typed input of programmes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.placements.shapes import SHAPES
from webapp.validation import WHOLE, Day, Input, Line, OptionalDay, OptionalLine, OptionalWhole, says

ShapeWord = StrEnum("ShapeWord", {word: word for word in SHAPES})  # type: ignore[misc]
"""The words of the kinds."""
_Days = Annotated[int, Field(ge=1, le=1000), WHOLE]


class TermsInput(Input):
    """The numbers of a programme from a day on. ``reasons``: a line each."""

    from_date: OptionalDay = None
    decision_days: _Days = says(N_("Vul in hoeveel dagen een besluit mag duren, van 1 tot 1000."))
    offer_days: _Days = says(N_("Vul in hoeveel dagen iemand over een aanbod mag nadenken, van 1 tot 1000."))
    stay_months: OptionalWhole = None
    target: OptionalWhole = None
    reasons: Annotated[str, Field(max_length=2000)] = ""
    source: OptionalLine = None


class ProgrammeInput(TermsInput):
    """A new programme. ``organisations``: a line each."""

    name: Annotated[Line, Field(min_length=2)] = says(N_("Geef de voorziening een naam."))
    kind: ShapeWord = says(N_("Kies een soort."))
    organisations: Annotated[str, Field(max_length=2000)] = ""


STAY = "stay"


class EndInput(Input):
    """The day from which nobody is referred to it any more."""

    on: Day = says(N_("Kies een dag."))
    waiting: OptionalLine = None
    """For those who wait: the programme that they go to, or ``STAY``."""
