"""The people an answer shows: every personal record in a template's values is found here, so no view can forget one.

A record, or a value made of one, gives by ``read_by(actor)`` the access log's note of its reading. ``page`` looks for
records in all it renders; the writer of the log calls ``of_this_request`` when the answer is about to leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from types import GeneratorType
from typing import Any

from flask import g

_PLAIN = (str, bytes, int, float, type(None))


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
        for part in value.values():
            yield from records_in(part)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from records_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from records_in(getattr(value, part.name))
    elif isinstance(value, (GeneratorType, map, filter, zip)):
        raise TypeError("hand a template a list: whom a generator shows cannot be written down")
