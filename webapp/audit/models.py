"""The table of the access log. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from webapp.db import moment_column, partial_index

_REFUSED = text("outcome IS NOT NULL")


class AccessEntry(SQLModel, table=True):
    """One act. ``writer`` and ``n`` place it in the chain of the connection that wrote it.

    ``mac`` covers this row and, through the row before it, the whole chain of its writer: a changed or removed row
    shows. ``client_id`` is the person whose data it was, if any.
    """

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_log_client", "client_id", "at"),
        Index("ix_access_log_user", "user_id", "at"),
        Index("ix_access_log_region", "region_id", "at"),
        partial_index("ix_access_log_refused", "region_id", "at", where=_REFUSED),
    )
    writer: UUID = Field(primary_key=True)
    n: int = Field(primary_key=True)
    at: datetime = Field(sa_column=moment_column(index=True))
    user_id: UUID | None = None
    role: str = ""
    organisation_id: UUID | None = None
    region_id: UUID | None = None
    action: str
    subject: str
    subject_id: UUID | None = None
    client_id: UUID | None = None
    ground: str = ""
    device: UUID | None = None
    phone_time: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    request_id: str = ""
    outcome: str | None = None
    """``refused`` for an act that was not allowed; None for one that was done."""
    detail: str | None = None
    """The change, in words and ids: roles before and after. Never a name or a note."""
    mac: bytes
