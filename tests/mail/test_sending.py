"""Letters reach a real relay over an encrypted way, once; a bad relay delays and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import select

from tests.mail.acts import LINK
from tests.support.client import Client
from tests.support.mail_server import MailServer, make_certificate
from webapp.db import Database
from webapp.mail import sender, service
from webapp.mail.models import Letter
from webapp.mail.words import CONFIRM

Write, Deliver = Callable[..., bool], Callable[..., int]
GERDA = "gerda@example.nl"


def kept(app: Flask) -> list[Letter]:
    database: Database = app.extensions["database"]
    with database.reading() as session:
        return list(session.exec(select(Letter).order_by(Letter.made_at)))


def test_letter_holds_a_link_and_the_region_and_nothing_else(
    mail_server: MailServer, write: Write, deliver: Deliver
) -> None:
    write(GERDA)
    assert deliver() == 1
    (found,) = mail_server.all()
    assert (found.sender, found.to, found.encrypted, found.user) == ("onderdak@example.nl", GERDA, True, "gebruiker")
    message = found.message
    assert message["Auto-Submitted"] == "auto-generated"
    assert (message["From"], message["To"]) == ("Onderdak <onderdak@example.nl>", GERDA)
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert LINK in text.splitlines()
    assert "Gooi en Vechtstreek" in text
    assert "Gooi en Vechtstreek" in message["Subject"]
    assert deliver() == 0
    assert mail_server.all() == []


def test_address_and_link_are_gone_when_it_was_sent(demo_app: Flask, write: Write, deliver: Deliver) -> None:
    write(GERDA)
    deliver()
    (letter,) = kept(demo_app)
    assert (letter.state, letter.address, letter.link) == ("sent", None, None)


@pytest.mark.one_store
def test_letter_is_in_the_language_of_its_reader(mail_server: MailServer, write: Write, deliver: Deliver) -> None:
    write(GERDA, kind=CONFIRM, language="en")
    deliver()
    (found,) = mail_server.all()
    assert found.message["Content-Language"] == "en"
    assert "Open this link" in found.message.get_content()


@pytest.mark.one_store
def test_address_in_another_script_arrives_where_the_relay_carries_it(
    demo_app: Flask, mail_server: MailServer, write: Write, deliver: Deliver
) -> None:
    write("zoë@exämple.nl")
    deliver()
    (found,) = mail_server.all()
    assert found.to == "zoë@xn--exmple-cua.nl"
    assert "zoë@" in found.message["To"]
    mail_server.offers_utf8 = False
    write("zoë@example.nl")
    deliver()
    assert kept(demo_app)[-1].state == "refused"


@pytest.mark.one_store
@pytest.mark.parametrize(
    "to", ["a@example.nl\nBcc: b@example.nl", "a@example.nl\r\n\r\nhoi", "a@example.nl,b@example.nl", "geen adres", ""]
)
def test_no_address_breaks_a_header(demo_app: Flask, write: Write, to: str) -> None:
    assert not write(to)
    assert kept(demo_app) == []


@pytest.mark.one_store
def test_name_of_a_region_with_a_line_end_stays_one_header(
    demo_app: Flask, mail_server: MailServer, write: Write, deliver: Deliver
) -> None:
    from webapp.accounts.models import Region

    with demo_app.extensions["database"].transaction() as session:
        session.exec(select(Region).where(Region.slug == "gooi")).one().name = "Gooi\r\nBcc: alle@example.nl"
    write(GERDA)
    deliver()
    (found,) = mail_server.all()
    assert found.message["Bcc"] is None
    assert found.message["Subject"].endswith("Gooi Bcc: alle@example.nl")


def test_relay_that_is_down_loses_nothing_and_is_told(
    demo_app: Flask,
    mail_server: MailServer,
    write: Write,
    deliver: Deliver,
    clock_moves: Callable[..., None],
) -> None:
    mail_server.stop()
    for name in "abc":
        write(f"{name}@example.nl", about="/kamers")
    for hours in range(2, 10, 2):
        assert deliver() == 0
        clock_moves(hours=hours)
    assert [letter.state for letter in kept(demo_app)] == ["waiting"] * 3
    coordinator = Client(demo_app, demo_app.response_class).sign_in("coordinator")
    assert "3 mails wachten sinds" in coordinator.get("/").text
    assert "De mailserver neemt niets aan" in coordinator.get("/post").text
    mail_server.start()
    while deliver():
        pass
    assert sorted(found.to for found in mail_server.all()) == ["a@example.nl", "b@example.nl", "c@example.nl"]
    assert "Mail komt niet aan" not in coordinator.get("/").text
    assert "Alle mail komt aan" in coordinator.get("/post").text


@pytest.mark.one_store
def test_what_waits_for_the_relay_goes_as_soon_as_one_letter_went(
    mail_server: MailServer, write: Write, deliver: Deliver, clock_moves: Callable[..., None]
) -> None:
    mail_server.stop()
    for name in "abcdefg":
        write(f"{name}@example.nl")
    for hours in range(2, 26, 2):
        deliver()
        clock_moves(hours=hours)
    mail_server.start()
    write("nieuw@example.nl")
    while deliver():
        pass
    assert len(mail_server.all()) == 8


@pytest.mark.one_store
def test_nothing_goes_over_a_way_that_is_not_encrypted(
    demo_app: Flask, mail_server: MailServer, write: Write, deliver: Deliver
) -> None:
    mail_server.offers_tls = False
    write(GERDA)
    assert deliver() == 0
    assert mail_server.all() == []
    assert kept(demo_app)[0].state == "waiting"


@pytest.mark.one_store
def test_certificate_of_another_relay_is_not_believed(
    mail_server: MailServer, write: Write, deliver: Deliver, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(make_certificate(tmp_path / "other.pem")))
    write(GERDA)
    assert deliver() == 0
    assert mail_server.all() == []


@pytest.mark.one_store
def test_wrong_password_delays_and_gives_up_nothing(demo_app: Flask, write: Write, deliver: Deliver) -> None:
    write(GERDA)
    assert deliver(password="fout") == 0
    assert kept(demo_app)[0].state == "waiting"


@pytest.mark.one_store
def test_address_that_does_not_exist_is_given_up_and_told(
    demo_app: Flask, mail_server: MailServer, write: Write, deliver: Deliver
) -> None:
    mail_server.answers["weg@example.nl"] = "550 no such user"
    write("weg@example.nl", about="/kamers")
    write(GERDA)
    assert deliver() == 2
    assert [found.to for found in mail_server.all()] == [GERDA]
    coordinator = Client(demo_app, demo_app.response_class).sign_in("coordinator")
    assert "1 mail kon niet worden bezorgd" in coordinator.get("/").text
    assert "weg@example.nl" not in coordinator.get("/post").text
    letter = next(one for one in kept(demo_app) if one.state == "refused")
    other = Client(demo_app, demo_app.response_class).sign_in("coordinator-almere")
    assert "Alle mail komt aan" in other.get("/post").text
    assert other.post(f"/post/{letter.id}/weg").status_code == 404
    nurse = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    assert nurse.get("/post").status_code == 403
    assert coordinator.post(f"/post/{letter.id}/weg").status_code == 303
    assert "Alle mail komt aan" in coordinator.get("/post").text


@pytest.mark.one_store
def test_address_that_is_put_off_is_tried_for_days_and_then_given_up(
    demo_app: Flask, mail_server: MailServer, write: Write, deliver: Deliver, clock_moves: Callable[..., None]
) -> None:
    mail_server.answers[GERDA] = "450 come back later"
    write(GERDA)
    for tries in range(sender.MOST_PUT_OFF + 1):
        assert kept(demo_app)[0].state == "waiting"
        clock_moves(hours=5 * tries)
        assert deliver() == 1
    assert kept(demo_app)[0].state == "refused"


@pytest.mark.one_store
def test_sender_that_dies_leaves_its_letters_to_another_and_the_reader_knows_it_is_the_same(
    demo_app: Flask,
    mail_server: MailServer,
    write: Write,
    deliver: Deliver,
    monkeypatch: pytest.MonkeyPatch,
    clock_moves: Callable[..., None],
) -> None:
    write(GERDA)
    with monkeypatch.context() as dying:
        dying.setattr(sender, "_note", lambda *_: (_ for _ in ()).throw(RuntimeError("killed")))
        with pytest.raises(RuntimeError):
            deliver()
    assert deliver() == 0
    clock_moves(minutes=6)
    assert deliver() == 1
    first, second = mail_server.all()
    assert first.message["Message-ID"] == second.message["Message-ID"]


@pytest.mark.one_store
def test_mailbox_gets_some_letters_a_day_and_no_more(
    demo_app: Flask, write: Write, clock_moves: Callable[..., None]
) -> None:
    spellings = ["gerda@example.nl", "Gerda@Example.NL"] * 4
    assert [write(one) for one in spellings] == [True] * service.MOST_A_DAY + [False] * 2
    assert write("ander@example.nl")
    clock_moves(days=1, minutes=1)
    assert write(GERDA)


@pytest.mark.one_store
def test_old_letters_are_forgotten(
    demo_app: Flask, mail_server: MailServer, write: Write, deliver: Deliver, clock_moves: Callable[..., None]
) -> None:
    mail_server.answers["weg@example.nl"] = "550 no such user"
    write(GERDA)
    write("weg@example.nl")
    deliver()
    left = []
    for days in (1, 3, 43):
        clock_moves(days=days)
        with demo_app.extensions["database"].transaction() as session:
            service.erase_old(session)
        left.append([letter.state for letter in kept(demo_app)])
    assert left == [["sent", "refused"], ["refused"], []]


@pytest.mark.one_store
def test_demo_shows_what_it_would_send(demo_app: Flask, demo_client: Client, write: Write) -> None:
    assert "Er is nog niets geschreven" in demo_client.get("/demo/post").text
    write(GERDA)
    shown = demo_client.get("/demo/post").text
    assert GERDA in shown
    assert f'href="{LINK}"' in shown


@pytest.mark.one_store
def test_post_of_the_demo_is_not_there_elsewhere(client: Client) -> None:
    assert client.get("/demo/post").status_code == 404
