"""The steps of a referral: sent → accepted or declined → arrived, not arrived, unknown. Pure."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.due.rules import Result, Rule
from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step
from webapp.words import Worded

SENDER, RECEIVER, EITHER, NOTER = "sender", "receiver", "either", "noter"
"""``receiver``: the organisation it was sent to, or the sender, who notes the answer of a place without users here.
``either``: both sides, because either may know that the person came. ``noter``: the sender to such a place, where an
arrival may be the first and only answer."""
SENT, ACCEPTED = "sent", "accepted"
OPEN = (SENT, ACCEPTED)


class Declined(Worded):
    """The reason that a place does not take someone."""

    full = "full", N_("Vol")
    waiting_list = "waiting_list", N_("Te lange wachtlijst")
    not_for_us = "not_for_us", N_("Past niet bij wat zij doen")
    area = "area", N_("Buiten hun gebied")
    known = "known", N_("Is daar al bekend")
    no_answer = "no_answer", N_("Niet te bereiken")
    other = "other", N_("Iets anders")


class NotArrived(Worded):
    """The reason that a person did not come."""

    did_not_want = "did_not_want", N_("Wilde toch niet")
    could_not = "could_not", N_("Kon er niet komen")
    forgot = "forgot", N_("Vergat het")
    out_of_sight = "out_of_sight", N_("Uit beeld")
    helped_elsewhere = "helped_elsewhere", N_("Ergens anders geholpen")
    turned_away = "turned_away", N_("Werd weggestuurd")
    other = "other", N_("Iets anders")


REASONS = {"declined": frozenset(Declined), "not_arrived": frozenset(NotArrived)}


def _outcomes(*by: str) -> tuple[Answer, ...]:
    return (
        Answer("arrived", N_("aangekomen"), by=by),
        Answer("not_arrived", N_("niet aangekomen"), reasons="not_arrived", by=by),
        Answer("unknown", N_("aankomst onbekend"), by=by),
    )


_WITHDRAW = Answer("withdrawn", N_("ingetrokken"), by=(SENDER,))
REFERRAL = Kind(
    "referral",
    N_("Doorverwijzing"),
    (
        Step(
            SENT,
            N_("verstuurd"),
            (RECEIVER,),
            (
                Answer("accepted", N_("aangenomen"), ACCEPTED),
                Answer("declined", N_("niet aangenomen"), reasons="declined"),
                *_outcomes(NOTER),
                _WITHDRAW,
            ),
        ),
        Step(ACCEPTED, N_("aangenomen"), (EITHER,), (*_outcomes(), _WITHDRAW)),
    ),
)

ASK_ANSWER = Rule(
    "referral_answer",
    N_("Vraag of ze deze persoon aannemen"),
    after=Term(working_days=3),
    permission=Permission.refer,
    outcomes=(Result("asked", N_("Gevraagd, nog geen antwoord"), again=Term(working_days=3)),),
    ends_itself=True,
)
ASK_ARRIVAL = Rule(
    "referral_arrival",
    N_("Vraag of deze persoon aankwam"),
    after=Term(days=7),
    permission=Permission.refer,
    outcomes=(Result("asked", N_("Gevraagd, nog niet bekend"), again=Term(days=7)),),
    ends_itself=True,
)
RULES = {SENT: ASK_ANSWER, ACCEPTED: ASK_ARRIVAL}
"""Step → the reminder to its sender; practice: a call after three working days, and a week."""
