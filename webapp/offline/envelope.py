"""One item as it comes from a phone: opened, parsed and hashed; nothing is decided here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, model_validator

from webapp import clock
from webapp.errors import N_, Invalid
from webapp.jsontext import is_shallow, is_text, parse_json
from webapp.keys import Keyring, Unreadable
from webapp.validation import Input, Line, read

Seq = Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
Kind = Annotated[Line, Field(min_length=1, max_length=60)]
_ID_LETTERS = 36
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_YEAR = re.compile(r"[+-]?(?P<year>\d{1,6})-\d\d-\d\dT")


def is_believable(moment: datetime) -> bool:
    """True when a phone with a clock, right or wrong, can give this time."""
    return _FIRST_YEAR <= moment.year < _LAST_YEAR


def _possible_time(moment: datetime) -> datetime:
    """The given time; now for a time that no phone clock can give, because an item never waits for that."""
    return moment if is_believable(moment) else clock.now()


def _on_a_calendar(given: Any) -> Any:
    """No time at all for a clock that ran wild: a year of five digits, or of two."""
    wild = isinstance(given, str) and _YEAR.match(given)
    return clock.now() if wild and len(wild["year"]) != len("2026") else given


PhoneTime = Annotated[AwareDatetime, BeforeValidator(_on_a_calendar), AfterValidator(_possible_time)]


class Numbered(Input):
    """The id and the number that every item has, however damaged the rest."""

    id: UUID
    seq: Seq

    @classmethod
    def of(cls, raw: Any) -> Numbered | None:
        """Read both from an item, whole or damaged."""
        try:
            return read(cls, {"id": raw["id"], "seq": raw["seq"]})
        except (Invalid, KeyError, TypeError):
            return None


class Plain(Input):
    """An operation in clear, as CONTRACT writes it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)
    id: UUID
    kind: Kind
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1000, strict=True)]
    seq: Seq
    client_time: PhoneTime
    base_version: Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)] | UUID | None = None
    depends_on: Annotated[list[UUID], Field(max_length=50)] | None = None
    replaces: UUID | None = None
    body: dict[str, Any]

    @model_validator(mode="after")
    def _stands_on_another(self) -> Plain:
        """Refuse an operation that depends on itself."""
        if self.id in (self.depends_on or []) or self.id == self.replaces:
            raise ValueError
        return self


class SealedItem(Numbered):
    """The same, sealed to a public key of the server."""

    sealed: Annotated[str, Field(max_length=400_000)]
    key: Annotated[str, Field(max_length=64)]


@dataclass(frozen=True)
class Item:
    """A well-formed operation with the hash that separates a repeat from a reuse of its id."""

    operation: Plain
    content_hash: str

    @cached_property
    def named_ids(self) -> frozenset[UUID]:
        """Every id in the body, and the base version when that is one."""
        return frozenset(ids_in([self.operation.body, str(self.operation.base_version)]))


def open_item(raw: Any, device: UUID, keyring: Keyring) -> Item:
    """Parse one item of a batch.

    Raises:
        Invalid: code ``invalid_operation``, ``unreadable`` or ``seal_mismatch``.
    """
    _require_storable(raw)
    if isinstance(raw, dict) and "sealed" in raw:
        raw = _unseal(_parse(SealedItem, raw), device, keyring)
        _require_storable(raw)
    operation = _parse(Plain, raw)
    return Item(operation, content_hash(raw))


def _require_storable(raw: Any) -> None:
    """Refuse values that no store can hold (NaN, lone surrogates) or no reader can walk through."""
    if not is_shallow(raw):
        raise Invalid({"": N_("Dit kunnen we niet lezen.")}, "invalid_operation")
    if not is_text(raw):
        raise Invalid({"": N_("Hier staat een teken dat we niet kunnen bewaren.")}, "invalid_operation")


def content_hash(raw: dict[str, Any]) -> str:
    """SHA-256 of the canonical operation without ``seq`` and ``client_time``; null equals absent."""
    content = {k: v for k, v in raw.items() if k not in ("seq", "client_time") and v is not None}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _unseal(item: SealedItem, device: UUID, keyring: Keyring) -> Any:
    context = f"onderdak operation v1|{device}|{item.id}|{item.seq}"
    try:
        opened = parse_json(keyring.open_operation(item.key, item.sealed, context))
    except (Unreadable, ValueError) as error:
        raise Invalid(
            {"sealed": N_("Dit item is niet te openen. Bewaar het als bestand en meld het.")}, "unreadable"
        ) from error
    if not isinstance(opened, dict) or opened.get("id") != str(item.id) or opened.get("seq") != item.seq:
        raise Invalid({"sealed": N_("Dit item hoort niet bij zijn omslag.")}, "seal_mismatch")
    return opened


def ids_in(value: Any) -> Iterator[UUID]:
    """Every id in a value, at any depth."""
    if isinstance(value, str) and len(value) == _ID_LETTERS:
        with suppress(ValueError):
            yield UUID(value)
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from ids_in(inner)


def _parse(model: type[Any], raw: Any) -> Any:
    try:
        return read(model, raw)
    except Invalid as error:
        raise Invalid(error.fields, "invalid_operation") from error
