"""The directory as one table that people edit in a spreadsheet: an entry a row, several values by ``|``.

The names of the columns are Dutch and fixed; their order is free. A need and a state are written in their Dutch words,
and read in those or as the codes of the store. A column that is not in the file leaves its field as
it is. What no entry can hold is told by row and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from webapp.directory.inputs import EntryInput
from webapp.directory.kinds import Need, Status
from webapp.directory.models import Entry
from webapp.errors import N_, Invalid
from webapp.sheets.reading import Unreadable, plain, read_csv, refuse_bsn
from webapp.sheets.table import Cell, Table
from webapp.text import fold
from webapp.validation import Input, OptionalDay, read

FIELDS = {
    "id": "id",
    "organisatie": "provider",
    "naam": "name",
    "behoeften": "needs",
    "gemeenten": "municipalities",
    "telefoon": "phone",
    "crisis": "is_crisis",
    "e-mail": "email",
    "website": "website",
    "straat": "street",
    "huisnummer": "",
    "postcode": "postcode",
    "plaats": "town",
    "geheim": "is_secret",
    "openingstijden": "hours",
    "leeftijd_van": "min_age",
    "leeftijd_tot": "max_age",
    "voor_wie": "for_whom",
    "aanmelden": "how",
    "kosten": "costs",
    "talen": "languages",
    "toegankelijk": "accessible",
    "nagekeken_op": "checked_on",
    "nagekeken_door": "checked_by",
    "status": "state",
    "opmerking": "note",
}
"""Column → field of an entry. ``huisnummer`` is the end of ``street``."""
_LISTS = ("needs", "municipalities")
_FLAGS = ("is_crisis", "is_secret")
_YES = {"ja": True, "j": True, "x": True, "1": True, "true": True, "nee": False, "n": False, "0": False, "false": False}
_PART = "deel"
"""The column of a file that holds a part of the directory: 'ja' in each row. The rest stands in none, and stays."""
_NO_ROWS = N_("In dit bestand staat geen enkele plek. De eerste regel noemt de kolommen, met in elk geval: naam.")
NUMBERS = ("telefoon", "id")
"""Columns of other long numbers than BSNs."""
_YES_OR_NO = N_("Vul ja of nee in.")
_MOST = 5000
_CODES = {fold(one.label): one.value for kind in (Need, Status) for one in kind}


class Checked(Input):
    """The column that only a file has."""

    checked_on: OptionalDay = None


@dataclass(frozen=True)
class Row:
    """One row of a file: the fields it has a column for, as typed; ``number`` counts from 1, the heading is 1."""

    number: int
    said: Mapping[str, Any]

    @property
    def id(self) -> UUID | None:
        """The entry it is about; None for a new one."""
        try:
            return UUID(str(self.said.get("id") or ""))
        except ValueError:
            return None


@dataclass(frozen=True)
class Read:
    """The rows of a file, the columns that mean nothing here, and in words what else is left out.

    ``is_part``: it says of itself that there are more than these.
    """

    rows: list[Row]
    unknown: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_part: bool = False


def write(rows: Iterable[Entry], title: str, *, is_part: bool = False) -> Table:
    """The entries as a table; of a part that says so."""
    part, says = ([_PART], ["ja"]) if is_part else ([], [])
    cells = [[*(_cell(entry, column) for column in FIELDS), *says] for entry in rows]
    return Table(title, [*FIELDS, *part], cells)


def parse(data: bytes) -> Read:
    """Read a CSV file as Excel and LibreOffice write it, with ``;`` or ``,``.

    Raises:
        Unreadable: no table, no rows, too many, or a column of BSNs.
    """
    rows = list(read_csv(data))
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    if "naam" not in heads or len(rows) < 2 or len(rows) > _MOST:
        raise Unreadable(_NO_ROWS)
    refuse_bsn(heads, rows[1:], but=NUMBERS)
    found = [
        Row(number, _said(dict(zip(heads, cells, strict=False))))
        for number, cells in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in cells)
    ]
    unknown = [head for head in heads if head and head not in (*FIELDS, _PART)]
    return Read(found, unknown, is_part=_PART in heads and any(map(_says_part, _column(rows, heads.index(_PART)))))


def entry_of(row: Row, present: Mapping[str, Any]) -> tuple[EntryInput, dict[str, Any]]:
    """The wanted entry, with ``present`` where the row says nothing, and what only a file says of it.

    Raises:
        Invalid: with a sentence per field.
    """
    said = {name: value for name, value in row.said.items() if name in EntryInput.model_fields}
    for name in _FLAGS:
        if name in said:
            said[name] = _flag(said[name], name)
    checked = read(Checked, {"checked_on": row.said.get("checked_on") or None})
    extra = {"checked_on": checked.checked_on} if checked.checked_on else {}
    if row.said.get("checked_by"):
        extra["checked_by"] = row.said["checked_by"][:200]
    return read(EntryInput, {**present, **said}), extra


def _column(rows: list[list[str]], at: int) -> list[str]:
    return [cells[at] for cells in rows[1:] if len(cells) > at]


def _says_part(cell: str) -> bool:
    """True unless it is empty or a no: of an unclear word nothing should stop."""
    word = cell.strip().lower()
    return bool(word) and _YES.get(word, True)


def column_of(name: str) -> str:
    """The column with this field."""
    return next((column for column, other in FIELDS.items() if other == name), name)


def _said(cells: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column, text in cells.items():
        name = FIELDS.get(column)
        if name in _LISTS:
            said[name] = [_CODES.get(fold(part), part.strip()) for part in text.split("|") if part.strip()]
        elif name:
            said[name] = plain(text) or None
    if cells.get("huisnummer", "").strip():
        said["street"] = f"{said.get('street') or ''} {plain(cells['huisnummer'])}".strip()
    if said.get("hours"):
        said["hours"] = said["hours"].replace("|", "\n")
    if "state" in said:
        state = said.pop("state")
        said |= {"state": _CODES.get(fold(state), state)} if state else {}
    return said


def _flag(text: str | None, name: str) -> bool:
    if not text:
        return False
    try:
        return _YES[text.lower()]
    except KeyError:
        raise Invalid({name: _YES_OR_NO}) from None


def _cell(entry: Entry, column: str) -> Cell:
    if column in _WRITTEN:
        return _WRITTEN[column](entry)
    value = getattr(entry, FIELDS[column])
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return " | ".join(value)
    return value if isinstance(value, int | date) or value is None else str(value)


def _number_of(street: str) -> tuple[str, str]:
    """A street and its number: 'Laan 1940-1945 12 bis' is 'Laan 1940-1945' and '12 bis'."""
    words = street.split(" ")
    for at in range(len(words) - 1, 0, -1):
        if words[at][:1].isdigit() and at >= len(words) - 2:
            return " ".join(words[:at]), " ".join(words[at:])
    return street, ""


_WRITTEN: dict[str, Callable[[Entry], Cell]] = {
    "behoeften": lambda entry: " | ".join(Need(need).label for need in entry.needs),
    "straat": lambda entry: _number_of(entry.street)[0],
    "huisnummer": lambda entry: _number_of(entry.street)[1],
    "openingstijden": lambda entry: " | ".join(entry.hours.splitlines()),
    "status": lambda entry: Status(entry.state).label,
}


def lines(problems: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The problems of a row by column."""
    for name, sentence in problems.items():
        yield column_of(name), sentence
