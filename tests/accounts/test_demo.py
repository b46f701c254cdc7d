"""The demo's way in: ten roles in two regions, and nobody real."""

from __future__ import annotations

import pytest

from tests.accounts.acts import NAMES
from tests.support.client import Client
from webapp import demo
from webapp.accounts import store
from webapp.accounts.models import User
from webapp.accounts.permissions import Role
from webapp.db import Database


@pytest.mark.parametrize("suffix", ["", "-almere"])
def test_every_role_signs_in_with_one_tap(demo_client: Client, suffix: str):
    html = demo_client.get("/demo").get_data(as_text=True)
    for name in NAMES:
        assert f'value="{name}{suffix}"' in html
        demo_client.sign_in(name + suffix)
        assert demo_client.get("/account").status_code == 200
        assert demo_client.get("/").status_code == 200


def test_both_regions_have_every_role_once(demo_app):
    with demo_app.extensions["database"].reading() as session:
        users = store.list_demo_users(session)
        assert len(users) == 22
        for region in store.list_regions(session):
            assert {user.main_role for user in users if user.region_id == region.id} == set(Role)


def test_unknown_name_signs_nobody_in(demo_client: Client):
    assert demo_client.post("/demo/inloggen", data={"user": "koning"}).status_code == 404
    assert demo_client.get_cookie("session") is None


def test_there_is_no_demo_outside_the_demo(client: Client):
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/inloggen", data={"user": "beheer"}).status_code == 404


def test_demo_is_refused_on_a_store_with_real_people(database: Database, user: User):
    with pytest.raises(demo.NotADemo):
        demo.fill(database)


def test_demo_starts_again_when_its_administrator_invited_somebody(demo_app, demo_client: Client):
    database = demo_app.extensions["database"]
    demo_client.sign_in("beheer")
    with database.reading() as session:
        administrator = store.find_demo_user(session, "beheer")
    form = {"name": "Demo Extra", "organisation": str(administrator.organisation_id), "roles": ["host"]}
    assert demo_client.post("/beheer/uitnodigen", data=form).status_code == 200
    demo.fill(database)
    with database.reading() as session:
        assert store.find_namesake(session, administrator.organisation_id, "Demo Extra")
