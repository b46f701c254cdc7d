"""The people an answer shows: every personal record in a template's values is found here, so no view can forget one.

A record, or a value made of one, gives by ``read_by(actor)`` the access log's note of its reading. ``page`` looks for
records in all it renders; the writer of the log calls ``of_this_request`` when the answer is about to leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from types import GeneratorType
from typing import Any
from uuid import UUID

from flask import g

_PLAIN = (str, bytes, int, float, type(None))
_LEAVES = frozenset({*_PLAIN, bool, datetime, date, UUID})


@dataclass(frozen=True)
class Export:
    """A list that leaves as a file: its table, and how many rows in which form."""

    subject: str
    detail: str


@dataclass
class Shown:
    """The records in one answer. ``again``: those in a part that renews itself, asked for by no person."""

    records: list[Any] = field(default_factory=list)
    again: list[Any] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when nobody is shown and nothing leaves."""
        return not (self.records or self.again or self.exports)


def of_this_request() -> Shown:
    """The records rendered so far for the answer to this request."""
    if "shown" not in g:
        g.shown = Shown()
    found: Shown = g.shown
    return found


def records_in(value: Any) -> Iterator[Any]:
    """Find every personal record in lists, dictionaries and dataclasses, however deep.

    Raises:
        TypeError: for a generator; it would be empty when the template comes to it.
    """
    if isinstance(value, _PLAIN):
        return
    if hasattr(type(value), "read_by"):
        yield value
    elif isinstance(value, dict):
        yield from _in_all(value.values())
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from _in_all(value)
    elif names := _fields_of(type(value)):  # type: ignore[arg-type]
        yield from _in_all([getattr(value, name) for name in names])
    elif isinstance(value, (GeneratorType, map, filter, zip)):
        raise TypeError("hand a template a list: whom a generator shows cannot be written down")


def values_in(value: Any) -> list[Any]:
    """Every plain value in what a template is handed, in one order: the columns of rows, fields, items, keys."""
    found: list[Any] = []
    _collect(value, found)
    return found


def _collect(value: Any, found: list[Any]) -> None:
    if type(value) in _LEAVES or isinstance(value, _PLAIN):
        found.append(value)
    elif isinstance(value, (list, tuple)):
        found.append(len(value))
        for one in value:
            _collect(one, found)
    else:
        for name, one in sorted(_parts_of(value), key=itemgetter(0)):
            found.append(name)
            _collect(one, found)


def _parts_of(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(str(key), one) for key, one in value.items()]
    if names := _fields_of(type(value)):  # type: ignore[arg-type]
        return [(name, getattr(value, name)) for name in names]
    return [(name, one) for name, one in vars(value).items() if not name.startswith("_")]


def _in_all(values: Iterable[Any]) -> Iterator[Any]:
    """The records in these; most values of a board are leaves, and each step down costs."""
    for one in values:
        if type(one) not in _LEAVES:
            yield from records_in(one)


@cache
def _fields_of(of: type) -> tuple[str, ...]:
    """The names of a dataclass's fields; none of anything else."""
    return tuple(one.name for one in fields(of)) if is_dataclass(of) else ()
