"""A host goes on later: by a code to note, by a link in a mail; nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.walk import ANSWERS, START, answer, sign_up, url_of
from tests.support.client import Client
from webapp import clock
from webapp.mail.models import Letter
from webapp.rooms.models import Programme, SignupDraft

LATER, GO_ON = f"{START}/later", f"{START}/verder"


def code_of(client: Client) -> str:
    shown = client.post(f"{LATER}/code").text
    found = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", shown)
    assert found, shown
    return found[0]


def links(app: Flask) -> list[str]:
    with app.extensions["database"].reading() as session:
        found = session.exec(select(Letter).order_by(Letter.made_at)).all()
    return [str(letter.link).removeprefix("http://localhost").removesuffix("?lang=nl") for letter in found]


@pytest.fixture
def elsewhere(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class)


def test_code_brings_the_answers_to_another_device(demo_client: Client, elsewhere: Client) -> None:
    for step in ("waar", "huis"):
        answer(demo_client, step)
    demo_client.post(url_of("kosten"), data={"rent": "veel", "_naar": "later"})
    code = code_of(demo_client)
    typed = code.lower().replace("-", " ")
    assert elsewhere.post(GO_ON, data={"code": typed}).location == url_of("kosten")
    assert 'value="veel"' in elsewhere.get(url_of("kosten")).text
    assert "Je was al begonnen" not in demo_client.get(START).text, "the answers are on one device"
    for step in ("kosten", "punten", "wie", "aandacht", "jij"):
        answer(elsewhere, step)
    assert elsewhere.post(f"{START}/controle").location == f"{START}/bedankt"


def test_mailed_link_brings_them_and_opening_it_changes_nothing(
    demo_app: Flask, demo_client: Client, elsewhere: Client
) -> None:
    answer(demo_client, "waar")
    assert "De mail is onderweg" in demo_client.post(f"{LATER}/mail", data={"email": "gerda@example.nl"}).text
    (link,) = links(demo_app)
    assert "Ga op dit apparaat verder" in elsewhere.get(link).text
    assert "Je was al begonnen" in demo_client.get(START).text
    assert elsewhere.post(link).location == url_of("huis")
    assert "Je was al begonnen" in elsewhere.get(START).text
    assert demo_client.post(link).location == url_of("huis"), "and back again"


@pytest.mark.one_store
def test_link_and_code_end_when_it_was_sent(demo_app: Flask, demo_client: Client, elsewhere: Client) -> None:
    for step in ANSWERS:
        answer(demo_client, step)
    code = code_of(demo_client)
    demo_client.post(f"{LATER}/mail", data={"email": "gerda@example.nl"})
    demo_client.post(f"{START}/controle")
    assert elsewhere.get(links(demo_app)[0]).status_code == 404
    assert elsewhere.post(links(demo_app)[0]).status_code == 404
    assert elsewhere.post(GO_ON, data={"code": code}).status_code == 422


@pytest.mark.one_store
def test_code_ends_after_seven_days(demo_client: Client, elsewhere: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(demo_client, "waar")
    code = code_of(demo_client)
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert elsewhere.post(GO_ON, data={"code": code}).status_code == 422


@pytest.mark.one_store
@pytest.mark.parametrize("typed", ["", "abc", "00000-00000", "é" * 10, "' or 1=1 --", "K" * 200, "\u202e12345abcde"])
def test_other_codes_are_refused_in_words(demo_client: Client, typed: str) -> None:
    response = demo_client.post(GO_ON, data={"code": typed})
    assert response.status_code == 422


def test_guessing_is_stopped_and_the_honest_host_beside_it_gets_through(demo_client: Client, elsewhere: Client) -> None:
    answer(demo_client, "waar")
    code = code_of(demo_client)
    network = {"REMOTE_ADDR": "203.0.113.7"}
    tried = [elsewhere.post(GO_ON, data={"code": f"ABCDE-FGH{n:02}"}, environ_base=network) for n in range(12)]
    assert [one.status_code for one in tried] == [422] * 10 + [429] * 2
    assert int(tried[-1].headers["Retry-After"]) > 0
    honest = elsewhere.post(GO_ON, data={"code": code}, environ_base={"REMOTE_ADDR": "203.0.113.8"})
    assert honest.location == url_of("huis")


@pytest.mark.one_store
def test_table_holds_neither_code_nor_link(demo_app: Flask, demo_client: Client) -> None:
    import hashlib

    answer(demo_client, "waar")
    code = code_of(demo_client).replace("-", "")
    with demo_app.extensions["database"].reading() as session:
        (draft,) = session.exec(select(SignupDraft).where(SignupDraft.code_hash.is_not(None))).all()
    assert draft.code_hash not in (code, hashlib.sha256(code.encode()).hexdigest())


@pytest.mark.one_store
def test_page_for_later_asks_for_an_answer_first(demo_client: Client) -> None:
    assert demo_client.get(LATER).location == START
    assert demo_client.post(f"{LATER}/code").location == START


@pytest.mark.one_store
@pytest.mark.parametrize("typed", ["", "gerda", "a@b", "a@example.nl, b@example.nl"])
def test_wrong_address_comes_back_at_its_field(demo_client: Client, typed: str) -> None:
    answer(demo_client, "waar")
    response = demo_client.post(f"{LATER}/mail", data={"email": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.text


@pytest.mark.one_store
def test_mail_is_not_offered_before_the_place_is_known(demo_client: Client) -> None:
    demo_client.post(START, data={"from_date": "2027-02-01", "_naar": "later"})
    assert 'name="email"' not in demo_client.get(LATER).text


@pytest.mark.one_store
def test_page_says_what_a_host_should_know_with_the_year(demo_client: Client) -> None:
    page = demo_client.get(f"{START}/weten").text
    assert "€ 6.633" in page
    assert "2026" in page


@pytest.mark.one_store
def test_page_says_how_long_a_region_keeps_at_most(demo_app: Flask, demo_client: Client) -> None:
    page = f"{START}/weten"
    assert "na hoogstens 6 weken. Anders hoogstens 24 maanden" in demo_client.get(page).text
    with demo_app.extensions["database"].transaction() as session:
        for programme in session.exec(select(Programme)).all():
            programme.kept_months, programme.withdrawn_kept_weeks = 12, 4
    assert "na hoogstens 4 weken. Anders hoogstens 12 maanden" in demo_client.get(page).text


@pytest.mark.one_store
def test_host_with_an_address_gets_a_link_to_confirm_it(demo_app: Flask, demo_client: Client) -> None:
    sign_up(demo_client, email="gerda@example.nl")
    (link,) = links(demo_app)
    assert link.startswith("/kamers/mijn-aanmelding/")
    demo_client.post(f"{START}/controle")
    assert len(links(demo_app)) == 1
