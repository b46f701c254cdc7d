"""The queue of mail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, new_id, partial_index
from webapp.mail.words import LetterState


class Letter(SQLModel, table=True):
    """A mail to one address: a link, and nothing else about anybody.

    Address and link are cleared when it was sent or given up. ``about``: the page of this house where a colleague sees
    whose address it is. ``address_hash`` counts the letters to one address.
    """

    __tablename__ = "mail_letter"
    __table_args__ = (
        partial_index("ix_mail_letter_due", "due_at", where=text("state = 'waiting'")),
        Index("ix_mail_letter_trouble", "region_id", "state", "made_at"),
        Index("ix_mail_letter_address", "address_hash", "made_at"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    kind: str
    """One of ``words.LetterKind``."""
    language: str
    address: str | None = Field(default=None, sa_column=Column(Sealed))
    address_hash: str
    link: str | None = Field(default=None, sa_column=Column(Sealed))
    about: str = ""
    state: str = LetterState.waiting.value
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column(index=True))
    due_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    tries: int = 0
    """Times that a sender took it, also while the relay was down."""
    put_off: int = 0
    """Times that the relay answered 'not now' about this address."""
    waits_for_relay: bool = False
    """The last try found the relay down; once it takes a letter, this one goes at once."""
