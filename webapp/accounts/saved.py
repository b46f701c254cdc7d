"""The last user who saved a record: for a person whose form was open meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.models import User
from webapp.audit.store import find_last_save
from webapp.db import Session
from webapp.edits import plain

_FORM_IS_OPEN = timedelta(days=1)
"""So far back the access log is searched: a form is seldom open longer, and the log is long."""


def teller(
    session: Session, subject: str, subject_id: UUID, present: Mapping[str, Any], *, names: bool = True
) -> Callable[[str], dict[str, Any]]:
    """A field in a conflict: its value, and from the access log who saved the record last, and when.

    ``names``: whether this reader may know who.
    """

    @cache
    def saved() -> tuple[UUID, datetime] | None:
        return find_last_save(session, subject, subject_id, clock.now() - _FORM_IS_OPEN) if names else None

    return lambda field: described(session, present[field], saved())


def described(session: Session, value: Any, saved: tuple[UUID, datetime] | None) -> dict[str, Any]:
    """A field's present value in a conflict, with by whom and when; None where nobody knows."""
    if saved is None:
        return {"value": plain(value), "by": None, "at": None}
    user = session.get(User, saved[0])
    return {"value": plain(value), "by": user.name if user else None, "at": saved[1].isoformat()}
