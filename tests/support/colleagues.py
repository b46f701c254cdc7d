"""A second nurse beside the demo's own: for what one may do of another."""

from __future__ import annotations

from webapp.accounts import store
from webapp.accounts.models import User
from webapp.accounts.permissions import Role
from webapp.db import Database

NURSE = "straatverpleegkundige"
COLLEAGUE = "collega"


def add_colleague(
    database: Database, name: str = "Demo Karin", username: str = COLLEAGUE, role: Role = Role.street_nurse
) -> str:
    """The user name of a nurse, or another, in the demo nurse's organisation, who works with nobody yet."""
    with database.transaction() as session:
        nurse = store.find_demo_user(session, NURSE)
        assert nurse is not None
        session.add(
            User(
                region_id=nurse.region_id,
                organisation_id=nurse.organisation_id,
                name=name,
                roles=[role.value],
                username=username,
                demo=True,
            )
        )
    return username
