"""The typed input of tenancies."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.rooms.grounds.table import LegalGround
from webapp.rooms.tenancies.words import EndReason, Grade, Signal, Went
from webapp.validation import WHOLE, Day, Input, Line, OptionalDay, OptionalParagraph, says


class TenancyInput(Input):
    """The contract of a match."""

    match: UUID = says(N_("Kies een match."))
    ground: LegalGround = says(N_("Kies de wettelijke grond."))
    proof: bool = False
    starts_on: Day = says(N_("Vul de eerste dag in."))
    end: OptionalDay = None
    rent: Annotated[int, Field(ge=0, le=5000), WHOLE] = says(N_("Vul de huur per maand in, in hele euro’s."))
    house_rules: OptionalParagraph = None


class SignalInput(Input):
    """A sign that something is wrong."""

    kind: Signal = says(N_("Kies wat er is."))
    note: OptionalParagraph = None
    follow_up_on: OptionalDay = None


class SettleInput(Input):
    """What came of a signal."""

    outcome: OptionalParagraph = None


class EvaluationInput(Input):
    """One side's answer to an evaluation: nothing is chosen beforehand."""

    grade: Grade = says(N_("Kies hoe het gaat."))
    words: OptionalParagraph = None
    due_on: OptionalDay = None
    """The evaluation that was seen; None: the coming one. Both sides may have answered it since."""


class PhoneSignalInput(SignalInput):
    """Kind ``tenancy.signal``."""

    tenancy: UUID


class PhoneEvaluationInput(EvaluationInput):
    """Kind ``tenancy.evaluation``: what a side said, noted by who spoke with them."""

    tenancy: UUID
    party: Line


class EndInput(Input):
    """The end of a tenancy."""

    ended_on: Day = says(N_("Vul de laatste dag in."))
    reason: EndReason = says(N_("Kies een reden."))
    went_to: Went = says(N_("Kies waar de jongere heen ging."))


class PhoneEndInput(EndInput):
    """Kind ``tenancy.end``."""

    tenancy: UUID
