"""The fake door behind the bad network, and a phone in front of it; no script error goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.offline_browser.acts import sign_in
from tests.offline_browser.door import Door
from tests.offline_browser.street import create_street, serve
from tests.support.browser import PHONE, Phone
from tests.support.proxy import Proxy

# A test's own changes to the network reach the console too; only these may.
NO_PACE = """{
  const every = window.setInterval;
  window.setInterval = (work, ms, ...rest) => (ms === 15000 ? 0 : every(work, ms, ...rest));
}"""
"""The page's own round of every 15 seconds stays away, for tests that say themselves when is sent."""

EXPECTED = ("Failed to load resource", "htmx: htmx:error", "htmx:response:error")


@pytest.fixture(scope="session")
def door_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    app, door = create_street(tmp_path_factory.mktemp("door"))
    with serve(app) as port:
        proxy = Proxy(port)
        yield SimpleNamespace(app=app, door=door, proxy=proxy)
        proxy.close()


@pytest.fixture
def door(door_server: SimpleNamespace) -> Door:
    """The server's side, as new."""
    door_server.door.__init__()
    return door_server.door


@pytest.fixture
def street(door_server: SimpleNamespace) -> Iterator[Proxy]:
    """The network before the door, good again after each test."""
    door_server.proxy.set("pass")
    door_server.proxy.forget()
    yield door_server.proxy
    door_server.proxy.set("pass")


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Script errors and policy violations; none may be left at the end."""
    found: list[str] = []
    yield found
    assert not found


def _listen(context: BrowserContext, complaints: list[str]) -> None:
    def hear(message: Any) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            complaints.append(message.text)

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.set_default_timeout(20_000)


@pytest.fixture
def tab(
    request: pytest.FixtureRequest, browser: Browser, door: Door, street: Proxy, complaints: list[str]
) -> Iterator[Page]:
    """A clean phone, signed in as Sanne, ready to save."""
    context = browser.new_context(**PHONE, base_url=street.url)
    _listen(context, complaints)
    if request.module.__name__.rpartition(".")[2] in ("test_saving", "test_sending", "test_overlap", "test_order"):
        context.add_init_script(NO_PACE)
    page = context.new_page()
    sign_in(page, "sanne")
    yield page
    context.close()


@pytest.fixture(scope="module")
def plain(browser: Browser, door_server: SimpleNamespace) -> Iterator[Page]:
    """A page with the phone's modules and nobody signed in, shared by tests that leave nothing behind."""
    context = browser.new_context(**PHONE, base_url=door_server.proxy.url)
    page = context.new_page()
    page.goto("/onverzonden")
    yield page
    context.close()


class WatchedPhone(Phone):
    """A phone with a disk whose script errors are heard too."""

    def __init__(self, driver: Playwright, profile: Path, base_url: str, complaints: list[str]) -> None:
        super().__init__(driver, profile, base_url)
        self._complaints = complaints

    def open(self, **options: Any) -> Page:
        """Start the browser on its profile; give its first page."""
        page = super().open(**options)
        _listen(self.context, self._complaints)
        return page
