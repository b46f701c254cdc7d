"""The same form submitted several times in the same moment is one record, on both stores."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlmodel import func, select

from tests.rooms.walk import ANSWERS, NEW_REQUEST, START, answer, offer_form, request_form
from tests.support.client import Client
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.web.store import database

AT_ONCE = 6


def submit_at_once(app: Flask, client: Client, url: str, data: dict[str, object]) -> set[tuple[int, str]]:
    """Send it from as many browsers as there are threads, all with this client's cookies."""
    cookies = client.get_cookie("session"), client.get_cookie("aanbieden")

    def submit(_number: int) -> tuple[int, str]:
        browser = Client(app, app.response_class)
        for cookie in filter(None, cookies):
            browser.set_cookie(cookie.key, cookie.value)
        response = browser.post(url, data=data)
        return response.status_code, str(response.location)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return set(pool.map(submit, range(AT_ONCE)))


def count(app: Flask, model: type) -> int:
    with app.app_context(), database().reading() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def test_request_is_one_when_submitted_at_once(demo_app: Flask, demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    before, data = count(demo_app, RoomRequest), request_form()
    answers = submit_at_once(demo_app, demo_client, NEW_REQUEST, data)
    assert answers == {(303, f"/kamers/verzoeken/{data['id']}")}
    assert count(demo_app, RoomRequest) == before + 1


def test_room_is_one_when_submitted_at_once(demo_app: Flask, demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    before, data = count(demo_app, Room), offer_form()
    answers = submit_at_once(demo_app, demo_client, "/kamers/nieuw", data)
    assert answers == {(303, f"/kamers/{data['id']}")}
    assert count(demo_app, Room) == before + 1


def test_host_is_one_when_sent_at_once(demo_app: Flask, demo_client: Client) -> None:
    for step in ANSWERS:
        answer(demo_client, step)
    before = count(demo_app, Host)
    assert submit_at_once(demo_app, demo_client, f"{START}/controle", {}) == {(303, f"{START}/bedankt")}
    assert count(demo_app, Host) == before + 1
