"""HSDS for tests: packages checked by what they say of themselves, and made by hand as another house would."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from webapp.directory.hsds.tables import LISTS, SINGLES, data_package

SERVICE: dict[str, Any] = {
    "id": "11111111-1111-4111-8111-111111111111",
    "name": "Soup Kitchen",
    "status": "active",
    "description": "Hot meals.",
    "assured_date": "2026-10-01",
    "organization": {"id": "22222222-2222-4222-8222-222222222222", "name": "City Aid", "description": "Aid"},
    "attributes": [
        {"id": "3", "taxonomy_term": {"id": "4", "name": "eten", "description": "Food"}},
        {"id": "5", "taxonomy_term": {"id": "6", "name": "Clothing bank", "description": "Clothes"}},
    ],
    "service_areas": [{"id": "7", "name": "huizen"}, {"id": "8", "name": "Amsterdam"}],
    "phones": [
        {"id": "9", "number": "035 000 11 11", "type": "fax"},
        {"id": "10", "number": "035 000 22 22"},
        {"id": "11", "number": "035 000 33 33", "description": "evenings"},
        {"id": "12", "number": "035 000 22 22", "description": "again"},
    ],
}
"""A service as another house has it: words that mean nothing here, and more numbers than one."""
_TYPES: dict[str, Any] = {
    "string": str,
    "number": float,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The tables of a package by their names in ``datapackage.json``."""
    resources = described(data)["resources"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {"datapackage.json", *(one["path"] for one in resources)} == set(packed.namelist())
        return {one["name"]: _rows(packed.read(one["path"]), one["schema"]) for one in resources}


def described(data: bytes) -> Any:
    """The ``datapackage.json`` of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return json.loads(packed.read("datapackage.json"))


def check(data: bytes) -> None:
    """Hold every cell against the schema of its table, and every key against the table it names."""
    found, said = tables(data), described(data)
    assert (said["profile"], said["version"]) == ("tabular-data-package", "3.0")
    assert re.fullmatch(r"[a-z0-9._-]+", said["name"])
    for one in said["resources"]:
        for field in one["schema"]["fields"]:
            check_column([row[field["name"]] for row in found[one["name"]]], field)
        check_keys(found, one["name"], one["schema"].get("foreignKeys", []))


def check_keys(found: Mapping[str, list[dict[str, str]]], name: str, keys: list[dict[str, Any]]) -> None:
    """Each filled key of a table is in the table that it names."""
    for key in keys:
        ids = {row["id"] for row in found.get(key["reference"]["resource"], [])} | {""}
        assert {row.get(key["fields"], "") for row in found[name]} <= ids, (name, key)


def check_column(cells: list[str], field: Mapping[str, Any]) -> None:
    """The cells of a column are of its kind and within its limits."""
    limits, filled = field["constraints"], [cell for cell in cells if cell]
    assert not limits["required"] or len(filled) == len(cells), field
    assert not limits["unique"] or len(set(cells)) == len(cells), field
    assert set(filled) <= set(limits.get("enum", filled)), field
    for cell in filled:
        _TYPES[field["type"]](cell)
        if field.get("format") == "uuid":
            UUID(cell)


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of object, closed: its columns, and its parts inside instead of their ids."""
    [table] = [one for one in data_package("x", "x")["resources"] if one["name"] == kind]
    own = [one for one in table["schema"]["fields"] if not re.search("_id$|^link_", one["name"])]
    lists = {name: {"type": "array", "items": json_schema(part)} for name, part in LISTS.get(kind, {}).items()}
    singles = {name: json_schema(other) for name, (_, other) in SINGLES.get(kind, {}).items()}
    return {
        "type": "object",
        "properties": {one["name"]: _json_field(one) for one in own} | lists | singles,
        "required": [one["name"] for one in own if one["constraints"]["required"]] + list(singles),
        "additionalProperties": False,
    }


def made(files: Mapping[str, list[dict[str, Any]]], folder: str = "") -> bytes:
    """A package with these tables alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, rows in files.items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
            writer.writeheader()
            writer.writerows(rows)
            packed.writestr(folder + path, text.getvalue())
    return out.getvalue()


def _json_field(field: Mapping[str, Any]) -> dict[str, Any]:
    found = {"type": "number" if field["type"] == "number" else "string"}
    return found | {"enum": field["constraints"]["enum"]} if "enum" in field["constraints"] else found


def _rows(data: bytes, schema: Mapping[str, Any]) -> list[dict[str, str]]:
    read = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert read.fieldnames == [field["name"] for field in schema["fields"]]
    return list(read)
