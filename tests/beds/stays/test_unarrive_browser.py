"""After 'Is er' the guest stands in the list at once, and one tap takes it back, with and without network."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.beds.fixtures import NURSE
from tests.beds.night import AUTOMATIC
from tests.beds.taps import shelter_id_of
from tests.support.browser import all_sent, vault_opens
from tests.support.proxy import Proxy


def test_guest_stands_in_the_list_at_once_and_one_tap_takes_it_back(at: Any, elsewhere: Any) -> None:
    house = shelter_id_of(at, AUTOMATIC)
    nurse = elsewhere(NURSE)
    request = nurse.ask(house, "Aangekomen Arie")
    page: Page = at("opvang", f"/bedden/{house}")
    row, guests = page.locator(f"#a-{request}"), page.locator("#gasten")
    expect(guests).not_to_contain_text("Aangekomen Arie")
    row.get_by_role("button", name="Is er").tap()
    expect(guests).to_contain_text("Aangekomen Arie")
    expect(row).to_contain_text("is er,")
    row.get_by_role("button", name="Ongedaan maken").tap()
    expect(guests).not_to_contain_text("Aangekomen Arie")
    expect(row.get_by_role("button", name="Is er")).to_be_visible()
    expect(row).to_contain_text("Vastgehouden tot")
    nurse.give_back(request)


def test_tick_without_network_is_taken_back_before_it_is_sent(at: Any, elsewhere: Any, proxy: Proxy) -> None:
    house = shelter_id_of(at, AUTOMATIC)
    nurse = elsewhere(NURSE)
    request = nurse.ask(house, "Tunnel Teun")
    page: Page = at("opvang", f"/bedden/{house}")
    vault_opens(page)
    row = page.locator(f"#a-{request}")
    expect(row).to_be_visible()
    proxy.set("drop")
    row.get_by_role("button", name="Is er").tap()
    expect(row.get_by_text("genoteerd")).to_be_visible()
    row.get_by_role("button", name="Ongedaan maken").tap()
    expect(row.get_by_role("button", name="Is er")).to_be_visible()
    expect(row.get_by_text("genoteerd")).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-unsent", "2")
    proxy.set("pass")
    all_sent(page)
    expect(row.get_by_role("button", name="Is er")).to_be_visible()
    expect(page.locator("#gasten")).not_to_contain_text("Tunnel Teun")
    shown = nurse.send.get(f"/bedden/aanvragen/{request}").text()
    assert "Het bed staat klaar tot" in shown
    nurse.give_back(request)
