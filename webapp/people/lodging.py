"""One client, one place to sleep. Services that give a bed or a place of respite ask here, and note it here.

The answer never says where a person sleeps: that may be a secret address.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from webapp.db import Session, insert_or_renew
from webapp.people.models import Client, Lodging


class Place(StrEnum):
    """The kind of place a person sleeps in."""

    bed = "bed"
    respite = "respite"


class AnyStay(Protocol):
    """A stay of any kind; its client is None when nobody knows the guest."""

    id: UUID
    region_id: UUID
    client_id: UUID | None


def has_place(client_id: Mapped[UUID]) -> ColumnElement[bool]:
    """The condition that the client of a row has a place now."""
    query = select(Lodging.stay_id).where(col(Lodging.client_id) == client_id, col(Lodging.until).is_(None))
    return query.exists()


def sleeps_somewhere(session: Session, client_id: UUID) -> bool:
    """True when this client has a place now. Others who ask about this client wait until the commit."""
    return _is_lodged(session, client_id, col(Lodging.until).is_(None))


def slept_somewhere_since(session: Session, client_id: UUID, day: date, until: date | None = None) -> bool:
    """True when this client had a place in a night from this day on; the day of leaving is no night.

    ``until`` is the day after the last of these nights. Others who ask about this client wait until the commit.
    """
    if until is not None and until <= day:
        return False
    begun = [Lodging.since < until] if until is not None else []
    return _is_lodged(session, client_id, or_(col(Lodging.until).is_(None), col(Lodging.until) > day), *begun)


def _is_lodged(session: Session, client_id: UUID, *conditions: ColumnElement[bool] | bool) -> bool:
    session.exec(select(Client.id).where(Client.id == client_id).with_for_update(key_share=True)).one()
    query = select(Lodging.stay_id).where(Lodging.client_id == client_id, *conditions)
    return session.exec(query.limit(1)).first() is not None


def write(session: Session, kind: Place, stay: AnyStay, since: date, until: date | None) -> None:
    """Write the nights of a stay that began, ended or goes on after all: from the first to the day of leaving."""
    if stay.client_id is None:
        return
    now = Lodging(
        kind=kind.value,
        stay_id=stay.id,
        region_id=stay.region_id,
        client_id=stay.client_id,
        since=since,
        until=until,
    )
    insert_or_renew(session, [now], ("kind", "stay_id"), ("since", "until"))


def erase(session: Session, kind: Place, stay_id: UUID) -> None:
    """Erase a stay that was noted by mistake."""
    mistake = delete(Lodging).where(col(Lodging.kind) == kind.value, col(Lodging.stay_id) == stay_id)
    session.connection().execute(mistake)
