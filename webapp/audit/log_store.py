"""Questions to the access log for people. Each walks an index from its newest end and stops.

The caller has checked the right to read it, and notes the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from webapp.audit.models import AccessEntry
from webapp.audit.service import Action
from webapp.db import Session

Where = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Wanted:
    """The entries asked for; None is any. ``since`` counts, ``before`` does not."""

    region_id: UUID | None = None
    client_id: UUID | None = None
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    action: Action | None = None
    is_refused: bool = False
    since: datetime | None = None
    before: datetime | None = None


def list_entries(session: Session, wanted: Wanted, limit: int) -> Sequence[AccessEntry]:
    """The newest entries that are wanted."""
    newest = (col(AccessEntry.at).desc(), col(AccessEntry.n).desc())
    return session.exec(select(AccessEntry).where(*_where(wanted)).order_by(*newest).limit(limit)).all()


def _where(wanted: Wanted) -> Where:
    names = ("region_id", "client_id", "user_id", "organisation_id", "action")
    equal = [col(getattr(AccessEntry, name)) == value for name in names if (value := getattr(wanted, name)) is not None]
    begin = [col(AccessEntry.at) >= wanted.since] if wanted.since else []
    end = [col(AccessEntry.at) < wanted.before] if wanted.before else []
    refused = [col(AccessEntry.outcome).is_not(None)] if wanted.is_refused else []
    return (*equal, *begin, *end, *refused)
