"""The typed input of a line to the next shift."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.validation import Input, Line, OptionalId, says


class ShiftNoteInput(Input):
    """Kind ``shift.note``. ``shelter``: the house it is for; without one it is for the team."""

    text: Annotated[Line, Field(min_length=2)] = says(N_("Schrijf één regel voor de volgende dienst."))
    shelter: OptionalId = None
