"""A file that people made in a spreadsheet, as rows of text: CSV, XLSX or ODS, told by its content. Pure.

A file of strangers: a zip is never unpacked further than ``_MOST_XML``, an XML with entities of its own is refused, a
macro too; of a formula only its last value is read.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.parsers import expat

from webapp.bsn import holds_bsn
from webapp.errors import N_

Rows = list[list[str]]
_MOST_COLUMNS, _MOST_SIGNS = 60, 500
_MOST_XML = 80_000_000
_MOST_MEMBERS = 2_000
_MOST_EMPTY = 50_000
_CHUNK = 1 << 16
_NO_FILE = N_("Dit bestand is niet te lezen. Bewaar het als CSV, XLSX of ODS.")
_MACRO = N_("Dit bestand heeft macro’s. Bewaar het als gewone werkmap (XLSX) of als CSV.")
_BOMB = N_("Dit bestand wordt uitgepakt te groot.")
_MANY = N_("Dit bestand heeft meer dan %(most)s regels. Verdeel het over meer bestanden.")
_WIDE = N_("Dit bestand heeft meer dan %(most)s kolommen.")
_BSN = N_("Kolom %(column)s lijkt burgerservicenummers (BSN) te hebben. Die bewaart Onderdak niet. Haal de kolom weg.")


class Unreadable(Exception):
    """The file is no such table; the message is Dutch, with ``values`` to fill in."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.values = values


