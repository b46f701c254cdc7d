"""The tables of every feature, and the migrations that make them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import SQLModel

from webapp.accounts import models as _accounts
from webapp.audit import models as _audit
from webapp.db import Database
from webapp.features import FEATURES
from webapp.links import models as _links
from webapp.offline import models as _offline
from webapp.trajectories import models as _trajectories
from webapp.units import models as _units
from webapp.web import limits as _limits
from webapp.web import submissions as _submissions

METADATA = SQLModel.metadata
MODULES = (
    _accounts,
    _audit,
    _limits,
    _links,
    _offline,
    _submissions,
    _trajectories,
    _units,
    *(module for feature in FEATURES for module in feature.models),
)
_SCRIPTS = Path(__file__).resolve().parent / "migrations"
_MIGRATION_LOCK = 7_016_401


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the store to a revision. Two at once wait for each other; a failure changes nothing.

    On SQLite foreign keys are off while tables are rebuilt (Alembic's batch mode would delete every
    cascading child otherwise) and checked before they are on again.
    """
    with database.engine.connect() as connection:
        if database.kind == "sqlite":
            connection.connection.dbapi_connection.execute("pragma journal_mode=WAL")  # type: ignore[union-attr]
            connection.connection.dbapi_connection.execute("pragma foreign_keys=OFF")  # type: ignore[union-attr]
        writing = connection.execution_options(write=True)
        try:
            with writing.begin():
                _run(writing, database.kind, revision)
        finally:
            if database.kind == "sqlite":
                connection.connection.dbapi_connection.execute("pragma foreign_keys=ON")  # type: ignore[union-attr]
    database.learn_sizes()


def alembic_config(connection: Connection) -> AlembicConfig:
    """Alembic bound to an open connection; there is no ini file."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _run(connection: Connection, kind: str, revision: str) -> None:
    if kind == "postgresql":
        connection.exec_driver_sql(f"select pg_advisory_xact_lock({_MIGRATION_LOCK})")
    command.upgrade(alembic_config(connection), revision)
    if kind == "sqlite":
        broken = connection.exec_driver_sql("pragma foreign_key_check").all()
        if broken:
            raise RuntimeError(f"foreign keys do not hold after the migration: {broken[:3]}")


def is_current(database: Database) -> bool:
    """True when the store is at this release's last migration."""
    with database.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        return set(scripts.get_heads()) == set(MigrationContext.configure(connection).get_current_heads())
