"""A message is an extra: a simultaneous change of an address fails no request, and is no error."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlmodel import select

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.push.acts import HOUSE, NURSE, Hear, kept
from tests.support.client import Client
from tests.support.door import Door
from tests.support.push_service import PushService
from webapp.beds.kinds import State
from webapp.push import bell, sender
from webapp.push import service as push
from webapp.push.models import PushAddress

WAITS = text("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")


@contextmanager
def meanwhile(
    night: Night, words: str, rival: Callable[[], object], moment: str = "before_cursor_execute"
) -> Iterator[None]:
    """Just before the first statement that begins so, a rival does its thing, or waits for us; it must not fail.

    On the embedded store nobody writes between two statements of a transaction: there the rival comes first.
    """
    if night.database.kind == "sqlite":
        rival()
        yield
        return
    us, done = threading.get_ident(), Future[object]()

    def run() -> None:
        try:
            done.set_result(rival())
        except Exception as error:
            done.set_exception(error)

    running = threading.Thread(target=run)

    def interleave(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(words) and threading.get_ident() == us and running.ident is None:
            running.start()
            while not done.done() and not waits():
                time.sleep(0.01)

    def waits() -> bool:
        with night.database.engine.connect() as connection:
            return bool(connection.execute(WAITS).scalar())

    event.listen(night.database.engine, moment, interleave)
    try:
        yield
    finally:
        event.remove(night.database.engine, moment, interleave)
    assert running.ident is not None, f"no statement that begins with {words}"
    running.join(30)
    done.result(0)


def forget_all(night: Night) -> None:
    with night.write() as session:
        for address_id in session.exec(select(PushAddress.id)).all():
            push.forget(session, address_id)


def tell_house(night: Night) -> None:
    with night.write() as session:
        push.tell(session, [night.actor(HOUSE).user_id], push.News.question)


@pytest.mark.parametrize("before", ["SELECT push_address.id", "INSERT INTO push_news"])
def test_request_is_asked_while_addresses_are_forgotten(before: str, night: Night, hear: Hear) -> None:
    hear(HOUSE)
    hear(HOUSE)
    with meanwhile(night, before, lambda: forget_all(night)):
        request = night.ask(BY_HAND)
    assert request.state == State.requested.value
    assert kept(night) == (0, 0)


@pytest.mark.parametrize("before", ["DELETE FROM push_news", "DELETE FROM push_address"])
def test_address_is_forgotten_while_something_is_said(before: str, night: Night, hear: Hear) -> None:
    hear(HOUSE)
    with meanwhile(night, before, lambda: tell_house(night)):
        forget_all(night)
    assert kept(night) == (0, 0)


def test_word_that_comes_while_an_earlier_one_arrives_is_not_lost(
    night: Night, hear: Hear, send: Callable[[], int], service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(HOUSE)
    night.ask(BY_HAND)
    post, sent = sender.post, threading.Event()

    def deliver_later(*given: object) -> int:
        sent.set()
        assert asked.wait(20)
        return post(*given)  # type: ignore[arg-type]

    asked = threading.Event()
    monkeypatch.setattr(sender, "post", deliver_later)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send)
        assert sent.wait(20)

        def arrive() -> None:
            asked.set()
            sending.result(20)

        with meanwhile(night, "INSERT INTO push_news", arrive, "after_cursor_execute"):
            night.ask(BY_HAND)
    monkeypatch.setattr(sender, "post", post)
    send()
    assert [service.next(5)["count"], service.next(5)["count"]] == [1, 2]


def test_tabs_that_say_at_once_where_they_are_heard_are_one_address(
    demo_app: Flask, night: Night, hear: Hear, people: dict[str, Client], service: PushService
) -> None:
    hear(HOUSE)

    def say(said: dict[str, str]) -> int:
        tab = Client(demo_app, demo_app.response_class)
        cookie = people[HOUSE].get_cookie("session")
        assert cookie
        tab.set_cookie("session", cookie.value)
        return tab.post("/meldingen", json=said).status_code

    same, others = service.browser().said, [service.browser().said for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(say, [same, same, same, *others])) == {200}
    assert kept(night) == (1, 0)


def test_browser_that_two_users_say_at_once_is_one_address(
    night: Night, hear: Hear, people: dict[str, Client], service: PushService
) -> None:
    hear(HOUSE)
    hear(NURSE)
    said = service.browser().said

    def other() -> None:
        assert people[HOUSE].post("/meldingen", json=said).status_code == 200

    with meanwhile(night, "INSERT INTO push_address", other):
        assert people[NURSE].post("/meldingen", json=said).status_code == 200
    assert kept(night) == (1, 0)


def test_sender_wakes_when_what_it_has_to_send_is_there(
    night: Night, hear: Hear, people: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(HOUSE)
    hear(NURSE)
    found: list[int] = []

    class Bell:
        def set(self) -> None:
            found.append(kept(night)[1])

    monkeypatch.setattr(bell, "_rung", Bell())
    asked = {"shelter": str(night.shelter(BY_HAND).id), "category": "mixed", "age_group": "adult"}
    Door(people[NURSE]).accepted("bed.request", asked)
    assert found == [1]
    night.ask(BY_HAND)
    assert found == [1, 1]
    night.ask(AUTOMATIC)  # answered at once: nobody has to hear of it
    assert found == [1, 1]
