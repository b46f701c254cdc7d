"""The steps of a match: proposal → introduction → thinking, sealed → contract. Pure."""

from __future__ import annotations

from datetime import timedelta

from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step

YOUTH, HOST, COORDINATOR = "youth", "host", "coordinator"
PARTIES = {YOUTH: N_("jongere"), HOST: N_("verhuurder"), COORDINATOR: N_("coördinator")}
PROPOSAL, INTRODUCTION, THINKING, CONTRACT = "proposal", "introduction", "thinking", "contract"
LIVE = (PROPOSAL, INTRODUCTION, THINKING, CONTRACT)
NO, STOPPED, SIGNED, PARKED = "no", "stopped", "signed", "parked"
THINKS = timedelta(hours=24)
"""Everybody thinks for a day after the introduction; nobody reads the other's answer before that."""
_NO = Answer(NO, N_("nee gezegd"), reasons="no")
_STOP = Answer(STOPPED, N_("gestopt"), reasons="stopped", by=(COORDINATOR, YOUTH, HOST))
MATCH = Kind(
    "match",
    N_("Match"),
    (
        Step(
            PROPOSAL,
            N_("voorstel"),
            (YOUTH, HOST),
            (Answer("yes", N_("ja gezegd"), INTRODUCTION), _NO, _STOP),
            within=timedelta(days=7),
        ),
        Step(
            INTRODUCTION,
            N_("kennismaking"),
            (COORDINATOR,),
            (Answer("met", N_("kennisgemaakt"), THINKING), _NO, _STOP),
            within=timedelta(days=14),
        ),
        Step(
            THINKING,
            N_("bedenktijd"),
            (YOUTH, HOST),
            (Answer("yes", N_("ja gezegd"), CONTRACT), _NO, _STOP),
            within=THINKS,
            sealed=THINKS,
        ),
        Step(
            CONTRACT,
            N_("contract"),
            (COORDINATOR,),
            (Answer(SIGNED, N_("contract getekend")), _NO, _STOP),
            within=timedelta(days=14),
        ),
    ),
    parking="parked",
    parked_by=(COORDINATOR,),
)
ESCALATES = timedelta(days=3)
"""So long after its date a match that stands still is shown to every coordinator of the region."""
