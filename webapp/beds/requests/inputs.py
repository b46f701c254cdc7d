"""Asking a bed, giving it back and refusing it, as typed input: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.beds.kinds import AgeGroup, Alternative, Kind, Need, Refusal, State
from webapp.beds.rules import MOST_PERSONS
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.references import BedRequestId, ClientId, OptionalClientId
from webapp.validation import WHOLE, Input, OptionalDay, OptionalLine, OptionalParagraph, OrNone, says


class BedRequestInput(Input):
    """``bed.request``: a bed for tonight, for a client, an alias or someone without a name.

    ``members``: those of the household who come along.
    ``second_bed``: a person decided that this client needs this bed beside one that is held already.
    """

    shelter: UUID
    category: Kind = says(N_("Deze opvang heeft dit soort bedden niet."))
    night: OptionalDay = None
    client: OptionalClientId = None
    alias: OptionalLine = None
    age_group: AgeGroup = says(N_("Kies hoe oud iemand is."))
    gender: Gender = Gender.unsaid
    persons: Annotated[int, Field(ge=1, le=MOST_PERSONS), WHOLE] = says(
        N_("Vul in voor hoeveel mensen: 1 tot en met 10."), default=1
    )
    members: Annotated[list[ClientId], Field(max_length=MOST_PERSONS - 1)] = Field(default_factory=list)
    needs: Annotated[list[Need], Field(max_length=len(Need))] = Field(default_factory=list)
    note: OptionalParagraph = None
    second_bed: bool = False


class CancelInput(Input):
    """``bed.cancel``: give a bed back, or take a request back."""

    request: BedRequestId
    reason: OptionalLine = None


class RefuseInput(Input):
    """The reason of a refusal, from a list. An alternative may be given.

    ``seen`` is the request's state on the sender's screen.
    """

    reason: Refusal = says(N_("Kies een reden."))
    alternative: OrNone[Alternative] = None
    seen: OrNone[State] = None
