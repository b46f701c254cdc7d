"""The rent of a room against its maximum. Pure.

The maximum holds for the bare rent. A rent without parts counts whole: nobody knows what of it is service costs. A room
without a count has no maximum here, so nothing is refused.
"""

from __future__ import annotations

from webapp.errors import N_, Invalid
from webapp.rooms.points.calculator import Count
from webapp.validation import Bounded

_TOO_HIGH = N_(
    "De kale huur mag hoogstens € %(most)s zijn: de kamer telt %(points)s punten. Klopt de telling niet, verbeter die "
    "dan eerst."
)
_NO_PARTS = N_(
    "Kaal mag de huur hoogstens € %(most)s zijn: de kamer telt %(points)s punten. Vul de kale huur en de servicekosten "
    "apart in, of vraag minder."
)


def bare_part(rent: int, bare_rent: int | None, service_costs: int | None) -> int:
    """The bare rent in euros, as far as known: without parts the whole rent."""
    return bare_rent if bare_rent is not None else rent - (service_costs or 0)


def euros_over(count: Count | None, rent: int, bare_rent: int | None, service_costs: int | None) -> int:
    """The euros by which a rent passes the maximum; 0 when it does not, or without a count."""
    return max(0, bare_part(rent, bare_rent, service_costs) - count.max_euros) if count else 0


def require_lawful(count: Count | None, rent: int, bare_rent: int | None, service_costs: int | None) -> None:
    """Refuse a rent above the maximum.

    Raises:
        Invalid: at the bare rent, or at the rent when it has no parts.
    """
    if count and euros_over(count, rent, bare_rent, service_costs):
        field, said = ("rent", _NO_PARTS) if bare_rent is None else ("bare_rent", _TOO_HIGH)
        raise Invalid({field: Bounded(said, most=count.max_euros, points=count.points)})
