"""Why somebody has no proposal, and what would change that, in words that name nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask_babel import gettext, ngettext

from webapp.errors import N_
from webapp.rooms.matching.service import RULES
from webapp.web.dates import day

if TYPE_CHECKING:
    from webapp.rooms.matching.openings import Opening

PARTS = {
    "attention": (N_("Aandacht"), N_("biedt de verhuurder wat de jongere vraagt")),
    "rent": (N_("Huur"), N_("hoeveel er van de hoogste huur overblijft")),
    "empty": (N_("Leegstand"), N_("hoe kort de kamer leeg staat")),
    "stay": (N_("Duur"), N_("hoe lang de jongere kan blijven")),
    "waiting": (N_("Wachttijd"), N_("hoe lang de jongere al wacht")),
    "scarce_youth": (N_("Weinig kamers"), N_("een jongere voor wie weinig kamers passen gaat voor")),
    "scarce_room": (N_("Weinig jongeren"), N_("een kamer waar weinig jongeren in passen gaat voor")),
    "travel": (N_("Afstand"), N_("hoe dicht de kamer bij school of werk is, hemelsbreed")),
}
"""The weights on a screen: name, and what they weigh."""


def rooms_kept_away(excluded: Mapping[str, int]) -> str:
    """'huur (4 kamers), gemeente (2 kamers)'."""
    return _listed(excluded, lambda number: ngettext("%(num)s kamer", "%(num)s kamers", number))


def youths_kept_away(excluded: Mapping[str, int]) -> str:
    """'huur (4 jongeren), leeftijd (1 jongere)'."""
    return _listed(excluded, lambda number: ngettext("%(num)s jongere", "%(num)s jongeren", number))


def _listed(excluded: Mapping[str, int], say: Callable[[int], str]) -> str:
    counted = sorted(excluded.items(), key=lambda item: -item[1])
    return ", ".join(f"{gettext(RULES[rule]).lower()} ({say(number)})" for rule, number in counted)


def change_words(opening: Opening, max_rent: int, place: str) -> str:
    """The change of wishes: 'met € 25 meer per maand en als Huizen ook mag'. ``place``: the room's municipality."""
    said = []
    if opening.max_rent is not None:
        said.append(gettext("met € %(more)s meer per maand", more=opening.max_rent - max_rent))
    if opening.from_date:
        said.append(gettext("als het vanaf %(day)s mag", day=day(opening.from_date)))
    if opening.municipality:
        said.append(gettext("als %(place)s ook mag", place=place))
    if opening.furthest_km is not None:
        said.append(gettext("als school of werk hemelsbreed %(km)s km ver mag zijn", km=opening.furthest_km))
    if opening.without_pets:
        said.append(gettext("zonder eigen huisdier"))
    if opening.without_smoking:
        said.append(gettext("zonder roken in huis"))
    return gettext(" en ").join(said)


def opening_sentence(opening: Opening | None, max_rent: int, place: str, passed_over: int) -> str:
    """What the smallest change would bring, for the coordinator. ``passed_over``: the rooms that fit already."""
    if opening is None and passed_over:
        return gettext("Er is een kamer te weinig: met een andere wens zou alleen een ander afvallen.")
    if opening is None:
        return no_opening()
    change = change_words(opening, max_rent, place)
    if opening.makes_pair:
        return gettext("Er komt een voorstel %(change)s.", change=change)
    return gettext("Er past een kamer %(change)s, maar dan kies je tussen twee jongeren.", change=change)


def no_opening() -> str:
    """No wish that can change opens a room."""
    return gettext(
        "Ook met meer huur, later, verder weg, een andere gemeente, of zonder dier of rook past er geen kamer."
    )
