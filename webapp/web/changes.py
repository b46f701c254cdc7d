"""Edit forms: the value of each field when the form was made, so that an edit gives from and to per field.

For a phone each field carries ``data-from``; for a plain POST a hidden ``_from.<field>`` stands in the
form. Both become ``{"<field>": {"from", "to"}}``: one rule for both, ``webapp.edits``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext
from pydantic import AwareDatetime, BaseModel
from werkzeug.datastructures import MultiDict

from webapp import clock, edits
from webapp.errors import N_, Conflict, Invalid
from webapp.text import isolate
from webapp.validation import Model, read
from webapp.web.choices import options, yes_or_no
from webapp.web.dates import date_only, when
from webapp.web.forms import Form, Meanwhile, checked, field_kinds, holds, nested, warn_of_bsn
from webapp.words import Worded

SEEN = "_from."
_SEEN_BEFORE = "was."
"""How a form says it that was opened in an older release."""
_TOP = "changes."
_NOW = N_("Er staat nu: %(now)s.")
_EMPTY = N_("Er staat nu niets.")
_BY = N_("Laatst bijgewerkt door %(who)s, %(when)s.")
Labels = Iterable[tuple[str, str]]


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
            for item in ([str(one) for one in value] or [""] if isinstance(value, list) else [_worded(value)])
        ]

    def attrs(self, name: str, **more: str) -> dict[str, str]:
        """The attributes of a field: ``data-from`` as the phone compares it, and others by name."""
        extra = {key.replace("_", "-"): value for key, value in more.items()}
        if name not in self.values:
            return extra
        value = self.values[name]
        told = _listed(value) if isinstance(value, list) else _worded(value)
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


def submitted_edit(record: type[BaseModel]) -> list[edits.Change]:
    """The changes a person made to ``record``, for an edit that comes from a form alone.

    Raises:
        Invalid: with a sentence per field; once at a field that seems to hold a BSN.
    """
    changes = edits.changes_in(read(edits.changes_of(record), changed(request.form, record)))
    warn_of_bsn({change.field: change.wanted for change in changes})
    return changes


def edit_form(
    present: Mapping[str, Any],
    record: type[BaseModel],
    error: Invalid | Conflict | None = None,
    labels: Labels = (),
) -> tuple[Form, Seen]:
    """The form of an edit and what it counts as seen: with ``error`` the one that was posted, with what was typed.

    A field this person left alone shows what is there by now. A conflict shows at its field what somebody else made of
    it, so saving again replaces that; after another mistake the field still counts as it was seen.
    ``labels``: how an id that a field may hold is called.
    """
    seen = Seen(present)
    shown = Form(seen.form_values)
    if error is None:
        return shown, seen
    typed, touched = request.form.copy(), changed(request.form, record)
    for name, now in present.items():
        if name not in touched:
            typed.setlist(name, shown.values(name))
        elif isinstance(now, list):
            before, after = (touched[name][key] or [] for key in ("from", "to"))
            typed.setlist(name, edits.members(before, after, shown.values(name)))
        elif isinstance(error, Invalid):
            seen.values[name] = touched[name]["from"]
    if isinstance(error, Invalid):
        return Form(typed, error), seen
    meanwhile = {name: _meanwhile(now, field_kinds(record, name), labels) for name, now in error.current.items()}
    return Form(typed, meanwhile=meanwhile), seen


def _meanwhile(now: dict[str, Any], kinds: Iterable[type], labels: Labels) -> Meanwhile:
    words = _in_words(_shown(now["value"]), kinds, labels)
    said = gettext(_NOW, now=isolate(words)) if words else gettext(_EMPTY)
    if not (now["by"] and now["at"]):
        return Meanwhile(said)
    return Meanwhile(said, gettext(_BY, who=isolate(now["by"]), when=when(datetime.fromisoformat(now["at"]))))


def _in_words(text: str, kinds: Iterable[type], labels: Labels) -> str:
    """A value as its field shows it: a choice by its label."""
    known = dict(labels)
    for kind in kinds if text else ():
        if issubclass(kind, Worded):
            known |= options(kind)
        elif kind is bool:
            known |= yes_or_no()
        elif kind is Decimal:
            return text.replace(".", ",")
        elif kind is date:
            return date_only(date.fromisoformat(text))
        elif kind is AwareDatetime:
            return when(datetime.fromisoformat(text))
    return known.get(text, text)


def changed(form: MultiDict[str, str], record: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """Every field whose value is another than the one that was seen, with both."""
    seen = MultiDict(
        (name.removeprefix(start), value)
        for start in (_SEEN_BEFORE, SEEN)
        for name, value in form.items(multi=True)
        if name.startswith(start)
    )
    before, after = _flat(nested(seen, record)), _flat(nested(form, record))
    for name, info in record.model_fields.items():
        if holds(info.annotation, bool) and name in seen:  # a box without a tick is sent by no browser
            before[name], after[name] = (said.get(name) or "false" for said in (before, after))
    return {
        name: {"from": before.get(name), "to": after.get(name)}
        for name in sorted({*seen, *(name for name in form if name in after)})
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


def _worded(value: Any) -> str:
    """A value as an edit sends it in ``from``: a moment with its zone, which the field itself does not show."""
    return value.isoformat() if isinstance(value, datetime) else _shown(value)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
