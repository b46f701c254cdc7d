"""The store: one engine, read and write transactions, and the kinds of column.

SQLCipher by default, PostgreSQL by URL; the same code on both. A write takes the write lock at its
start (``BEGIN IMMEDIATE``), so two workers never decide on the same free bed; on PostgreSQL the
service locks the row it decides on (``with_for_update``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils
from sqlalchemy import Column, ColumnElement, Dialect, Engine, Index, TextClause, create_engine, event, func, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import JSON, DateTime, String, TypeDecorator
from sqlmodel import Session as SqlmodelSession
from sqlmodel import SQLModel, select

from webapp import sealed
from webapp.config import Config
from webapp.keys import Keyring
from webapp.sealed import Illegible as Illegible
from webapp.sealed import Sealed as Sealed
from webapp.turns import Turns

WAIT_SECONDS = 10
_CACHE = "cache_size=-16000"
"""KiB of pages that a connection keeps deciphered: of SQLite's own 2 MB a store of years fell out at every page."""
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def is_writing() -> bool:
    """True when this thread has a write transaction open: nothing may wait for a network until it is over."""
    return _writing.get()


class Session(SqlmodelSession):
    """A session of this house; ``info`` carries the access-log entries to write at commit."""


def new_id() -> UUID:
    """A UUIDv7: sorts by the time it was made."""
    return UUID(str(uuid_utils.uuid7()))


ALL: Mapping[str, str] = {}
"""No filter."""


def equals(model: type[SQLModel], filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    """SQL conditions: each of these columns equals its value."""
    return [getattr(model, name) == value for name, value in filters.items()]


def count_rows(session: Session, question: Any) -> int:
    """Count the rows of a select without reading them."""
    return session.exec(select(func.count()).select_from(question.order_by(None).subquery())).one()


class Moment(TypeDecorator[datetime]):
    """An instant: aware on the way in, UTC on the way out, on both stores."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment_column(*, nullable: bool = False, index: bool = False, primary_key: bool = False) -> Column[datetime]:
    """A column that holds an instant."""
    return Column(Moment, nullable=nullable, index=index, primary_key=primary_key)


def partial_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of the rows for which ``where`` holds, the same on both stores."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


class Words(TypeDecorator[list[str]]):
    """A short list of words, such as topics or needs, as JSON."""

    impl = JSON
    cache_ok = True


ByCodePoint = String().with_variant(String(collation="C"), "postgresql")
"""Text that both stores compare letter by letter, as Python does; see ``text.sort_key``."""


def insert_new(session: Session, row: SQLModel) -> bool:
    """Insert ``row`` unless its key exists; True when it was inserted.

    Of two inserts at once the second waits for the first to commit, and then finds its row.
    """
    insert = _insert(session, type(row)).values(**{**row.model_dump(), **sealed.bind_row(row)})
    statement = insert.on_conflict_do_nothing().returning(literal(1))  # psycopg counts no rows of an insert
    return session.connection().execute(statement).first() is not None


def insert_or_renew(session: Session, rows: Sequence[SQLModel], key: Collection[str], renewed: Iterable[str]) -> None:
    """Insert these rows of one table; where ``key`` exists already, replace only the ``renewed`` values.

    Each row is one atomic statement: another write to that row comes before it or after. For tables without sealed
    columns.
    """
    insert = _insert(session, type(rows[0]))
    changes = {name: insert.excluded[name] for name in renewed}
    statement = insert.on_conflict_do_update(index_elements=key, set_=changes)
    session.connection().execute(statement, [row.model_dump() for row in rows])


def insert_or_add(session: Session, rows: Sequence[SQLModel], key: Collection[str], added: str) -> None:
    """Insert these rows of one table; where ``key`` exists already, add the number ``added`` to the one that is there.

    Atomic as ``insert_or_renew``; for tables without sealed columns.
    """
    table = type(rows[0])
    insert = _insert(session, table)
    changes = {added: getattr(table, added) + insert.excluded[added]}
    statement = insert.on_conflict_do_update(index_elements=key, set_=changes)
    session.connection().execute(statement, [row.model_dump() for row in rows])


def _insert(session: Session, table: type[SQLModel]) -> Any:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table)


def at_one_moment(session: Session) -> None:
    """Give all questions of a following read the same view of the store. SQLite does so always."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


class Database:
    """An open store. ``transaction()`` writes and commits once; ``reading()`` changes nothing."""

    def __init__(self, config: Config, keyring: Keyring) -> None:
        self.keyring = keyring
        self.url = database_url(config, keyring)
        self.engine = _engine(self.url, keyring)
        self._turns = Turns(Path(self.url.database or "")) if self.kind == "sqlite" else None
        self.writing = self.engine.execution_options(write=True)

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One write transaction: commit at the end, roll back on any exception."""
        with self.await_turn(), Session(self.writing, expire_on_commit=False) as session:
            session.connection()  # takes the write lock before the first read
            begun = _writing.set(True)
            try:
                yield session
                session.commit()
            finally:
                _writing.reset(begun)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read transaction. The access-log entries of a read are committed after it."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
            trail = dict(session.info)
        if "audit" in trail or "audit_anyway" in trail:
            with self.transaction() as writing:
                writing.info.update(trail)

    def await_turn(self, seconds: float = WAIT_SECONDS) -> AbstractContextManager[None]:
        """Wait for the other writers on this host on SQLite; after ``seconds`` the caller competes for the lock."""
        return self._turns.take(seconds) if self._turns else nullcontext()

    def learn_sizes(self) -> None:
        """Let SQLite count what changed much, by samples: its planner guesses otherwise. PostgreSQL does so itself."""
        if self.kind == "sqlite":
            with self.await_turn(), self.writing.begin() as connection:
                connection.exec_driver_sql("pragma optimize=0x10002")

    def dispose(self) -> None:
        """Close every connection; a forked worker does this first."""
        self.engine.dispose(close=False)


def database_url(config: Config, keyring: Keyring) -> URL:
    """The SQLAlchemy URL of the configured store."""
    if config.database_url:
        url = make_url(config.database_url)
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
    return URL.create(
        "sqlite+pysqlcipher",
        password=f"x'{keyring.database.hex()}'",
        database=str(config.instance / "onderdak.db"),
    )


def _engine(url: URL, keyring: Keyring) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"timeout": WAIT_SECONDS} if sqlite else {"connect_timeout": WAIT_SECONDS}
    pool: dict[str, Any] = {"poolclass": QueuePool, "pool_size": 8, "max_overflow": 8, "pool_pre_ping": not sqlite}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, **pool)  # an error message shows no note
    engine.dialect.onderdak_keyring = keyring  # type: ignore[attr-defined]
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def keyring_of(session: Session) -> Keyring:
    """The keys that belong to a session's store."""
    return sealed.keyring_of(session.get_bind().dialect)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (f"busy_timeout={WAIT_SECONDS * 1000}", "synchronous=FULL", "foreign_keys=ON", _CACHE):
        connection.execute("pragma " + pragma)


def _begin_sqlite(connection: Any) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
