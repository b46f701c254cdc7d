"""What an administrator can say about a privacy agreement."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.validation import Day, Input, Line, OptionalDay, says

_Text = Annotated[Line, Field(min_length=1)]


class AgreementInput(Input):
    """Two organisations made a privacy agreement."""

    one: UUID = says(N_("Kies een organisatie."))
    other: UUID = says(N_("Kies een organisatie."))
    since: Day = says(N_("Vul in vanaf wanneer."))
    until: OptionalDay = None
    paper: _Text = says(N_("Vul in waar de ondertekende afspraak ligt."))