def read_rows(data: bytes, most: int) -> Rows:
    """The rows of the first sheet, the heading among them, as many cells as were filled; an empty row is [].

    ``most`` rows; more are refused.

    Raises:
        Unreadable: no table, too large, or a file that does more than hold values.
    """
    if not data.startswith(b"PK"):
        return list(_limited(read_csv(data), most))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return list(_limited(_sheet(packed), most))
    except (zipfile.BadZipFile, expat.ExpatError, LookupError, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(_NO_FILE) from error
    except (ValueError, EOFError, MemoryError) as error:
        raise Unreadable(_NO_FILE) from error


def read_csv(data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file as Excel and LibreOffice write it, with ``;``, ``,`` or a tab.

    Raises:
        Unreadable: for bytes that are no text.
    """
    text = _decode(data)
    if "\0" in text:
        raise Unreadable(_NO_FILE)
    first = text.partition("\n")[0]
    between = next((sign for sign in (";", "\t") if sign in first), ",")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=between)
    except csv.Error as error:
        raise Unreadable(_NO_FILE) from error


def plain(text: str) -> str:
    """The text of a cell; the apostrophe that kept a sheet from calculating goes."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def refuse_bsn(heads: Sequence[str], rows: Sequence[Sequence[str]], *, but: Sequence[str] = ()) -> None:
    """Refuse a file with a column of citizen service numbers; ``but`` these columns are of other numbers.

    Raises:
        Unreadable: with the name of the column.
    """
    for at, head in enumerate(heads):
        if head in but:
            continue
        cells = [row[at] for row in rows if len(row) > at and row[at].strip()]
        found = sum(holds_bsn(cell) for cell in cells)
        named = "bsn" in head.lower() or "burgerservice" in head.lower()
        if named or (found > 1 and found * 2 > len(cells)):
            raise Unreadable(_BSN, column=head)


def _decode(data: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _limited(rows: Iterator[list[str]], most: int) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number >= most:
            raise Unreadable(_MANY, most=most - 1)
        cells = [plain(cell)[:_MOST_SIGNS] for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > _MOST_COLUMNS:
            raise Unreadable(_WIDE, most=_MOST_COLUMNS)
        yield cells


def _sheet(packed: zipfile.ZipFile) -> Iterator[list[str]]:
    names = packed.namelist()
    if len(names) > _MOST_MEMBERS or sum(one.file_size for one in packed.infolist()) > _MOST_XML:
        raise Unreadable(_BOMB)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise Unreadable(_MACRO)
    if "content.xml" in names:
        return _Ods().rows(packed, "content.xml")
    sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    if not sheets:
        raise Unreadable(_NO_FILE)
    shared = _Shared()
    if "xl/sharedStrings.xml" in names:
        for _ in shared.rows(packed, "xl/sharedStrings.xml"):
            pass
    return _Xlsx(shared.found).rows(packed, min(sheets, key=lambda name: (len(name), name)))


class _Reader:
    """Reads an XML member in pieces; a subclass fills ``ready`` with whole rows."""

    def __init__(self) -> None:
        self.ready: Rows = []
        self.text: list[str] = []
        self.signs = 0

    def rows(self, packed: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda tag, attrs: self.start(tag.rpartition(":")[2], _local(attrs))
        parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = self.say
        parser.EntityDeclHandler = _refuse_entity
        read = 0
        with packed.open(name) as opened:
            while piece := opened.read(_CHUNK):
                read += len(piece)
                if read > _MOST_XML:
                    raise Unreadable(_BOMB)
                parser.Parse(piece, False)
                yield from self.ready
                self.ready.clear()
        parser.Parse(b"", True)
        yield from self.ready

    def say(self, text: str) -> None:
        if self.signs < _MOST_SIGNS:
            self.text.append(text)
            self.signs += len(text)

    def take(self) -> str:
        text, self.text, self.signs = "".join(self.text), [], 0
        return text

    def start(self, tag: str, attrs: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...


class _Shared(_Reader):
    """The shared strings of an XLSX file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def start(self, tag: str, _attrs: dict[str, str]) -> None:
        if tag == "si":
            self.take()

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append(self.take())


class _Xlsx(_Reader):
    """The rows of a sheet of an XLSX file."""

    def __init__(self, shared: Sequence[str]) -> None:
        super().__init__()
        self.shared = shared
        self.row: list[str] = []
        self.at, self.kind, self.number = 0, "", 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "row":
            self.number += 1
            gap = min(int(attrs.get("r", self.number)) - self.number, _MOST_EMPTY)
            self.ready += [[] for _ in range(gap)]
            self.number += max(gap, 0)
            self.row = []
        elif tag == "c":
            self.at = _column(attrs.get("r", "")) if "r" in attrs else len(self.row)
            self.kind = attrs.get("t", "n")
            self.take()
        elif tag in ("v", "f", "is"):
            self.take()

    def end(self, tag: str) -> None:
        if tag == "f":
            self.take()
        elif tag == "c":
            text = self.take().strip()
            if self.kind == "s" and text:
                text = self.shared[int(text)]
            if text and self.at <= _MOST_COLUMNS:
                self.row += [""] * (self.at + 1 - len(self.row))
                self.row[self.at] = text
        elif tag == "row":
            self.ready.append(self.row)


class _Ods(_Reader):
    """The rows of the first table of an ODS file."""

    def __init__(self) -> None:
        super().__init__()
        self.row: list[str] = []
        self.value, self.times, self.row_times, self.tables, self.empty = "", 1, 1, 0, 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "table":
            self.tables += 1
        elif tag == "table-row":
            self.row, self.row_times = [], int(attrs.get("number-rows-repeated", 1))
        elif tag in ("table-cell", "covered-table-cell"):
            self.value = attrs.get("date-value", "")
            self.times = int(attrs.get("number-columns-repeated", 1))
            self.take()

    def end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            text = (self.value[:10] or self.take()).strip()
            self.take()
            room = _MOST_COLUMNS + 1 - len(self.row)
            self.row += [text] * min(self.times, room if text else min(room, _MOST_COLUMNS))
        elif tag == "table-row" and self.tables == 1:
            while self.row and not self.row[-1]:
                self.row.pop()
            if not self.row:
                self.empty += self.row_times  # a sheet ends with a million of them
                return
            rows: Rows = [[]] * min(self.empty, _MOST_EMPTY) + [self.row] * min(self.row_times, _MOST_EMPTY)
            self.ready += [list(row) for row in rows]
            self.empty = 0


def _column(reference: str) -> int:
    """The number of a column, 0 for A."""
    number = 0
    for sign in reference:
        if not sign.isalpha():
            break
        number = number * 26 + ord(sign.upper()) - 64
    return min(number - 1, _MOST_COLUMNS + 1)


def _local(attrs: dict[str, str]) -> dict[str, str]:
    return {name.rpartition(":")[2]: value for name, value in attrs.items()}


def _refuse_entity(*_: object) -> None:
    raise Unreadable(_NO_FILE)
