"""How far a room is from school or work: as the crow flies, between the middles of towns. Pure.

The middle of a municipality is that of its largest town, where most schools and work are, read to a hundredth of a
degree (about a kilometre); our own reading of 2026. A distance says whether something is near, not how long the way is.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from webapp.text import fold, in_order

_EARTH_KM = 6371
MIDDLES = {
    "Almere": (52.37, 5.22),
    "Amersfoort": (52.16, 5.39),
    "Amsterdam": (52.37, 4.90),
    "Baarn": (52.21, 5.29),
    "Blaricum": (52.27, 5.24),
    "Bunschoten": (52.25, 5.38),
    "De Bilt": (52.13, 5.20),
    "Diemen": (52.34, 4.96),
    "Dronten": (52.52, 5.72),
    "Eemnes": (52.25, 5.26),
    "Ermelo": (52.30, 5.62),
    "Gooise Meren": (52.27, 5.16),
    "Harderwijk": (52.34, 5.62),
    "Hilversum": (52.22, 5.18),
    "Huizen": (52.30, 5.24),
    "Kampen": (52.56, 5.91),
    "Laren": (52.26, 5.23),
    "Lelystad": (52.51, 5.47),
    "Nijkerk": (52.22, 5.49),
    "Noordoostpolder": (52.71, 5.75),
    "Soest": (52.17, 5.30),
    "Steenwijkerland": (52.79, 6.12),
    "Stichtse Vecht": (52.14, 5.04),
    "Urk": (52.66, 5.60),
    "Utrecht": (52.09, 5.12),
    "Weesp": (52.31, 5.04),
    "Wijdemeren": (52.22, 5.11),
    "Zeewolde": (52.33, 5.54),
    "Zwolle": (52.51, 6.09),
}
"""Municipality (and Weesp, which was one) → degrees north and east: two regions and what lies around them."""
TOWNS = tuple(in_order(MIDDLES))
_FOLDED = {fold(name): middle for name, middle in MIDDLES.items()}


def km_between(one: str, other: str) -> int | None:
    """Whole kilometres between two municipalities; 0 within one, None where one of them is not in the table."""
    here, there = _FOLDED.get(fold(one)), _FOLDED.get(fold(other))
    if here is None or there is None:
        return 0 if one and fold(one) == fold(other) else None
    (north, east), (other_north, other_east) = (tuple(map(radians, middle)) for middle in (here, there))
    straight = sin((other_north - north) / 2) ** 2
    straight += cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return round(2 * _EARTH_KM * asin(sqrt(straight)))
