"""Queries on counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation
from webapp.contacts.models import StreetContact
from webapp.contacts.store import stands
from webapp.db import Session
from webapp.ethos.models import EthosCount
from webapp.people.models import Client


class Seen(NamedTuple):
    """One contact with somebody who can be told from others, for counting."""

    client_id: UUID | None
    alias: str | None
    category: str
    municipality: str | None
    organisation_id: UUID
    birth_year: int | None
    merged_into: UUID | None
    whereabouts: str | None


def list_counts(session: Session, actor: Actor) -> Sequence[EthosCount]:
    """The count days of the region, the latest first."""
    return session.exec(
        select(EthosCount).where(EthosCount.region_id == actor.region_id).order_by(col(EthosCount.day).desc()).limit(50)
    ).all()


def find_count(session: Session, actor: Actor, day: date) -> EthosCount | None:
    """One count day of the region."""
    return session.get(EthosCount, (actor.region_id, day))


def list_near(session: Session, actor: Actor, first: date, last: date) -> Sequence[date]:
    """The count days of the region between these days."""
    return session.exec(
        select(col(EthosCount.day)).where(
            EthosCount.region_id == actor.region_id, EthosCount.day >= first, EthosCount.day <= last
        )
    ).all()


def list_seen(session: Session, actor: Actor, begin: datetime, end: datetime, *, region: bool) -> list[Seen]:
    """The contacts of a time with a client or a name, the latest first; of the region, or of one's organisation."""
    whose = (
        StreetContact.region_id == actor.region_id if region else StreetContact.organisation_id == actor.organisation_id
    )
    of_contact = ("client_id", "alias", "ethos_category", "municipality", "organisation_id")
    of_client = ("birth_year", "merged_into", "whereabouts")
    columns: list[Any] = [getattr(StreetContact, name) for name in of_contact]
    columns += [getattr(Client, name) for name in of_client]
    rows = session.exec(
        select(*columns)
        .select_from(StreetContact)
        .outerjoin(Client, col(Client.id) == StreetContact.client_id)
        .where(whose, stands(), col(StreetContact.occurred_at) >= begin, col(StreetContact.occurred_at) < end)
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
    ).all()
    return [Seen(*row) for row in rows]


def organisation_names(session: Session, region_id: UUID) -> dict[UUID, str]:
    """Organisation → its name."""
    rows = session.exec(select(Organisation.id, Organisation.name).where(Organisation.region_id == region_id)).all()
    return {row[0]: row[1] for row in rows}
