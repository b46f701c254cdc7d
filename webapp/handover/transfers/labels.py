"""Hand-overs of one client in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext

from webapp.handover.transfers.kind import HAND_OVER, NotTaken
from webapp.web.choices import label_of

_BADGES = {"proposal": ("wait", "clock"), "accepted": ("ok", "check")}


def state_words(state: str) -> str:
    """A standing in words."""
    return gettext(HAND_OVER.labels[state])


def badge_of(state: str) -> tuple[str, str]:
    """The colour and icon of a standing."""
    return _BADGES.get(state, ("off", "info"))


def reason_words(reason: str) -> str:
    """The reason of a refusal in words; '' without one."""
    return label_of(NotTaken, reason) if reason else ""
