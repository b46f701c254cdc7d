"""The checks of a phone before it says 'bewaard': the rules of an input model, in a shape its script reads.

They come from the JSON Schema of the model itself, so phone and server keep the same rules
(``static/js/offline/forms/rules.js``). A field adds by ``OnPhone`` the rules that no schema can express.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Rule = dict[str, Any]
_BOUNDS = {"maxLength": "max", "minLength": "min", "maximum": "le", "minimum": "ge", "maxItems": "most"}
_FORMATS = {"date": "day", "date-time": "moment", "uuid": "id"}
_TYPES = {"integer": "whole", "number": "amount", "boolean": "choice"}


class OnPhone:
    """Metadata of a field: the rule of its validator, for the phone. ``said`` is the sentence of that validator.

    ``unless``: may be empty only when that field is filled. ``above`` and ``least``: more than, or no less than, that
    field. ``back``: at most so many days ago. ``until_now``: no later than this year. ``until_today``: no later than
    today. ``places``: decimals. ``within``:
    together with the field ``beside`` no more than that field. ``times``: at most so many times
    the first filled field of ``of``. ``only_if``: any choice but ``free`` requires a yes in
    that field.
    """

    def __init__(self, **rule: Any) -> None:
        self.rule = rule

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add the rule to the field's schema."""
        schema = handler(core)
        return {**schema, "phone": {**schema.get("phone", {}), **self.rule}}


def rules_of(model: type[BaseModel]) -> dict[str, Rule]:
    """The rule of each field by its name in the form, in the order of the model."""
    schema = model.model_json_schema()
    return dict(_fields(schema, schema.get("$defs", {})))


def _fields(schema: JsonSchemaValue, defs: JsonSchemaValue, inside: str = "") -> Iterator[tuple[str, Rule]]:
    for name, given in schema["properties"].items():
        field = _plain(given, defs)
        inner = field.get("properties", {})
        if "to" in inner:  # one field of an edit: check its new value
            becomes = _plain(inner["to"], defs)
            yield name, _rule({**becomes, "says": field.get("says")}, needed=not becomes["nullable"])
        elif name == "changes":
            yield from _fields(field, defs)
        elif inner:
            yield from _fields(field, defs, name)
        else:
            rule = _rule(field, needed=name in schema.get("required", []))
            yield (f"{inside}.{name}", {**rule, "inside": inside}) if inside else (name, rule)


def _plain(field: JsonSchemaValue, defs: JsonSchemaValue) -> JsonSchemaValue:
    """A field without references and alternatives: a phone sends the first alternative, or null."""
    plain: JsonSchemaValue = {"nullable": False}
    while True:
        plain |= {key: value for key, value in field.items() if key not in ("anyOf", "$ref")}
        if "$ref" in field:
            field = defs[field["$ref"].rpartition("/")[2]]
        elif "anyOf" in field:
            plain["nullable"] |= {"type": "null"} in field["anyOf"]
            field = field["anyOf"][0]
        else:
            return plain


def _rule(field: JsonSchemaValue, *, needed: bool) -> Rule:
    items = field.get("items", {})
    one = items or field  # of a list each item is of the kind
    kind = _FORMATS.get(one.get("format", "")) or _TYPES.get(one.get("type", ""), "text")
    if "enum" in field or "$ref" in items:
        kind = "choice"
    bounds = {short: field[long] for long, short in _BOUNDS.items() if long in field}
    if field["type"] == "array":
        bounds |= {short: items[long] for long, short in _BOUNDS.items() if long in items} | {"list": True}
    own = {"says": field["says"]} if field.get("says") else {}
    flags = {flag: True for flag, holds in (("need", needed), ("void", field["nullable"])) if holds}
    return {"is": kind, **flags, **bounds, **own, **field.get("phone", {})}
