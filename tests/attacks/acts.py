"""Acts of somebody with a passkey on the real server."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.offline_browser.modules import in_page
from tests.support.browser import (
    PHONE,
    Passkey,
    confirm_access,
    eventually,
    expect_home,
    has_read_ahead,
    pass_time,
    vault_opens,
)
from tests.support.proxy import Proxy
from tests.support.stores import LOCK_HOURS

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
    has_read_ahead(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    eventually(page, lambda: page.evaluate("() => caches.match('/offline').then(Boolean)"), "the shell")


UNLOCK = "Ontgrendel met je passkey"

NOTE = "Zwanenvijver 7391"

AddPasskey = Callable[[Page], Passkey]

DEVICE = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  return (await deviceOf(signedInUser())).device;
"""

OPEN = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  return (await module('store/vault')).isOpen((await deviceOf(signedInUser())).device);
"""

WRAPS = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  return (await deviceOf(signedInUser())).wraps.map(({ kind }) => kind.slice(0, 4)).sort();
"""

READ_AHEAD = """
  const { refreshSnapshot } = await module('reading/snapshot');
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const record = await deviceOf(signedInUser());
  await refreshSnapshot(record, true);
  return Boolean((await (await module('store/vault')).read(record.device, 'page:/contacten'))?.html.includes(argument));
"""


def log_contact(page: Page, alias: str) -> None:
    page.locator("label.chip", has_text="Iemand anders").click()
    page.get_by_label("Naam of alias").fill(alias)
    page.locator("label.chip", has_text="Buiten").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#status")).to_contain_text(re.compile("Bewaard|Verstuurd"))


def become_used(page: Page) -> None:
    """There is something to read on this phone."""
    page.goto("/contacten/nieuw")
    log_contact(page, NOTE)
    expect(page.locator("h1")).to_have_text("Verstuurd")
    page.goto("/contacten")
    expect(page.get_by_text(NOTE).first).to_be_visible()
    settle(page)
    eventually(page, lambda: in_page(page, READ_AHEAD, NOTE), "the contact in the vault")


def leave_alone(page: Page) -> None:
    """Nobody touches the phone for longer than its region allows."""
    pass_time(page, LOCK_HOURS + 1)
    expect(page.locator("h1")).to_have_text("Op slot")
