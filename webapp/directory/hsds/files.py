"""A directory as a file of HSDS, and any file of one as rows: flat CSV, package or JSON, told by its content."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from webapp.directory import flat_file
from webapp.directory.flat_file import Read
from webapp.directory.hsds import package
from webapp.directory.hsds.reading import row_of
from webapp.directory.hsds.terms import Object, objects
from webapp.directory.hsds.writing import service_of
from webapp.directory.models import Entry
from webapp.errors import N_
from webapp.jsontext import parse_json
from webapp.sheets.reading import Unreadable, refuse_bsn

_MOST = 5000
_NO_JSON = N_("Dit is geen JSON die te lezen is.")
_NOTHING = N_("In dit bestand staat geen enkele plek, of het zijn er te veel. HSDS 3.0 noemt ze services.")
MOST_BYTES = package.MOST_BYTES
_BOM = b"\xef\xbb\xbf"


class Exchange(StrEnum):
    """The forms of HSDS: a CSV data package, or JSON."""

    hsds = "hsds"
    json = "json"


def write(form: Exchange, entries: Iterable[Entry], slug: str, region: str) -> bytes:
    """The bytes of the entries of a region."""
    services = [service_of(entry, region) for entry in entries]
    if form is Exchange.hsds:
        return package.write(services, f"wegwijzer-{slug}", f"Wegwijzer {region}")
    return f"{json.dumps(services, ensure_ascii=False, indent=1)}\n".encode()


def parse(data: bytes, towns: Collection[str]) -> Read:
    """Read a file of a directory. ``towns`` are the municipalities of the region it is for.

    Raises:
        Unreadable: when it is none, or too large.
    """
    if len(data) > package.MOST_BYTES:
        raise Unreadable(package.TOO_LARGE)
    if data.startswith(b"PK"):
        return _rows(package.read(data), towns, first=2)
    if data.removeprefix(_BOM).lstrip()[:1] in (b"[", b"{"):
        found = _parse(data)
        return replace(_rows(_services(found), towns, first=1), is_part=_is_part(found))
    return flat_file.parse(data)


def _rows(services: list[Object], towns: Collection[str], *, first: int) -> Read:
    """The rows. ``first`` is the number of the first: a table has a heading."""
    if not 0 < len(services) <= _MOST:
        raise Unreadable(_NOTHING)
    unknown: Counter[str] = Counter()
    rows = [row_of(service, number, towns, unknown) for number, service in enumerate(services, first)]
    columns = [column for column, name in flat_file.FIELDS.items() if name]
    cells = [[str(row.said.get(flat_file.FIELDS[one]) or "") for one in columns] for row in rows]
    refuse_bsn(columns, cells, but=flat_file.NUMBERS)
    return Read(rows, left_out=[f"{what} ({times}×)" for what, times in unknown.most_common()])


def _parse(data: bytes) -> Any:
    try:
        return parse_json(data.removeprefix(_BOM))
    except ValueError as error:
        raise Unreadable(_NO_JSON) from error


def _is_part(found: Any) -> bool:
    """True for one service alone, and for a page of an interface that counts more than it holds."""
    if not isinstance(found, dict):
        return False
    if "name" in found and not (found.get("contents") or found.get("services")):
        return True
    pages, items, held = found.get("total_pages"), found.get("total_items"), found.get("contents")
    more = isinstance(items, int) and isinstance(held, list) and items > len(held)
    return more or (isinstance(pages, int) and pages > 1)


def _services(found: Any) -> list[Object]:
    """The services of a JSON file: a list, a page of an interface, or one alone."""
    if isinstance(found, dict):
        found = found.get("contents") or found.get("services") or [found] * ("name" in found)
    return objects(found)
