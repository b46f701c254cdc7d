"""A session that ended shuts this phone's copies, however it was heard; text typed on a locked phone goes too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.attacks.acts import OPEN, leave_alone, settle
from tests.offline_browser.modules import in_page
from tests.support.browser import eventually
from tests.support.proxy import Proxy

pytestmark = pytest.mark.one_store
SNAPSHOT_IS_TAKEN = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  await navigator.locks.request(`onderdak-snapshot-${(await deviceOf(signedInUser())).device}`, () => {});
"""


def open_page(page: Page, path: str) -> Page:
    """Go there, until the phone has asked what it asks."""
    page.goto(path)
    settle(page)
    in_page(page, SNAPSHOT_IS_TAKEN)
    return page


def end_session(page: Page) -> None:
    """As 'telefoon kwijt' does: the session is gone, and the phone does not know."""
    page.context.clear_cookies(name="session")


def is_shut(page: Page) -> bool:
    return not in_page(page, OPEN)


def test_touch_that_the_server_refuses_shuts_the_phone(street_nurse: Page, proxy: Proxy):
    page = open_page(street_nurse, "/contacten")
    page.route("**/bedden/wacht*", lambda route: route.abort())  # a region that asks first would shut it too
    end_session(page)
    proxy.forget()
    page.keyboard.press("Shift")
    eventually(page, lambda: proxy.count("POST", "/offline/touch") > 0, "telling that somebody is there")
    eventually(page, lambda: is_shut(page), "shutting the vault")
    assert proxy.count("GET", "/offline/snapshot") == 0
    proxy.set("drop")
    page.get_by_role("link", name="Vandaag", exact=True).click()
    expect(page.locator("h1")).to_have_text("Deze pagina is op slot")


def test_region_that_asks_for_sign_in_shuts_the_phone_in_every_tab(street_nurse: Page):
    other = open_page(street_nurse.context.new_page(), "/contacten")
    page = open_page(street_nurse, "/bedden")
    end_session(page)
    for one in (page, other):
        eventually(one, lambda one=one: is_shut(one), "shutting the vault")
    expect(other.locator("h1")).to_have_text("Op slot")


def test_phone_that_locks_while_its_vault_is_being_opened_stays_shut(street_nurse: Page, proxy: Proxy):
    proxy.set("hold", path="/offline/vault")
    before = proxy.begun
    with street_nurse.expect_request("**/offline/vault"):
        street_nurse.goto("/contacten")
    street_nurse.evaluate("() => new BroadcastChannel('onderdak').postMessage({ type: 'locked' })")
    expect(street_nurse.locator("h1")).to_have_text("Op slot")
    proxy.set("pass")
    vault = ("POST", "/offline/vault")
    eventually(street_nurse, lambda: proxy.count(*vault, after=before) > 0, "the server's answer")
    street_nurse.evaluate("() => dispatchEvent(new Event('online'))")  # another attempt, which begins after this one
    eventually(street_nurse, lambda: proxy.count(*vault, after=before) > 1, "the next attempt")
    assert is_shut(street_nurse)


def test_what_was_typed_on_a_locked_phone_goes_when_nobody_touches_it(street_nurse: Page):
    leave_alone(street_nurse)
    street_nurse.get_by_role("link", name="Contact vastleggen").click()
    expect(street_nurse.locator("h1")).to_have_text("Contact vastleggen")
    street_nurse.get_by_label("Notitie", exact=False).first.fill("Zwanenvijver 7391")
    leave_alone(street_nurse)
    expect(street_nurse.get_by_label("Notitie", exact=False)).to_have_count(0)
