"""Wishes to try, and the weights of matching."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.rooms.inputs import Animals, FromDay, Names
from webapp.rooms.matching.facts import Weights
from webapp.validation import WHOLE, Input, Line, OptionalLine, OrNone, Whole, says

HEAVIEST = 100
_WEIGHT = N_("Vul een heel getal in van 0 tot en met 100.")
Weight = Annotated[int, Field(ge=0, le=HEAVIEST), WHOLE]


class WishInput(Input):
    """Wishes of a youth, to see what they would do. Nothing is kept of it."""

    max_rent: Whole = says(N_("Vul in wat de jongere per maand kan betalen, in hele euro’s."))
    from_date: FromDay = says(N_("Vul in vanaf wanneer."))
    municipalities: Names = Field(default_factory=list)
    pets: Animals = Field(default_factory=list)
    smoking: bool = says(N_("Kies of de jongere rookt."))
    furthest_km: OrNone[Annotated[int, Field(ge=0, le=200), WHOLE]] = says(
        N_("Vul hele kilometers in, van 0 tot 200."), default=None
    )


class WeightFacts(Input):
    """The most points of each part of the score."""

    attention: Weight = says(_WEIGHT)
    rent: Weight = says(_WEIGHT)
    empty: Weight = says(_WEIGHT)
    stay: Weight = says(_WEIGHT)
    waiting: Weight = says(_WEIGHT)
    scarce_youth: Weight = says(_WEIGHT)
    scarce_room: Weight = says(_WEIGHT)
    travel: Weight = says(_WEIGHT)

    @property
    def weights(self) -> Weights:
        """The same as plain numbers."""
        return Weights(**{name: getattr(self, name) for name in Weights.__dataclass_fields__})


class WhyInput(Input):
    """Who decided on other weights, and why."""

    reason: Annotated[Line, Field(min_length=1)] = says(N_("Schrijf op waarom."))
    source: OptionalLine = None
