"""What the journeys share: people with a phone each, and pictures of what they see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import wanted_stores
from tests.support.browser import PHONE, expect_home, vault_opens
from tests.support.proxy import Proxy

PICTURES = os.environ.get("ONDERDAK_JOURNEY_PICTURES")
"""A folder for pictures of the journeys, numbered in the order of the story; none are made without it."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What people do from evening to morning is done on both stores."""
    if "shared_server" in metafunc.fixturenames:
        metafunc.parametrize("shared_server", wanted_stores(metafunc.config), indirect=True, scope="session")


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


def sign_in(page: Page, name: str) -> None:
    """Become a demo person through the demo's page."""
    page.goto("/demo")
    page.locator(f"form:has(input[value={name}]) button").click()
    expect_home(page)
    expect(page.locator("html")).to_have_attribute("data-unsent", "0")
    vault_opens(page)
