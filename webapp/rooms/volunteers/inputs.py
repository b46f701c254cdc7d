"""The typed input of volunteers at a match: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from webapp.references import Names
from webapp.rooms.screening.inputs import PastDay
from webapp.validation import Input, OptionalId, OptionalParagraph


class AssignInput(Input):
    """The volunteer of a match; none takes her off. ``seen``: the one that the form showed."""

    volunteer: OptionalId = None
    seen: OptionalId = None


class MatchVisitInput(Input):
    """Kind ``match.visit``: a visit to the host or the youth of a match, today or on an earlier day."""

    match: Annotated[UUID, Names("match.propose")]
    on: PastDay = None
    note: OptionalParagraph = None
