"""HSDS services as a CSV data package, a zip with a table for each kind of object, and back.

The same data is the same bytes. A package is read within bounds: its known tables alone, and no more than fits.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from webapp.directory.hsds.tables import COLUMNS, LISTS, PATHS, SINGLES, data_package, owner_column
from webapp.directory.hsds.terms import Object
from webapp.errors import N_
from webapp.sheets.reading import Unreadable

MOST_BYTES = 50_000_000
"""A file, and what a package unpacks to."""
_MOST_MEMBERS = 200
_MOST_ROWS = 50_000
"""In one table."""
_BROKEN = N_("Dit zip-bestand is stuk of op slot.")
TOO_LARGE = N_("Dit bestand is te groot om te lezen.")
_NO_SERVICES = N_("In dit zip-bestand staat geen services.csv. Een pakket van HSDS 3.0 heeft dat.")
_NO_TABLE = N_("%(name)s is geen tabel die te lezen is.")
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError)
Rows = dict[str, list[Object]]
"""Table → its rows."""


def write(services: Iterable[Object], name: str, title: str) -> bytes:
    """The package; ``name`` and ``title`` are those of the data package."""
    tables: dict[str, dict[str, Object]] = {kind: {} for kind in PATHS}
    for service in services:
        _flatten(tables, "service", service, {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        described = json.dumps(data_package(name, title), ensure_ascii=False, indent=1)
        _add(packed, "datapackage.json", f"{described}\n")
        for kind, path in PATHS.items():
            _add(packed, path, _csv(COLUMNS[kind], tables[kind].values()))
    return out.getvalue()


def read(data: bytes) -> list[Object]:
    """The services of a package, nested.

    Raises:
        Unreadable: no zip, too large, without services, or with a table that cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            tables = {kind: list(_rows(path, table)) for kind, path, table in _members(packed)}
    except _FAULTS as error:
        raise Unreadable(_BROKEN) from error
    if "service" not in tables:
        raise Unreadable(_NO_SERVICES)
    return _Nested(tables).all("service")


def _members(packed: zipfile.ZipFile) -> Iterator[tuple[str, str, bytes]]:
    """Kind, path and bytes of the known tables, one of each kind."""
    by_name = {path: kind for kind, path in PATHS.items()} | {f"{kind}.csv": kind for kind in PATHS}
    found: dict[str, zipfile.ZipInfo] = {}
    for member in packed.infolist():
        if kind := by_name.get(PurePosixPath(member.filename).name.lower()):
            found.setdefault(kind, member)
    sizes = sum(member.file_size for member in found.values())
    if len(packed.infolist()) > _MOST_MEMBERS or sizes > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    for kind, member in found.items():
        with packed.open(member) as opened:
            data = opened.read(member.file_size)
        yield kind, PATHS[kind], data


def _rows(path: str, data: bytes) -> Iterator[Object]:
    try:
        text = data.decode("utf-8-sig")
        first = text.partition("\n")[0]
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter="," if "," in first else ";")
        for number, row in enumerate(table):
            if number == _MOST_ROWS:
                raise Unreadable(TOO_LARGE)
            yield {name.strip(): value for name, value in row.items() if name and value}
    except (csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(_NO_TABLE, name=path) from error


class _Nested:
    """The objects of tables, each with its parts inside. One that several name is made once."""

    def __init__(self, tables: Rows) -> None:
        self._tables = tables
        self._made: dict[tuple[str, int], Object] = {}
        self._by_id = {kind: {row.get("id"): row for row in reversed(rows)} for kind, rows in tables.items()}
        self._by_owner: dict[tuple[str, str, str], list[Object]] = defaultdict(list)
        for kind, rows in tables.items():
            columns = {owner_column(owner, kind) for owner, lists in LISTS.items() if kind in lists.values()}
            for row in rows:
                for column in columns & row.keys():
                    self._by_owner[kind, column, row[column]].append(row)

    def all(self, kind: str) -> list[Object]:
        """The objects of a table."""
        return [self._object(kind, row) for row in self._tables[kind]]

    def _object(self, kind: str, row: Object) -> Object:
        key = kind, id(row)
        if key not in self._made:
            self._made[key] = {**row, **self._lists(kind, row), **self._singles(kind, row)}
        return self._made[key]

    def _lists(self, kind: str, row: Object) -> Object:
        return {
            name: [self._object(part, one) for one in self._parts(kind, part, row)]
            for name, part in LISTS.get(kind, {}).items()
        }

    def _parts(self, kind: str, part: str, row: Object) -> list[Object]:
        found = self._by_owner.get((part, owner_column(kind, part), row.get("id", "")), [])
        return [one for one in found if part != "attribute" or one.get("link_entity", kind) == kind]

    def _singles(self, kind: str, row: Object) -> Object:
        named = {
            name: (other, self._by_id.get(other, {}).get(row.get(column)))
            for name, (column, other) in SINGLES.get(kind, {}).items()
        }
        return {name: self._object(other, found) for name, (other, found) in named.items() if found}


def _flatten(tables: Mapping[str, dict[str, Object]], kind: str, given: Object, owner: Object) -> None:
    row = {**given, **owner}
    for name, (column, other) in SINGLES.get(kind, {}).items():
        if name in given:
            row[column] = given[name]["id"]
            _flatten(tables, other, given[name], {})
    tables[kind].setdefault(row["id"], row)
    for name, part in LISTS.get(kind, {}).items():
        named = {owner_column(kind, part): given["id"]}
        for one in given.get(name, []):
            _flatten(tables, part, one, {**named, "link_entity": kind} if part == "attribute" else named)


def _csv(columns: tuple[str, ...], rows: Iterable[Object]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _add(packed: zipfile.ZipFile, path: str, text: str) -> None:
    member = zipfile.ZipInfo(path)
    member.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(member, text.encode())
