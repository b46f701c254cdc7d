"""The banner of the winter regime in the frame of every page: the same for everyone in a region.

Read at most once per region in ``KEPT_SECONDS`` by each worker, so it costs no query per page. Its begin and end follow
the clock at every page. The board does not use it: it reads the state of its own version.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from webapp import clock
from webapp.beds.winter import store
from webapp.beds.winter.store import Cold
from webapp.web.store import reading

KEPT_SECONDS = 5


@dataclass(frozen=True)
class _Kept:
    found: list[Cold]
    read_at: float


def read_active() -> Cold | None:
    """The regime in the user's region; None for a host at home."""
    if not current_user or not current_user.is_authenticated or current_user.actor.is_host_only:
        return None
    return store.find_active(_found(current_user.actor.region_id), clock.now())


def forget(region_id: UUID) -> None:
    """Forget a region after a decision here: the next page of this worker reads again."""
    _memory().pop(region_id, None)


def _found(region_id: UUID) -> list[Cold]:
    kept = _memory().get(region_id)
    if kept is None or time.monotonic() - kept.read_at > KEPT_SECONDS:
        try:
            with reading() as session:
                kept = _Kept(store.read_cold(session, region_id, clock.now()), time.monotonic())
        except SQLAlchemyError:  # the page that shows a fault comes out without its banner
            return []
        _memory()[region_id] = kept
    return kept.found


def _memory() -> dict[UUID, _Kept]:
    memory: dict[UUID, _Kept] = current_app.extensions.setdefault("cold", {})
    return memory
