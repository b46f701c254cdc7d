"""Long lists, twenty rows at a time, and their search words.

The address takes ``?pagina=`` and ``?zoek=``; the search box posts them, because an address stays in the histories of
browsers and in the logs between. So every searchable list answers both methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from webapp.web.way_back import same_page

PER_PAGE = 20
MAX_WORDS = 100
"""The number of characters of a search that count."""
LIST_METHODS = ("GET", "POST")
"""The methods of a searchable list."""
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
        """True when there is a page before this one."""
        return self.number > 1

    @property
    def is_search(self) -> bool:
        """True when the search box asked: then its form, not an address, brings the other pages."""
        return request.method == "POST"

    def url(self, number: int) -> str:
        """The address of another page of the same list."""
        return request.path + same_page(pagina=str(number))


def search_words() -> str:
    """The words of the search box or ``?zoek=``."""
    return request.values.get("zoek", "").strip()[:MAX_WORDS]


def page_number() -> int:
    """The wanted page; 1 when it is absent or no likely number."""
    text = request.values.get("pagina", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1


def first_row(number: int) -> int:
    """The number of rows before this page: a query's offset. Ask it for ``PER_PAGE + 1`` rows."""
    return (number - 1) * PER_PAGE


def cut(found: Sequence[Row], number: int) -> Pages[Row]:
    """A page out of up to ``PER_PAGE + 1`` rows that begin at ``first_row(number)``."""
    return Pages(found[:PER_PAGE], number, len(found) > PER_PAGE)


def cut_all(everything: Sequence[Row], number: int) -> Pages[Row]:
    """A page out of a whole list."""
    start = first_row(number)
    return cut(everything[start : start + PER_PAGE + 1], number)
