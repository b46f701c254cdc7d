"""Limits on tries, kept in the database so that they hold for every worker together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, delete
from sqlmodel import Field, SQLModel, col

from webapp import clock
from webapp.db import Database, Moment, Session, insert_new
from webapp.errors import N_, TooMany


class Tries(SQLModel, table=True):
    """How often something was tried by one source since ``since``."""

    __tablename__ = "tries"
    key: str = Field(primary_key=True)
    since: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    count: int = 0


def take(database: Database, what: str, source: str, *, limit: int, seconds: int) -> None:
    """Count one try, in a transaction of its own so that a refused act still counts.

    Raises:
        TooMany: when this is more than ``limit`` tries within ``seconds``.
    """
    now = clock.now()
    with database.transaction() as session:
        tries = _current(session, f"{what}:{source}"[:200], now, seconds)
        tries.count += 1
        session.add(tries)
        over = tries.count > limit
        wait = int((tries.since + timedelta(seconds=seconds) - now).total_seconds()) + 1
    if over:
        raise TooMany(N_("Dat is te vaak achter elkaar. Probeer het later opnieuw."), wait)


def _current(session: Session, key: str, now: datetime, seconds: int) -> Tries:
    session.exec(delete(Tries).where(col(Tries.since) < now - timedelta(days=1)))
    tries = session.get(Tries, key, with_for_update=True)
    if tries is None:
        insert_new(session, Tries(key=key, since=now))  # of two at once the second waits, and counts on
        return session.get_one(Tries, key, with_for_update=True)
    if tries.since < now - timedelta(seconds=seconds):
        tries.since, tries.count = now, 0
    return tries
