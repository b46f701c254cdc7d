"""What a worker and a youth agree to show, as typed input."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from webapp import clock
from webapp.errors import N_
from webapp.rooms.words import Attention, DayActivity
from webapp.validation import Day, Input, OrNone, says

_MOST = 3
_AGREED = N_("Vul in op welke dag de jongere ja zei.")
_TO_COME = N_("Deze dag moet nog komen.")
_SOME = N_("Kies wat de jongere wil laten zien, hoogstens drie.")


class ShowInput(Input):
    """One to three wishes; more would tell people apart. ``agreed_on``: the day the youth said yes to exactly this."""

    attention: Annotated[list[Attention], Field(min_length=1, max_length=_MOST)] = says(
        _SOME, default_factory=list, validate_default=True
    )
    day_activity: OrNone[DayActivity] = None
    agreed_on: Day = says(_AGREED)

    @field_validator("agreed_on")
    @classmethod
    def _was(cls, day: date) -> date:
        if day > clock.today():
            raise ValueError(_TO_COME)
        return day


class SwitchInput(Input):
    """Whether the region shows youths at all."""

    on: bool = False
