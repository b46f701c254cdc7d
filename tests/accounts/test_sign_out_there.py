"""An administrator signs a person out on one device; the rest of that person's access stays."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from sqlmodel import select

from tests.accounts.acts import make_user, sign_in
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import sessions
from webapp.accounts.actor import actor_of
from webapp.accounts.administration import service as administration
from webapp.accounts.inputs import ALONE
from webapp.accounts.models import LoginSession, User
from webapp.accounts.permissions import Role, may_go_together
from webapp.audit.models import AccessEntry
from webapp.db import Database


def test_one_device_is_signed_out_and_the_other_stays(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User, database: Database
):
    first, second = (Client(app, app.response_class) for _ in range(2))
    for browser in (first, second):
        assert sign_in(browser, registered).status_code == 200
    html = client.get(f"/beheer/mensen/{user.id}").text
    assert "14 uur" in html
    assert "7 dagen" in html
    with database.reading() as session:
        last = sessions.list_live(session, user.id)[0]
    page = f"/beheer/mensen/{user.id}/sessies/{last.id}/uitloggen"
    assert page in html
    before = [browser.get("/account").status_code for browser in (first, second)]
    assert before == [200, 200]
    assert client.post(page).status_code == 303
    assert sorted(browser.get("/account").status_code for browser in (first, second)) == [200, 303]
    assert client.post(page).status_code == 404, "it is over already"
    with database.reading() as session:
        rows = session.exec(select(AccessEntry).where(AccessEntry.subject == "login_session")).all()
    assert [(row.action, row.user_id, row.ground) for row in rows] == [("sign_out", administrator.id, "region")]


def test_session_of_another_person_or_region_is_not_found(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User, database: Database
):
    browser = Client(app, app.response_class)
    sign_in(browser, registered)
    with database.reading() as session:
        login = session.exec(select(LoginSession).where(LoginSession.user_id == user.id)).all()[-1]
    assert client.post(f"/beheer/mensen/{administrator.id}/sessies/{login.id}/uitloggen").status_code == 404
    assert client.post(f"/beheer/mensen/{user.id}/sessies/{uuid4()}/uitloggen").status_code == 404
    assert browser.post(f"/beheer/mensen/{user.id}/sessies/{login.id}/uitloggen").status_code == 403
    assert browser.get("/account").status_code == 200


def test_account_tells_its_limits(app: Flask, registered: Authenticator):
    browser = Client(app, app.response_class)
    sign_in(browser, registered)
    assert "14 uur niets doet" in browser.get("/account").text


@pytest.mark.parametrize("other", [role for role in Role if role is not Role.privacy_officer])
def test_overseer_has_no_other_role(other: Role):
    assert not may_go_together([Role.privacy_officer, other])
    assert may_go_together([Role.privacy_officer])
    assert may_go_together([other])


def test_form_refuses_an_overseer_with_another_role(client: Client, administrator: User, database: Database):
    with database.transaction() as session:
        somebody = make_user(session, "P. Privacy", Role.host)
    form = {"name": somebody.name, "organisation": str(somebody.organisation_id)}
    both = {**form, "roles": ["privacy_officer", "host"]}
    answer = client.post(f"/beheer/mensen/{somebody.id}", data=both)
    assert answer.status_code == 422
    assert ALONE in answer.text


def test_who_was_not_seen_for_long_is_listed_with_the_way_to_stop(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User, clock_moves
):
    assert "Iedereen met toegang" in client.get("/beheer/lang-niet-gezien").text
    clock_moves(days=61)
    again = Client(app, app.response_class)
    assert sign_in(again, registered).status_code == 200, "the nurse is seen today"
    with app.extensions["database"].transaction() as session:
        sessions.start_session(session, administrator)
    with app.extensions["database"].reading() as session:
        unseen = administration.list_unseen(session, actor_of(administrator))
    assert unseen == []
    clock_moves(days=122)
    with app.extensions["database"].reading() as session:
        unseen = administration.list_unseen(session, actor_of(administrator))
    assert {one.name for one, _, _ in unseen} == {user.name, administrator.name}
    assert again.get("/beheer/lang-niet-gezien").status_code != 200
