"""The words of screening. Debts and addiction are in none of them: a host's wish about those is not kept."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class Check(Worded):
    """What a visitor looks at and talks about."""

    room = "room", N_("Kamer gezien: licht, warm, droog")
    lock = "lock", N_("De kamer kan op slot")
    smoke_alarm = "smoke_alarm", N_("Er hangt een rookmelder")
    motive = "motive", N_("Waarom de verhuurder dit wil")
    attention = "attention", N_("Welke aandacht, en hoeveel")
    privacy = "privacy", N_("Wat het doet met rust en privacy in huis")
    house_mates = "house_mates", N_("De andere bewoners vinden het goed")
    house_rules = "house_rules", N_("Huisregels besproken")
    money = "money", N_("Huur, belasting, toeslagen en uitkering besproken")
    support = "support", N_("Uitgelegd wie de jongere begeleidt, en wie je belt")


class Consent(Worded):
    """Consent to let the room, of the landlord or of the mortgage lender."""

    not_needed = "not_needed", N_("Niet nodig: eigen huis zonder hypotheek")
    lender = "lender", N_("Ja, van de hypotheekverstrekker")
    landlord = "landlord", N_("Ja, van de verhuurder van het huis")
    waiting = "waiting", N_("Gevraagd, nog geen antwoord")


class Decision(Worded):
    """The end of a screening."""

    accepted = "accepted", N_("kan verhuren")
    declined = "declined", N_("past niet")


class ParkReason(Worded):
    """Why a host waits."""

    papers = "papers", N_("Wacht op papieren")
    away = "away", N_("Op reis of op vakantie")
    illness = "illness", N_("Ziekte of zorg")
    building = "building", N_("Verbouwing of verhuizing")
    thinking = "thinking", N_("Wil er nog over nadenken")
    other = "other", N_("Anders")
