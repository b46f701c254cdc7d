"""The typed input of support: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.placements.support.models import SupportKind
from webapp.references import PlacementId
from webapp.validation import WHOLE, Input, OptionalDay, OrNone, says


class MomentInput(Input):
    """Kind ``support.moment``. ``given_on``: today without it."""

    placement: PlacementId
    kind: SupportKind = says(N_("Kies welke hulp het was."))
    minutes: OrNone[Annotated[int, Field(ge=5, le=600), WHOLE]] = says(
        N_("Vul het aantal minuten in, van 5 tot 600, of laat het leeg."), default=None
    )
    given_on: OptionalDay = None


class MomentUndoneInput(Input):
    """Take back a moment."""

    moment: UUID
