"""The way of one youth: first contact → trust → accepted help → shelter or home → aftercare. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step
from webapp.words import Worded

WORKER = "worker"
LOST = "lost"


class Lost(Worded):
    """The reason that a way ended before its end."""

    out_of_sight = "out_of_sight", N_("Uit beeld")
    unwilling = "unwilling", N_("Wil geen hulp")
    moved_away = "moved_away", N_("Verhuisd naar een andere regio")
    helped_elsewhere = "helped_elsewhere", N_("Wordt elders geholpen")
    in_custody = "in_custody", N_("Zit vast of is opgenomen")


_LOST = Answer(LOST, N_("gestopt"), reasons=LOST)
OUTREACH = Kind(
    "outreach",
    N_("Van eerste contact tot nazorg"),
    (
        Step("contact", N_("eerste contact"), (WORKER,), (Answer("trusts", N_("vertrouwen"), "trust"), _LOST)),
        Step("trust", N_("vertrouwen"), (WORKER,), (Answer("accepted", N_("hulp aanvaard"), "help"), _LOST)),
        Step(
            "help",
            N_("hulp aanvaard"),
            (WORKER,),
            (Answer("sheltered", N_("naar opvang"), "shelter"), Answer("housed", N_("naar een huis"), "home"), _LOST),
        ),
        Step(
            "shelter",
            N_("in opvang"),
            (WORKER,),
            (Answer("housed", N_("naar een huis"), "home"), Answer("followed", N_("nazorg"), "aftercare"), _LOST),
        ),
        Step("home", N_("in een huis"), (WORKER,), (Answer("followed", N_("nazorg"), "aftercare"), _LOST)),
        Step(
            "aftercare",
            N_("nazorg"),
            (WORKER,),
            (Answer("done", N_("afgerond")), Answer("again", N_("opnieuw zonder plek"), "help"), _LOST),
        ),
    ),
)
STEPS = tuple(step.word for step in OUTREACH.steps)
