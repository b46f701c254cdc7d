"""Wakes the sender of this process when there is something to send."""

from __future__ import annotations

from threading import Event

from sqlalchemy import event

from webapp.db import Session

_rung = Event()


def ring_after(session: Session) -> None:
    """Wake the sender once this session has committed."""
    event.listen(session, "after_commit", lambda _session: _rung.set(), once=True)


def wait(seconds: float) -> None:
    """Until it rings, or so long."""
    _rung.wait(seconds)
    _rung.clear()
