"""What a user can say about what is due."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.validation import Input, Line, OptionalDay, OptionalParagraph, says

Word = Annotated[Line, Field(min_length=1)]


class DueDoneInput(Input):
    """Kind ``due.done``. ``due_on``: the day that was seen; a colleague may have been first."""

    rule: Word
    subject: UUID
    outcome: Word = says(N_("Kies hoe het ging."))
    note: OptionalParagraph = None
    due_on: OptionalDay = None


class DueUndoneInput(Input):
    """Kind ``due.undone``: the user's own last outcome was a mistake."""

    rule: Word
    subject: UUID
