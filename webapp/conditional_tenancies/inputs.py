"""The typed input of huren onder voorwaarden: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.conditional_tenancies.kind import Cause
from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.references import ConditionalTenancyId, OptionalClientId
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import WHOLE, Input, OptionalId, OptionalLine, OptionalParagraph, OptionalWhole, Paragraph, says

NOBODY = N_("Kies om wie het gaat, of vul een naam of alias in.")


class ReportInput(Input):
    """Kind ``conditional_tenancy.report``."""

    client: OptionalClientId = None
    alias: Annotated[OptionalLine, OnPhone(unless="client", said=NOBODY)] = None
    cause: Cause = says(N_("Kies wat er speelt."))
    residents: Annotated[int, Field(ge=1, le=50), WHOLE] = says(
        N_("Vul in hoeveel mensen er wonen, van 1 tot 50."), default=1
    )
    municipality: OptionalLine = None
    landlord: OptionalLine = None
    address: OptionalLine = None
    note: OptionalParagraph = None


class ConditionalAnswer(AnswerInput):
    """Kind ``conditional_tenancy.answer``."""

    tenancy: ConditionalTenancyId


class TermsInput(Input):
    """The desk, the letter and the target from now on. ``seen``: the row that the person saw."""

    desk: UUID = says(N_("Kies het loket."))
    letter: Annotated[Paragraph, Field(min_length=20)] = says(N_("Schrijf de tekst van de brief."))
    target: OptionalWhole = None
    source: OptionalLine = None
    seen: OptionalId = None
