"""Bodies for Hypothesis out of the JSON Schema that the server hands out: the subset that pydantic writes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

FORMATS: dict[str, st.SearchStrategy[str]] = {
    "date": st.dates().map(str),
    "date-time": st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    "uuid": st.uuids().map(str),
}


def body(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that keep to ``schema``."""
    return _made(schema, schema.get("$defs", {}))


def _made(schema: dict[str, Any], known: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _made(known[schema["$ref"].rsplit("/", 1)[1]], known)
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return st.one_of([_made(one, known) for one in schema[several]])
    return _of_type(schema, known)


def _of_type(schema: dict[str, Any], known: dict[str, Any]) -> st.SearchStrategy[Any]:
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, known)
    if kind == "array":
        items = _made(schema.get("items", {}), known)
        return st.lists(items, min_size=schema.get("minItems", 0), max_size=min(schema.get("maxItems", 4), 4))
    if kind == "integer":
        return st.integers(schema.get("minimum"), schema.get("maximum"))
    if kind == "string" and schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    if kind == "string":
        return st.text(min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 40), 40))
    simple: dict[Any, st.SearchStrategy[Any]] = {"null": st.none(), "boolean": st.booleans()}
    return simple[kind] if kind in simple else st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20))


def _object(schema: dict[str, Any], known: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: _made(one, known) for name, one in schema.get("properties", {}).items()}
    required = set(schema.get("required", []))
    return st.fixed_dictionaries(
        {name: made for name, made in fields.items() if name in required},
        optional={name: made for name, made in fields.items() if name not in required},
    )
