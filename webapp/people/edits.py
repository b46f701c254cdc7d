"""The rule of every edit: other fields merge, the same field is a conflict a person settles.

``from`` is the value the person saw. If the store still has it, the change is made; if the store already has the wanted
value, nothing happens (so an edit that is sent twice is made once); if someone else made it another value, nothing of
the edit is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from webapp.errors import N_, Conflict, Invalid
from webapp.operation import Change
from webapp.text import as_typed


def changes_in(model: BaseModel) -> list[Change]:
    """The changes of an input model whose fields are ``Changed`` or None, under their public names."""
    changes = []
    for name, info in type(model).model_fields.items():
        changed = getattr(model, name)
        if changed is not None:
            changes.append(Change(info.alias or name, changed.seen, changed.to))
    return changes


def settle(
    changes: list[Change], present: Mapping[str, Any], describe: Callable[[str], dict[str, Any]]
) -> list[Change]:
    """The changes to make now.

    ``present`` maps a field to its value, ``describe`` gives ``{"value", "by", "at"}`` of a field.

    Raises:
        Invalid: when the edit changes nothing at all.
        Conflict: with the present state of every field that someone else changed.
    """
    if not any(not same(change.seen, change.wanted) for change in changes):
        raise Invalid({"": N_("Je hebt niets veranderd.")}, "no_changes")
    open_ones = [change for change in changes if not same(present[change.field], change.wanted)]
    stale = [change.field for change in open_ones if not same(present[change.field], change.seen)]
    if stale:
        raise Conflict(N_("Iemand anders veranderde hetzelfde."), {field: describe(field) for field in stale})
    return open_ones


def same(first: Any, second: Any) -> bool:
    """True when two values mean the same; a time to the minute, because a form shows no seconds."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first.replace(second=0, microsecond=0) == second.replace(second=0, microsecond=0)
    return bool(as_typed(first) == as_typed(second))


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
