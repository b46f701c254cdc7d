"""Merges two edits of one form: each person's changes are written, and neither undoes the other's. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from webapp.errors import N_, Invalid
from webapp.text import as_typed
from webapp.validation import Bounded

_NOW = N_("Een collega veranderde dit intussen. Er staat nu: %(now)s. Bewaar het zo nodig opnieuw.")
_EMPTY = N_("Een collega veranderde dit intussen. Er staat nu niets. Bewaar het zo nodig opnieuw.")
_OTHER = N_("Een collega veranderde dit intussen. Kijk wat er nu staat, en bewaar het zo nodig opnieuw.")


def merged(was: Mapping[str, Any], typed: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """The merged record: this person's changes; every other field as it is now in the store.

    A list is merged per member, so two people may both add one.

    Raises:
        Invalid: ``changed``, at each field that a colleague changed to another value meanwhile.
    """
    found, clashes = {field: as_typed(now) for field, now in stands.items()}, {}
    for field, now in list(found.items()):
        if isinstance(now, list):
            found[field] = members(was[field], typed[field], now)
        elif typed[field] != was[field]:
            found[field] = typed[field]
            if now not in (was[field], typed[field]):
                clashes[field] = _told(now)
    if clashes:
        raise Invalid(clashes, "changed")
    return found


def members(was: Iterable[Any], typed: Iterable[Any], stands: Iterable[Any]) -> list[Any]:
    """The list in the store, with the members this person added and without those they removed."""
    shown, chosen = list(was), list(typed)
    kept = [one for one in stands if one in chosen or one not in shown]
    return kept + [one for one in chosen if one not in shown and one not in kept]


def _told(now: Any) -> str:
    """Say a colleague's value in a sentence; of a choice only that it was made."""
    if now is None:
        return _EMPTY
    if isinstance(now, date):
        return Bounded(_NOW, now=f"{now:%d-%m-%Y}")
    return Bounded(_NOW, now=now) if isinstance(now, (str, int)) and not isinstance(now, Enum) else _OTHER
