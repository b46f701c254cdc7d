"""From untrusted input to a typed model, or a Dutch sentence per field.

The HTML form and the phone's operation pass through the same ``read``. A field may bring its own
sentence by ``says("Vul de huur per maand in")``; otherwise the kind of mistake decides.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticKnownError

from webapp import numerals
from webapp.errors import N_, Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_NUMBER = re.compile(r"[+-]?[\d.]+")

_SENTENCES = {
    "missing": N_("Vul dit in."),
    "string_too_short": N_("Vul dit in."),
    "string_too_long": N_("Maak dit korter: hoogstens %(max_length)s tekens."),
    "too_long": N_("Kies er hoogstens %(max_length)s."),
    "too_short": N_("Kies er minstens één."),
    "int_parsing": N_("Vul een heel getal in."),
    "int_from_float": N_("Vul een heel getal in."),
    "int_type": N_("Vul een heel getal in."),
    "greater_than_equal": N_("Vul %(ge)s of meer in."),
    "less_than_equal": N_("Vul %(le)s of minder in."),
    "enum": N_("Kies een van de mogelijkheden."),
    "literal_error": N_("Kies een van de mogelijkheden."),
    "bool_parsing": N_("Kies ja of nee."),
    "bool_type": N_("Kies ja of nee."),
    "extra_forbidden": N_("Dit veld kennen we niet."),
    "timezone_aware": N_("Geef bij de tijd ook de tijdzone."),
}
_BY_FAMILY = {
    "date": N_("Vul een datum in, bijvoorbeeld 24-11-2026."),
    "datetime": N_("Vul een datum en tijd in."),
    "uuid": N_("Deze verwijzing klopt niet."),
    "decimal": N_("Vul een bedrag in."),
}
_OTHERWISE = N_("Dit kunnen we niet lezen.")
_EMPTY = N_("Vul dit in.")


class Input(BaseModel):
    """Base of every input model: unknown fields are refused, text is trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        """A field that was left alone comes as null from a phone: then its default holds."""
        if not isinstance(data, dict):
            return data
        left_alone = {n for n, f in cls.model_fields.items() if not f.is_required() and data.get(n) is None}
        return {name: value for name, value in data.items() if name not in left_alone}


Model = TypeVar("Model", bound=BaseModel)


def says(sentence: str, **more: Any) -> Any:
    """A pydantic field whose mistakes are told in this sentence."""
    return Field(json_schema_extra={"says": sentence}, **more)


def _clean(value: Any) -> Any:
    """Refuse characters a store or a browser cannot carry; make line ends one kind."""
    if isinstance(value, str):
        if _CONTROL.search(value):
            raise ValueError(N_("Hier staat een teken dat we niet kunnen bewaren."))
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value


def empty_is_none(value: Any) -> Any:
    """A field that was left empty says nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _sane_day(value: date) -> date:
    if not 1900 <= value.year <= 2200:
        raise ValueError(N_("Deze datum ligt te ver weg."))
    return value


def _not_a_number(value: Any) -> Any:
    """Numbers and booleans are no dates; without this 5 would be a moment in 1970."""
    if isinstance(value, (int, float)) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip())):
        raise ValueError(N_("Vul een datum in, bijvoorbeeld 24-11-2026."))
    return value


def _whole(value: Any) -> Any:
    """What is no whole number is told as such; what is missing is left to be told as missing."""
    if value is None or empty_is_none(value) is None:
        return value and ""
    try:
        return numerals.whole(value)
    except ValueError:
        raise PydanticKnownError("int_parsing") from None


def _amount(value: Any) -> Any:
    if value is None or empty_is_none(value) is None:
        return value and ""
    try:
        return numerals.amount(value)
    except ValueError:
        raise PydanticKnownError("decimal_parsing") from None


WHOLE = BeforeValidator(_whole)
"""Goes into every ``Annotated[int, …]``: pydantic alone takes ``1_000``, ``true`` and ``1.000`` for 1."""
AMOUNT = BeforeValidator(_amount)
"""The same for every ``Annotated[Decimal, …]``."""
Line = Annotated[str, Field(max_length=200), BeforeValidator(_clean)]
Paragraph = Annotated[str, Field(max_length=4000), BeforeValidator(_clean)]
Day = Annotated[date, BeforeValidator(_not_a_number), AfterValidator(_sane_day)]
Instant = Annotated[AwareDatetime, BeforeValidator(_not_a_number), AfterValidator(_sane_day)]
OptionalLine = Annotated[Line | None, BeforeValidator(empty_is_none)]
OptionalParagraph = Annotated[Paragraph | None, BeforeValidator(empty_is_none)]
OptionalDay = Annotated[Day | None, BeforeValidator(empty_is_none)]
OptionalInstant = Annotated[Instant | None, BeforeValidator(empty_is_none)]
OptionalId = Annotated[UUID | None, BeforeValidator(empty_is_none)]
Whole = Annotated[int, Field(ge=0, le=100_000), WHOLE]
OptionalWhole = Annotated[Whole | None, BeforeValidator(empty_is_none)]


def read(model: type[Model], data: Any) -> Model:
    """Validate ``data``.

    Raises:
        Invalid: a sentence per dotted field name; the whole-record mistakes stand under ``""``.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        fields: dict[str, str] = {}
        for problem in error.errors(include_url=False):
            path = [str(part) for part in problem["loc"] if isinstance(part, str) and part.isidentifier()]
            known = _known(model, path)
            fields.setdefault(".".join(known), _sentence(model, known, problem))
        raise Invalid(fields) from error


def _known(model: type[BaseModel], path: list[str]) -> list[str]:
    """The part of an error's location that names fields, without pydantic's union labels."""
    known: list[str] = []
    here: Any = model
    for part in path:
        fields = getattr(here, "model_fields", {})
        if part in fields:
            known.append(part)
            here = _inner_model(fields[part].annotation)
        elif not known:
            known.append(part)
    return known


def _inner_model(annotation: Any) -> Any:
    """The model inside ``Model | None`` or ``list[Model]``, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner_model(part)
        if found is not None:
            return found
    return None


def _sentence(model: type[BaseModel], path: list[str], problem: Any) -> str:
    kind = problem["type"]
    context = problem.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    own = _own_sentence(model, path)
    if own and kind != "string_too_long":
        return own
    if problem.get("input", 0) is None or problem.get("input") == "":
        return _EMPTY
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        family = kind.split("_")[0]
        sentence = _BY_FAMILY.get(family, _OTHERWISE)
    return _fill(sentence, context)


def _fill(sentence: str, context: dict[str, Any]) -> str:
    """A sentence with a bound in it is translated first and filled after."""
    for key in ("max_length", "ge", "le"):
        marker = f"%({key})s"
        if marker in sentence and key in context:
            return Bounded(sentence, **{key: context[key]})
    return sentence


class Bounded(str):
    """A sentence with a bound in it: translate the text, then fill ``values``."""

    values: dict[str, Any]

    def __new__(cls, text: str, **values: Any) -> Bounded:
        """Keep the untranslated text as the string and the bounds beside it."""
        made = super().__new__(cls, text)
        made.values = values
        return made


def _own_sentence(model: type[BaseModel], path: list[str]) -> str | None:
    here: Any = model
    own: str | None = None
    for part in path:
        info = getattr(here, "model_fields", {}).get(part)
        if info is None:
            return None
        extra = info.json_schema_extra
        own = extra.get("says") if isinstance(extra, dict) else None
        here = _inner_model(info.annotation)
    return own
