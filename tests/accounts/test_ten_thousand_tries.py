"""Ten thousand wrong tries at the door: no 5xx, few rows, and the honest user gets in."""

from __future__ import annotations

from collections import Counter
from itertools import cycle, islice

import pytest
from flask import Flask
from sqlmodel import func, select

from tests.accounts.acts import register, sign_in
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import User
from webapp.db import Database
from webapp.web.limits import Tries

NETWORKS = [f"198.51.100.{number}" for number in range(1, 6)]
TRIES = (
    ("/passkeys/inloggen", {"credential": {"id": "x"}}),
    ("/passkeys/inloggen/opties", {}),
    ("/passkeys/uitnodiging", {"token": "verzonnen", "credential": {}}),
    ("/passkeys/uitnodiging/opties", {"token": "verzonnen"}),
)


@pytest.mark.one_store
@pytest.mark.parametrize("number", [800, pytest.param(10_000, marks=pytest.mark.long)])
def test_the_honest_user_gets_in_among_them(
    app: Flask, client: Client, registered: Authenticator, database: Database, user: User, number: int
):
    sign_in(client, registered)
    client.post("/uitloggen")
    guest = Client(app, app.response_class)
    statuses: Counter[int] = Counter()
    for (path, body), network in islice(zip(cycle(TRIES), cycle(NETWORKS), strict=False), number):
        answer = guest.post(path, json=body, environ_base={"REMOTE_ADDR": network})
        statuses[answer.status_code] += 1
    assert statuses.keys() <= {200, 400, 410, 429}, statuses
    assert statuses[429], "they are stopped"
    with database.reading() as session:
        rows = session.exec(select(func.count()).select_from(Tries)).one()
    assert rows <= 4 * len(NETWORKS), "a row for each source, not for each try"
    attacked = {"REMOTE_ADDR": NETWORKS[0]}
    client.environ_base.update(attacked)
    assert sign_in(client, registered).status_code == 200, "a phone that was here before, on the attacked network"
    newcomer = Client(app, app.response_class)
    newcomer.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    with database.transaction() as session:
        token = invitations.make_link(session, session.merge(user), None)
    assert register(newcomer, token, Authenticator()).status_code == 200, "a newcomer on another network"
