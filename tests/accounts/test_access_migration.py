"""Links and people of before a second person was needed come through the migration, and the way back."""

from __future__ import annotations

from sqlmodel import select

from tests.accounts.acts import make_user
from tests.support.client import Client
from tests.support.stores import go_back
from webapp import schema
from webapp.accounts import invitations
from webapp.accounts.models import Invitation, Passkey, User
from webapp.accounts.permissions import Role
from webapp.db import Database


def test_links_of_the_command_line_work_on_and_those_of_one_administrator_wait(client: Client, database: Database):
    with database.transaction() as session:
        administrator = make_user(session, "B. Beheer", Role.administrator)
        by_owner = invitations.make_link(session, make_user(session, "E. Een"), None)
        by_one = invitations.make_link(session, make_user(session, "T. Twee"), administrator)
        harmless = invitations.make_link(session, make_user(session, "D. Drie", Role.host), administrator)
        session.add(Passkey(user_id=administrator.id, credential_id=b"x", public_key=b"y", sign_count=3))
    go_back(database, "0012")
    schema.migrate(database)
    with database.reading() as session:
        assert [one.sign_count for one in session.exec(select(Passkey))] == [3]
        assert all(one.synced is None for one in session.exec(select(Passkey)))
        assert all(one.placed_at is None for one in session.exec(select(User)))
        assert len(session.exec(select(Invitation)).all()) == 3
    statuses = [client.get(f"/uitnodiging/{token}").status_code for token in (by_owner, by_one, harmless)]
    assert statuses == [200, 410, 200]
