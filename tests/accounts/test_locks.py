"""A session that nobody touches shows nothing more: it delivers, gives empty forms, and asks its passkey."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import col, select

from tests.accounts.acts import DEVICE, make_user, register, sign_in, touch, vault_of
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from tests.support.stores import go_back
from webapp import schema
from webapp.accounts import invitations
from webapp.accounts.models import LoginSession, Region, User
from webapp.accounts.phones import locks
from webapp.db import Database, new_id
from webapp.web.access import Access

SHELTER = "0190a000-0000-7000-8000-00000000d0a2"


@pytest.fixture
def nurse(client: Client, registered: Authenticator) -> Client:
    """Signed in by passkey."""
    assert sign_in(client, registered).status_code == 200
    return client


def test_after_ten_minutes_without_a_hand_nothing_is_shown(nurse: Client, clock_moves: Callable[..., None]):
    clock_moves(minutes=9)
    assert nurse.get("/account").status_code == 200
    clock_moves(minutes=18)
    assert nurse.get("/contacten").status_code == 200, "each page moves it on"
    clock_moves(minutes=29)
    for path in ("/", "/account", "/contacten", "/contacten/nieuw?client=" + SHELTER):
        answer = nurse.get(path)
        assert answer.status_code == 303, path
        assert answer.location.startswith("/inloggen"), path
    assert "Ontgrendel Onderdak" in nurse.get("/inloggen?next=/contacten").get_data(as_text=True)


def test_a_page_that_asks_by_itself_keeps_nothing_open(nurse: Client, clock_moves: Callable[..., None]):
    clock_moves(minutes=9)
    nurse.get("/bedden/nu", headers={"HX-Request": "true", "HX-Request-Type": "partial", "Sec-Fetch-Mode": "cors"})
    nurse.get("/bedden", headers={"HX-Request-Type": "full", "Sec-Fetch-Mode": "cors"})
    nurse.get("/bedden/mijn", headers={"HX-Request": "true", "HX-Request-Type": "partial"})  # an older browser
    nurse.get("/offline/snapshot")
    clock_moves(minutes=11)
    assert nurse.get("/contacten").status_code == 303


def test_locked_session_gives_empty_forms_and_takes_what_waits(nurse: Client):
    nurse.post("/offline/lock")
    for path in ("/contacten/nieuw", "/bedden", "/bedden/nu", "/bedden/vragen", "/clienten/nieuw"):
        assert nurse.get(path).status_code == 200, path
    sent = nurse.post("/offline/operations", json={"device": DEVICE, "operations": []})
    assert sent.status_code == 200
    assert nurse.get("/offline/keys").status_code == 200


def test_locked_session_hands_out_no_secret_and_no_snapshot(nurse: Client):
    assert "secret" in vault_of(nurse).json
    nurse.post("/offline/lock")
    for answer in (vault_of(nurse), nurse.get("/offline/snapshot"), touch(nurse), touch(nurse, "x" * 43)):
        assert answer.status_code == 401
        assert answer.json["error"] == "locked"
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = nurse.get("/contacten/nieuw/wie", headers=part)
    assert (answer.status_code, answer.data) == (401, b"")


def test_nothing_that_works_while_locked_needs_to_know_someone(app: Flask):
    """An address is added here with the reason that it shows nothing about anyone."""
    views = {name: view for name, view in app.view_functions.items() if getattr(view, "access", Access()).while_locked}
    assert set(views) == {
        "contacts.new", "people.new", "rooms.new_request", "rooms.count", "beds.index", "beds.refresh", "beds.ask",
        "beds.count_form", "offline.operations", "offline.keys",
        "directory.index", "guide.show", "referrals.new", "placements.refer", "rooms.new_lead",
        "conditional_tenancies.new_report",
        "beds.waits",  # locked it tells that a question waits: of whom, from whom and where it does not
    }  # fmt: skip


def test_proof_of_the_open_vault_opens_the_session_of_that_phone_only(
    app: Flask, nurse: Client, registered: Authenticator
):
    proof = vault_of(nurse).json["proof"]
    other = Client(app, app.response_class)
    sign_in(other, registered)
    nurse.post("/offline/lock")
    other.post("/offline/lock")
    assert touch(other, proof).status_code == 401, "another session"
    assert touch(nurse, proof, str(new_id())).status_code == 401, "another phone"
    assert touch(nurse, proof).status_code == 200
    assert nurse.get("/account").status_code == 200


def test_request_that_began_before_the_lock_opens_nothing(app: Flask, nurse: Client):
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        before = session.exec(
            select(LoginSession)
            .where(col(LoginSession.open_until).is_not(None))
            .order_by(col(LoginSession.created_at).desc())
        ).first()
        session.expunge(before)
    nurse.post("/offline/lock")
    with database.transaction() as session:
        user = session.get_one(User, before.user_id)
        assert locks.keep_open(session, before, user, UUID(DEVICE), "") is None
    assert nurse.get("/account").status_code == 303


def test_passkey_opens_what_was_locked(nurse: Client, registered: Authenticator):
    nurse.post("/offline/lock")
    assert sign_in(nurse, registered).status_code == 200
    assert nurse.get("/account").status_code == 200


def test_page_that_goes_away_locks_unless_another_follows(nurse: Client, clock_moves: Callable[..., None]):
    leave = f"/offline/lock?soon={vault_of(nurse).json['turn']}"
    nurse.post(leave)
    assert nurse.get("/account").status_code == 200, "a reload"
    nurse.post(leave)
    clock_moves(minutes=2)
    assert nurse.get("/account").status_code == 303


@pytest.mark.parametrize("farewell", ["{before}", "", "x", "-1"])
def test_farewell_that_comes_in_late_locks_no_page_that_followed(
    nurse: Client, clock_moves: Callable[..., None], farewell: str
):
    before = vault_of(nurse).json["turn"]
    followed = vault_of(nurse).json
    nurse.post(f"/offline/lock?soon={farewell.format(before=before)}")
    clock_moves(minutes=2)
    assert nurse.get("/account").status_code == 200
    told = touch(nurse, followed["proof"]).json["turn"]
    nurse.post(f"/offline/lock?soon={followed['turn']}")
    clock_moves(minutes=4)
    assert nurse.get("/account").status_code == 200, "the page has spoken since"
    nurse.post(f"/offline/lock?soon={told}")
    clock_moves(minutes=6)
    assert nurse.get("/account").status_code == 303


def test_region_sets_the_minutes(
    nurse: Client, database: Database, registered: Authenticator, clock_moves: Callable[..., None]
):
    with database.transaction() as session:
        session.exec(select(Region)).one().lock_minutes = 30
    sign_in(nurse, registered)
    assert vault_of(nurse).json["lock_minutes"] == 30
    clock_moves(minutes=29)
    assert nurse.get("/account").status_code == 200


def test_session_knows_its_phone_once_that_is_its_own(app: Flask, nurse: Client, database: Database, user: User):
    vault_of(nurse)
    other = Client(app, app.response_class)
    with database.transaction() as session:
        token = invitations.make_link(session, make_user(session, "Iemand anders"), None)
    register(other, token, Authenticator())
    refused = vault_of(other)
    assert (refused.status_code, refused.json["error"]) == (403, "device_of_another")
    assert refused.json["user"] != str(user.id), "it says whose session asked"
    with database.reading() as session:
        known = {login.user_id: login.device_id for login in session.exec(select(LoginSession))}
    assert known.pop(user.id) == UUID(DEVICE)
    assert set(known.values()) == {None}


def test_session_of_before_the_locks_asks_its_passkey_once(
    nurse: Client, database: Database, registered: Authenticator
):
    go_back(database, "0016")
    schema.migrate(database)
    with database.reading() as session:
        region = session.exec(select(Region)).one()
    assert (region.lock_minutes, region.offline_days) == (10, 14)
    assert nurse.get("/account").status_code == 303
    assert nurse.get("/offline/keys").status_code == 200, "what waits is delivered"
    sign_in(nurse, registered)
    assert nurse.get("/account").status_code == 200


def test_secret_that_does_not_open_is_refused_and_never_replaced(nurse: Client, app: Flask):
    """Another secret would open nothing on the phone; the wrap of its passkey still does."""
    store: Database = app.extensions["database"]
    proof = vault_of(nurse).json["proof"]
    with store.transaction() as session:
        session.connection().execute(text("update device set vault_secret = substr(vault_secret, 1, 20)"))
    nurse.post("/offline/lock")
    for said in ("", proof):
        assert touch(nurse, said).status_code == 401
    for _ in range(2):
        with store.transaction() as session:
            session.connection().execute(text("update login_session set open_until = '2999-01-01'"))
        answer = vault_of(nurse)
        assert (answer.status_code, answer.json["error"], answer.json["device"]) == (409, "secret_unreadable", DEVICE)
        assert "secret" not in answer.json
    with store.reading() as session:
        assert len(session.connection().execute(text("select vault_secret from device")).scalar_one()) == 20
