"""One's own account: passkeys, sessions, phones, language; nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from flask import Flask
from sqlmodel import col, select

from tests.accounts.acts import make_user, prove, register, sign_in
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import Device, LoginSession, Passkey, User
from webapp.db import Database
from webapp.offline.models import Receipt


def own_passkeys(database: Database, user: User) -> list[Passkey]:
    with database.reading() as session:
        return list(session.exec(select(Passkey).where(Passkey.user_id == user.id).order_by(col(Passkey.id))).all())


def own_passkey(database: Database, user: User) -> Passkey:
    with database.reading() as session:
        return session.exec(select(Passkey).where(Passkey.user_id == user.id)).one()


def add_passkey(client: Client, shown: Authenticator) -> Authenticator:
    phone = Authenticator()
    assert prove(client, shown).status_code == 200
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
    assert prove(client, registered).status_code == 200
    assert "je enige passkey" in text(client, path)
    assert client.post(path).status_code == 400
    assert own_passkey(database, user)


def test_removed_passkey_signs_nobody_in(client: Client, registered: Authenticator, database: Database, user: User):
    sign_in(client, registered)
    first = own_passkey(database, user)
    second = add_passkey(client, registered)
    assert client.post(f"/account/passkeys/{first.id}/weg").status_code == 303
    client.post("/uitloggen")
    assert sign_in(client, registered).status_code == 400
    assert sign_in(client, second).status_code == 200


def test_removed_passkey_keeps_nobody_in(
    app: Flask, client: Client, registered: Authenticator, database: Database, user: User
):
    lost, kept, older = client, Client(app, app.response_class), Client(app, app.response_class)
    sign_in(lost, registered)
    first = own_passkey(database, user)
    second = add_passkey(lost, registered)
    sign_in(kept, second)
    sign_in(older, registered)
    with database.transaction() as session:  # begun before sessions knew their passkey
        login = session.exec(select(LoginSession).order_by(col(LoginSession.created_at).desc())).first()
        login.passkey_id = None
        session.add(login)
    assert prove(kept, second).status_code == 200
    assert kept.post(f"/account/passkeys/{first.id}/weg").status_code == 303
    assert [one.get("/account").status_code for one in (lost, older, kept)] == [303, 303, 200]


def test_open_phone_alone_adds_and_removes_no_passkey(
    app: Flask, client: Client, registered: Authenticator, database: Database, user: User,
    clock_moves: Callable[..., None],
):  # fmt: skip
    sign_in(client, registered)
    second = add_passkey(client, registered)
    other = Client(app, app.response_class)
    sign_in(other, registered)
    path = f"/account/passkeys/{own_passkeys(database, user)[0].id}/weg"
    assert "Bevestig met je passkey" in text(other, path)
    assert other.post(path).status_code == 403
    refused = other.post("/passkeys/nieuw/opties")
    assert (refused.status_code, refused.get_json()["error"]) == (403, "proof_needed")
    options = client.post("/passkeys/nieuw/opties").get_json()
    made = {"credential": Authenticator().create(options)}
    assert other.post("/passkeys/nieuw", json=made).status_code == 403, "a challenge of another session is no proof"
    clock_moves(minutes=5, seconds=1)
    assert client.post("/passkeys/nieuw/opties").status_code == 403, "a proof lasts minutes"
    assert client.post("/passkeys/nieuw", json=made).status_code == 403
    assert prove(client, second).status_code == 200
    assert client.post(path).status_code == 303


def test_proof_is_by_ones_own_passkey_and_a_challenge_for_it(
    app: Flask, client: Client, registered: Authenticator, database: Database
):
    with database.transaction() as session:
        token = invitations.make_link(session, make_user(session, "Iemand anders"), None)
    stranger = Authenticator()
    register(Client(app, app.response_class), token, stranger)
    sign_in(client, registered)
    assert prove(client, stranger).status_code == 400
    options = client.post("/passkeys/inloggen/opties").get_json()
    answer = {"credential": registered.get(options)}
    assert client.post("/passkeys/bevestigen", json=answer).status_code == 400, "a challenge for signing in"
    options = client.post("/passkeys/bevestigen/opties").get_json()
    answer = {"credential": registered.get(options)}
    assert client.post("/passkeys/inloggen", json=answer).status_code == 400, "and the other way round"
    assert client.post("/passkeys/nieuw/opties").status_code == 403


def test_passkey_of_somebody_else_does_not_exist(
    client: Client, registered: Authenticator, database: Database, user: User
):
    with database.transaction() as session:
        other = make_user(session, "Iemand anders")
        token = invitations.make_link(session, other, None)
    phone = Authenticator()
    register(client, token, phone)
    add_passkey(client, phone)
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
        token = invitations.make_link(session, make_user(session, "Iemand anders"), None)
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


def test_session_ends_after_a_week_however_much_it_is_used(
    client: Client, registered: Authenticator, clock_moves: Callable[..., None]
):
    sign_in(client, registered)
    for hours in range(12, 7 * 24, 12):
        clock_moves(hours=hours)
        assert client.get("/bedden").status_code == 200, hours
    tag = {"If-None-Match": client.get("/bedden").headers["ETag"]}
    assert client.get("/bedden", headers=tag).status_code == 304
    clock_moves(hours=7 * 24, seconds=1)
    assert client.get("/bedden", headers=tag).status_code == 303, "the short way round the application knows the limit"
    assert client.get("/account").status_code == 303


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
