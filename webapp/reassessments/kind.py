"""The outcomes of a reassessment, their reasons, and the rule that puts one on the list of its worker. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.due.rules import Result, Rule
from webapp.errors import N_
from webapp.words import Worded

HOME = "/herbeoordelingen"
CAMPAIGNS = f"{HOME}/campagnes"
FIGURES = f"{HOME}/cijfers"


class Outcome(Worded):
    """The outcome of one reassessment."""

    continues = "continues", N_("Blijft zoals het is")
    changes = "changes", N_("Wordt anders")
    ends = "ends", N_("Stopt")
    not_done = "not_done", N_("Niet beoordeeld")
    not_reached = "not_reached", N_("Niet bereikt")
    stopped = "stopped", N_("Campagne gestopt")
    """Given by the house, when a campaign ends before somebody's turn."""


class Changes(Worded):
    """The way that support changes."""

    more = "more", N_("Meer hulp nodig")
    less = "less", N_("Minder hulp nodig")
    other = "other", N_("Andere hulp nodig")


class Ends(Worded):
    """The reason that support ends."""

    able = "able", N_("Redt zich zelf")
    network = "network", N_("Familie of buurt helpt")
    other_law = "other_law", N_("Hulp uit een andere wet")
    own_wish = "own_wish", N_("Wil geen hulp meer")
    other = "other", N_("Iets anders")


class NotDone(Worded):
    """The reason that nobody was reassessed."""

    died = "died", N_("Overleden")
    moved = "moved", N_("Verhuisd")
    refused = "refused", N_("Werkt niet mee")
    out_of_sight = "out_of_sight", N_("Niet te vinden")
    not_ours = "not_ours", N_("Staat ten onrechte op de lijst")
    other = "other", N_("Iets anders")


LISTS: Mapping[str, type[Worded]] = {"changes": Changes, "ends": Ends, "not_done": NotDone}
REASONS = {name: frozenset(kind) for name, kind in LISTS.items()}
"""Outcome → the reasons of which it needs one."""
OPEN = N_("Nog te doen")
"""The words for somebody without an outcome."""
GIVEN = tuple(one for one in Outcome if one is not Outcome.stopped)
"""Those that a person gives."""
RULE = Rule(
    "reassessment",
    N_("Herbeoordelen"),
    after=Term(),
    permission=Permission.reassess,
    outcomes=tuple(
        Result(one, one.label, Term(working_days=5) if one is Outcome.not_reached else None, asks=one in LISTS)
        for one in GIVEN
    ),
)
"""Due on the day that stands beside each person: it comes from the campaign or its file, and is no constant."""


def left_of(counted: Counter[str]) -> int:
    """Of a campaign, by outcome, the people who have none: open, or stopped before their turn."""
    return counted[""] + counted[Outcome.stopped]
