"""An answer to a step, as typed input."""

from __future__ import annotations

from webapp.errors import N_
from webapp.validation import Input, Line, OptionalDay, OptionalLine, says


class AnswerInput(Input):
    """``step``: the step that the person saw. ``party``: their side, if they may speak for several."""

    step: Line
    answer: Line = says(N_("Kies een antwoord."))
    party: OptionalLine = None
    reason: OptionalLine = None
    until: OptionalDay = None
