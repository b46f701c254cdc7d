"""One table: a title, the headings of its columns, and rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp import clock

Cell = str | int | float | date | datetime | None

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """The contents of a file. Every row has as many cells as there are headings."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def local(cell: Cell) -> Cell:
    """A moment as the clock in Amsterdam shows it, without its zone, to the minute: a sheet knows no zones."""
    if isinstance(cell, datetime):
        return clock.local(cell).replace(tzinfo=None, second=0, microsecond=0)
    return cell


def clean(text: str) -> str:
    """Remove the characters that no XML may hold."""
    return _CONTROL.sub("", text)
