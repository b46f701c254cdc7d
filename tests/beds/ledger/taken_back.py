"""The outcome of taking back a mistaken tick, decided on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.beds.ledger.decisions import ACCEPTED, refused
from tests.beds.ledger.model import Ask, Region, noon_after


def unarrive(region: Region, made: Ask) -> dict[str, Any]:
    """As if the guest had not been ticked off."""
    guest = next((guest for guest in region.guests.values() if guest.ask is made), None)
    if guest is not None:
        was_held = made.ended == guest.started
        if guest.ended is not None:
            return refused("left")
        if noon_after(made.night) <= region.now:
            return refused("over")
        if was_held and made.until and made.until > region.now and region.has_hold(made.client, made):
            return refused("already_held")
        made.ward.log = [entry for entry in made.ward.log if entry[0] != guest.started]
        made.ward.moves()
        del region.guests[guest.id]
        made.state = "held" if was_held else "no_show" if made.missed else "expired"
        made.ended = None if was_held else made.ended
        region.pass_time(timedelta())
    return {**ACCEPTED, "version": 1, "effect": region.effect(made)}
