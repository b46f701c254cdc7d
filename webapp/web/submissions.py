"""Repeated submissions: a form or an operation carries an id, and the same id twice is one act.

With other content the same id is another act: a person who goes back in the browser, types something else and submits
again must not lose it.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import Field, SQLModel

from webapp.db import Session, insert_new
from webapp.errors import N_, Conflict

_TAKEN = N_("Dit nummer is al gebruikt voor iets anders.")
Record = TypeVar("Record", bound=SQLModel)


class Submission(SQLModel, table=True):
    """A used id, with a hash of its content."""

    __tablename__ = "submission"
    id: UUID = Field(primary_key=True)
    content_hash: str


class Reused(Exception):
    """The id was used for other content."""


def claim(session: Session, submission_id: UUID, said: BaseModel) -> bool:
    """Claim an id for this content; True the first time. Of two at once the second waits.

    Raises:
        Reused: the id stands for other content.
    """
    wanted = Submission(id=submission_id, content_hash=content_hash(said))
    if insert_new(session, wanted):
        return True
    known = session.get_one(Submission, submission_id)
    if known.content_hash != wanted.content_hash:
        raise Reused
    return False


def known(session: Session, table: type[Record], record_id: UUID, **own: Any) -> Record | None:
    """The record that this id made before, None for a new id: sent twice it is one.

    ``own``: the values that the earlier record must have.

    Raises:
        Conflict: the id belongs to somebody else or to another record.
    """
    record = session.get(table, record_id)
    if record is not None and any(getattr(record, name) != value for name, value in own.items()):
        raise Conflict(_TAKEN, {})
    return record


def content_hash(said: BaseModel) -> str:
    """SHA-256 of the content after reading: a form and an operation with the same meaning get the same hash."""
    text = f"{type(said).__name__} {said.model_dump_json()}"
    return hashlib.sha256(text.encode()).hexdigest()
