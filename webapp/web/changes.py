"""Edit forms: the value of each field when the form was made, so that an edit gives from and to per field.

For a phone each field carries ``data-from``; for a plain POST a hidden ``_from.<field>`` stands in the form. Both
become ``{"changes": {"<field>": {"from", "to"}}}``: one input model, one service.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask import request
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.errors import Invalid
from webapp.validation import Model
from webapp.web.forms import checked, nested

SEEN = "_from."
_TOP = "changes."


class Seen:
    """The values an edit form began with, by the form's field names; a new record has none."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self.values = dict(values or {})

    @property
    def form_values(self) -> dict[str, Any]:
        """The values as the fields show them."""
        return {name: value if isinstance(value, list) else _shown(value) for name, value in self.values.items()}

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Name and value of every hidden field that a plain POST needs."""
        return [
            (SEEN + name, item)
            for name, value in self.values.items()
            for item in ([str(one) for one in value] or [""] if isinstance(value, list) else [_told(value)])
        ]

    def attrs(self, name: str, **more: str) -> dict[str, str]:
        """The attributes of a field: ``data-from`` as the phone compares it, and others by name."""
        extra = {key.replace("_", "-"): value for key, value in more.items()}
        if name not in self.values:
            return extra
        value = self.values[name]
        told = _listed(value) if isinstance(value, list) else _told(value)
        return {**extra, "data-from": told}

    def options(self, name: str, options: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Chips with ``data-from`` on the first one."""
        first, *rest = options
        padded = (*first, "") if len(first) == 2 else first
        more = padded[3] if len(padded) > 3 else {}
        return [(*padded[:3], {**more, **self.attrs(name)}), *rest]


def submitted_changes(model: type[Model], record: type[BaseModel], **about: Any) -> Model:
    """Read the posted edit as its input model.

    ``record`` is the model of all fields, ``about`` names the edited record.

    Raises:
        Invalid: with a sentence per field, under the names the form uses.
    """
    try:
        return checked(model, {**about, "changes": changed(request.form, record)})
    except Invalid as error:
        fields = {name.removeprefix(_TOP): sentence for name, sentence in error.fields.items()}
        raise Invalid(fields, error.code, **error.values) from error


def changed(form: MultiDict[str, str], record: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """Every field with another value than the one seen, with both values."""
    seen = MultiDict([(name[len(SEEN) :], value) for name, value in form.items(multi=True) if name.startswith(SEEN)])
    before, after = _flat(nested(seen, record)), _flat(nested(form, record))
    return {
        name: {"from": before.get(name), "to": after.get(name)}
        for name in sorted(set(seen))
        if before.get(name) != after.get(name) and not _says_still(form.get(name), before.get(name))
    }


def _says_still(typed: str | None, before: Any) -> bool:
    """True when a moment field still shows the same hour: for an hour that comes twice it cannot say which."""
    if not typed or not isinstance(before, str):
        return False
    try:
        return _shown(datetime.fromisoformat(before)) == typed
    except (ValueError, OverflowError):  # no moment, or one outside the calendar
        return False


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    """Flatten to dotted names; an empty field is None."""
    return {name: None if value == "" else value for name, value in _pairs(data, "")}


def _pairs(data: dict[str, Any], prefix: str) -> Iterable[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _pairs(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _listed(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""


def _told(value: Any) -> str:
    """A value as an edit sends it in ``from``: a moment with its zone, which the field itself does not show."""
    return value.isoformat() if isinstance(value, datetime) else _shown(value)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def instant(text: str) -> datetime:
    """The time of a conflict, from its ISO text."""
    return datetime.fromisoformat(text)
