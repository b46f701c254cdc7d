"""Two people with the same form: what each of them changed is written, and nobody undoes the other. Pure."""

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
    """What should stand: where this person changed what was shown that, everywhere else what stands there by now.

    Of a list each member is changed by itself, so two people may both add one.

    Raises:
        Invalid: at each field that a colleague made something else of meanwhile (``changed``).
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
    """What stands there by now, with what this person added and without what they took away."""
    shown, chosen = list(was), list(typed)
    kept = [one for one in stands if one in chosen or one not in shown]
    return kept + [one for one in chosen if one not in shown and one not in kept]


def _told(now: Any) -> str:
    """A colleague's value in a sentence; of a choice only that it was made."""
    if now is None:
        return _EMPTY
    if isinstance(now, date):
        return Bounded(_NOW, now=f"{now:%d-%m-%Y}")
    return Bounded(_NOW, now=now) if isinstance(now, (str, int)) and not isinstance(now, Enum) else _OTHER
