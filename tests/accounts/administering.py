"""Acts for the tests of administration: change or invite somebody, look at the result."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlmodel import col, select

from tests.accounts.acts import make_user, register
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import AccessProposal, User
from webapp.accounts.permissions import Role
from webapp.db import Database


def facts(user: User, **changed: object) -> dict[str, object]:
    return {"name": user.name, "organisation": str(user.organisation_id), "roles": user.roles, **changed}


def link_in(html: str) -> str:
    (link,) = re.findall(r'value="http://localhost/uitnodiging/([^"]+)"', html)
    return str(link)


def stored(database: Database, user_id: UUID) -> User | None:
    with database.reading() as session:
        return session.get(User, user_id)


def text(client: Client, path: str, **query: str) -> str:
    return client.get(path, query_string=query).get_data(as_text=True)


def newcomer(app: Flask, database: Database, name: str, role: Role, **more: Any) -> tuple[Client, User]:
    """Somebody whom the server's owner invited, signed in."""
    with database.transaction() as session:
        user = make_user(session, name, role, **more)
        token = invitations.make_link(session, user, None)
    client = Client(app, app.response_class)
    assert register(client, token, Authenticator()).status_code == 200
    return client, user


def invite(client: Client, administrator: User, role: str = "street_nurse", **more: object) -> tuple[UUID, str]:
    """Invite somebody; who, and the token."""
    form = facts(administrator, **{"id": str(uuid4()), "name": "V. Verzonnen", "roles": [role], **more})
    return UUID(str(form["id"])), link_in(client.post("/beheer/uitnodigen", data=form).get_data(as_text=True))


def open_proposals(database: Database) -> list[AccessProposal]:
    with database.reading() as session:
        return list(session.exec(select(AccessProposal).where(col(AccessProposal.decided_at).is_(None))).all())


def is_dead(client: Client, token: str) -> bool:
    """The page, the options and the answer of a link all refuse."""
    page = client.get(f"/uitnodiging/{token}").status_code
    options = client.post("/passkeys/uitnodiging/opties", json={"token": token})
    return page == 410 and options.status_code == 400 and "challenge" not in options.get_json()
