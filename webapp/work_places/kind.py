"""The steps from a candidate to still being at work. Pure."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.due.rules import Result, Rule
from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step
from webapp.words import Worded

HOME = "/werkplekken"
DESK, REFERRER, CANDIDATE, EMPLOYER = "desk", "referrer", "candidate", "employer"
"""``desk``: the organisation that keeps the offers; it may pass on what the others said. An ``employer`` has no
account, and answers by a personal link; ``referrer`` brought the candidate."""
WAITS, PROPOSED, AGREED, WORKS = "waits", "proposed", "agreed", "works"
OPEN = (WAITS, PROPOSED, AGREED, WORKS)
STILL, STOPPED = "still", "stopped"
TAKES = (PROPOSED, AGREED, WORKS, STILL)
"""The standings of somebody who takes one of the places of an offer."""


class Withdrawn(Worded):
    """The reason that nobody looks for work for this person any more."""

    own_work = "own_work", N_("Vond zelf werk")
    own_wish = "own_wish", N_("Wil niet meer")
    not_yet = "not_yet", N_("Nog niet zover")
    out_of_sight = "out_of_sight", N_("Uit beeld")
    mistake = "mistake", N_("Vergissing")
    other = "other", N_("Iets anders")


class Declined(Worded):
    """The reason that a work place and a person do not go together."""

    work = "work", N_("Ander soort werk gezocht")
    hours = "hours", N_("Uren of dagen passen niet")
    distance = "distance", N_("Te ver weg")
    no_place = "no_place", N_("Er is geen plek meer")
    not_fitting = "not_fitting", N_("Past niet bij het team")
    absent = "absent", N_("Kwam niet")
    other = "other", N_("Iets anders")


class Stopped(Worded):
    """The reason that the work ended."""

    other_work = "other_work", N_("Ander werk of een opleiding")
    own_wish = "own_wish", N_("Zelf gestopt")
    employer = "employer", N_("Werkgever stopte ermee")
    ill = "ill", N_("Lukte niet meer")
    ended = "ended", N_("De afgesproken tijd was om")
    other = "other", N_("Iets anders")


LISTS: dict[str, type[Worded]] = {"withdrawn": Withdrawn, "declined": Declined, "stopped": Stopped}
REASONS = {name: frozenset(kind) for name, kind in LISTS.items()}
_WITHDRAW = Answer("withdrawn", N_("gestopt met zoeken"), reasons="withdrawn", by=(REFERRER, DESK))
_NO = Answer("no", N_("gaat niet door"), WAITS, reasons="declined")
WORK = Kind(
    "work_placement",
    N_("Werkplek"),
    (
        Step(WAITS, N_("zoekt een werkplek"), (DESK,), (Answer("proposed", N_("voorgesteld"), PROPOSED), _WITHDRAW)),
        Step(
            PROPOSED,
            N_("voorgesteld aan een werkgever"),
            (CANDIDATE, EMPLOYER),
            (Answer("yes", N_("wil"), AGREED), _NO, _WITHDRAW),
        ),
        Step(AGREED, N_("afgesproken"), (EMPLOYER,), (Answer("began", N_("begonnen"), WORKS), _NO, _WITHDRAW)),
        Step(
            WORKS,
            N_("aan het werk"),
            (EMPLOYER,),
            (
                Answer(STILL, N_("nog aan het werk")),
                Answer(STOPPED, N_("gestopt"), reasons="stopped", by=(REFERRER, DESK)),
            ),
        ),
    ),
)
LOOK = Rule(
    "work_still",
    N_("Nog aan het werk?"),
    after=Term(),
    permission=Permission.keep_work,
    outcomes=(
        Result(STILL, N_("Nog aan het werk")),
        Result(STOPPED, N_("Gestopt"), asks=True),
        Result("not_reached", N_("Niet bereikt"), again=Term(working_days=5)),
    ),
    ends_itself=True,
)
"""Due on a day that is written when somebody begins, by the months that the region set."""
