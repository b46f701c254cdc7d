"""Wakes the sender of this process when there is something to send."""

from __future__ import annotations

from threading import Event

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession

from webapp.db import Session

_rung = Event()


def ring_after(session: Session) -> None:
    """Wake the sender once this session has committed: before that it would find nothing."""
    session.info["rings"] = True


def wait(seconds: float) -> None:
    """Wait until it rings, or so long."""
    _rung.wait(seconds)
    _rung.clear()


@event.listens_for(Session, "after_commit")
def _ring(session: OrmSession) -> None:
    if not session.in_nested_transaction() and session.info.pop("rings", False):  # a savepoint commits nothing yet
        _rung.set()
