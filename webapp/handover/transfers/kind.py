"""The one step of a hand-over: a proposal, which the receiver accepts or declines. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step
from webapp.words import Worded

SENDER, RECEIVER = "sender", "receiver"
PROPOSAL, ACCEPTED = "proposal", "accepted"


class NotTaken(Worded):
    """The reason that the other does not take somebody over."""

    full = "full", N_("Geen ruimte")
    not_for_me = "not_for_me", N_("Past niet bij wat wij doen")
    wants_other = "wants_other", N_("Deze persoon wil dit niet")
    away = "away", N_("Ben er zelf niet")
    other = "other", N_("Iets anders")


REASONS = {"declined": frozenset(NotTaken)}
HAND_OVER = Kind(
    "hand_over",
    N_("Overdracht"),
    (
        Step(
            PROPOSAL,
            N_("voorgesteld"),
            (RECEIVER,),
            (
                Answer(ACCEPTED, N_("overgenomen")),
                Answer("declined", N_("niet overgenomen"), reasons="declined"),
                Answer("withdrawn", N_("ingetrokken"), by=(SENDER,)),
            ),
        ),
    ),
)
