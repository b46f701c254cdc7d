"""One address that is of no use, or a service that hangs, silences nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from tests.beds.night import BY_HAND, Night
from tests.push.acts import HOUSE, NURSE, Hear, kept
from tests.support.client import Client
from tests.support.push_service import PushService
from webapp import clock
from webapp.config import Config
from webapp.push import sender
from webapp.push.models import PushAddress, PushNews

Send = Callable[[], int]


@pytest.mark.parametrize("column", ["endpoint", "secret", "public_key"])
def test_address_that_is_damaged_is_forgotten_and_the_others_hear(
    column: str, night: Night, service: PushService, hear: Hear, send: Send
) -> None:
    hear(HOUSE)
    with night.write() as session:
        damaged = "'damaged'" if column == "public_key" else "X'02'" if night.database.kind == "sqlite" else "'\\x02'"
        session.connection().execute(text(f"update push_address set {column} = {damaged}"))
    hear(HOUSE)
    night.ask(BY_HAND)
    while send():
        pass
    assert service.next(5) == {"news": "question", "count": 1}
    assert kept(night) == (1, 0)


@pytest.mark.parametrize("host", ["a..fcm.googleapis.com", f"{'a' * 64}.fcm.googleapis.com", "intern.example."])
def test_host_that_is_none_and_was_stored_before_is_forgotten(
    host: str, night: Night, service: PushService, demo_config: Config, hear: Hear
) -> None:
    hear(HOUSE)
    hear(HOUSE)
    with night.write() as session:
        first = session.exec(select(PushAddress).order_by(col(PushAddress.id))).first()
        assert first
        first.endpoint = f"https://{host}/x"
        session.add(first)
    night.ask(BY_HAND)
    known = replace(demo_config, push_services=(service.origin, "fcm.googleapis.com", ""))
    while sender.deliver(night.database, known):
        pass
    assert service.next(5) == {"news": "question", "count": 1}
    assert kept(night) == (1, 0)


@pytest.mark.parametrize("error", [UnicodeError("label empty or too long"), RuntimeError("anything")])
def test_letter_that_fails_leaves_the_others_alone(
    error: Exception, night: Night, service: PushService, hear: Hear, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = hear(HOUSE)
    hear(HOUSE)
    night.ask(BY_HAND)
    post = sender.post

    def fail_for_one(letter: sender.Letter, *more: object) -> int:
        if letter.endpoint == bad.endpoint:
            raise error
        return post(letter, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(sender, "post", fail_for_one)
    assert send() == 2
    assert service.next(5) == {"news": "question", "count": 1}
    assert kept(night) == (2, 1)


def test_address_that_no_connection_can_be_made_to_is_tried_again(
    night: Night, hear: Hear, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(HOUSE)
    night.ask(BY_HAND)

    def connect(*_: object) -> None:
        raise UnicodeError("label empty or too long")

    monkeypatch.setattr(sender, "_connect", connect)
    assert send() == 1
    assert kept(night) == (1, 1)


def test_service_that_hangs_gets_no_letter_of_which_another_sender_took_over(
    night: Night, hear: Hear, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2 * sender.AT_ONCE):
        hear(HOUSE)
    night.ask(BY_HAND)
    with night.database.reading() as session:
        waiting = len(session.exec(select(PushNews)).all())
    posted: list[str] = []

    def hang(letter: sender.Letter, *_: object) -> int:
        posted.append(letter.endpoint)
        night.pass_time(seconds=4 * sender.PATIENCE)  # one address after another, and each answers late
        return 0

    monkeypatch.setattr(sender, "post", hang)
    begun = clock.now()
    send()
    assert 0 < len(posted) < sender.AT_ONCE
    assert clock.now() - begun < sender.LEASE + timedelta(seconds=4 * sender.PATIENCE)
    assert kept(night)[1] == waiting
    while send():
        pass
    assert len(set(posted)) == waiting
    assert kept(night)[1] == waiting


def test_whole_batch_fits_in_its_lease() -> None:
    steps = 2  # reaching the service, and hearing its answer
    assert timedelta(seconds=steps * sender.AT_ONCE * sender.PATIENCE) <= sender.LEASE < sender.FRESH / 10


def test_session_keeps_one_address(night: Night, service: PushService, hear: Hear, people: dict[str, Client]) -> None:
    hear(NURSE)
    hear(HOUSE)
    for _ in range(3):
        last = service.browser()
        assert people[HOUSE].post("/meldingen", json=last.said).status_code == 200
    with night.database.reading() as session:
        endpoints = [one.endpoint for one in session.exec(select(PushAddress)).all()]
    assert len(endpoints) == 2
    assert last.endpoint in endpoints


def test_browser_that_says_it_again_keeps_what_it_has_to_hear(
    night: Night, service: PushService, hear: Hear, send: Send, people: dict[str, Client]
) -> None:
    browser = hear(HOUSE)
    night.ask(BY_HAND)
    assert people[HOUSE].post("/meldingen", json=browser.said).json == {"subscribed": True}
    send()
    assert service.next(5) == {"news": "question", "count": 1}


@pytest.mark.parametrize("name", ["p256dh", "auth"])
def test_key_with_something_around_it_is_stored_nowhere(
    name: str, night: Night, service: PushService, hear: Hear, people: dict[str, Client]
) -> None:
    hear(HOUSE)
    said = service.browser().said
    answer = people[HOUSE].post("/meldingen", json={**said, name: said[name] + "!" * 400_000})
    assert answer.status_code == 422
    assert kept(night) == (1, 0)
