"""The link of an answer or an evaluation by mail: to a confirmed address, once, and only by a coordinator's act."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.matches.acts import COORDINATOR, HOST, WORKER, Match, a_day_later
from tests.rooms.tenancies.acts import begin
from tests.support.client import Client
from webapp import clock
from webapp.mail import service as mail
from webapp.mail.models import Letter
from webapp.rooms.models import Host, Room

GERDA = "gerda.mailt@example.nl"


def confirm(app: Flask, match: Match, *, at: datetime | None = None, email: str = GERDA, language: str = "nl") -> None:
    """Let the host of this match have an address, confirmed at a moment."""
    with app.extensions["database"].transaction() as session:
        room = session.get_one(Room, UUID(match.room))
        host = session.get_one(Host, room.host_id)
        host.email, host.email_confirmed_at, host.language = email, at, language
        session.add(host)


def letters(app: Flask) -> list[Letter]:
    with app.extensions["database"].reading() as session:
        return [*session.exec(select(Letter).order_by(Letter.made_at))]


def shown(client: Client, url: str, party: str = "host") -> tuple[str, str]:
    """The page of a new link, and its secret."""
    page = client.post(f"{url}/link", data={"party": party}).text
    found = re.search(r'value="http[^"]*/kamers/(?:antwoord|evaluatie)/([^"]+)"', page)
    assert found, page
    return page, found[1]


def test_link_goes_to_the_confirmed_address_and_opens_the_proposal(demo_app: Flask, match: Match) -> None:
    match.propose()
    confirm(demo_app, match, at=clock.now())
    before = len(letters(demo_app))
    page, secret = shown(match.coordinator, match.url)
    assert "Mail de link" in page
    assert len(letters(demo_app)) == before, "nothing is mailed by itself"
    for _ in range(2):
        mailed = match.coordinator.post(f"{match.url}/link/mail", data={"token": secret})
        assert (mailed.status_code, "gaat met de post mee" in mailed.text, "Mail de link" in mailed.text) == (
            200,
            True,
            False,
        )
        assert mailed.headers["Cache-Control"] == "private, no-store"
    [letter] = letters(demo_app)[before:]
    assert (letter.address, letter.kind) == (GERDA, "news")
    assert str(letter.link).endswith(f"/kamers/antwoord/{secret}?lang=nl")
    path = str(letter.link).partition("/kamers/")[2]
    opened = match.anybody.get(f"/kamers/{path}")
    assert (opened.status_code, "Iemand voor je kamer" in opened.text) == (200, True)
    assert "gemaild" in match.coordinator.get(match.url).text


def test_evaluation_is_mailed_the_same_way(demo_app: Flask, match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    match.introduced()
    assert match.says(match.worker, "thinking", "yes") == 303
    assert match.says(match.host, "thinking", "yes") == 303
    a_day_later(monkeypatch)
    match.coordinator, match.worker, match.host = (match.browser(one) for one in (COORDINATOR, WORKER, HOST))
    url = begin(match)
    confirm(demo_app, match, at=clock.now(), language="en")
    page, secret = shown(match.coordinator, url)
    assert "Mail de link" in page
    assert match.coordinator.post(f"{url}/link/mail", data={"token": secret}).status_code == 200
    letter = letters(demo_app)[-1]
    assert str(letter.link).endswith(f"/kamers/evaluatie/{secret}?lang=en")
    assert match.coordinator.post(f"{match.url}/link/mail", data={"token": secret}).status_code == 404, "of a tenancy"


def test_without_a_confirmed_address_nothing_is_mailed(demo_app: Flask, match: Match) -> None:
    match.propose()
    confirm(demo_app, match, at=None)
    before = len(letters(demo_app))
    page, secret = shown(match.coordinator, match.url)
    assert ("Mail de link" in page, "bevestigde geen e-mailadres" in page) == (False, True)
    refused = match.coordinator.post(f"{match.url}/link/mail", data={"token": secret})
    assert (refused.status_code, "geen bevestigd e-mailadres" in refused.text, secret in refused.text) == (
        422,
        True,
        True,
    )
    confirm(demo_app, match, at=clock.now())
    page, secret = shown(match.coordinator, match.url, "youth")
    assert "Mail de link" not in page
    assert match.coordinator.post(f"{match.url}/link/mail", data={"token": secret}).status_code == 422
    assert len(letters(demo_app)) == before


def test_address_gets_no_more_than_a_day_allows(demo_app: Flask, match: Match) -> None:
    match.propose()
    confirm(demo_app, match, at=clock.now(), email="vol@example.nl")
    for number in range(mail.MOST_A_DAY + 1):
        _page, secret = shown(match.coordinator, match.url)
        told = match.coordinator.post(f"{match.url}/link/mail", data={"token": secret})
        assert told.status_code == (200 if number < mail.MOST_A_DAY else 422)
    assert "al genoeg post" in told.text


@pytest.mark.one_store
def test_nobody_else_mails_and_no_other_link(demo_app: Flask, match: Match) -> None:
    match.propose()
    confirm(demo_app, match, at=clock.now())
    before = len(letters(demo_app))
    _page, secret = shown(match.coordinator, match.url)
    for name, status in ((f"{COORDINATOR}-almere", 404), (WORKER, 403), ("vrijwilliger", 403), (HOST, 403)):
        assert match.browser(name).post(f"{match.url}/link/mail", data={"token": secret}).status_code == status
    for token in ("", "a" * 43, secret[:-1], secret + "x", "é" * 300):
        assert match.coordinator.post(f"{match.url}/link/mail", data={"token": token}).status_code in (404, 422)
    _page, newer = shown(match.coordinator, match.url)
    assert match.coordinator.post(f"{match.url}/link/mail", data={"token": secret}).status_code == 404, "replaced"
    assert newer
    assert len(letters(demo_app)) == before
