"""The staff of a house: the one rule of every table of staff, of shelters and of facilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import SQLModel, col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.db import Session


@dataclass(frozen=True)
class Staff:
    """A table of staff. A person with another job no longer counts, although still listed there.

    Its key is the house and ``user_id``; ``since`` is the moment the person was chosen.
    """

    table: type[SQLModel]
    house: str
    """The column that names the house."""
    permission: Permission
    """The permission that every member of staff must have."""

    def works_at(self, session: Session, actor: Actor, house_id: UUID) -> bool:
        """True when the actor is staff of this house."""
        row: Any = session.get(self.table, (house_id, actor.user_id)) if actor.may(self.permission) else None
        return row is not None and actor.has_since(row.since)

    def is_own(self, actor: Actor) -> ColumnElement[bool]:
        """The condition, for a query that joins the table, for the rows of the actor's present job."""
        user_id, since = self._column("user_id"), self._column("since")
        if not actor.may(self.permission):
            return false()
        return and_(user_id == actor.user_id, true() if actor.placed_at is None else since >= actor.placed_at)

    def list_staff(self, session: Session, house_id: UUID) -> Sequence[UUID]:
        """The user ids of a house's staff."""
        user_id, since = self._column("user_id"), self._column("since")
        present = or_(col(User.placed_at).is_(None), since >= col(User.placed_at))
        query = select(user_id).join(User, col(User.id) == user_id).where(self._column(self.house) == house_id, present)
        return session.exec(query).all()

    def _column(self, name: str) -> Any:
        return getattr(self.table, name)
