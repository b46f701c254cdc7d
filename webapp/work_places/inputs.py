"""The typed input of work places: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.references import OptionalClientId, WorkPlacementId
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import (
    WHOLE,
    Day,
    Input,
    Line,
    OptionalDay,
    OptionalId,
    OptionalLine,
    OptionalParagraph,
    OptionalPhone,
    OptionalWhole,
    Paragraph,
    says,
)

NOBODY = N_("Kies om wie het gaat, of vul een naam of alias in.")


class CandidateInput(Input):
    """Kind ``work.refer``."""

    client: OptionalClientId = None
    alias: Annotated[OptionalLine, OnPhone(unless="client", said=NOBODY)] = None
    wish: OptionalParagraph = None


class WorkAnswer(AnswerInput):
    """Kind ``work.answer``. ``on``: the first day, with ``began``."""

    placement: WorkPlacementId
    on: OptionalDay = None


class LinkAnswer(Input):
    """What an employer says by a link: of this ``step``, that somebody began or is still there."""

    step: OptionalLine = None
    answer: OptionalLine = None


class ProposeInput(Input):
    """A work place for a candidate: the name that the employer sees, and what is agreed with them."""

    offer: UUID = says(N_("Kies een werkplek."))
    first_name: Annotated[Line, Field(min_length=1, max_length=60)] = says(N_("Vul alleen de voornaam in."))
    agreed: Annotated[Paragraph, Field(min_length=1, max_length=1000)] = says(
        N_("Vul in wat jullie afspreken: werk, dagen en uren.")
    )


class OfferInput(Input):
    """A new offer of an employer."""

    employer: Annotated[Line, Field(min_length=1)] = says(N_("Vul de naam van de werkgever in."))
    contact: OptionalLine = None
    phone: OptionalPhone = None
    work: Annotated[Line, Field(min_length=1)] = says(N_("Vul in wat voor werk het is."))
    hours: Annotated[int, Field(ge=1, le=60), WHOLE] = says(N_("Vul de uren per week in, van 1 tot 60."))
    places: Annotated[int, Field(ge=1, le=100), WHOLE] = says(
        N_("Vul in voor hoeveel mensen, van 1 tot 100."), default=1
    )
    municipality: OptionalLine = None
    from_date: Day = says(N_("Kies de dag waarop het kan beginnen."))


class WorkTermsInput(Input):
    """The months until the look, and the target, from now on. ``seen``: the row that the person saw."""

    months: Annotated[int, Field(ge=1, le=24), WHOLE] = says(N_("Vul een aantal maanden in, van 1 tot 24."))
    target: OptionalWhole = None
    source: OptionalLine = None
    seen: OptionalId = None
