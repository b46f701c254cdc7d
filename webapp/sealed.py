"""Sealed columns: each value is encrypted for its table, column and row.

A column is declared by its type alone: ``Column(Sealed)``. The row seals and opens it: a column type sees a value and
no row, so a value from the store stays ``Closed`` until its row is loaded, and a plain text that reaches the store past
its row is refused. A value that does not open reads as ``Illegible``: shown, logged once, and written back unchanged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, ClassVar

from sqlalchemy import Connection, Dialect, LargeBinary, event
from sqlalchemy.orm import Mapper, attributes
from sqlalchemy.types import TypeDecorator

from webapp.errors import N_
from webapp.keys import Keyring, Place, Unreadable

UNREADABLE = N_("Dit is niet te lezen: het is beschadigd of verplaatst.")
log = logging.getLogger("onderdak")


class Illegible(str):
    """Replaces a value that does not open: damaged, or made for another place. It keeps the bytes unchanged.

    A page shows it as a sentence in the reader's language, by the ``tell`` that the web hands in. The same sentence
    sent back by a form is no change; two of them are equal only when their bytes are.
    """

    sealed: bytes
    tell: ClassVar[Callable[[str], str]] = str

    def __new__(cls, sealed: bytes) -> Illegible:
        """Make the marker of these bytes."""
        marker = super().__new__(cls, UNREADABLE)
        marker.sealed = sealed
        return marker

    def __str__(self) -> str:
        """The sentence in the reader's language."""
        return type(self).tell(UNREADABLE)

    def __format__(self, spec: str) -> str:
        """The sentence within another."""
        return format(str(self), spec)

    def __html__(self) -> str:
        """The sentence on a page; it holds nothing to escape."""
        return str(self)

    def __eq__(self, other: object) -> bool:
        """True for the same bytes, or the sentence as a form sends it back."""
        if isinstance(other, Illegible):
            return self.sealed == other.sealed
        return isinstance(other, str) and other in (UNREADABLE, str(self))

    def __ne__(self, other: object) -> bool:
        """True when not equal."""
        return not self == other

    __hash__ = str.__hash__


class Bound(str):
    """A text on its way into the store, with the place it is sealed for."""

    place: Place

    def __new__(cls, text: str, place: Place) -> Bound:
        """Bind this text to this place."""
        bound = super().__new__(cls, text)
        bound.place = place
        return bound


class Closed:
    """A sealed value outside of its row: no text, and of no use until it is opened at its place."""

    __slots__ = ("keyring", "sealed")

    def __init__(self, sealed: bytes, keyring: Keyring) -> None:
        self.sealed, self.keyring = sealed, keyring

    def __str__(self) -> str:
        """Refuse: it would be shown as if it were text."""
        raise TypeError("a sealed value is read from its row: select the record, not the column")

    def open_at(self, place: Place) -> str:
        """Open it at its place: the text, or the marker that it cannot be read."""
        try:
            return self.keyring.open_column(self.sealed, place)
        except Unreadable:
            _log_once(place)
            return Illegible(self.sealed)


class Sealed(TypeDecorator[str]):
    """Text that is encrypted, with the key that the engine's dialect carries, for one place only."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal on the way in.

        Raises:
            TypeError: for a text that no row has bound.
        """
        if value is None:
            return None
        if isinstance(value, Illegible):
            return value.sealed
        if not isinstance(value, Bound):
            raise TypeError("a sealed value is written by its row, or bound to it by 'bind_row' or 'bind_values'")
        return keyring_of(dialect).seal_column(str(value), value.place)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Keep every value closed on the way out: SQLite may hold plain text among bytes as well."""
        keyring = keyring_of(dialect)

        def close(value: Any) -> Closed | None:
            if value is None:
                return None
            return Closed(bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode(), keyring)

        return close


def keyring_of(dialect: Dialect) -> Keyring:
    """The keys of the store that a dialect speaks to."""
    keyring: Keyring = dialect.onderdak_keyring  # type: ignore[attr-defined]
    return keyring


def sealed_columns(mapper: Mapper[Any]) -> dict[str, str]:
    """The sealed attributes of a mapped class, each with the name of its column."""
    return {one.key: one.columns[0].name for one in mapper.column_attrs if isinstance(one.columns[0].type, Sealed)}


def bind_row(row: object) -> dict[str, str | None]:
    """A row's sealed values bound to it, for an insert that bypasses the session."""
    mapper: Mapper[Any] = attributes.manager_of_class(type(row)).mapper
    values = attributes.instance_dict(row)
    columns = sealed_columns(mapper).items()
    return {key: _bind(values[key], mapper, column, row) for key, column in columns if key in values}


