"""A phone in other hands shows nothing; in its owner's it opens by one gesture, also without network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.attacks.acts import (
    DEVICE,
    NOTE,
    OPEN,
    UNLOCK,
    WRAPS,
    AddPasskey,
    become,
    become_used,
    enter,
    leave_alone,
    log_contact,
    settle,
    sign_in,
    sign_out,
)
from tests.offline_browser.modules import in_page
from tests.support.browser import all_sent, eventually, expect_home, pass_time, vault_opens
from tests.support.proxy import Proxy
from tests.support.stores import LOCK_HOURS

pytestmark = pytest.mark.one_store


def test_region_says_how_long_from_the_first_page_on(page: Page):
    become(page, "straatverpleegkundige")
    vault_opens(page)
    pass_time(page, LOCK_HOURS - 1)
    assert in_page(page, OPEN)
    leave_alone(page)


def test_passkey_opens_the_phone_after_a_reload_without_network(nurse: Page, proxy: Proxy):
    assert in_page(nurse, WRAPS) == ["prf:", "serv"]
    proxy.set("drop")
    nurse.goto("/")
    expect(nurse.locator("h1")).to_have_text("Deze pagina is op slot")
    nurse.get_by_role("button", name=UNLOCK).click()
    expect(nurse.locator("h1")).to_contain_text("Demo")


def test_untouched_phone_shows_nothing_in_the_page_by_back_or_by_reload(nurse: Page, proxy: Proxy):
    become_used(nurse)
    nurse.get_by_role("link", name="Vandaag", exact=True).click()
    expect(nurse.locator("h1")).to_contain_text("Demo")
    nurse.get_by_role("link", name="Contacten").click()
    expect(nurse.get_by_text(NOTE).first).to_be_visible()
    leave_alone(nurse)
    expect(nurse.get_by_text(NOTE)).to_have_count(0)
    eventually(nurse, lambda: nurse.request.get("/offline/schema").status == 401, "the server hearing of it")
    proxy.set("drop")
    nurse.go_back()
    expect(nurse.locator("h1")).to_have_text("Deze pagina is op slot")
    nurse.go_forward()
    expect(nurse.locator("h1")).to_have_text("Deze pagina is op slot")
    expect(nurse.get_by_text(NOTE)).to_have_count(0)
    proxy.set("pass")
    nurse.goto("/contacten")
    expect(nurse.locator("h1")).to_have_text("Ontgrendel Onderdak")
    assert not in_page(nurse, OPEN), "the server gives its secret to no session that is locked"
    nurse.go_back()
    expect(nurse.get_by_text(NOTE)).to_have_count(0)


def test_locked_phone_logs_delivers_and_opens_by_one_gesture(nurse: Page, proxy: Proxy):
    become_used(nurse)
    leave_alone(nurse)
    nurse.get_by_role("link", name="Contact vastleggen").click()
    expect(nurse.locator("h1")).to_have_text("Contact vastleggen")
    log_contact(nurse, "Terwijl het op slot was")
    all_sent(nurse)
    nurse.goto("/contacten")
    expect(nurse.locator("h1")).to_have_text("Ontgrendel Onderdak")
    nurse.get_by_role("button", name=UNLOCK).click()
    expect(nurse.get_by_text("Terwijl het op slot was").first).to_be_visible()


def test_lock_screen_opens_where_it_stands_with_and_without_network(nurse: Page, proxy: Proxy):
    become_used(nurse)
    for mode in ("pass", "drop"):
        proxy.set("pass")
        nurse.goto("/contacten")
        settle(nurse)
        leave_alone(nurse)
        proxy.set(mode)
        nurse.get_by_role("button", name=UNLOCK).click()
        expect(nurse.get_by_text(NOTE).first).to_be_visible()


def test_who_unlocked_without_network_is_not_asked_again_when_it_is_back(nurse: Page, proxy: Proxy):
    become_used(nurse)
    leave_alone(nurse)
    proxy.set("drop")
    nurse.get_by_role("button", name=UNLOCK).click()
    expect(nurse.locator("h1")).not_to_have_text("Op slot")
    proxy.set("pass")
    nurse.get_by_role("link", name="Contacten").click()
    expect(nurse.get_by_text(NOTE).first).to_be_visible()


def test_session_that_ended_takes_the_names_off_the_page(nurse: Page, proxy: Proxy):
    become_used(nurse)
    nurse.goto("/contacten")
    settle(nurse)
    nurse.context.clear_cookies(name="session")
    nurse.evaluate("() => dispatchEvent(new Event('online'))")
    in_page(nurse, "await (await module('answers')).post('/offline/vault', { device: crypto.randomUUID() });")
    expect(nurse.locator("h1")).to_have_text("Op slot")
    expect(nurse.get_by_text(NOTE)).to_have_count(0)
    assert not in_page(nurse, OPEN)


def test_another_passkey_of_the_same_person_opens_the_same_vault(nurse: Page, proxy: Proxy, passkey: AddPasskey):
    mine = in_page(nurse, DEVICE)
    nurse.goto("/account")
    nurse.get_by_role("button", name="Maak nog een passkey").click()  # shows the passkey she has: that opens the way
    expect(nurse.locator("#passkey-message")).to_contain_text("heeft al een passkey")
    other = nurse.context.new_page()  # an authenticator lives in its tab
    passkey(other)
    other.goto("/account")
    other.get_by_role("button", name="Maak nog een passkey").click()
    expect(other.locator("#passkeys li")).to_have_count(2)
    sign_out(other)
    sign_in(other)
    settle(other)
    assert in_page(other, DEVICE) == mine
    assert in_page(other, WRAPS) == ["prf:", "prf:", "serv"]
    proxy.set("drop")
    other.goto("/")
    other.get_by_role("button", name=UNLOCK).click()
    expect(other.locator("h1")).to_contain_text("Demo")


def test_another_user_of_the_phone_opens_nothing_of_the_first(
    nurse: Page, proxy: Proxy, browser: Browser, passkey: AddPasskey
):
    become_used(nurse)
    mine = in_page(nurse, DEVICE)
    sign_out(nurse)
    other = nurse.context.new_page()
    passkey(other)
    enter(other, browser, proxy, "Demo Dag")
    sign_out(other)
    sign_in(other)
    settle(other)
    assert in_page(other, DEVICE) != mine
    proxy.set("drop")
    other.goto("/contacten")
    other.get_by_role("button", name=UNLOCK).click()
    expect(other.locator("h1")).to_have_text("Contacten")
    assert in_page(other, "return (await module('store/vault')).isOpen(argument);", mine) is False


def test_phone_that_was_away_too_long_asks_for_the_network_and_so_does_a_clock_that_went_back(
    nurse: Page, proxy: Proxy
):
    way = """
      const { wayIn } = await module('page/unlock');
      const { deviceOf } = await module('store/identity');
      const { signedInUser } = await module('page/user');
      return wayIn(await deviceOf(signedInUser()), Date.now() + argument * 3600000);
    """
    assert [in_page(nurse, way, hours) for hours in (0, 13 * 24, 15 * 24, -1)] == [
        "passkey", "passkey", "network", "network",
    ]  # fmt: skip
    proxy.set("drop")  # an answer would note that it is there
    in_page(
        nurse,
        """
        const { noteRules } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        await noteRules(signedInUser(), { online_at: Date.now() - 15 * 24 * 3600000 });
        """,
    )
    nurse.goto("/")
    expect(nurse.get_by_text("Deze telefoon was lang niet op het netwerk")).to_be_visible()
    expect(nurse.get_by_role("button", name=UNLOCK)).to_have_count(0)


def test_who_has_no_passkey_secret_is_told_what_that_means(page: Page, proxy: Proxy):
    become(page, "straatverpleegkundige")
    settle(page)
    proxy.set("drop")
    page.goto("/")
    expect(page.get_by_text("Zonder netwerk kun je vastleggen, maar niet teruglezen")).to_be_visible()
    expect(page.get_by_role("button", name=UNLOCK)).to_have_count(0)


def test_demo_person_comes_back_from_the_lock_by_the_demo_page(page: Page):
    become(page, "straatverpleegkundige")
    settle(page)
    leave_alone(page)
    page.get_by_role("link", name="Kies opnieuw wie je bent in de demo").click()
    page.locator("form:has(input[value=straatverpleegkundige]) button").click()
    expect_home(page)
    expect(page.locator("h1")).not_to_have_text("Op slot")


def test_page_that_comes_back_from_the_browsers_memory_shows_nothing(nurse: Page):
    become_used(nurse)
    nurse.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(nurse.locator("h1")).to_have_text("Op slot")
    expect(nurse.get_by_text(NOTE)).to_have_count(0)
    assert not in_page(nurse, OPEN)


def test_lock_without_network_reaches_the_server_before_anything_else_when_that_is_back(nurse: Page, proxy: Proxy):
    become_used(nurse)
    proxy.set("drop")
    leave_alone(nurse)
    proxy.forget()
    proxy.set("pass")
    nurse.evaluate("() => dispatchEvent(new Event('online'))")
    eventually(nurse, lambda: proxy.count("POST", "/offline/lock") > 0, "telling")
    nurse.goto("/contacten")
    expect(nurse.locator("h1")).to_have_text("Ontgrendel Onderdak")
