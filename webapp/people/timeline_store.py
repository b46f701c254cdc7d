"""Queries for the line of time of a client: the edits of its fields."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.people.models import ClientChange
from webapp.timeline import Asked


def list_changes(session: Session, actor: Actor, asked: Asked) -> Sequence[ClientChange]:
    """The newest edits of these clients, which the caller may read, the newest first."""
    question = select(ClientChange).where(ClientChange.region_id == actor.region_id)
    columns = col(ClientChange.client_id), col(ClientChange.at), col(ClientChange.id)
    found = session.exec(asked.newest(question, *columns)).all()
    return sorted(found, key=lambda change: (change.at, change.id), reverse=True)
