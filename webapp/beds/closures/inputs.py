"""Beds out of use, as typed input."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.beds.kinds import Kind, OutOfUse
from webapp.errors import N_
from webapp.validation import WHOLE, Input, OptionalDay, says

_WHICH = N_("Kies welk bed.")


class ClosureInput(Input):
    """Beds out of use from now on; ``until`` is their expected return."""

    category: Kind = says(_WHICH)
    places: Annotated[int, Field(ge=1, le=10_000), WHOLE] = says(N_("Vul in hoeveel bedden: 1 of meer."))
    reason: OutOfUse = says(N_("Kies een reden."))
    until: OptionalDay = None
