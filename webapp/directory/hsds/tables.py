"""The tables of HSDS 3.0 that the directory writes, and how its objects nest: a list of facts for both directions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PATHS = {
    "organization": "organizations.csv",
    "service": "services.csv",
    "location": "locations.csv",
    "service_at_location": "service_at_location.csv",
    "address": "addresses.csv",
    "accessibility": "accessibility.csv",
    "phone": "phones.csv",
    "schedule": "schedules.csv",
    "language": "languages.csv",
    "service_area": "service_areas.csv",
    "attribute": "attributes.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "taxonomy": "taxonomies.csv",
}
"""Table → its file."""

_OWNERS = "service_id location_id service_at_location_id"
_COLUMNS = {
    "organization": "id! name! description! email website",
    "service": "id! organization_id! name! description url email status! application_process fees_description"
    " eligibility_description minimum_age maximum_age assured_date last_modified",
    "location": "id! location_type!",
    "service_at_location": "id! service_id! location_id!",
    "address": "id! location_id address_1! city! state_province! postal_code! country! address_type!",
    "accessibility": "id! location_id description",
    "phone": f"id! {_OWNERS} organization_id number! type description",
    "schedule": f"id! {_OWNERS} valid_from valid_to freq interval byday opens_at closes_at description",
    "language": "id! service_id location_id name code",
    "service_area": "id! service_id name extent extent_type uri",
    "attribute": "id! link_id! link_entity! taxonomy_term_id! value",
    "taxonomy_term": "id! code name! description! parent_id taxonomy language taxonomy_id",
    "taxonomy": "id! name! description!",
}
"""``!``: it must be filled."""
COLUMNS = {kind: tuple(words.replace("!", "").split()) for kind, words in _COLUMNS.items()}

LISTS: Mapping[str, Mapping[str, str]] = {
    "service": {
        "phones": "phone",
        "schedules": "schedule",
        "service_areas": "service_area",
        "languages": "language",
        "attributes": "attribute",
        "service_at_locations": "service_at_location",
    },
    "organization": {"phones": "phone"},
    "service_at_location": {"phones": "phone", "schedules": "schedule"},
    "location": {
        "addresses": "address",
        "accessibility": "accessibility",
        "phones": "phone",
        "schedules": "schedule",
        "languages": "language",
        "attributes": "attribute",
    },
    "phone": {"attributes": "attribute"},
}
"""Kind → its lists of parts, and their kind. A part names its owner in ``<kind>_id``, an attribute in ``link_id``."""
SINGLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "service": {"organization": ("organization_id", "organization")},
    "service_at_location": {"location": ("location_id", "location")},
    "attribute": {"taxonomy_term": ("taxonomy_term_id", "taxonomy_term")},
    "taxonomy_term": {"taxonomy_detail": ("taxonomy_id", "taxonomy")},
}
"""Kind → the objects it names: field, the column with the id, kind."""

_TYPES: Mapping[str, Mapping[str, str]] = {
    "minimum_age": {"type": "number"},
    "maximum_age": {"type": "number"},
    "interval": {"type": "number"},
    "assured_date": {"type": "date"},
    "valid_from": {"type": "date"},
    "valid_to": {"type": "date"},
    "opens_at": {"type": "time", "format": "%H:%M"},
    "closes_at": {"type": "time", "format": "%H:%M"},
    "last_modified": {"type": "datetime"},
    "email": {"type": "string", "format": "email"},
    "url": {"type": "string", "format": "uri"},
    "website": {"type": "string", "format": "uri"},
}
_WORDS = {
    "status": ["active", "inactive", "defunct", "temporarily closed"],
    "location_type": ["physical", "postal", "virtual"],
    "address_type": ["physical", "postal", "virtual"],
    "freq": ["WEEKLY", "MONTHLY"],
    "extent_type": ["geojson", "topojson", "kml", "text"],
}


def owner_column(kind: str, part: str) -> str:
    """The column in which a part of this kind names its owner."""
    return "link_id" if part == "attribute" else f"{kind}_id"


def data_package(name: str, title: str) -> dict[str, Any]:
    """The contents of ``datapackage.json``."""
    return {
        "name": name,
        "title": title,
        "profile": "tabular-data-package",
        "version": "3.0",
        "resources": [_resource(kind) for kind in PATHS],
    }


def _resource(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"primaryKey": "id", "fields": [_field(word) for word in _COLUMNS[kind].split()]}
    keys = [column for column in COLUMNS[kind] if column.removesuffix("_id") in PATHS and column.endswith("_id")]
    if keys:
        schema["foreignKeys"] = [_key(column) for column in keys]
    return {
        "name": kind,
        "path": PATHS[kind],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": schema,
    }


def _field(word: str) -> dict[str, Any]:
    name = word.rstrip("!")
    is_id = name == "id" or name.endswith("_id")
    described = {"type": "string", "format": "uuid"} if is_id else _TYPES.get(name, {"type": "string"})
    limits: dict[str, Any] = {"required": word.endswith("!"), "unique": name == "id"}
    if name in _WORDS:
        limits["enum"] = _WORDS[name]
    return {"name": name, **described, "constraints": limits}


def _key(column: str) -> dict[str, Any]:
    return {"fields": column, "reference": {"resource": column.removesuffix("_id"), "fields": "id"}}
