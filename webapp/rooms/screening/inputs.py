"""The typed input of screening: the same for the form and for the phone."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from webapp import clock
from webapp.errors import N_
from webapp.rooms.screening.words import Check, Consent, Decision, ParkReason
from webapp.rooms.words import DeclineReason
from webapp.validation import WHOLE, Day, Input, Instant, OptionalDay, OptionalLine, OptionalParagraph, OrNone, says

_AHEAD = N_("Deze dag moet nog komen.")
_PAST = N_("Kies een dag die nog komt.")


def _happened(day: date) -> date:
    if day > clock.today():
        raise ValueError(_AHEAD)
    return day


def _to_come(day: date) -> date:
    if day <= clock.today():
        raise ValueError(_PAST)
    return day


PastDay = OrNone[Annotated[Day, AfterValidator(_happened)]]
ComingDay = Annotated[Day, AfterValidator(_to_come)]


class PlanInput(Input):
    """A visit: when, by whom, and where. ``seen``: how often one was planned before, as the form showed it."""

    visit_at: Instant = says(N_("Kies een dag en een tijd."))
    visitor: UUID = says(N_("Kies wie er gaat."))
    where: OptionalLine = None
    seen: Annotated[int, Field(ge=0), WHOLE] = 0


class VisitInput(Input):
    """Kind ``host.visit``: what this user saw or heard, today or on an earlier day. All of it may be left open."""

    host: UUID
    on: PastDay = None
    checks: Annotated[list[Check], Field(max_length=len(Check))] = Field(default_factory=list)
    lives_alone: OrNone[bool] = None
    certificate_on: PastDay = None
    reference_on: PastDay = None
    consent: OrNone[Consent] = None
    note: OptionalParagraph = None


class DecideInput(Input):
    """The decision; a no has its reason. ``seen``: the decision so far, as the form showed it."""

    decision: Decision = says(N_("Kies een besluit."))
    reason: OrNone[DeclineReason] = says(N_("Kies een reden."), default=None, validate_default=True)
    next_look_on: OptionalDay = None
    seen: OptionalLine = None

    @field_validator("reason")
    @classmethod
    def _no_has_a_reason(cls, reason: DeclineReason | None, info: ValidationInfo) -> DeclineReason | None:
        if reason is None and info.data.get("decision") is Decision.declined:
            raise ValueError(N_("Kies een reden."))
        return reason


class ParkInput(Input):
    """Until when a host waits, and why."""

    until: ComingDay = says(N_("Kies tot wanneer."))
    why: ParkReason = says(N_("Kies een reden."))
