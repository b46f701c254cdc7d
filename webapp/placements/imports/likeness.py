"""Rows of a file beside the people in line: the same entry, or somebody with a name alike. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from webapp import clock
from webapp.people.search import is_close, likeness
from webapp.placements.imports.columns import Entry
from webapp.text import fold

_MOST, _COMPARED = 3, 200


class Line:
    """The open entries of an organisation."""

    def __init__(self, named: Iterable[tuple[UUID, str, UUID, datetime]]) -> None:
        self._same: dict[tuple[str, UUID, date], UUID] = {}
        self._by_part: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
        for placement, key, programme, began in named:
            self._same[key, programme, clock.local(began).date()] = placement
            for part in _parts(key):
                self._by_part[part].append((placement, key))

    def find_same(self, entry: Entry) -> UUID | None:
        """The entry with this name, programme and day of referral."""
        return self._same.get((fold(entry.name), entry.programme, entry.since))

    def note(self, entry: Entry, placement: UUID) -> None:
        """A row of the same file counts too."""
        self._same[fold(entry.name), entry.programme, entry.since] = placement

    def list_alike(self, entry: Entry) -> list[UUID]:
        """Those whose name is alike, the nearest first."""
        key = fold(entry.name)
        others = {one for part in _parts(key) for one in self._by_part.get(part, [])[:_COMPARED]}
        apart = ((likeness([key], [other]), placement) for placement, other in others)
        near = sorted(
            (number, str(placement)) for number, placement in apart if number is not None and is_close(number)
        )
        return [UUID(placement) for _, placement in near[:_MOST]]


def _parts(key: str) -> set[str]:
    """The initials of a name, and how each word begins: one slip leaves one of them as it was."""
    words = key.split()
    return {"".join(sorted({word[0] for word in words})), *(word[:3] for word in words)}
