"""Queries of oversight. The caller has checked the right to oversee, and notes the reading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Device, Organisation, User
from webapp.audit.service import Read
from webapp.db import Session
from webapp.people.models import Client


@dataclass(frozen=True)
class Overseen:
    """A client as an overseer knows one: by name, without the rest of the record."""

    id: UUID
    full_name: str

    def read_by(self, _actor: Any) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("client", self.id, self.id, "oversight"),)


def find_client(session: Session, actor: Actor, client_id: UUID) -> Overseen | None:
    """A client of the overseer's region, of any organisation, also one that was merged into another."""
    question = select(Client).where(Client.id == client_id, Client.region_id == actor.region_id)
    client = session.exec(question).first()
    return Overseen(client.id, client.full_name) if client else None


def map_users(session: Session, ids: Collection[UUID], region_id: UUID) -> dict[UUID, str]:
    """User id → name, of these users in one region: nobody is named across regions."""
    if not ids:
        return {}
    found = session.exec(select(User.id, User.name).where(col(User.id).in_(ids), User.region_id == region_id)).all()
    return {row[0]: row[1] for row in found}


def map_organisations(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation id → name."""
    if not ids:
        return {}
    found = session.exec(select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))).all()
    return {row[0]: row[1] for row in found}


def map_devices(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Device id → the words of its browser."""
    if not ids:
        return {}
    found = session.exec(select(Device.id, Device.label).where(col(Device.id).in_(ids))).all()
    return {row[0]: row[1] for row in found}
