"""A place for someone in a house."""

from __future__ import annotations

from uuid import UUID

from webapp.accounts.models import Organisation, User
from webapp.db import Database


def place(database: Database, user: User, *, roles: list[str] | None = None, elsewhere: bool = False) -> UUID:
    """Give somebody other work, as a second person's yes does."""
    with database.transaction() as session:
        row = session.get_one(User, user.id)
        organisation = row.organisation_id
        if elsewhere:
            other = Organisation(region_id=row.region_id, name="Andere zorg")
            session.add(other)
            session.flush()
            organisation = other.id
        row.place(organisation, roles or row.roles)
        session.add(row)
        return organisation
