"""The typed input of two regions that ask and answer each other."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.validation import WHOLE, Input, Instant, Line, OptionalLine, says

MOST_PLACES = 200
PARTNER = N_("Kies een andere regio.")


class AskInput(Input):
    """The number of places, the region asked, and the needs of the group; no names."""

    partner: UUID = says(PARTNER)
    places: Annotated[int, Field(ge=1, le=MOST_PLACES), WHOLE] = says(N_("Vul in hoeveel plekken: 1 tot en met 200."))
    needs: OptionalLine = None


class OfferInput(Input):
    """The partner's offer: number, latest moment to be on the way, and address."""

    offered: Annotated[int, Field(ge=1, le=MOST_PLACES), WHOLE] = says(N_("Vul in hoeveel plekken je aanbiedt."))
    until: Instant = says(N_("Vul in tot wanneer dit aanbod geldt."))
    report_at: Annotated[Line, Field(min_length=2)] = says(N_("Schrijf waar ze zich melden."))


class RefuseInput(Input):
    """The reason that the partner has no place."""

    answer: Annotated[Line, Field(min_length=3)] = says(N_("Schrijf kort waarom."))


class TransportInput(Input):
    """The transport, and its departure."""

    transport: Annotated[Line, Field(min_length=2)] = says(N_("Schrijf wie het vervoer doet."))
    leaves_at: Instant = says(N_("Vul in hoe laat ze vertrekken."))


class ArrivedInput(Input):
    """The number of people who came."""

    arrived: Annotated[int, Field(ge=0, le=MOST_PLACES), WHOLE] = says(N_("Vul in hoeveel mensen kwamen."))
