"""The terms of keeping, as typed input."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.validation import WHOLE, Input, Line, OptionalLine, says


class TermFacts(Input):
    """How long is kept: months after the end, weeks of what came to nothing."""

    kept_months: Annotated[int, Field(ge=1, le=120), WHOLE] = says(N_("Vul hele maanden in, van 1 tot 120."))
    withdrawn_kept_weeks: Annotated[int, Field(ge=1, le=104), WHOLE] = says(N_("Vul hele weken in, van 1 tot 104."))


class TermWhy(Input):
    """Why, and where that was decided."""

    reason: Annotated[Line, Field(min_length=1)] = says(N_("Schrijf op waarom."))
    source: OptionalLine = None
