"""A tenancy as its coordinator begins it."""

from __future__ import annotations

from typing import Any

from tests.rooms.matches.acts import Match
from tests.rooms.walk import faults

START = "2027-01-01"


def contract(**more: Any) -> dict[str, Any]:
    """An open-ended contract, as the form sends it."""
    return {"ground": "open_ended", "starts_on": START, "end": "", "rent": "450", "house_rules": "Samen koken"} | more


def begin(match: Match, **more: Any) -> str:
    """The address of the tenancy of a match."""
    made = match.coordinator.post(f"/kamers/huur/nieuw/{match.id}", data=contract(**more))
    assert made.status_code == 303, faults(made.text)
    return str(made.location)
