"""The typed input of reassessment."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.reassessments.kind import Outcome
from webapp.validation import (
    WHOLE,
    Day,
    Input,
    Line,
    OptionalDay,
    OptionalId,
    OptionalLine,
    OptionalParagraph,
    says,
)

NO_DAY = N_("Kies de dag waarop het klaar moet zijn.")


class CampaignInput(Input):
    """A new campaign. Without a file it is about the people whom ``programme`` placed."""

    name: Annotated[Line, Field(min_length=1)] = says(N_("Geef de campagne een naam."))
    due_on: Day = says(NO_DAY)
    source: OptionalLine = None
    programme: OptionalId = None
    municipality: OptionalLine = None
    placed_before: OptionalDay = None


class ReassessmentAnswer(Input):
    """Kind ``reassessment.answer``. ``due_on``: the day that was seen; a colleague may have been first."""

    reassessment: UUID
    outcome: Outcome = says(N_("Kies de uitkomst."))
    reason: OptionalLine = None
    note: OptionalParagraph = None
    due_on: OptionalDay = None


class DivideInput(Input):
    """Give open people of a worker (or of nobody) to another; ``number`` of them, the first due first."""

    worker: UUID = says(N_("Kies een medewerker."))
    of: OptionalId = None
    number: Annotated[int, Field(ge=1, le=20_000), WHOLE] = says(N_("Vul in hoeveel mensen, minstens 1."))


class MoveInput(Input):
    """Another worker or day for one person. ``seen``: the version that was seen."""

    worker: OptionalId = None
    due_on: Day = says(NO_DAY)
    seen: OptionalLine = None


class LinkInput(Input):
    """The client whom somebody on a list is; empty: none of ours."""

    client: OptionalId = None
