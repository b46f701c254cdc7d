"""The typed input of the monitor."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.validation import Input, Line, OptionalLine, says


class CovenantInput(Input):
    """A convenant with its partners. ``seen``: the version that was seen, '' for a new one."""

    name: Annotated[Line, Field(min_length=1)] = says(N_("Geef het convenant een naam."))
    source: OptionalLine = None
    partners: Annotated[list[UUID], Field(max_length=200)] = says(N_("Kies de partners."), default_factory=list)
    seen: OptionalLine = None
