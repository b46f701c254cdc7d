"""HTML forms: the same field names and input models as the phone's operations.

Dotted names nest (``follow_up.text``), repeated names are lists, and the choice ``other`` takes the value of the field
beside it (``follow_up.due_on.other``); among records it means none of them. ``Form`` gives a template the typed values
and the sentence at each field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_origin
from uuid import UUID, uuid5

from flask import g, request
from flask_babel import gettext
from pydantic import AwareDatetime, BaseModel
from werkzeug.datastructures import MultiDict

from webapp.bsn import holds_bsn
from webapp.clock import AMSTERDAM
from webapp.db import Session, new_id
from webapp.errors import N_, Conflict, Invalid, Withheld
from webapp.validation import Bounded, Kept, Model, read
from webapp.web import submissions

_CHANGED = N_("Een collega veranderde dit intussen.")
BSN = N_("Dit lijkt een burgerservicenummer (BSN). Dat bewaart Onderdak niet. Haal het weg.")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed: its present value, and who saved it when, each in a sentence."""

    now: str
    saved: str = ""


class Form:
    """A form on a page: its values, its mistakes and its operation id. ``status`` is that of its answer."""

    def __init__(
        self,
        values: dict[str, Any] | MultiDict[str, str] | None = None,
        error: Invalid | None = None,
        meanwhile: Mapping[str, Meanwhile] | None = None,
    ) -> None:
        if isinstance(error, Withheld):
            g.refusal = error
        self._values = values if isinstance(values, MultiDict) else _flat(values or {})
        self._errors = {name: say(text, error.values) for name, text in error.fields.items()} if error else {}
        self._bsn = {name for name, text in error.fields.items() if text == BSN} if error else set()
        self._labels: dict[str, str] = {}
        self.meanwhile = meanwhile or {}
        self._errors |= {name: f"{gettext(_CHANGED)} {one.now}" for name, one in self.meanwhile.items()}
        self.status = 409 if self.meanwhile else 422 if error else 200
        self.id = self.value("id") or str(new_id())

    def value(self, name: str) -> str:
        """The value of a field, '' when it is empty."""
        return self._values.get(name, "")

    def values(self, name: str) -> list[str]:
        """All values of a field that may have several."""
        return self._values.getlist(name)

    def error(self, name: str, label: str = "") -> str | None:
        """The sentence at a field, if there is something wrong with it; ``label`` is how the page calls the field."""
        self._labels[name] = label
        return self._errors.get(name)

    def asks_bsn(self, name: str) -> bool:
        """True when this field seemed to hold a BSN: the form then asks the person to confirm that it is none."""
        return name in self.values("_geen_bsn") or name in self._bsn

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every field with its sentence, for the summary above the form.

        Of a conflict with the field's label, where the page showed the field already.
        """
        return [(name, self._in_summary(name, sentence)) for name, sentence in self._errors.items()]

    def _in_summary(self, name: str, sentence: str) -> str:
        if name not in self.meanwhile:
            return sentence
        label = self._labels.get(name, "")
        return f"{label}{'' if label[-1:] in '?!.' else '.'} {self.meanwhile[name].now}".strip()


def say(text: str, values: dict[str, Any] | None = None) -> str:
    """A domain sentence in the reader's language."""
    filled = text.values if isinstance(text, Bounded) else values
    return gettext(str(text), **filled) if filled else gettext(text)


def submitted(model: type[Model], kept: Kept | None = None, **about: Any) -> Model:
    """Read the posted form as its input model; unknown fields are dropped. ``about`` adds values that no field holds.

    ``kept``: stored values of the changed record that may stay.

    Raises:
        Invalid: with a sentence per field; once at a field that seems to hold a BSN.
    """
    return checked(model, {**nested(request.form, model), **about}, kept)


def checked(model: type[Model], typed: dict[str, Any], kept: Kept | None = None) -> Model:
    """Read typed values as their input model: the one way from a form.

    Raises:
        Invalid: as ``submitted``.
    """
    said = read(model, typed, kept)
    warn_of_bsn(said.model_dump(by_alias=True))
    return said


def warn_of_bsn(typed: dict[str, Any]) -> None:
    """Ask before something that looks like a BSN is kept. Who ticks that it is none (``_geen_bsn``) goes on.

    Raises:
        Invalid: at each field that seems to hold one.
    """
    allowed = request.form.getlist("_geen_bsn")
    found = [name for name in _fields_with_bsn(typed) if name not in allowed]
    if found:
        raise Invalid(dict.fromkeys(found, BSN), "bsn")


