"""The typed input of matches: the same for the form and for the phone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.references import Names
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import Input, Line, OptionalLine, says


class MatchInput(Input):
    """Kind ``match.propose``."""

    request: Annotated[UUID, Names("room.request")] = says(N_("Kies een jongere."))
    room: Annotated[UUID, Names("room.offer")] = says(N_("Kies een kamer."))


class MatchAnswer(AnswerInput):
    """Kind ``match.answer``."""

    match: Annotated[UUID, Names("match.propose")]


class LinkAnswer(Input):
    """An answer by a personal link: nothing is chosen beforehand, so nobody answers by accident."""

    step: OptionalLine = None
    answer: Line = says(N_("Kies ja of nee."))
    reason: OptionalLine = None


class MailInput(Input):
    """A link that was just shown, to be mailed."""

    token: Line


class LinkInput(Input):
    """The party that gets a link."""

    party: Line


class ReasonAnswer(StrEnum):
    """The answer that a reason is given with."""

    no = "no"
    stopped = "stopped"
    parked = "parked"


class ReasonParty(StrEnum):
    """The side that chooses from a reason."""

    everybody = ""
    host = "host"
    youth = "youth"


class ReasonInput(Input):
    """A reason of the region's own."""

    text: Annotated[Line, Field(min_length=2, max_length=80)] = says(N_("Schrijf de reden op, in hoogstens 80 tekens."))
    answer: ReasonAnswer = says(N_("Kies waarbij deze reden hoort."))
    party: ReasonParty = ReasonParty.everybody


class ReasonRef(Input):
    """A reason by its word, as a button sends it."""

    answer: ReasonAnswer
    word: Line


class RenameInput(ReasonRef):
    """Another text for a reason: from now on, old answers keep theirs."""

    text: Annotated[Line, Field(min_length=2, max_length=80)] = says(N_("Schrijf de reden op, in hoogstens 80 tekens."))
