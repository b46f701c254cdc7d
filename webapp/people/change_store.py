"""Queries on the history of a client. The caller holds the client, and so has the right to it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from webapp.db import Session
from webapp.people.models import Client, ClientChange


def find_last_change(session: Session, client: Client, field: str) -> ClientChange | None:
    """The latest edit of one field of a client the caller holds."""
    return session.exec(
        select(ClientChange)
        .where(ClientChange.client_id == client.id, ClientChange.field == field)
        .order_by(col(ClientChange.at).desc(), col(ClientChange.id).desc())
    ).first()


def forget_changes(session: Session, client: Client, operation_id: UUID, fields: Collection[str]) -> None:
    """Forget what one operation changed in these fields of a client the caller holds."""
    session.exec(
        delete(ClientChange).where(
            col(ClientChange.client_id) == client.id,
            col(ClientChange.operation_id) == operation_id,
            col(ClientChange.field).in_(list(fields)),
        )
    )
