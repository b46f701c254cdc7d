"""Somebody with a passkey, on the real server behind the bad network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.offline_browser.modules import in_page
from tests.support.browser import PHONE, Passkey, confirm_access, eventually, expect_home, vault_opens
from tests.support.proxy import Proxy
from webapp.db import new_id

KEPT = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { list } = await module('store/vault');
  return (await list((await deviceOf(signedInUser())).device, 'page:')).length;
"""


def become(page: Page, name: str) -> None:
    """One of the demo's people."""
    page.goto("/demo")
    page.locator(f"form:has(input[value={name}]) button").click()
    expect_home(page)


def enter(page: Page, browser: Browser, proxy: Proxy, name: str) -> None:
    """A street nurse comes in: an administrator made the link, a colleague said yes and told the code."""
    path, code = invitation(browser, proxy, name)
    page.goto(path)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Maak je passkey").click()
    expect_home(page)


def invitation(browser: Browser, proxy: Proxy, name: str) -> tuple[str, str]:
    """An administrator invites a street nurse, a colleague says yes: the path of the link, and the code."""
    context = browser.new_context(**PHONE, base_url=proxy.url)
    office = context.new_page()
    become(office, "beheer")
    office.goto("/beheer/uitnodigen")
    office.locator("#name").fill(name)
    office.locator("#organisation").select_option(label="Straatzorg (demo)")
    office.locator("label", has_text=re.compile("^straatverpleegkundige")).click()
    office.get_by_role("button", name="Maak de link").click()
    link = office.get_by_label("Link", exact=True).input_value()
    become(office, "straatverpleegkundige")
    code = confirm_access(office)
    context.close()
    return "/uitnodiging/" + link.rsplit("/", 1)[1], code


def sign_out(page: Page) -> None:
    """By the button."""
    page.goto("/account")
    page.get_by_role("button", name="Uitloggen").click()
    expect_home(page)


def sign_in(page: Page) -> None:
    """By the passkey that the page's authenticator holds."""
    page.goto("/inloggen")
    page.get_by_role("button", name="Inloggen").click()
    expect_home(page)


def settle(page: Page) -> None:
    """The vault is open, holds pages, and the worker has its own."""
    vault_opens(page)
    eventually(page, lambda: in_page(page, KEPT) > 0, "the pages of this user")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    eventually(page, lambda: page.evaluate("() => caches.match('/offline').then(Boolean)"), "the shell")


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
