"""The words of tenancies, and the months of their evaluations. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.due.days import add_months
from webapp.errors import N_
from webapp.words import Worded

RUNNING, ENDED = "running", "ended"
EVALUATED_AFTER = (1, 3, 6, 12, 18, 24)
"""Months after the first day; practice. An open-ended tenancy goes on without, on demand."""
SUPPORT_MONTHS = 6
"""The care worker supports so long, then on demand; practice."""
BUDDY_BEFORE = timedelta(days=7)
"""A neighbourhood buddy is found so long before the first day, where the host does not live in."""
SOON = {
    "notice": timedelta(days=60),
    "end": timedelta(days=90),
    "evaluation": timedelta(days=7),
    "buddy": timedelta(days=14),
}
"""So long before its day a thing stands on the coordinator's first page."""


class State(Worded):
    """The state of a tenancy."""

    running = RUNNING, N_("loopt")
    ended = ENDED, N_("afgelopen")


class Grade(Worded):
    """The answer to an evaluation."""

    good = "good", N_("Goed")
    so_so = "so_so", N_("Gaat wel")
    bad = "bad", N_("Niet goed")


class Signal(Worded):
    """A sign that something is wrong. Nothing on debts, care or addiction: those belong with the care worker."""

    rent_late = "rent_late", N_("De huur kwam te laat")
    quarrel = "quarrel", N_("Ruzie in huis")
    rules = "rules", N_("Huisregels lopen niet")
    repair = "repair", N_("Iets kapot in de kamer")
    contact = "contact", N_("Lang niets gehoord")
    other = "other", N_("Iets anders")


class EndReason(Worded):
    """The reason that a tenancy ends."""

    term_over = "term_over", N_("De termijn was om")
    youth_left = "youth_left", N_("De jongere wilde weg")
    host_gave_notice = "host_gave_notice", N_("De verhuurder zegde op")
    quarrel = "quarrel", N_("Het samenwonen ging niet")
    rent = "rent", N_("De huur werd niet betaald")
    room_needed = "room_needed", N_("De kamer was zelf nodig")
    other = "other", N_("Iets anders")


class Went(Worded):
    """The place that the youth went to."""

    own_home = "own_home", N_("Eigen woning")
    other_room = "other_room", N_("Andere kamer, zelf gevonden")
    looks_again = "looks_again", N_("Zoekt hier weer een kamer")
    family = "family", N_("Familie of vrienden")
    supported = "supported", N_("Begeleid of beschermd wonen")
    shelter = "shelter", N_("Opvang")
    street = "street", N_("Geen plek")
    unknown = "unknown", N_("Onbekend")


def evaluation_days(starts_on: date, ends_on: date | None) -> list[date]:
    """The days of its evaluations, up to its last day."""
    days = [add_months(starts_on, months) for months in EVALUATED_AFTER]
    return [day for day in days if ends_on is None or day <= ends_on]


def next_evaluation(starts_on: date, ends_on: date | None, done: date | None) -> date | None:
    """The first evaluation after the last one that both sides answered."""
    return next((day for day in evaluation_days(starts_on, ends_on) if done is None or day > done), None)
