"""Shared by the journeys: people with a phone each, and pictures of their screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.acts import PICTURES, sign_in
from tests.journeys.year import Year
from tests.support.browser import PHONE
from tests.support.proxy import Proxy
from tests.support.servers import Server
from tests.support.stores import wanted_stores
from webapp.config import Config


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A night is played on both stores, the rest there with ``--store both``."""
    if "shared_server" in metafunc.fixturenames:
        metafunc.parametrize("shared_server", wanted_stores(metafunc), indirect=True, scope="session")


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """``look(page, "bed-held")`` keeps a picture of this moment, where pictures are wanted."""
    taken: list[str] = []

    def take(page: Page, name: str) -> None:
        if PICTURES:
            taken.append(name)
            folder = Path(PICTURES) / request.node.originalname
            folder.mkdir(parents=True, exist_ok=True)
            page.evaluate("() => scrollTo(0, 0)")
            page.screenshot(path=folder / f"{len(taken):02}-{name}.png")

    return take


@pytest.fixture
def someone(browser: Browser, proxy: Proxy) -> Iterator[Callable[[str], Page]]:
    """``someone("opvang")`` is that demo person with a phone of their own."""
    contexts = []

    def become(name: str) -> Page:
        context = browser.new_context(**PHONE, base_url=proxy.url)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, name)
        return page

    yield become
    for context in contexts:
        context.close()


@pytest.fixture
def year(demo_config: Config, browser: Browser) -> Iterator[Year]:
    """A server of the test's own whose clock it moves."""
    year = Year(demo_config, Server(demo_config, module="tests.support.clocked"), browser)
    year.start()
    yield year
    year.close()
