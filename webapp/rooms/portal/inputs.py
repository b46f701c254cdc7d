"""What a host sends from the own page."""

from __future__ import annotations

from webapp.errors import N_
from webapp.rooms.words import StopReason
from webapp.validation import Input, OptionalParagraph, says


class HelpInput(Input):
    """A call for help, with or without words."""

    words: OptionalParagraph = None


class LeaveInput(Input):
    """Why the host stops."""

    reason: StopReason = says(N_("Kies een reden."))