def bind_values(model: type, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a new row with the sealed ones bound to it; the key is among them."""
    mapper: Mapper[Any] = attributes.manager_of_class(model).mapper
    columns = _sealed_columns(mapper)
    if not columns:
        return values
    key = tuple(str(values[one]) for one in _key_of(mapper))
    bound = {
        name: Bound(text, (_name_of(mapper), column, *key))
        for name, column in columns.items()
        if (text := values.get(name)) is not None
    }
    return {**values, **bound}


@event.listens_for(Mapper, "mapper_configured")
def _watch(mapper: Mapper[Any], of: type) -> None:
    """Seal and open the columns of every class that has sealed ones, without a declaration."""
    columns = sealed_columns(mapper)
    if not columns:
        return

    def open_all(row: object, *_: object) -> None:
        values = attributes.instance_dict(row)
        for key, column in columns.items():
            value = values.get(key)
            if isinstance(value, Closed):  # as it was loaded, so the session sees no change
                values[key] = value.open_at(_place(mapper, column, row))

    def bind_all(_mapper: Mapper[Any], _connection: Connection, row: object) -> None:
        _keeps_its_key(mapper, row)
        attributes.instance_dict(row).update(bind_row(row))

    def unbind_all(_mapper: Mapper[Any], _connection: Connection, row: object) -> None:
        values = attributes.instance_dict(row)
        values.update({key: str(values[key]) for key in columns if isinstance(values.get(key), Bound)})

    listeners: dict[str, Callable[..., None]] = {
        "load": open_all,
        "refresh": open_all,
        "before_insert": bind_all,
        "before_update": bind_all,
        "after_insert": unbind_all,
        "after_update": unbind_all,
    }
    for name, listener in listeners.items():
        event.listen(of, name, listener)


def _keeps_its_key(mapper: Mapper[Any], row: object) -> None:
    """Refuse a changed key: the sealed values would not open under it."""
    identity = attributes.instance_state(row).key
    if identity and tuple(mapper.primary_key_from_instance(row)) != tuple(identity[1]):
        raise ValueError(f"a row of {mapper.local_table} keeps its key: its sealed values are bound to that")


def _bind(value: str | None, mapper: Mapper[Any], column: str, row: object) -> str | None:
    """Bind a value to its row; an illegible value stays unchanged, also in a copied row."""
    return value if value is None or isinstance(value, Illegible) else Bound(value, _place(mapper, column, row))


def _place(mapper: Mapper[Any], column: str, row: object) -> Place:
    values = attributes.instance_dict(row)
    key = tuple(values.get(one) for one in _key_of(mapper))
    if None in key:  # expired, or not there
        key = tuple(mapper.primary_key_from_instance(row))
    if None in key:
        raise ValueError(f"a row of {mapper.local_table} needs its key before its values are sealed")
    return (_name_of(mapper), column, *map(str, key))


_sealed_columns = cache(sealed_columns)


@cache
def _key_of(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)


@cache
def _name_of(mapper: Mapper[Any]) -> str:
    return str(mapper.local_table)


@lru_cache(maxsize=10_000)
def _log_once(place: Place) -> None:
    """Log each place once, not again with every page that shows it."""
    table, column, *key = place
    fields = {"table": table, "column": column, "key": key}
    log.error("a sealed value does not open: damaged, or moved", extra={"fields": fields})
