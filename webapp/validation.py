"""From untrusted input to a typed model, or a Dutch sentence per field.

The HTML form and the phone's operation pass through the same ``read``. A field may bring its own
sentence by ``says("Vul de huur per maand in")``; otherwise the kind of mistake decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError
from pydantic_core.core_schema import ErrorType

from webapp import numerals, telephone
from webapp.errors import N_, Invalid
from webapp.sentences import BY_FAMILY, EMPTY, FAR, OTHERWISE, SENTENCES, SIGN
from webapp.text import is_visible, remove_steering

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_NUMBER = re.compile(r"[+-]?[\d.]+")


class Input(BaseModel):
    """Base of every input model: unknown fields are refused, text is trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    one_field: ClassVar[bool] = False

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        """Use the default of a field that a phone sends as null: nobody filled it."""
        if not isinstance(data, dict):
            return data
        left_alone = {n for n, f in cls.model_fields.items() if not f.is_required() and data.get(n) is None}
        return {name: value for name, value in data.items() if name not in left_alone}


@dataclass(frozen=True)
class Kept:
    """Context of ``read`` for a change: a stored value older than its check may stay."""

    values: Collection[str]


Model = TypeVar("Model", bound=BaseModel)
Value = TypeVar("Value")


def says(sentence: str, **more: Any) -> Any:
    """A pydantic field whose mistakes are shown in this sentence."""
    return Field(json_schema_extra={"says": sentence}, **more)


def _clean(value: Any) -> Any:
    """Refuse characters a store or a browser cannot carry, drop steering signs, make line ends one kind."""
    if isinstance(value, str):
        if _CONTROL.search(value):
            raise ValueError(SIGN)
        return remove_steering(value.replace("\r\n", "\n").replace("\r", "\n")) if is_visible(value) else ""
    return value


def empty_is_none(value: Any) -> Any:
    """None for a field that is empty or shows nothing."""
    return None if isinstance(value, str) and not is_visible(value) else value


def _sane_day(value: date) -> date:
    if not 1900 <= value.year <= 2200:
        raise ValueError(FAR)
    return value


def _not_a_number(value: Any) -> Any:
    """Refuse numbers and booleans as dates; 5 would become a moment in 1970."""
    if isinstance(value, (int, float)) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip())):
        raise ValueError(N_("Vul een datum in, bijvoorbeeld 24-11-2026."))
    return value


def _dialable(value: str, info: ValidationInfo) -> str:
    """Require a dialable number when the text has digits, with or without a remark; a stored value may stay (``Kept``).

    A text without digits ('via de buren') is fine: some people have no telephone.
    """
    stays = isinstance(info.context, Kept) and value in info.context.values
    if not stays and re.search(r"\d", value) and not telephone.numbers(value):
        raise ValueError(N_("Dit nummer kun je niet bellen. Vul het hele nummer in, bijvoorbeeld 06 12345678."))
    return value


def _read_by(reader: Callable[[Any], Any], mistake: ErrorType) -> Callable[[Any], Any]:
    """Read with ``reader``; another text is reported as ``mistake``, an empty one is left to be reported as missing."""

    def number(value: Any) -> Any:
        if empty_is_none(value) is None:
            return value and ""
        try:
            return reader(value)
        except ValueError:
            raise PydanticKnownError(mistake) from None

    return number


OrNone = Annotated[Value | None, BeforeValidator(empty_is_none)]
"""A value that may be left empty; then it is None."""
WHOLE = BeforeValidator(_read_by(numerals.whole, "int_parsing"))
"""Goes into every ``Annotated[int, …]``: pydantic alone takes ``1_000``, ``true`` and ``1.000`` for 1."""
AMOUNT = BeforeValidator(_read_by(numerals.amount, "decimal_parsing"))
"""The same for every ``Annotated[Decimal, …]``."""
Line = Annotated[str, Field(max_length=200), BeforeValidator(_clean)]
Paragraph = Annotated[str, Field(max_length=4000), BeforeValidator(_clean)]
Day = Annotated[date, BeforeValidator(_not_a_number), AfterValidator(_sane_day)]
Instant = Annotated[AwareDatetime, BeforeValidator(_not_a_number), AfterValidator(_sane_day)]
Phone = Annotated[Line, Field(min_length=1), AfterValidator(_dialable)]
OptionalLine = OrNone[Line]
OptionalPhone = OrNone[Phone]
OptionalParagraph = OrNone[Paragraph]
OptionalDay = OrNone[Day]
OptionalInstant = OrNone[Instant]
OptionalId = OrNone[UUID]
Whole = Annotated[int, Field(ge=0, le=100_000), WHOLE]
OptionalWhole = OrNone[Whole]


def read(model: type[Model], data: Any, context: Any = None) -> Model:
    """Validate ``data``; ``context`` is for fields that ask for one, such as references.

    Raises:
        Invalid: a sentence per dotted field name; the whole-record mistakes stand under ``""``.
    """
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        fields: dict[str, str] = {}
        for problem in error.errors(include_url=False):
            path = [part for part in problem["loc"] if isinstance(part, str)]
            known = _known(model, path)
            fields.setdefault(".".join(known), _sentence(model, known, problem))
        raise Invalid(fields) from error


def _known(model: type[BaseModel], path: list[str]) -> list[str]:
    """The field names in an error's location, without pydantic's union labels.

    An edit of a field (``one_field``) is that field: no form has separate fields for its old and new value.
    """
    known: list[str] = []
    here: Any = model
    for part in path:
        info = _field(here, part)
        if info and not here.one_field:
            known.append(part)
            here = _inner_model(info.annotation)
        elif not known and part.isidentifier():
            known.append(part)
    return known


def _field(model: Any, name: str) -> FieldInfo | None:
    """The field with this name or alias."""
    fields: dict[str, FieldInfo] = getattr(model, "model_fields", {})
    return fields.get(name) or next((info for info in fields.values() if info.alias == name), None)


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
        error = context["error"]
        return next((said for said in error.args if isinstance(said, Bounded)), str(error))
    own = _own_sentence(model, path)
    if own and kind != "string_too_long":
        return own
    if problem.get("input", 0) is None or problem.get("input") == "":
        return EMPTY
    sentence = SENTENCES.get(kind)
    if sentence is None:
        family = kind.split("_")[0]
        sentence = BY_FAMILY.get(family, OTHERWISE)
    return _fill(sentence, context)


def _fill(sentence: str, context: dict[str, Any]) -> str:
    """Translate a sentence with a bound first, then fill the bound in."""
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
        info = _field(here, part)
        if info is None:
            return None
        extra = info.json_schema_extra
        said = extra.get("says") if isinstance(extra, dict) else None
        own = said if isinstance(said, str) else None
        here = _inner_model(info.annotation)
    return own
