"""The words of mail: its kinds with what they say, and the states of a letter. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.errors import N_
from webapp.words import Worded


class LetterState(Worded):
    """``refused``: given up; this address does not work."""

    waiting = "waiting", N_("wacht")
    sent = "sent", N_("verstuurd")
    refused = "refused", N_("niet bezorgd")


@dataclass(frozen=True)
class LetterKind:
    """A kind of mail. ``subject`` takes the region; ``lead`` stands above the link. Neither says why or about whom."""

    word: str
    subject: str
    lead: str


CONFIRM = LetterKind(
    "confirm",
    N_("Klopt dit e-mailadres? Onderdak, %(region)s"),
    N_("Open deze link om te zeggen dat dit jouw e-mailadres is:"),
)
RESUME = LetterKind(
    "resume",
    N_("Je link van Onderdak, %(region)s"),
    N_("Met deze link ga je verder waar je was:"),
)
NEWS = LetterKind(
    "news",
    N_("Bericht van Onderdak, %(region)s"),
    N_("Er staat iets voor je klaar. Met deze link lees je het:"),
)
KINDS = {kind.word: kind for kind in (CONFIRM, RESUME, NEWS)}
FOOT = (
    N_("De link is alleen voor jou. Stuur deze mail niet door."),
    N_("Vroeg je hier niet om? Dan hoef je niets te doen."),
    N_("Op deze mail kun je niet antwoorden."),
)
