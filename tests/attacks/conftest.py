"""Somebody with a passkey, on the real server behind the bad network."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.attacks.acts import become, enter, settle, sign_in, sign_out
from tests.support.browser import PHONE, Passkey
from tests.support.proxy import Proxy
from webapp.db import new_id


@pytest.fixture
def name() -> str:
    """The nurse's: nobody else on this server has it."""
    return f"Demo Nacht {new_id().hex[-6:]}"


@pytest.fixture
def nurse(browser: Browser, proxy: Proxy, passkey: Callable[[Page], Passkey], name: str) -> Iterator[Page]:
    """The phone of a nurse who signed in with her passkey and read her day."""
    context = browser.new_context(**PHONE, base_url=proxy.url)
    page = context.new_page()
    passkey(page)
    enter(page, browser, proxy, name)
    sign_out(page)
    sign_in(page)
    expect(page.locator("h1")).to_contain_text("Demo")
    settle(page)
    yield page
    context.close()


@pytest.fixture
def street_nurse(browser: Browser, proxy: Proxy) -> Iterator[Page]:
    """A demo nurse with something to read and nothing to send."""
    context = browser.new_context(**PHONE, base_url=proxy.url)
    page = context.new_page()
    become(page, "straatverpleegkundige")
    settle(page)
    yield page
    context.close()
