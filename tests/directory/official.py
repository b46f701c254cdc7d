"""The schemas of HSDS 3.0 as Open Referral gives them (``hsds_schema``), for files of the directory."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.directory import packages

_FOLDER = Path(__file__).parent / "hsds_schema"


def check_json(data: bytes) -> None:
    """Hold a JSON export, a list of services with their parts inside, against the schemas.

    Raises:
        jsonschema.ValidationError: with the place and the rule.
    """
    _services().validate(json.loads(data))


def check_package(data: bytes) -> None:
    """Hold the tables of a package against the official ones: names, columns, cells and the keys between tables."""
    official = {one["name"]: one for one in _read("datapackage.json")["resources"]}
    described = packages.described(data)["resources"]
    found = packages.tables(data)
    for one in described:
        table = official[one["name"]]
        fields = {field["name"]: field for field in table["schema"]["fields"]}
        written = [field["name"] for field in one["schema"]["fields"]]
        assert (one["path"], one["schema"]["primaryKey"]) == (table["path"], table["schema"]["primaryKey"])
        assert set(written) <= fields.keys(), f"{one['name']} has columns of its own"
        assert {name for name, field in fields.items() if field["constraints"]["required"]} <= set(written)
        for name in written:
            packages.check_column([row[name] for row in found[one["name"]]], fields[name])
        packages.check_keys(found, one["name"], table["schema"].get("foreignKeys", []))


@cache
def _services() -> Draft202012Validator:
    def retrieve(uri: str) -> Resource[Any]:
        return Resource.from_contents(_read(uri.rsplit("/", 1)[-1]), default_specification=DRAFT202012)

    schema = {"type": "array", "items": {"$ref": "service.json"}}
    return Draft202012Validator(schema, registry=Registry(retrieve=retrieve), format_checker=FormatChecker())


def _read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text())
