"""Three kinds of trajectories to try the rules on: one line, two who must agree, and a way that can be parked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.trajectories.kinds import Answer, Kind, Step


@dataclass
class Taken:
    """An answer that was given."""

    step: str
    answer: str
    party: str
    at: datetime
    reason: str = ""
    until: date | None = None


MATCH = Kind(
    "match",
    "Match",
    (
        Step(
            "proposal",
            "Voorstel",
            ("youth", "host"),
            (
                Answer("yes", "Ja", "introduction"),
                Answer("no", "Nee", reasons="no_match"),
                Answer("withdrawn", "Ingetrokken", reasons="no_match", by=("coordinator",)),
            ),
            timedelta(days=5),
        ),
        Step(
            "introduction",
            "Kennismaking",
            ("coordinator",),
            (Answer("met", "Geweest", "thinking"), Answer("no", "Ging niet door", reasons="no_match")),
            timedelta(days=14),
        ),
        Step(
            "thinking",
            "Bedenktijd",
            ("youth", "host"),
            (Answer("yes", "Ja", "contract"), Answer("no", "Nee", reasons="no_match")),
            timedelta(days=3),
            sealed=timedelta(hours=24),
        ),
        Step("contract", "Huurcontract", ("coordinator",), (Answer("signed", "Getekend"),)),
    ),
)
PLACEMENT = Kind(
    "placement",
    "Plaatsing",
    (
        Step("referral", "Aanmelding", ("referrer",), (Answer("complete", "Compleet", "waiting"),)),
        Step(
            "waiting",
            "Wachtlijst",
            ("officer",),
            (Answer("offer", "Plek aanbieden", "offer"), Answer("left", "Van de lijst", reasons="left")),
            timedelta(weeks=6),
        ),
        Step(
            "offer",
            "Aanbod",
            ("client",),
            (Answer("yes", "Ja"), Answer("no", "Nee", "waiting", reasons="declined")),
            timedelta(days=7),
        ),
    ),
    parking="parked",
)
SIGNING = Kind(
    "signing",
    "Tekenen",
    (Step("contract", "Contract", ("tenant", "landlord", "care"), (Answer("signed", "Ja"), Answer("no", "Nee"))),),
)
KINDS = (MATCH, PLACEMENT, SIGNING)
REASONS = {"no_match": {"smoke"}, "left": {"moved"}, "declined": {"far"}, "parked": {"hospital"}}
