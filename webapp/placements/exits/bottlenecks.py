"""What a nomination waits for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from webapp.errors import N_
from webapp.placements.kind import CARE, CONTRACT, LANDLORD, TENANT
from webapp.words import Worded


class Waits(Worded):
    """The thing that a nomination waits for."""

    no_home = "no_home", N_("Er is geen woning in de gevraagde gemeente")
    offer = "offer", N_("Er is een woning vrij, nog niet aangeboden")
    tenant = "tenant", N_("Handtekening van de huurder")
    landlord = "landlord", N_("Handtekening van de verhuurder")
    care = "care", N_("Handtekening van de zorg")
    parked = "parked", N_("Geparkeerd")


_SIGNS = ((LANDLORD, Waits.landlord), (CARE, Waits.care), (TENANT, Waits.tenant))


def waits_for(state: str, town: str, signed: Collection[str], free: Mapping[str, int], *, is_parked: bool) -> Waits:
    """What somebody at a step waits for. ``town``: where they want to live, '' for anywhere; ``free``: by municipality.

    Of several signatures the landlord's is told first: that one comes from outside.
    """
    if is_parked:
        return Waits.parked
    if state == CONTRACT:
        return next((wait for party, wait in _SIGNS if party not in signed), Waits.tenant)
    number = free.get(town, 0) if town else sum(free.values())
    return Waits.offer if number > 0 else Waits.no_home
