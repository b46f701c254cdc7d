"""Two people with one form: other fields merge, the same field is a conflict that a person settles. Pure.

``from`` is what the person saw. Where it still stands, the change is made; where it already is what they want, nothing
happens (so an edit that is sent twice is made once); where someone else made it something else, nothing of the edit is
done. Of a list each member is changed by itself, so two people may both add one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WrapValidator, create_model

from webapp.errors import N_, Conflict, Invalid
from webapp.text import as_typed
from webapp.validation import Input, Kept, Model, read

Value = TypeVar("Value")


class Changed(Input, Generic[Value]):
    """One field of an edit: what the person saw, and what it must become."""

    model_config = ConfigDict(populate_by_name=True)
    one_field = True
    seen: Value = Field(alias="from")
    to: Value


@dataclass(frozen=True)
class Change:
    """One changed field of an edit: what the user saw and what it must become."""

    field: str
    seen: Any
    wanted: Any


def _as_it_was(value: Any, check: Callable[[Any], Any]) -> Any:
    """Check a seen value; one from before the check, or grown old since, stays as it is."""
    try:
        return check(value)
    except ValidationError:
        return value


@cache
def changes_of(record: type[BaseModel]) -> type[BaseModel]:
    """The model of an edit of ``record``: each field may be ``Changed``, and is checked as the record checks it."""
    fields: dict[str, Any] = {}
    for name, info in record.model_fields.items():
        value: Any = info.rebuild_annotation()
        seen = Annotated[value, WrapValidator(_as_it_was)]
        changed = create_model(
            f"{record.__name__}_{name}", __base__=Changed[value], seen=(seen, Field(alias="from")), to=(value, ...)
        )
        fields[name] = (changed | None, Field(default=None, json_schema_extra=info.json_schema_extra))
    return create_model(f"{record.__name__}Changes", __base__=Input, **fields)


def changes_in(model: BaseModel) -> list[Change]:
    """The changes of an input model whose fields are ``Changed`` or None, under their public names."""
    found = []
    for name, info in type(model).model_fields.items():
        changed = getattr(model, name)
        if changed is not None:
            found.append(Change(info.alias or name, changed.seen, changed.to))
    return found


def require_change(changes: Iterable[Change]) -> None:
    """Refuse an edit that changes nothing at all.

    Raises:
        Invalid: ``no_changes``.
    """
    if all(same(change.seen, change.wanted) for change in changes):
        raise Invalid({"": N_("Je hebt niets veranderd.")}, "no_changes")


def settle(
    changes: Iterable[Change], present: Mapping[str, Any], describe: Callable[[str], dict[str, Any]]
) -> list[Change]:
    """The changes that are to be made now.

    ``present`` maps a field to its value, ``describe`` gives ``{"value", "by", "at"}`` of a field.

    Raises:
        Conflict: with the present state of every field that someone else changed.
    """
    asked = [_onto(present[change.field], change) for change in changes if not same(change.seen, change.wanted)]
    open_ones = [change for change in asked if not same(present[change.field], change.wanted)]
    stale = [change.field for change in open_ones if not same(present[change.field], change.seen)]
    if stale:
        raise Conflict(N_("Iemand anders veranderde hetzelfde."), {field: describe(field) for field in stale})
    return open_ones


def merged(
    record: type[Model],
    changes: Iterable[Change],
    present: Mapping[str, Any],
    describe: Callable[[str], dict[str, Any]],
) -> Model:
    """The merged record: this person's changes; every other field as it is now in the store.

    Raises:
        Conflict: as ``settle``.
        Invalid: when the fields do not fit each other.
    """
    made = {change.field: change.wanted for change in settle(changes, present, describe)}
    return read(record, {**present, **made}, Kept([value for value in present.values() if isinstance(value, str)]))


def _onto(present: Any, change: Change) -> Change:
    """The change of a list as a change of the list that is there now."""
    if not isinstance(present, list):
        return change
    return replace(change, seen=present, wanted=members(change.seen or [], change.wanted or [], present))


def members(seen: Iterable[Any], typed: Iterable[Any], present: Iterable[Any]) -> list[Any]:
    """The list that is there now, with what this person added and without what they took away."""
    shown, chosen = list(map(_comparable, seen)), list(typed)
    wanted = list(map(_comparable, chosen))
    kept = [one for one in present if _comparable(one) in wanted or _comparable(one) not in shown]
    there = list(map(_comparable, kept))
    return kept + [one for one in chosen if _comparable(one) not in shown and _comparable(one) not in there]


def same(one: Any, other: Any) -> bool:
    """True when two values mean the same; a time to the minute, because a form shows no seconds."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)
    return bool(as_typed(one) == as_typed(other)) or _comparable(one) == _comparable(other)


def _comparable(value: Any) -> Any:
    """A value as a form sends it: what was stored, what was typed and a word of a choice are alike."""
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return value if value is None else as_typed(str(plain(value)))


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