def _fields_with_bsn(typed: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Field names as the form has them, without what was shown before (``from``) and telephone numbers.

    In an edit (``changes``) each field has its own name again, and only its new value counts.
    """
    for name, value in typed.items():
        if name == "changes":
            yield from _fields_with_bsn({field: edit["to"] for field, edit in value.items() if edit}, prefix)
        elif isinstance(value, dict):
            yield from _fields_with_bsn(value, f"{prefix}{name}.")
        elif name.endswith("phone"):
            continue
        elif any(isinstance(one, str) and _seems_bsn(one) for one in (value if isinstance(value, list) else [value])):
            yield f"{prefix}{name}"


def _seems_bsn(text: str) -> bool:
    """True for a text that may hold a BSN; never for a record's id: the page wrote it, and one in 67 looks like one."""
    return not _ID.fullmatch(text) and holds_bsn(text)


def opened(begin: dict[str, Any], error: Invalid | Conflict | None = None) -> Form:
    """A form as it begins, also after a conflict; with a mistake the one that was posted, with what was typed."""
    return Form(request.form, error) if isinstance(error, Invalid) else Form(begin)


def operation_id(session: Session, said: BaseModel, part: str = "") -> UUID:
    """The id of this form's act, so that a double submit is one act: its own id, or a fresh one without.

    The same form with other content is another act with an id of its own. ``part`` separates the acts of a form that
    does several.
    """
    given = _form_id() or new_id()
    if part:
        given = uuid5(given, part)
    try:
        submissions.claim(session, given, said)
    except submissions.Reused:
        given = uuid5(given, submissions.content_hash(said))
        submissions.claim(session, given, said)
    return given


def is_repeat(session: Session, said: BaseModel) -> bool:
    """True when this very form was submitted before; never for a form without an id."""
    given = _form_id()
    try:
        return given is not None and not submissions.claim(session, given, said)
    except submissions.Reused:
        return False


def _form_id() -> UUID | None:
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return None


def nested(form: MultiDict[str, str], model: type[BaseModel], prefix: str = "") -> dict[str, Any]:
    """The values of a form in the shape of ``model``."""
    data: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = prefix + name
        inner = _model_in(field.annotation)
        if inner is not None and not _holds_list(field.annotation):
            part = nested(form, inner, f"{key}.")
            if any(value not in ("", None, []) for value in part.values()):
                data[name] = part
        elif _holds_list(field.annotation):
            data[name] = [value for value in form.getlist(key) if value]
        elif key in form:
            data[name] = _said(form, key, field.annotation)
    return data


def _said(form: MultiDict[str, str], key: str, annotation: Any) -> str:
    """The value of a field by its kind: in text, and among words to choose, ``other`` is an ordinary word."""
    said = form[key]
    if said == "other":
        said = form.get(f"{key}.other", "" if holds(annotation, UUID) else said)
    return _with_zone(said) if holds(annotation, AwareDatetime) else said


def _with_zone(value: str) -> str:
    """A ``datetime-local`` field has no zone: it means Amsterdam."""
    if not _LOCAL_TIME.fullmatch(value):
        return value
    try:
        return datetime.fromisoformat(value).replace(tzinfo=AMSTERDAM).isoformat()
    except ValueError:
        return value


def _holds_list(annotation: Any) -> bool:
    if get_origin(annotation) is list:
        return True
    return any(_holds_list(part) for part in getattr(annotation, "__args__", ()))


def holds(annotation: Any, kind: Any) -> bool:
    """True when a field may hold a value of this kind."""
    return kind in _kinds(annotation)


def field_kinds(record: type[BaseModel], name: str) -> list[Any]:
    """The kinds of values of a field, by its name on the form."""
    first, _, rest = name.partition(".")
    annotation = record.model_fields[first].annotation
    inner = _model_in(annotation) if rest else None
    return field_kinds(inner, rest) if inner else list(_kinds(annotation))


def _kinds(annotation: Any) -> Iterator[Any]:
    parts = getattr(annotation, "__args__", ())
    for part in parts:
        yield from _kinds(part)
    if not parts:
        yield annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None


def _flat(values: dict[str, Any], prefix: str = "") -> MultiDict[str, str]:
    """A record as form values, for a form that edits it."""
    flat: MultiDict[str, str] = MultiDict()
    for name, value in values.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            flat.update(_flat(value, f"{key}."))
        elif isinstance(value, (list, tuple)):
            flat.setlist(key, [str(item) for item in value])
        elif value is not None:
            flat[key] = str(value).lower() if isinstance(value, bool) else str(value)
    return flat
