"""The rows of a file between its upload and its end, as they are kept in a block. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from webapp.errors import N_
from webapp.words import Worded

BLOCK = 500
MOST = 20_000
MOST_BYTES = 8 * 1024 * 1024


class Step(Worded):
    """The step of an import; all but ``shown``, ``written`` and ``undone`` go block by block."""

    checking = "checking", N_("wordt vergeleken")
    shown = "shown", N_("om naar te kijken")
    writing = "writing", N_("wordt geschreven")
    written = "written", N_("geschreven")
    undoing = "undoing", N_("wordt teruggedraaid")
    undone = "undone", N_("teruggedraaid")


class Kind(Worded):
    """The fate of a row."""

    new = "new", N_("Nieuw")
    changed = "changed", N_("Gewijzigd")
    same = "same", N_("Staat er al zo")
    unclear = "unclear", N_("Lijkt op iemand: kies")
    refused = "refused", N_("Geweigerd")


NEW, SKIP = "new", "skip"
"""Choices beside the id of a placement: a person of their own, or left out."""


@dataclass
class Row:
    """A row; ``number`` as a spreadsheet counts. ``like``: placements that it may be. ``before``: what it replaced.

    ``answers``: those that writing it gave to the placement.
    """

    number: int
    cells: list[str]
    kind: str = ""
    why: str = ""
    like: list[str] = field(default_factory=list)
    choice: str = ""
    placement: str = ""
    answers: int = 0
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """True while a person has to choose."""
        return self.kind == Kind.unclear and not self.choice


def dump(rows: Iterable[Row]) -> str:
    """The rows as text."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> list[Row]:
    """The rows of a block."""
    return [Row(**one) for one in json.loads(text)]


def count(rows: Iterable[Row]) -> Counter[str]:
    """Kind → number of rows; ``open`` those to choose."""
    found: Counter[str] = Counter()
    for row in rows:
        found[row.kind] += 1
        found["open"] += row.is_open
    return found


def by_column(cells: list[str], columns: list[str]) -> dict[str, str]:
    """Field → text of a row."""
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name}
