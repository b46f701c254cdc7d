"""Limits on tries, kept in the database so that they hold for every worker together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col

from webapp import clock
from webapp.db import Database, Session, insert_new, moment_column
from webapp.errors import N_, TooMany

_SENTENCE = N_("Dat is te vaak achter elkaar. Probeer het later opnieuw.")


class Tries(SQLModel, table=True):
    """The number of tries by one source since ``since``."""

    __tablename__ = "tries"
    key: str = Field(primary_key=True)
    since: datetime = Field(sa_column=moment_column(index=True))
    count: int = 0


def count_try(database: Database, what: str, source: str, *, limit: int, seconds: int) -> None:
    """Count one try, in a transaction of its own so that a refused act still counts.

    Raises:
        TooMany: when this is more than ``limit`` tries within ``seconds``.
    """
    now = clock.now()
    with database.transaction() as session:
        tries = _current(session, _key(what, source), now, seconds)
        tries.count += 1
        session.add(tries)
        over = tries.count > limit
        wait = int((tries.since + timedelta(seconds=seconds) - now).total_seconds()) + 1
    if over:
        raise TooMany(_SENTENCE, wait)


def check_tries(database: Database, what: str, source: str, *, limit: int, seconds: int) -> None:
    """Stop a source that failed ``limit`` times within ``seconds``. Counts nothing: success is never counted.

    Raises:
        TooMany: until those seconds are over.
    """
    with database.reading() as session:
        tries = session.get(Tries, _key(what, source))
    if tries is None or tries.count < limit:
        return
    wait = int((tries.since + timedelta(seconds=seconds) - clock.now()).total_seconds()) + 1
    if wait > 0:
        raise TooMany(_SENTENCE, wait)


def _key(what: str, source: str) -> str:
    return f"{what}:{source}"[:200]


def _current(session: Session, key: str, now: datetime, seconds: int) -> Tries:
    session.exec(delete(Tries).where(col(Tries.since) < now - timedelta(days=1)))
    tries = session.get(Tries, key, with_for_update=True)
    if tries is None:
        insert_new(session, Tries(key=key, since=now))  # of two at once the second waits, and counts on
        return session.get_one(Tries, key, with_for_update=True)
    if tries.since < now - timedelta(seconds=seconds):
        tries.since, tries.count = now, 0
    return tries
