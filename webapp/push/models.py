"""Addresses of phones, and their waiting messages."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, new_id


class PushAddress(SQLModel, table=True):
    """A browser that allowed messages. It gets them as long as the session that registered it lives."""

    __tablename__ = "push_address"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    login_id: UUID = Field(foreign_key="login_session.id", index=True)
    endpoint_hash: str = Field(unique=True)
    endpoint: str = Field(sa_column=Column(Sealed, nullable=False))
    """Anybody who knows this address may send to it."""
    public_key: str
    secret: str = Field(sa_column=Column(Sealed, nullable=False))


class PushNews(SQLModel, table=True):
    """A message for an address; a newer one of the same kind replaces one that is not sent yet."""

    __tablename__ = "push_news"
    __table_args__ = (UniqueConstraint("address_id", "kind"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    address_id: UUID = Field(foreign_key="push_address.id")
    kind: str
    count: int
    said_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    due_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column(index=True))
    tries: int = 0
