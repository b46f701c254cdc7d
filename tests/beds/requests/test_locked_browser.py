"""A locked phone of a shelter stays locked, whatever was on its way, and asks for nobody's name."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.beds.fixtures import NURSE
from tests.beds.night import BY_HAND
from tests.beds.taps import shelter_id
from tests.support.browser import eventually, pass_time, vault_opens
from tests.support.proxy import Proxy
from tests.support.stores import LOCK_HOURS

REGIONS = "document.dispatchEvent(new Event('visibilitychange'))"
"""As when the screen goes on: everything that renews itself is asked for at once."""


def count_page(at: Any) -> tuple[Page, str]:
    page: Page = at("opvang", "/bedden")
    house = shelter_id(page, BY_HAND)
    page.goto(f"/bedden/{house}")
    vault_opens(page)
    return page, house


def lock(page: Page) -> None:
    pass_time(page, LOCK_HOURS + 1)
    expect(page.locator("[data-lock-screen]")).to_be_visible()


def test_sign_of_life_that_was_on_its_way_does_not_open_what_was_locked(at: Any, proxy: Proxy) -> None:
    page, _house = count_page(at)
    proxy.set("hold", path="/offline/touch")
    with page.expect_request("**/offline/touch"):
        page.locator("h1").tap()
    lock(page)
    with page.expect_response("**/offline/lock"), page.expect_response("**/offline/touch"):
        proxy.set("pass")
    assert page.request.get("/account", max_redirects=0).status == 303


def test_locked_page_whose_server_does_not_know_yet_asks_for_no_names(at: Any, elsewhere: Any, proxy: Proxy) -> None:
    page, house = count_page(at)
    proxy.set("hang", path="/offline/lock")
    begun: list[str] = []
    page.on("request", lambda request: begun.append(request.url))
    lock(page)
    begun.clear()  # of before
    nurse = elsewhere(NURSE)
    asked = nurse.ask(house, "Verborgen Vos")
    before = proxy.begun
    page.evaluate(REGIONS)
    eventually(page, lambda: proxy.count("GET", "/bedden/wacht", after=before) > 0, "hearing that somebody waits")
    assert not [url for url in begun if url.endswith("/komst")]
    expect(page.locator("main")).not_to_contain_text("Verborgen Vos")
    proxy.set("pass")
    nurse.give_back(asked)
