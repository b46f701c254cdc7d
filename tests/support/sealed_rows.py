"""A row of any table with sealed columns, and what stands of it in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, class_mapper
from sqlmodel import SQLModel

from webapp import clock
from webapp.db import Database, Session, new_id
from webapp.sealed import Sealed, sealed_columns

CLASSES = sorted(
    (
        mapper.class_
        for mapper in SQLModel._sa_registry.mappers
        if any(isinstance(column.type, Sealed) for column in mapper.local_table.columns)
    ),
    key=lambda of: of.__name__,
)

PLACES = [(of, key) for of in CLASSES for key in sealed_columns(class_mapper(of))]

MADE: dict[type, Callable[[], Any]] = {
    UUID: new_id,
    datetime: clock.now,
    date: clock.today,
    int: lambda: 1,
    bool: lambda: True,
    dict: list,
}


@contextmanager
def loose(database: Database) -> Iterator[Session]:
    with database.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        if database.kind == "sqlite":
            driver.execute("pragma foreign_keys=OFF")
        with Session(connection.execution_options(write=True)) as session:
            if database.kind == "postgresql":
                session.connection().exec_driver_sql("set local session_replication_role = replica")
            yield session
            session.rollback()
        if database.kind == "sqlite":
            driver.execute("pragma foreign_keys=ON")


def made(of: type[SQLModel], **given: Any) -> Any:
    """A row of any table: its required values, and every sealed column filled."""
    mapper: Mapper[Any] = class_mapper(of)
    values = {}
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if isinstance(column.type, Sealed):
            values[attribute.key] = f"{column} van {new_id()}"
        elif not column.nullable and not column.default and of.model_fields[attribute.key].is_required():
            impl = column.type.impl if isinstance(column.type, sa.TypeDecorator) else column.type
            values[attribute.key] = MADE.get(getattr(impl, "python_type", str), lambda: str(new_id()))()
    return of(**{**values, **given})


def add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def bare(row: Any, key: str) -> tuple[sa.TableClause, Any]:
    """The table without its types, and where in it this row stands."""
    mapper: Any = class_mapper(type(row))
    primary = mapper.primary_key
    table = sa.table(mapper.local_table.name, *(sa.column(one.name, one.type) for one in primary), sa.column(key))
    return table, sa.and_(*(table.c[one.name] == getattr(row, one.key) for one in primary))


def raw(session: Session, row: Any, key: str) -> Any:
    """The stored value, past the type."""
    table, here = bare(row, key)
    return session.connection().execute(sa.select(table.c[key]).where(here)).scalar()


def put(session: Session, row: Any, key: str, value: Any) -> Any:
    """As a database administrator does; the row as it then reads."""
    table, here = bare(row, key)
    session.connection().execute(table.update().values({key: value}).where(here))
    session.expire_all()
    return getattr(row, key)
