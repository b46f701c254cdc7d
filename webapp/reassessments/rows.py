"""The columns of a list of people to reassess, and what a row says. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp.bsn import holds_bsn
from webapp.errors import N_
from webapp.placements.imports.columns import read_day
from webapp.placements.imports.rows import Row, by_column
from webapp.sheets.table import clean
from webapp.text import fold
from webapp.words import Worded

_AWAY = timedelta(days=366)
"""A day further away than this is a slip, or for another campaign."""


class Column(Worded):
    """A field that a column can fill."""

    person = "person", N_("Naam of alias")
    reference = "reference", N_("Eigen nummer")
    municipality = "municipality", N_("Gemeente")
    worker = "worker", N_("Medewerker")
    due = "due", N_("Klaar voor")


_KNOWN = {
    Column.person: "naam|client|wie|persoon|alias|naam client|naam of alias|name|person",
    Column.reference: "nummer|eigen nummer|kenmerk|clientnummer|dossiernummer|reference",
    Column.municipality: "gemeente|woonplaats|municipality",
    Column.worker: "medewerker|consulent|behandelaar|door|toegewezen aan|worker",
    Column.due: "klaar voor|voor|uiterlijk|einddatum|einddatum indicatie|datum|due|due on",
}
_FIELDS = {fold(head): field.value for field, heads in _KNOWN.items() for head in heads.split("|")}


@dataclass(frozen=True)
class Entry:
    """Somebody to reassess. ``worker``: as the list names them, when nobody here is called so."""

    person: str
    reference: str = ""
    municipality: str = ""
    due_on: date | None = None
    worker_id: UUID | None = None
    worker: str = ""
    client_id: UUID | None = None


@dataclass(frozen=True)
class Read:
    """What a list says: the people, and the rows that were refused with the reason (Dutch)."""

    entries: Sequence[Entry]
    refused: Sequence[tuple[int, str]]

    @property
    def unknown(self) -> list[str]:
        """The workers whom nobody knows, each once."""
        return sorted({one.worker for one in self.entries if one.worker})


class _Refused(Exception):
    """A row that nobody can be made of; the message is Dutch."""


def recognise(heads: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """The field of each heading, '' for none; a field is filled by one column, the first."""
    found: list[str] = []
    for head in heads:
        field = remembered.get(fold(head), _FIELDS.get(fold(head), ""))
        found.append("" if field in found else field)
    return found


def read_rows(
    rows: Sequence[Row],
    columns: Sequence[str],
    towns: Collection[str],
    workers: Mapping[str, UUID | None],
    today: date,
) -> Read:
    """The people of a file. ``workers``: folded name → user, None for a name of two."""
    entries: list[Entry] = []
    refused: list[tuple[int, str]] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        try:
            entry = _read(by_column(row.cells, list(columns)), towns, workers, today)
            key = (fold(entry.person), fold(entry.reference))
            if key in seen:
                raise _Refused(N_("Deze persoon staat twee keer in het bestand. Een eigen nummer maakt verschil."))
        except _Refused as error:
            refused.append((row.number, str(error)))
            continue
        seen.add(key)
        entries.append(entry)
    return Read(entries, refused)


def is_near(day: date, today: date) -> bool:
    """True for a day within a year of this one."""
    return abs(day - today) <= _AWAY


def _read(said: Mapping[str, str], towns: Collection[str], workers: Mapping[str, UUID | None], today: date) -> Entry:
    person, reference = _line(said.get("person", "")), _line(said.get("reference", ""))
    if not person:
        raise _Refused(N_("Er staat geen naam of alias."))
    wanted = fold(said.get("municipality", ""))
    town = next((one for one in towns if fold(one) == wanted), "")
    if wanted and not town:
        raise _Refused(N_("Deze gemeente is niet van deze regio."))
    due, typed = read_day(said.get("due", "")), said.get("due", "").strip()
    if typed and due is None:
        raise _Refused(N_("De dag waarop het klaar moet zijn is niet te lezen. Schrijf die zoals 3-11-2026."))
    if due and not is_near(due, today):
        raise _Refused(N_("De dag waarop het klaar moet zijn is meer dan een jaar van nu."))
    name = _line(said.get("worker", ""))
    worker = workers.get(fold(name)) if name else None
    return Entry(person, reference, town, due, worker, "" if worker else name)


def _line(text: str) -> str:
    line = " ".join(clean(text).split())
    if len(line) > 200:
        raise _Refused(N_("Een naam of nummer is te lang."))
    if holds_bsn(line):
        raise _Refused(N_("Er staat een nummer dat een BSN kan zijn."))
    return line
