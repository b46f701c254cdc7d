"""The target of a year, as typed input."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.validation import WHOLE, Input, OptionalLine, says


class RoomTargetInput(Input):
    """The number of tenancies that should begin in a year, and where that stands."""

    target: Annotated[int, Field(ge=1, le=10_000), WHOLE] = says(N_("Vul een heel getal in, 1 of meer."))
    source: OptionalLine = None
