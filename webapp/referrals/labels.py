"""Referrals in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext

from webapp.referrals.kind import REFERRAL, Declined, NotArrived
from webapp.web.choices import Choices, label_of, options
from webapp.words import Worded

_KINDS: dict[str, type[Worded]] = {"declined": Declined, "not_arrived": NotArrived}
_BADGES = {"sent": ("wait", "clock"), "accepted": ("cold", "check"), "arrived": ("ok", "check")}


def state_words(state: str) -> str:
    """A standing in words."""
    return gettext(REFERRAL.labels[state])


def badge_of(state: str) -> tuple[str, str]:
    """The colour and icon of a standing."""
    return _BADGES.get(state, ("off", "info"))


def reason_words(answer: str, reason: str) -> str:
    """The reason of an answer in words; '' without one."""
    kind = _KINDS.get(answer)
    return label_of(kind, reason) if kind else ""


def reasons() -> dict[str, Choices]:
    """Answer → the reasons to choose from."""
    return {answer: options(kind) for answer, kind in _KINDS.items()}
