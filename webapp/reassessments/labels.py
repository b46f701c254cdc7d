"""Reassessment in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext

from webapp.reassessments.kind import LISTS, OPEN, Outcome
from webapp.reassessments.models import Reassessment, ReassessmentCampaign
from webapp.web.choices import Choices, label_of, options

_BADGES = {
    "": ("wait", "clock"),
    "continues": ("ok", "check"),
    "changes": ("ok", "swap"),
    "ends": ("ok", "check"),
}


def outcome_words(outcome: str) -> str:
    """An outcome in words."""
    return label_of(Outcome, outcome) if outcome else gettext(OPEN)


def badge_of(outcome: str) -> tuple[str, str]:
    """The colour and icon of an outcome."""
    return _BADGES.get(outcome, ("off", "info"))


def reason_words(row: Reassessment) -> str:
    """The reason in words; '' without one."""
    return label_of(LISTS[row.outcome], row.reason) if row.reason and row.outcome in LISTS else ""


def reasons_of(outcome: str) -> Choices:
    """The reasons to choose from."""
    return options(LISTS[outcome])


def campaign_words(campaign: ReassessmentCampaign) -> tuple[str, str, str]:
    """The standing of a campaign: colour, icon and words."""
    if campaign.began_on is None:
        return "off", "edit", gettext("nog niet begonnen")
    return ("ok", "check", gettext("afgerond")) if campaign.ended_on else ("cold", "clock", gettext("loopt"))
