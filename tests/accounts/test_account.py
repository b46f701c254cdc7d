"""One's own account: passkeys, sessions, phones, language; nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from flask import Flask
from sqlmodel import select

from tests.accounts.authenticator import Authenticator
from tests.accounts.conftest import make_user, register, sign_in
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import Device, LoginSession, Passkey, User
from webapp.db import Database
from webapp.offline.models import Receipt


def own_passkey(database: Database, user: User) -> Passkey:
    with database.reading() as session:
        return session.exec(select(Passkey).where(Passkey.user_id == user.id)).one()


def add_passkey(client: Client) -> Authenticator:
    phone = Authenticator()
    options = client.post("/passkeys/nieuw/opties").get_json()
    assert client.post("/passkeys/nieuw", json={"credential": phone.create(options)}).status_code == 200
    return phone


def text(client: Client, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_account_shows_name_role_and_organisation(client: Client, registered: Authenticator):
    sign_in(client, registered)
    html = text(client, "/account")
    for words in ("S. de Vries", "straatverpleegkundige", "Straatzorg", "Oost", "dit toestel"):
        assert words in html


def test_passkey_gets_another_name(client: Client, registered: Authenticator, database: Database, user: User):
    sign_in(client, registered)
    path = f"/account/passkeys/{own_passkey(database, user).id}"
    assert client.get(path).status_code == 200
    assert client.post(path, data={"label": "Werktelefoon"}).status_code == 303
    assert "Werktelefoon" in text(client, "/account")


def test_passkey_keeps_its_name_when_the_new_one_is_empty(
    client: Client, registered: Authenticator, database: Database, user: User
):
    sign_in(client, registered)
    answer = client.post(f"/account/passkeys/{own_passkey(database, user).id}", data={"label": " "})
    assert answer.status_code == 422
    assert "Geef de passkey een naam." in answer.get_data(as_text=True)


def test_last_passkey_stays(client: Client, registered: Authenticator, database: Database, user: User):
    sign_in(client, registered)
    path = f"/account/passkeys/{own_passkey(database, user).id}/weg"
    assert "je enige passkey" in text(client, path)
    assert client.post(path).status_code == 400
    assert own_passkey(database, user)


def test_removed_passkey_signs_nobody_in(client: Client, registered: Authenticator, database: Database, user: User):
    sign_in(client, registered)
    first = own_passkey(database, user)
    second = add_passkey(client)
    assert client.post(f"/account/passkeys/{first.id}/weg").status_code == 303
    client.post("/uitloggen")
    assert sign_in(client, registered).status_code == 400
    assert sign_in(client, second).status_code == 200


def test_passkey_of_somebody_else_does_not_exist(
    client: Client, registered: Authenticator, database: Database, user: User
):
    with database.transaction() as session:
        other = make_user(session, "Iemand anders")
        token = invitations.make(session, other, None)
    register(client, token, Authenticator())
    add_passkey(client)
    path = f"/account/passkeys/{own_passkey(database, user).id}"
    assert client.get(path).status_code == 404
    assert client.post(path, data={"label": "x"}).status_code == 404
    assert client.get(f"{path}/weg").status_code == 404
    assert client.post(f"{path}/weg").status_code == 404
    assert own_passkey(database, user).label != "x"


def test_signing_out_elsewhere_ends_that_session_only(app: Flask, client: Client, registered: Authenticator):
    other = Client(app, app.response_class)
    sign_in(other, registered)
    sign_in(client, registered)
    path = re.findall(r'action="(/account/sessies/[^"]+)"', text(client, "/account"))[0]  # the last used but this
    assert client.post(path).status_code == 303
    assert other.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_session_of_somebody_else_cannot_be_ended(
    app: Flask, client: Client, registered: Authenticator, database: Database, user: User
):
    sign_in(client, registered)
    other = Client(app, app.response_class)
    with database.transaction() as session:
        token = invitations.make(session, make_user(session, "Iemand anders"), None)
    register(other, token, Authenticator())
    with database.reading() as session:
        mine = session.exec(select(LoginSession).where(LoginSession.user_id == user.id)).all()[-1]
    assert other.post(f"/account/sessies/{mine.id}/uitloggen").status_code == 404
    assert client.get("/account").status_code == 200


def test_signed_out_cookie_is_dead_on_the_server(client: Client, registered: Authenticator):
    sign_in(client, registered)
    cookie = client.get_cookie("session").value
    assert client.post("/uitloggen").status_code == 303
    assert client.get_cookie("session") is None
    assert client.get_cookie("user") is None
    client.set_cookie("session", cookie)
    assert client.get("/account").status_code == 303


def test_signing_out_never_wipes_the_queue(client: Client, registered: Authenticator):
    sign_in(client, registered)
    answer = client.post("/uitloggen")
    assert "storage" not in answer.headers.get("Clear-Site-Data", "")


def test_signing_out_twice_is_no_error(client: Client):
    assert client.post("/uitloggen").status_code == 303


def test_session_ends_when_it_is_idle(client: Client, registered: Authenticator, clock_moves: Callable[..., None]):
    sign_in(client, registered)
    clock_moves(hours=13)
    assert client.get("/offline/keys").status_code == 200, "used within the limit: locked, and alive"
    clock_moves(hours=26)
    assert client.get("/offline/keys").status_code == 200, "its use moved the limit on"
    clock_moves(hours=41)
    assert client.get("/offline/keys").status_code == 401


def test_phone_shows_what_did_not_arrive(client: Client, registered: Authenticator, database: Database, user: User):
    sign_in(client, registered)
    with database.transaction() as session:
        device = Device(id=uuid4(), user_id=user.id, label="Mozilla/5.0 (Linux; Android 14) Chrome/141.0 Mobile")
        session.add(device)
        session.flush()
        for seq in (1, 4):
            session.add(
                Receipt(
                    id=uuid4(),
                    user_id=user.id,
                    device=device.id,
                    seq=seq,
                    kind="contact.log",
                    content_hash=str(seq),
                    status="accepted",
                )
            )
    html = text(client, "/account")
    assert "Chrome, Android" in html
    assert "2 dingen kwamen niet aan" in html


def test_sign_in_page_leads_only_to_this_site(client: Client):
    for path in ("https://kwaad.example", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "/\tx", ""):
        assert 'data-next="/"' in client.get("/inloggen", query_string={"next": path}).get_data(as_text=True), path
    assert 'data-next="/contacten"' in text(client, "/inloggen?next=/contacten")


def test_signed_in_person_goes_on_from_the_sign_in_page(client: Client, registered: Authenticator):
    sign_in(client, registered)
    assert client.get("/inloggen?next=/account").headers["Location"] == "/account"


def test_english_stays_chosen(client: Client, registered: Authenticator):
    sign_in(client, registered)
    client.get("/account?lang=en")
    assert 'lang="en"' in text(client, "/account")
