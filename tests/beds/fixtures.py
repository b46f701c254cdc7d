"""The night, its people and their phones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import APIResponse, BrowserContext, Page

from tests.beds.night import Night
from tests.support.browser import PHONE, visit
from tests.support.client import Client
from tests.support.proxy import Proxy
from webapp.db import new_id

NURSE = "straatverpleegkundige"


@pytest.fixture
def night(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    """The demo's night, on the test's store."""
    return Night(demo_app.extensions["database"], monkeypatch)


@pytest.fixture
def nurse(demo_app: Flask) -> Client:
    """The street nurse's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")


@pytest.fixture
def worker(demo_app: Flask) -> Client:
    """The shelter worker's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("opvang")


class Elsewhere:
    """Somebody of the demo on a phone of their own, past this one's network."""

    def __init__(self, context: BrowserContext, user: str) -> None:
        self.context = context
        self.send = context.request
        self.post("/demo/inloggen", user=user)

    def post(self, path: str, **form: str) -> APIResponse:
        answer = self.send.post(path, form={"id": str(new_id()), **form}, max_redirects=0)
        assert answer.status == 303, answer.text()
        return answer

    def ask(self, shelter: str, name: str) -> str:
        """Ask a bed; the id of what was asked."""
        said = {"category": "mixed", "age_group": "adult", "persons": "1", "alias": name}
        return self.post("/bedden/vragen", shelter=shelter, **said).headers["location"].rsplit("/", 1)[1]

    def give_back(self, request: str) -> None:
        """Take it back, so that the next test finds the bed free."""
        self.post(f"/bedden/aanvragen/{request}/teruggeven")

    def refuse(self, request: str) -> None:
        self.post(f"/bedden/aanvragen/{request}/weigeren", reason="last_bed_given")


@pytest.fixture
def elsewhere(page: Page, proxy: Proxy) -> Iterator[Callable[[str], Elsewhere]]:
    """Somebody else on a phone of their own."""
    made: list[BrowserContext] = []

    def open_phone(user: str) -> Elsewhere:
        assert page.context.browser
        made.append(page.context.browser.new_context(**PHONE, base_url=f"http://localhost:{proxy.upstream}"))
        return Elsewhere(made[-1], user)

    yield open_phone
    for context in made:
        context.close()


@pytest.fixture
def at(page: Page) -> Callable[[str, str], Page]:
    """A page on the phone of a demo user, with its scripts at work."""
    return lambda user, path: visit(page, user, path)
