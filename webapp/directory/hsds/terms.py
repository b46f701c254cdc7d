"""The words that HSDS leaves open, as taxonomy terms: our needs, and three marks of an entry.

Ids follow from names, so that the same directory is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from webapp.directory.kinds import Need
from webapp.text import fold

Object = dict[str, Any]
"""An object of HSDS as JSON holds it."""
CRISIS, SECRET, ASSURER = "crisis", "secret_address", "assurer"
_MARKS = {CRISIS: "Nummer voor nu meteen", SECRET: "Geheim adres", ASSURER: "Nagekeken door"}
_OURS = UUID("5f0d7a3e-2c1b-5e86-9d44-7b1f0a6c8e21")
_BY_NAME = {fold(need.label): need for need in Need}


def made_id(owner: UUID, *part: object) -> str:
    """The id of a part of ``owner``."""
    return str(uuid5(owner, " ".join(map(str, part))))


def shared_id(kind: str, name: str) -> str:
    """The id of something that several entries have."""
    return made_id(_OURS, kind, name)


def attribute(owner: UUID, code: str, value: str = "") -> Object:
    """A need or a mark of the object ``owner``."""
    found = {"id": made_id(owner, "attribute", code), "taxonomy_term": _term(code)}
    return {**found, "value": value} if value else found


def marks(attributes: list[Object]) -> Mapping[str, str]:
    """Code of a mark → its value."""
    return {code: text(one.get("value")) for one in attributes if (code := _code(one)) in _MARKS}


def needs(attributes: list[Object]) -> Iterator[tuple[str, bool]]:
    """The terms that are no marks: a need of ours with True, a name that means nothing here with False."""
    for one in attributes:
        code = _code(one)
        if code in _MARKS:
            continue
        term = only_object(one.get("taxonomy_term"))
        name = text(term.get("name")) or code or text(one.get("value"))
        known = code if code in set(Need) else _BY_NAME.get(fold(name))
        if known or name:
            yield (str(known), True) if known else (name, False)


def text(value: Any) -> str:
    """The text of a cell or of a JSON value, without halves of characters; '' for what is no text and no number."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode().strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def only_object(value: Any) -> Object:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[Object]:
    """The objects of a list; of anything else none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _code(one: Object) -> str:
    return text(only_object(one.get("taxonomy_term")).get("code"))


def _term(code: str) -> Object:
    is_mark = code in _MARKS
    taxonomy = "Onderdak kenmerken" if is_mark else "Onderdak behoeften"
    name = _MARKS[code] if is_mark else Need(code).label
    about = "Kenmerken van een plek in de wegwijzer." if is_mark else "Waarvoor iemand hier terechtkan."
    return {
        "id": shared_id("term", code),
        "code": code,
        "name": name,
        "description": name,
        "taxonomy": taxonomy,
        "language": "nl",
        "taxonomy_detail": {"id": shared_id("taxonomy", taxonomy), "name": taxonomy, "description": about},
    }
