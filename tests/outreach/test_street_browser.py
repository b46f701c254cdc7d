"""A youth worker on the street: a place is picked with a tap, a visit and a step are noted without network."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.contacts.acts import YOUTH_WORKER
from tests.support.browser import all_sent, expect_kept, has_read_ahead, vault_opens
from tests.support.proxy import Proxy


def test_place_of_the_list_is_one_tap_in_a_contact(at: Callable[[str, str], Page]) -> None:
    page = at(YOUTH_WORKER, "/contacten/nieuw")
    vault_opens(page)
    expect(page.locator("[data-person] .chip").first).to_be_visible()
    has_read_ahead(page)
    page.reload()
    vault_opens(page)
    chip = page.locator("[data-places] .chip", has_text="Demo stationshal")
    expect(chip).to_have_count(1)
    page.locator("#place").tap()
    chip.tap()
    expect(page.locator("#place")).to_have_value("Demo stationshal")


def test_visit_is_noted_without_network_and_arrives(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(YOUTH_WORKER, "/vindplekken/nieuw")
    page.get_by_label("Hoe noemen jullie deze plek?").fill("Kade van Tijs")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)
    page.goto("/vindplekken")
    vault_opens(page)
    for path in ("/onverzonden", "/offline"):
        expect_kept(page, path)
    row = page.locator("li.row", has_text="Kade van Tijs").first
    expect(row).to_contain_text("nog niemand geweest")
    row.locator("summary").tap()
    row.get_by_role("button", name="één meer").tap()
    proxy.set("drop")
    row.get_by_role("button", name="Bewaar bezoek").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    proxy.set("pass")
    all_sent(page)
    page.goto("/vindplekken")
    expect(page.locator("li.row", has_text="Kade van Tijs").first).to_contain_text("1 jongere")


def test_calendar_address_is_shown_once(at: Callable[[str, str], Page]) -> None:
    page = at(YOUTH_WORKER, "/account/agenda")
    page.get_by_role("button", name="Zet aan").tap()
    expect(page.get_by_label("Geheim adres")).to_have_value(re.compile(r"/agenda/[\w-]{43}\.ics$"))
    page.goto("/account/agenda")
    expect(page.get_by_text("Staat aan")).to_be_visible()
    expect(page.get_by_label("Geheim adres")).to_have_count(0)
    page.get_by_role("button", name="Zet uit").tap()
    expect(page.get_by_text("Staat uit")).to_be_visible()
