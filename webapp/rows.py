"""Rows that are inserted together, past the session: each table's by one statement, parents before their children.

Making an object and handing it to the session costs ten times the insert; acts that come by the hundred use this.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic_core import PydanticUndefined
from sqlalchemy import Insert, insert
from sqlmodel import SQLModel

from webapp import sealed
from webapp.db import Session


class Rows:
    """Rows to insert, by table."""

    def __init__(self) -> None:
        self._values: dict[type[SQLModel], list[dict[str, Any]]] = {}
        self._kept: list[SQLModel] = []

    def add(self, model: type[SQLModel], **values: Any) -> None:
        """Add a row of these values; the model's defaults fill in the rest."""
        constants, makers = _defaults(model)
        made = {name: make() for name, make in makers.items() if name not in values}
        self._values.setdefault(model, []).append({**constants, **made, **values})

    def keep(self, row: SQLModel) -> None:
        """Add a row that may change until it is written. It never belongs to the session."""
        self._kept.append(row)

    def write(self, session: Session) -> None:
        """Insert all, after what the session itself has to write.

        Raises:
            IntegrityError: when a row's key is taken, or its parent is not there.
        """
        session.flush()
        for row in self._kept:
            self.add(type(row), **row.model_dump())
        for model in sorted(self._values, key=_place):
            values = self._values[model]
            session.connection().execute(_insert(model), [sealed.bind_values(model, row) for row in values])


@cache
def _defaults(model: type[SQLModel]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """The model's constant defaults, and the makers of those that differ by row."""
    fields = model.model_fields
    makers: dict[str, Any] = {name: field.default_factory for name, field in fields.items() if field.default_factory}
    constants = {
        name: field.default
        for name, field in fields.items()
        if name not in makers and field.default is not PydanticUndefined
    }
    return constants, makers


@cache
def _place(model: type[SQLModel]) -> int:
    return [table.name for table in SQLModel.metadata.sorted_tables].index(str(model.__tablename__))


@cache
def _insert(model: type[SQLModel]) -> Insert:
    return insert(model)
