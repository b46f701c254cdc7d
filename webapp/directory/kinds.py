"""The words of the directory: needs, and the state of an entry."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class Need(Worded):
    """A need that an entry helps with; the order of the chips."""

    food = "food", N_("Eten")
    day_shelter = "day_shelter", N_("Inloop")
    washing = "washing", N_("Douche en kleren")
    doctor = "doctor", N_("Huisarts")
    dentist = "dentist", N_("Tandarts")
    mental_health = "mental_health", N_("Psychische hulp")
    addiction = "addiction", N_("Verslaving")
    debts = "debts", N_("Schulden")
    money = "money", N_("Geld en regelen")
    energy = "energy", N_("Energie thuis")
    work = "work", N_("Werk")
    legal = "legal", N_("Recht en papieren")
    housing = "housing", N_("Wonen")
    neighbourhood = "neighbourhood", N_("Wijkteam")
    home_support = "home_support", N_("Hulp aan huis")
    youth = "youth", N_("Jongeren")
    safety = "safety", N_("Veiligheid thuis")


class Status(Worded):
    """The state of an entry, in the words of HSDS 3.0. Only an active one is offered."""

    active = "active", N_("In gebruik")
    paused = "temporarily closed", N_("Tijdelijk dicht")
    stopped = "inactive", N_("Gestopt")
