"""The typed input of homes and offers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.placements.homes.models import HomeKind, LeaseHolder, Suits
from webapp.references import PlacementId
from webapp.validation import WHOLE, Day, Input, Line, OptionalDay, OptionalId, OptionalLine, OrNone, says

NO_HOME = N_("Kies een woning of plek.")
ENDS_FIRST = N_("De laatste dag ligt voor de eerste.")


class HomeInput(Input):
    """A home, a room or places of a programme."""

    name: Annotated[Line, Field(min_length=2)] = says(N_("Geef de woning een naam die jullie herkennen."))
    kind: HomeKind = says(N_("Kies een soort."))
    municipality: Annotated[Line, Field(min_length=1)] = says(N_("Kies een gemeente van deze regio."))
    corporation: OptionalLine = None
    address: OptionalLine = None
    programme: OptionalId = None
    places: Annotated[int, Field(ge=1, le=500), WHOLE] = says(N_("Vul in hoeveel plekken, van 1 tot 500."))
    from_date: OptionalDay = None
    until_date: OptionalDay = None
    suits: list[Suits] = Field(default_factory=list)


class OfferInput(Input):
    """Kind ``unit.offer``. ``until``: the last day to answer, by the programme's terms without it.

    ``lease_holder``, ``turn_over_on`` and ``coupled`` belong to a home with a contract.
    """

    unit: UUID = says(NO_HOME)
    placement: PlacementId
    until: OptionalDay = None
    lease_holder: OrNone[LeaseHolder] = None
    turn_over_on: OptionalDay = None
    coupled: bool = False


class WithdrawInput(Input):
    """The day from which a home is not there any more."""

    on: Day = says(N_("Kies een dag."))
