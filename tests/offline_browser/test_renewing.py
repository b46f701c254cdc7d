"""A page shown from the phone renews itself as soon as anything gets through; a form stays under the finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.offline_browser.acts import read_ahead
from tests.offline_browser.door import Door
from tests.offline_browser.modules import queue
from tests.support.browser import eventually, has_read_ahead
from tests.support.proxy import Proxy

NOTICE = "[data-age-notice]"
PLACES = """() => [...document.querySelectorAll('main label, main legend, main button')]
  .map((one) => Math.round(one.getBoundingClientRect().top))"""


def test_kept_page_is_fresh_again_soon_after_the_network_is_back(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.goto("/bedden")
    expect(tab.locator(NOTICE)).to_contain_text("Geen netwerk. Stand van vandaag")
    street.set("pass")
    expect(tab.locator(NOTICE)).to_have_count(0)
    expect(tab.locator("h1")).to_have_text("Bedden vannacht")


def test_page_out_of_the_vault_becomes_the_servers_own(
    tab: Page, door: Door, street: Proxy, complaints: list[str]
) -> None:
    read_ahead(tab, door)
    street.set("drop")
    tab.get_by_role("link", name="Rooie Piet").click()
    expect(tab.locator("h1")).to_have_text("Rooie Piet")
    street.set("pass")
    expect(tab.locator("h1")).to_have_text("Pagina c1")
    expect(tab.locator(NOTICE)).to_have_count(0)
    complaints.clear()  # of the handlers in what the vault held


def test_page_that_is_not_on_the_phone_comes_when_the_network_does(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.goto("/contacten/x")
    expect(tab.locator("[data-offline-shell]")).to_be_visible()
    street.set("pass")
    expect(tab.locator("h1")).to_have_text("Pagina x")


def test_slow_network_is_not_called_none_and_its_late_answer_is_shown(tab: Page, street: Proxy) -> None:
    street.set("hold", path="/bedden")
    tab.goto("/bedden")
    expect(tab.locator(NOTICE)).to_contain_text("Het netwerk antwoordt nog niet. Stand van vandaag")
    street.set("pass")
    expect(tab.locator(NOTICE)).to_have_count(0)


def test_form_keeps_its_place_and_what_was_typed_when_the_network_is_back(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.goto("/contacten/nieuw")
    expect(tab.locator(NOTICE)).to_contain_text("Geen netwerk")
    tab.get_by_label("Notitie").fill("half")
    before = tab.evaluate(PLACES)
    street.set("pass")
    expect(tab.locator(NOTICE)).to_contain_text("Er is weer netwerk")
    assert tab.evaluate(PLACES) == before
    expect(tab.get_by_label("Notitie")).to_have_value("half")


def test_empty_form_that_a_slow_network_would_give_the_same_says_nothing(tab: Page, street: Proxy) -> None:
    street.set("hold", path="/contacten/nieuw")
    tab.goto("/contacten/nieuw")
    expect(tab.locator("h1")).to_have_text("Contact vastleggen")
    before = tab.evaluate(PLACES)
    street.set("pass")
    eventually(tab, lambda: street.count("GET", "/contacten/nieuw") > 0, "the late answer")
    tab.wait_for_timeout(500)  # in which it would change something
    assert tab.evaluate(PLACES) == before
    expect(tab.locator(NOTICE)).to_have_count(0)


@pytest.mark.parametrize("path", ["", "/bedden"])
def test_portal_takes_nobody_away_from_a_kept_page(tab: Page, street: Proxy, path: str) -> None:
    street.set("drop")
    tab.goto("/bedden")
    expect(tab.locator(NOTICE)).to_be_visible()
    street.set("login", path=path)
    eventually(tab, lambda: any(one.mode == "login" for one in street.seen), "asking the portal")
    tab.wait_for_timeout(300)  # in which its answer would be shown
    expect(tab.locator("h1")).to_have_text("Bedden vannacht")
    expect(tab.locator(NOTICE)).to_be_visible()


def test_what_was_written_goes_before_the_snapshot_that_has_it(tab: Page, street: Proxy) -> None:
    has_read_ahead(tab)
    street.set("drop")
    queue(tab, 1)
    street.set("slow", path="/offline/operations", times=1, delay=1.5)
    street.forget()
    tab.reload()
    eventually(tab, lambda: street.count("GET", "/offline/snapshot") > 0, "a snapshot")
    answered = [one.path for one in street.seen if one.path.startswith("/offline/")]
    assert answered.index("/offline/operations") < answered.index("/offline/snapshot")
