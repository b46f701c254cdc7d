"""The typed input of a referral to a programme: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.placements.kind import Urgency
from webapp.references import OptionalClientId, PlacementId
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import Input, OptionalDay, OptionalLine, OptionalParagraph, says

NOBODY = N_("Kies om wie het gaat, of vul een naam of alias in.")
NO_PROGRAMME = N_("Kies een voorziening die nog mensen aanneemt.")


class ReferInput(Input):
    """Kind ``placement.refer``."""

    programme: UUID = says(NO_PROGRAMME)
    client: OptionalClientId = None
    alias: Annotated[OptionalLine, OnPhone(unless="client", said=NOBODY)] = None
    urgency: Urgency = says(N_("Kies hoe dringend het is."))
    interim_support: bool = False
    municipality: OptionalLine = None
    note: OptionalParagraph = None


class PlacementAnswer(AnswerInput):
    """Kind ``placement.answer``. ``on``: the day of an exit, today without it; ``followed``: others help on."""

    placement: PlacementId
    on: OptionalDay = None
    followed: bool | None = None


class UrgencyInput(Input):
    """Another urgency or interim support; ``seen``: the urgency that the person saw."""

    urgency: Urgency = says(N_("Kies hoe dringend het is."))
    interim_support: bool = False
    seen: OptionalLine = None
