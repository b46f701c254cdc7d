"""A count, as typed input: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.beds.kinds import Kind
from webapp.errors import N_
from webapp.validation import WHOLE, Input, says


class CountInput(Input):
    """``bed.count``: how many places of a category are empty and not held, as seen."""

    shelter: UUID
    category: Kind = says(N_("Deze opvang heeft dit soort bedden niet."))
    free: Annotated[int, Field(ge=0, le=10_000), WHOLE] = says(N_("Vul in hoeveel bedden vrij zijn: 0 of meer."))
