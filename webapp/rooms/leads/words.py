"""The words of leads."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class LeadOutcome(Worded):
    """What became of a lead."""

    signed_up = "signed_up", N_("Biedt een kamer aan")
    not_now = "not_now", N_("Nu niet")
    no_reply = "no_reply", N_("Niet bereikt")
    not_suitable = "not_suitable", N_("Past niet")
