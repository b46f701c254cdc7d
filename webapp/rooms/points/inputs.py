"""The questions of a points count, as typed input: for the page, a room, an operation, and the host's sign-up."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.rooms.points.calculator import Home
from webapp.rooms.points.rubrics import Drawback, Heated, Label, Sanitary, Worktop, Woz
from webapp.validation import AMOUNT, WHOLE, Input, OptionalWhole, OrNone, says

_SIZE = N_("Vul een aantal vierkante meters in, bijvoorbeeld 12 of 12,5.")
_Room = OrNone[Annotated[Decimal, Field(ge=0, le=200, decimal_places=2), AMOUNT, OnPhone(places=2)]]
_Size = OrNone[Annotated[Decimal, Field(ge=0, le=5000, decimal_places=2), AMOUNT, OnPhone(places=2)]]


class CountInput(Input):
    """The answers on a room; what is left open counts as the lowest."""

    room_m2: _Room = says(_SIZE, default=None)
    sharers: OrNone[Annotated[int, Field(ge=1, le=20), WHOLE]] = says(
        N_("Vul in met hoeveel huishoudens, van 1 tot 20."), default=None
    )
    label: OrNone[Label] = None
    built: OrNone[Annotated[int, Field(ge=1000, le=2200), WHOLE]] = says(
        N_("Vul het bouwjaar in, bijvoorbeeld 1975."), default=None
    )
    worktop: OrNone[Worktop] = None
    sanitary: Annotated[list[Sanitary], Field(max_length=len(Sanitary))] = Field(default_factory=list)
    drawbacks: Annotated[list[Drawback], Field(max_length=len(Drawback))] = Field(default_factory=list)
    heated: OrNone[Heated] = None
    living_m2: _Size = says(_SIZE, default=None)
    heated_rooms: OrNone[Annotated[int, Field(ge=0, le=10), WHOLE]] = says(
        N_("Vul een aantal kamers in, van 0 tot 10."), default=None
    )
    outside_m2: _Size = says(_SIZE, default=None)
    woz: OrNone[Woz] = None

    def home(self) -> Home:
        """The answers as the calculator takes them."""
        return Home(
            room_m2=_hundredths(self.room_m2),
            sharers=self.sharers,
            label=self.label,
            built=self.built,
            worktop=self.worktop,
            sanitary=tuple(self.sanitary),
            drawbacks=tuple(self.drawbacks),
            heated=self.heated,
            living_m2=_hundredths(self.living_m2),
            heated_rooms=self.heated_rooms,
            outside_m2=_hundredths(self.outside_m2),
            woz=self.woz,
        )

    def is_empty(self) -> bool:
        """True when nothing was answered: that is no count."""
        return all(value in (None, []) for _name, value in self)


class PageInput(CountInput):
    """The page's questions, and the rent that somebody has in mind."""

    bare_rent: OptionalWhole = says(N_("Vul de kale huur in hele euro’s in."), default=None)


def _hundredths(metres: Decimal | None) -> int | None:
    return None if metres is None else int(metres * 100)
