"""How many connections the hosts may open, and whether PostgreSQL lends so many: told at the start, not at night."""

from __future__ import annotations

from sqlalchemy import text

from webapp.config import THREADS, Config, ConfigError
from webapp.db import Database

PER_THREAD = 2
"""The most that one request holds at once."""
PER_WORKER = THREADS * (PER_THREAD + 1) + 1
"""Each thread's, one more that it keeps for asking the tag of a board, and that of the sender to phones."""
BESIDE = 2
"""On each host: the hourly chores, and a command."""
_LENT = text("""
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
  - coalesce(current_setting('reserved_connections', true)::int, 0),
  (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),
  (SELECT datconnlimit FROM pg_database WHERE datname = current_database())
""")


def most_connections(config: Config) -> int:
    """The most connections that all hosts together have open."""
    return config.hosts * (config.workers * PER_WORKER + BESIDE)


def fit(database: Database, config: Config) -> str:
    """Say what is needed and what is there; empty on SQLite, which has no such limit.

    Raises:
        ConfigError: when PostgreSQL lends fewer than the hosts may open.
    """
    if database.kind == "sqlite":
        return ""
    with database.reading() as session:
        limits = [limit for limit in session.connection().execute(_LENT).one() if limit >= 0]  # -1 is no limit
    needed, lent = most_connections(config), min(limits)
    size = f"ONDERDAK_HOSTS={config.hosts} with WEB_CONCURRENCY={config.workers} may open {needed} connections"
    if needed > lent:
        raise ConfigError(f"{size}, and PostgreSQL lends {lent}: use fewer workers, or raise its max_connections")
    return f"{size}, PostgreSQL lends {lent}"
