"""The typed input of outreach: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from webapp.directory.typed_hours import BadLine, read_hours, write_hours
from webapp.errors import N_
from webapp.references import ClientId, MeetingPlaceId
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import (
    WHOLE,
    Bounded,
    Input,
    Line,
    OptionalDay,
    OptionalLine,
    OptionalParagraph,
    OrNone,
    Paragraph,
    says,
)

_TIMES = N_("Dit lezen we niet: %(line)s. Typ bijvoorbeeld vr, za 20:00-1:00, met elke tijd op een eigen regel.")
_MET = N_("Vul een aantal in van 0 tot en met 500, of laat het leeg.")
_TARGET = N_("Vul een aantal in van 1 tot en met 10.000.")


def _times(typed: str) -> str:
    try:
        return write_hours(read_hours(typed))
    except BadLine as error:
        raise ValueError(Bounded(_TIMES, line=error.line[:80])) from None


class PlaceInput(Input):
    """Kind ``meeting_place.add``; also the fields of an edit."""

    name: Annotated[Line, Field(min_length=1)] = says(N_("Vul in hoe jullie deze plek noemen."))
    municipality: OptionalLine = None
    times: OrNone[Annotated[Paragraph, AfterValidator(_times)]] = None
    note: OptionalParagraph = None


class VisitInput(Input):
    """Kind ``meeting_place.visit``: this user was there now, and met so many youths."""

    place: MeetingPlaceId
    met: OrNone[Annotated[int, Field(ge=0, le=500), WHOLE]] = says(_MET, default=None)


class BeginInput(Input):
    """Kind ``outreach.begin``: the way of this client begins, with a first contact on a day (default today)."""

    client: ClientId
    since: OptionalDay = says(N_("Kies de dag van het eerste contact."), default=None)


class CourseAnswer(AnswerInput):
    """Kind ``outreach.answer``: the way of this client goes on, ends, or takes its last step back."""

    client: ClientId


class TargetInput(Input):
    """The target of a year, and where it stands."""

    target: Annotated[int, Field(ge=1, le=10_000), WHOLE] = says(_TARGET)
    source: OptionalLine = None
