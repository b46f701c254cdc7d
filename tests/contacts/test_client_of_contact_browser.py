"""A contact under an alias becomes a client with a few taps, and saving it needs no network."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.contacts.acts import YOUTH_WORKER, chip, someone_else
from tests.support.browser import all_sent, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy


def form_for(page: Page, alias: str) -> None:
    someone_else(page)
    page.keyboard.type(alias)
    chip(page, "Buiten").tap()
    page.locator("#place").fill("Havenhoofd")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)
    page.get_by_role("link", name="Bekijk", exact=True).first.tap()
    page.get_by_role("link", name="Maak cliënt").tap()
    expect(page.locator("#alias")).to_have_value(alias)
    expect(page.locator("#contact_ways")).to_have_value("Havenhoofd")
    chip(page, "Jeugdwet").tap()


def test_contact_belongs_to_the_client_that_was_made_of_it(
    at: Callable[[str, str], Page], axe: Callable[[Page], None]
) -> None:
    page = at(YOUTH_WORKER, "/contacten/nieuw")
    form_for(page, "Bruine Bep (demo)")
    axe(page)
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.get_by_role("link", name="Alles over Bruine Bep (demo)")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").tap()
    all_sent(page)
    page.get_by_role("link", name="Bekijk", exact=True).first.tap()
    expect(page.get_by_role("link", name="Maak cliënt")).to_be_visible()


def test_saved_without_network_it_is_made_when_there_is_one(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(YOUTH_WORKER, "/contacten/nieuw")
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    form_for(page, "Paarse Paul (demo)")
    proxy.set("drop")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    expect(page.locator("main")).to_contain_text("Nieuw: Paarse Paul (demo)")
    proxy.set("pass")
    send_now(page)
    all_sent(page)
    page.goto("/clienten")
    expect(page.locator("main")).to_contain_text("Paarse Paul (demo)")
