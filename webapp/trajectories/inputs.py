"""An answer to a step, as typed input."""

from __future__ import annotations

from webapp.errors import N_
from webapp.validation import Input, Line, OptionalDay, OptionalLine, says


class AnswerInput(Input):
    """``step``: where the person saw it stand. ``party``: for whom they speak, if they may speak for several."""

    step: Line
    answer: Line = says(N_("Kies een antwoord."))
    party: OptionalLine = None
    reason: OptionalLine = None
    until: OptionalDay = None
