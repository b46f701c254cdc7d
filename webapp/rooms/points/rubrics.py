"""The rubrics and their points, as data: the phone gets the same numbers (``as_data``). Pure.

Source: Huurcommissie, beleidsboek onzelfstandige woonruimten, januari 2026. Points per square metre are hundredths of a
point; other points are quarters. Rubrics that are not asked count as their lowest, like an answer that nobody knows.
"""

from __future__ import annotations

from typing import Any

from webapp.errors import N_
from webapp.words import Worded

SOURCE = "Huurcommissie, beleidsboek onzelfstandige woonruimten, januari 2026"


class Rubric(Worded):
    """The thirteen rubrics, in their order; the number of the policy book is its hint."""

    rooms = "rooms", N_("Kamers"), "1"
    other_rooms = "other_rooms", N_("Overige ruimten"), "2"
    heating = "heating", N_("Verwarming"), "3"
    energy = "energy", N_("Energie"), "4"
    kitchen = "kitchen", N_("Keuken"), "5"
    sanitary = "sanitary", N_("Badkamer en wc"), "6"
    outside = "outside", N_("Buitenruimte"), "8"
    shared_inside = "shared_inside", N_("Ruimten gedeeld met andere adressen"), "9"
    parking = "parking", N_("Parkeerplaats"), "10"
    woz = "woz", N_("WOZ-waarde"), "11"
    care_home = "care_home", N_("Zorgwoning"), "12"
    drawbacks = "drawbacks", N_("Aftrek"), "13"
    monument = "monument", N_("Monument"), "14"


class Label(Worded):
    """The energy label of the home."""

    a4 = "a4", "A++++"
    a3 = "a3", "A+++"
    a2 = "a2", "A++"
    a1 = "a1", "A+"
    a = "a", "A"
    b = "b", "B"
    c = "c", "C"
    d = "d", "D"
    e = "e", "E"
    f = "f", "F"
    g = "g", "G"


class Worktop(Worded):
    """The length of the kitchen worktop."""

    under_1 = "under_1", N_("Korter dan 1 meter")
    to_2 = "to_2", N_("1 tot 2 meter")
    to_3 = "to_3", N_("2 tot 3 meter")
    over_3 = "over_3", N_("Langer dan 3 meter")


class Sanitary(Worded):
    """Sanitary fittings that the youth may use."""

    toilet = "toilet", N_("Apart toilet")
    toilet_in_bathroom = "toilet_in_bathroom", N_("Toilet in de badkamer")
    basin = "basin", N_("Wastafel")
    shower = "shower", N_("Douche")
    bath = "bath", N_("Bad")


class Drawback(Worded):
    """Drawbacks that cost points; ``none`` says that there is no such one."""

    none = "none", N_("Niets hiervan")
    through_host = "through_host", N_("Je komt er alleen door de woon- of slaapkamer van de verhuurder")
    small_window = "small_window", N_("Er is minder dan 0,75 m² glas")
    high_sill = "high_sill", N_("Het laagste raam begint hoger dan 1,60 m")


class Heated(Worded):
    """Heating in the youth's own room."""

    yes = "yes", N_("Ja")
    no = "no", N_("Nee")


class Woz(Worded):
    """The value of the home per square metre, beside the mean of its area."""

    above = "above", N_("Meer dan een tiende erboven")
    mean = "mean", N_("Ongeveer gelijk")
    below = "below", N_("Meer dan een tiende eronder")


ENERGY: dict[str, int] = {
    "a4": 100, "a3": 95, "a2": 85, "a1": 75, "a": 65, "b": 50, "c": 35, "d": 20, "e": -5, "f": -10, "g": -15,
}  # fmt: skip
"""Hundredths of a point per m²."""
BUILT: tuple[tuple[int, int], ...] = ((2002, 65), (2000, 50), (1992, 35), (1984, 20), (1979, -5), (1977, -10), (0, -15))
"""Without a label: built in this year or later."""
UNKNOWN_ENERGY = -15
WORKTOP: dict[str, int] = {"under_1": 0, "to_2": 4, "to_3": 7, "over_3": 10}
SANITARY: dict[str, int] = {"toilet": 3, "toilet_in_bathroom": 2, "basin": 1, "shower": 3, "bath": 5}
BOTH_BATHS = 6
"""Shower and bath together, instead of 3 and 5."""
HEATED: dict[str, int] = {"yes": 2, "no": 0}
WOZ: dict[str, int] = {"above": 14, "mean": 12, "below": 10}
DRAWBACK = 4
SMALLEST_ROOM, SMALL_ROOM = 400, 800
"""Hundredths of a m²: under the first no room at all, under the second a deduction."""
OUTSIDE = {"own": 35, "own_base": 2, "shared": 75, "most": 15}
WOZ_MEANS: tuple[tuple[str, int, int], ...] = (
    ("Gooi en Vechtstreek", 2025, 5100),
    ("Flevoland", 2025, 3310),
    ("Utrecht", 2025, 4684),
    ("Groot-Amsterdam", 2025, 6378),
)
"""Area, valuation, euros per m²; shown beside the question."""
BEST: dict[str, Any] = {
    "room_m2": 1400,
    "sharers": 2,
    "label": "a4",
    "worktop": "over_3",
    "sanitary": ["toilet", "basin", "shower", "bath"],
    "drawbacks": ["none"],
    "heated": "yes",
    "living_m2": 2000,
    "heated_rooms": 3,
    "outside_m2": 4000,
    "woz": "above",
}
"""The answer to try for 'what would change it most', in the order of the questions; of a size a usual one."""
IMPROVES: frozenset[str] = frozenset({"label", "worktop", "sanitary", "drawbacks", "heated", "heated_rooms"})
"""Known answers that work on the home can change."""


def as_data() -> dict[str, Any]:
    """Every number here, for the phone."""
    return {
        "energy": ENERGY,
        "built": BUILT,
        "unknownEnergy": UNKNOWN_ENERGY,
        "worktop": WORKTOP,
        "sanitary": SANITARY,
        "bothBaths": BOTH_BATHS,
        "heated": HEATED,
        "woz": WOZ,
        "drawback": DRAWBACK,
        "smallestRoom": SMALLEST_ROOM,
        "smallRoom": SMALL_ROOM,
        "outside": OUTSIDE,
        "best": BEST,
        "improves": sorted(IMPROVES),
    }
