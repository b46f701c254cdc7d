"""The plainest body of an operation, by its schema."""

from __future__ import annotations

from typing import Any

from webapp import clock
from webapp.db import new_id


def filled_in(schema: dict[str, Any], defs: dict[str, Any], known: dict[str, str], name: str = "") -> Any:
    """The plainest value that keeps to a schema; ids are of what is there."""
    if name in known:
        return known[name]
    if some := [schema] if "$ref" in schema else schema.get("anyOf") or schema.get("oneOf"):
        one = defs[some[0]["$ref"].rsplit("/", 1)[1]] if "$ref" in some[0] else some[0]
        return filled_in(one, defs, known, name)
    if "enum" in schema or "const" in schema:
        return (schema.get("enum") or [schema["const"]])[0]
    if schema.get("type") == "object":
        return {one: filled_in(field, defs, known, one) for one, field in schema.get("properties", {}).items()}
    plain = {"date": clock.today().isoformat(), "date-time": clock.now().isoformat(), "uuid": str(new_id())}
    values = {"string": plain.get(schema.get("format", ""), "gesprek"), "array": [], "integer": 1, "boolean": False}
    return values.get(schema.get("type", ""))
