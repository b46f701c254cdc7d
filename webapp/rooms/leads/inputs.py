"""The typed input of a lead: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from webapp.errors import N_
from webapp.rooms.leads.words import LeadOutcome
from webapp.validation import Input, Line, OptionalLine, OptionalParagraph, Phone, says

_ASK = N_("Vraag het eerst: mag de coördinator bellen?")


class LeadInput(Input):
    """Kind ``room.lead``: who, how to reach them, and that they know of it."""

    name: Annotated[Line, Field(min_length=1)] = says(N_("Vul in wie het is."))
    phone: Phone = says(N_("Vul een telefoonnummer in."))
    municipality: OptionalLine = None
    note: OptionalParagraph = None
    agreed: bool = says(_ASK, default=False, validate_default=True)

    @field_validator("agreed")
    @classmethod
    def _was_asked(cls, agreed: bool) -> bool:
        if not agreed:
            raise ValueError(_ASK)
        return agreed


class CloseInput(Input):
    """What became of it."""

    outcome: LeadOutcome = says(N_("Kies hoe het afliep."))
