"""The reasons of a no, of an end, and of a pause. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.rooms.pairs.kind import HOST, NO, PARKED, STOPPED, YOUTH
from webapp.words import Worded


class NoReason(Worded):
    """The reason of a no. The pilot's evaluation could not count these; the minister names privacy first."""

    privacy = "privacy", N_("Verlies van privacy")
    landlord = "landlord", N_("Bank of verhuurder vindt het niet goed")
    benefits = "benefits", N_("Gevolgen voor toeslag, uitkering of belasting")
    house_mates = "house_mates", N_("Huisgenoten willen het niet")
    no_click = "no_click", N_("Geen klik")
    house_rules = "house_rules", N_("De huisregels passen niet")
    attention = "attention", N_("Zoekt andere aandacht")
    too_far = "too_far", N_("Te ver van school of werk")
    too_expensive = "too_expensive", N_("De huur is te hoog")
    dates = "dates", N_("De periode past niet")
    found_elsewhere = "found_elsewhere", N_("Heeft iets anders gevonden")
    room_needed = "room_needed", N_("De kamer is niet meer vrij")
    changed_mind = "changed_mind", N_("Bedacht zich")
    no_reply = "no_reply", N_("Geen antwoord gekregen")
    other = "other", N_("Iets anders")


class StopReason(Worded):
    """The reason that a match ends without an answer."""

    host_stopped = "host_stopped", N_("De verhuurder stopt of pauzeert")
    youth_stopped = "youth_stopped", N_("De jongere zoekt niet meer")
    no_reply = "no_reply", N_("Geen antwoord gekregen")
    not_safe = "not_safe", N_("Niet veilig genoeg")
    mistake = "mistake", N_("Per ongeluk voorgesteld")
    other = "other", N_("Iets anders")


class ParkReason(Worded):
    """The reason that a match waits until a day. About nobody's health: what it is stays between people."""

    away = "away", N_("Iemand is weg of kan even niet")
    papers = "papers", N_("Wacht op papieren of toestemming")
    not_ready = "not_ready", N_("De kamer is nog niet klaar")
    support = "support", N_("De begeleiding moet nog beginnen")
    time_to_think = "time_to_think", N_("Iemand wil er langer over nadenken")
    other = "other", N_("Iets anders")


_ALIKE = (NoReason.no_click, NoReason.privacy, NoReason.house_rules, NoReason.dates)
_HOSTS = (NoReason.landlord, NoReason.benefits, NoReason.house_mates, NoReason.room_needed)
_YOUTHS = (NoReason.too_far, NoReason.too_expensive, NoReason.attention, NoReason.found_elsewhere)
_LAST = (NoReason.changed_mind, NoReason.other)
OWN_REASONS = {HOST: (*_ALIKE, *_HOSTS, *_LAST), YOUTH: (*_ALIKE, *_YOUTHS, *_LAST)}
"""Party → the reasons it is offered; a coordinator, who also notes a silence, is offered all."""

HOUSE: dict[str, tuple[Worded, ...]] = {
    NO: tuple(NoReason),
    STOPPED: tuple(StopReason),
    PARKED: tuple(ParkReason),
}
"""Answer → the reasons of the house; a region adds its own, and ends what it does not use."""
