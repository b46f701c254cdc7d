"""A volunteer on the way home from a match, without network: what she notes is there at once, and arrives."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.browser import HOLDS, all_sent, eventually, expect_kept, has_read_ahead, vault_opens
from tests.support.proxy import Proxy

SAID = "Ze lachten samen om de soep (test)"


def test_visit_at_a_match_is_noted_without_network(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at("vrijwilliger", "/kamers/meegaan")
    vault_opens(page)
    has_read_ahead(page)
    match = page.locator("#matches a", has_text="Demo Ineke")
    path = str(match.get_attribute("href"))
    eventually(page, lambda: "Bewaar bezoek" in page.evaluate(HOLDS, path), "keeping the match")
    expect_kept(page, "/offline")
    proxy.set("drop")
    match.tap()
    expect(page.get_by_role("heading", name="Jouw bezoek")).to_be_visible()
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    page.get_by_label("Hoe was het?").fill(SAID)
    page.get_by_role("button", name="Bewaar bezoek").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    proxy.set("pass")
    all_sent(page)
    page.goto(path)
    expect(page.locator("ol.rows").get_by_text(SAID)).to_have_count(1)
    coordinator = at("coordinator", path.replace("meegaan", "matches") + "/vrijwilliger")
    expect(coordinator.get_by_text(SAID)).to_be_visible()
