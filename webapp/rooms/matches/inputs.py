"""The typed input of matches: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

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
