"""Acts on the access log: write entries, and change it behind its back."""

from __future__ import annotations

from sqlalchemy import text

from webapp.audit.service import Action, record
from webapp.db import Database, new_id


def write(database: Database, *names: str) -> None:
    """An entry on each of these subjects, in one commit."""
    with database.transaction() as session:
        for name in names:
            record(session, None, Action.create, name, new_id())


def damage(database: Database, statement: str) -> None:
    """Run a statement that the application never would."""
    with database.transaction() as session:
        session.connection().execute(text(statement))
