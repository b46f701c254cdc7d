"""The few shapes that a programme can have: which steps of a placement, and how they hang together. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.errors import N_
from webapp.placements.kind import (
    CONTRACT,
    DECISION,
    NOMINATION,
    OFFER,
    PLACED,
    PLACEMENT,
    REFERRAL,
    WAITING,
)
from webapp.trajectories.kinds import PARK, RESUME, TAKE_BACK


@dataclass(frozen=True)
class Shape:
    """A kind of programme.

    ``steps``: those that its placements go through. ``yes``: step → the answer that a yes to it means here.
    """

    word: str
    label: str
    hint: str
    steps: tuple[str, ...]
    yes: dict[str, str] = field(default_factory=dict)

    @property
    def has_line(self) -> bool:
        """True when people wait in a line for a place."""
        return WAITING in self.steps

    @property
    def leads_home(self) -> bool:
        """True when it leads to a home of one's own."""
        return NOMINATION in self.steps

    def meant(self, step: str, answer: str) -> str:
        """The answer that somebody means here."""
        return self.yes.get(step, answer) if answer == "yes" else answer

    def list_answers(self, step: str) -> list[str]:
        """The answers to a step, in order, that lead to a step of this shape or end it."""
        if step not in self.steps:
            return []
        found = [one for one in PLACEMENT.step(step).answers if one.to in ("", *self.steps)]
        forward = self.yes.get(step, found[0].word)
        skipped = {"yes", "waits", "begins", "nominates"} - {forward}
        if step == NOMINATION and WAITING not in self.steps:  # the home is the first place: none to go back to or leave
            skipped |= {"back", "exit"}
        elif step == NOMINATION:  # somebody with a place goes back to it or leaves it
            skipped |= {"withdrawn"}
        return [one.word for one in found if one.word not in skipped]

    def takes(self, step: str, answer: str) -> bool:
        """True for an answer that this shape knows at this step."""
        if answer == TAKE_BACK:
            return True
        if answer in (PARK, RESUME):
            return step in (DECISION, WAITING, NOMINATION)
        return answer in self.list_answers(step)


_PLACE = (REFERRAL, WAITING, OFFER, PLACED)
_HOME = (NOMINATION, CONTRACT)
_STRAIGHT = {REFERRAL: "waits"}
SHAPES: dict[str, Shape] = {
    one.word: one
    for one in (
        Shape(
            "assessed",
            N_("Met besluit en wachtlijst"),
            N_("beschermd wonen: besluit, wachtlijst, plek, en daarna een eigen woning"),
            (REFERRAL, DECISION, WAITING, OFFER, PLACED, *_HOME),
        ),
        Shape(
            "temporary_home",
            N_("Tijdelijke woning"),
            N_("voor spoed of na de opvang, tot een vaste dag"),
            (*_PLACE, *_HOME),
            _STRAIGHT,
        ),
        Shape(
            "track_home",
            N_("Woning in een spoor"),
            N_("interventiewoning: doorstroom of wijkongeschikt"),
            (REFERRAL, DECISION, WAITING, OFFER, PLACED, *_HOME),
        ),
        Shape(
            "home_first",
            N_("Eerst een woning"),
            N_("Housing First: geen voorwaarden vooraf, hulp zolang die nodig is"),
            _PLACE,
            _STRAIGHT,
        ),
        Shape(
            "home_contract",
            N_("Woning met contract"),
            N_("uitstroom: voordracht, woning, contract van huurder, verhuurder en zorg"),
            (REFERRAL, DECISION, NOMINATION, CONTRACT, PLACED),
            {DECISION: "nominates"},
        ),
        Shape(
            "support",
            N_("Ondersteuning"),
            N_("hulp zonder plek, zoals van een ervaringsdeskundige in de opvang"),
            (REFERRAL, PLACED),
            {REFERRAL: "begins"},
        ),
        Shape(
            "work_place",
            N_("Werkplek"),
            N_("werkervaringsplek bij een werkgever"),
            _PLACE,
            _STRAIGHT,
        ),
    )
}
