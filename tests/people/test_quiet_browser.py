"""Silencing the reminders of a person on a phone: without network it waits; its pages can be used by everyone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE, chip
from tests.support.browser import all_sent, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy


def add(page: Page, alias: str) -> None:
    """Add somebody, and open their page."""
    page.goto("/clienten/nieuw")
    with page.expect_response("**/clienten/lijkt-op"):
        page.locator("#alias").fill(alias)
    expect(page.locator("[data-names].htmx-request")).to_have_count(0)
    chip(page, "Wmo").tap()
    if page.locator("#_anyway").count():  # somebody looks like this one
        chip(page, "Toch toevoegen").tap()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)
    page.get_by_role("link", name="Bekijk", exact=True).first.tap()
    expect(page.locator("h1")).to_have_text(alias)


def test_silence_waits_on_a_phone_without_network(
    at: Callable[[str, str], Page], proxy: Proxy, axe: Callable[[Page], None]
) -> None:
    page = at(NURSE, "/clienten/nieuw")
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    expect_kept(page, "/offline")
    add(page, "Bas Browserstil")
    address = re.sub(r"^\w+://[^/]+", "", page.url)
    page.get_by_role("link", name="Overleden, verhuisd of rust").tap()
    expect(page.locator("h1")).to_have_text("Herinneringen")
    vault_opens(page)
    axe(page)
    proxy.set("drop")
    chip(page, "Verhuisd").tap()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    expect(page.locator("main")).to_contain_text("Herinneringen: Bas Browserstil")
    proxy.set("pass")
    send_now(page)
    all_sent(page)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Herinneringen zijn stil")
    page.goto(f"{address}/toestemming")
    expect(page.locator("h1")).to_have_text("Toestemming om te delen")
    axe(page)
