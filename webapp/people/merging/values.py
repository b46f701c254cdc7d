"""The fields of two records that become one. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

CHOSEN = ("name", "alias", "birth_year", "legal_basis", "municipality")
"""Fields of which a person chooses one value."""
FIELDS = (*CHOSEN, "contact_ways", "whereabouts", "quiet", "quiet_since")
"""Every field that a merge may change."""
HIDDEN = "hidden"


def joined(stays: Mapping[str, Any], goes: Mapping[str, Any], take: Collection[str]) -> dict[str, Any]:
    """The values of the merged record that differ from those of the one that stays.

    An empty field is filled from the one that goes, ways to reach somebody are added, a safety flag wins, and so does
    a state that silences reminders.
    """
    wanted: dict[str, Any] = {}
    for field in CHOSEN:
        takes = field in take and goes[field] not in (None, "")
        wanted[field] = goes[field] if takes or stays[field] in (None, "") else stays[field]
    ways = [way for way in goes["contact_ways"] if way not in stays["contact_ways"]]
    wanted["contact_ways"] = [*stays["contact_ways"], *ways]
    wanted["whereabouts"] = HIDDEN if HIDDEN in (stays["whereabouts"], goes["whereabouts"]) else stays["whereabouts"]
    silent = stays if stays["quiet"] != "none" else goes
    wanted |= {"quiet": silent["quiet"], "quiet_since": silent["quiet_since"]}
    return {field: value for field, value in wanted.items() if value != stays[field]}


def parted(present: Mapping[str, Any], made: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """The values that an undo puts back: of each field that the merge changed (before, after) and nobody since then.

    Of a list only what the merge added goes, whatever else came or went.
    """
    back: dict[str, Any] = {}
    for field, (before, after) in made.items():
        now = present[field]
        if isinstance(after, list):
            added = [one for one in after if one not in (before or [])]
            back[field] = [one for one in now if one not in added]
        elif now == after:
            back[field] = before
    return {field: value for field, value in back.items() if value != present[field]}
