"""The numbers for a young person in danger. Veilig Thuis is national; a region brings its own crisis service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp import clock
from webapp.accounts.models import Region
from webapp.errors import N_

ADULT = 18
_EITHER_WAY = (18, 24)
"""Years in which the birthday decides between two age groups."""


@dataclass(frozen=True)
class CrisisLine:
    """One number to call, with its purpose."""

    name: str
    phone: str
    text: str


VEILIG_THUIS = CrisisLine(N_("Veilig Thuis"), "0800 2000", N_("dag en nacht, gratis"))


def crisis_lines(region: Region) -> list[CrisisLine]:
    """The numbers for a person under 18 in this region; the region's own service comes first."""
    own = CrisisLine(N_("Crisisdienst jeugd"), region.youth_crisis_phone, N_("dag en nacht"))
    return [own, VEILIG_THUIS] if own.phone else [VEILIG_THUIS]


def may_be_minor(birth_year: int | None, on: date | None = None) -> bool:
    """True when a person of this birth year may be under 18 that day, or today (the birthday is not known)."""
    return birth_year is not None and (on or clock.today()).year - birth_year <= ADULT


def age_group(birth_year: int | None) -> str:
    """The age group of this birth year, in the words of a bed request; '' when the year leaves it open."""
    years = clock.today().year - birth_year if birth_year else None
    if years is None or years in _EITHER_WAY:
        return ""
    return "minor" if years < min(_EITHER_WAY) else "18-23" if years < max(_EITHER_WAY) else "adult"
