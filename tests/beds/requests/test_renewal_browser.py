"""The open page of a request: unchanged costs a 304, and when the request is over it asks no more."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.beds.fixtures import NURSE
from tests.beds.night import BY_HAND
from tests.beds.taps import shelter_id_of
from tests.support.browser import eventually
from tests.support.proxy import Proxy


def test_open_page_hears_304_and_asks_no_more_when_it_is_over(at: Any, elsewhere: Any, proxy: Proxy) -> None:
    house = shelter_id_of(at, BY_HAND)
    asked = elsewhere(NURSE).ask(house, "Rustige Roos")
    path = f"/bedden/aanvragen/{asked}"
    page: Page = at(NURSE, path)

    def asked_with(status: int) -> int:
        return sum(1 for one in proxy.seen if (one.path, one.status) == (path, status))

    eventually(page, lambda: asked_with(304) >= 1, "an answer without a page")
    elsewhere("opvang").refuse(asked)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Geen bed bij")
    expect(page.locator("#aanvraag")).not_to_have_attribute("hx-trigger", "every 5s")
    over = proxy.begun
    waits = "/bedden/wacht"
    eventually(page, lambda: proxy.count("GET", waits, after=over) >= 2, "asking what waits", seconds=40)
    assert proxy.count("GET", path, after=over) == 0
    expect(page.locator("#offline-notices")).to_be_empty()
