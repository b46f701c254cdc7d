"""The rule of aftercare: a call three calendar months after support ended. Pure."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.due.rules import Result, Rule
from webapp.errors import N_
from webapp.words import Worded


class End(Worded):
    """The way that support ended."""

    stay = "stay", N_("Vertrokken uit de opvang of het respijthuis")
    worker = "worker", N_("Begeleiding afgerond")
    exit = "exit", N_("Uitgestroomd")


class Outcome(Worded):
    """The outcome of a call."""

    reached = "reached", N_("Gesproken")
    not_reached = "not_reached", N_("Niet bereikt")
    referred_again = "referred_again", N_("Opnieuw verwezen")
    homeless_again = "homeless_again", N_("Weer dakloos")
    refused = "refused", N_("Wil niet gebeld worden")
    given_up = "given_up", N_("Niet te vinden, we stoppen")
    resumed = "resumed", N_("Kreeg opnieuw begeleiding")
    """Settled by the house: somebody began a new placement before the call."""


SPOKEN = (Outcome.reached, Outcome.referred_again, Outcome.homeless_again)
"""The outcomes of somebody who was reached."""
UNASKED = (Outcome.refused, Outcome.resumed)
"""The outcomes of somebody who counts in no share: nobody was to reach them."""
_AGAIN = Term(working_days=3)
CALL = Rule(
    "aftercare",
    N_("Nabellen"),
    after=Term(months=3),
    permission=Permission.call_aftercare,
    outcomes=tuple(
        Result(one, one.label, _AGAIN if one is Outcome.not_reached else None)
        for one in Outcome
        if one is not Outcome.resumed
    ),
)
"""Practice of Almere: 350 people were called after three months."""
