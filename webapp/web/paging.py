"""Long lists, twenty rows at a time: ``?pagina=`` in the address, what was searched for stays in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

PER_PAGE = 20
_DIGITS = 5

Row = TypeVar("Row")


@dataclass(frozen=True)
class Pages(Generic[Row]):
    """One page of a list, in the shape that ``ui.pager`` takes."""

    rows: Sequence[Row]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 1

    def url(self, number: int) -> str:
        """The address of another page of the same list."""
        kept = {name: value for name, value in request.args.items() if name != "pagina"}
        return f"{request.path}?{urlencode({**kept, 'pagina': number})}"


def page_number() -> int:
    """The page that was asked for; 1 when it is absent or no likely number."""
    text = request.args.get("pagina", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1


def first_row(number: int) -> int:
    """How many rows stand before this page: a query's offset. Ask it for ``PER_PAGE + 1`` rows."""
    return (number - 1) * PER_PAGE


def cut(found: Sequence[Row], number: int) -> Pages[Row]:
    """A page out of up to ``PER_PAGE + 1`` rows that begin at ``first_row(number)``."""
    return Pages(found[:PER_PAGE], number, len(found) > PER_PAGE)


def cut_all(everything: Sequence[Row], number: int) -> Pages[Row]:
    """A page out of a whole list."""
    start = first_row(number)
    return cut(everything[start : start + PER_PAGE + 1], number)
