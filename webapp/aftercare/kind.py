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
    exit = "exit", N_("Uitgestroomd naar een eigen plek")


class Outcome(Worded):
    """The outcome of a call."""

    reached = "reached", N_("Gesproken")
    not_reached = "not_reached", N_("Niet bereikt")
    referred_again = "referred_again", N_("Opnieuw verwezen")
    homeless_again = "homeless_again", N_("Weer dakloos")
    refused = "refused", N_("Wil niet gebeld worden")
    given_up = "given_up", N_("Niet te vinden, we stoppen")


SPOKEN = (Outcome.reached, Outcome.referred_again, Outcome.homeless_again)
"""The outcomes of somebody who was reached."""
_AGAIN = Term(working_days=3)
CALL = Rule(
    "aftercare",
    N_("Nabellen"),
    after=Term(months=3),
    permission=Permission.call_aftercare,
    outcomes=tuple(Result(one, one.label, _AGAIN if one is Outcome.not_reached else None) for one in Outcome),
)
"""Practice of Almere: 350 people were called after three months."""
