"""Withdrawing a contact on a phone: with why, undone with a tap, and without network it waits like any correction."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE, chip
from tests.support.browser import all_sent, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy


@pytest.fixture
def made(at: Callable[[str, str], Page]) -> Page:
    """The page of a contact that was just logged, on a phone that can do without network."""
    page = at(NURSE, "/contacten/nieuw")
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    expect_kept(page, "/offline")
    chip(page, "Anoniem").tap()
    chip(page, "Buiten").tap()
    page.locator("#place").fill("Vergisplek")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)
    page.get_by_role("link", name="Bekijk", exact=True).first.tap()
    expect(page.locator("h1")).to_have_text("Anoniem contact")
    return page


def withdraw(page: Page) -> None:
    page.locator("summary", has_text="Dit contact was een vergissing").tap()
    page.get_by_role("button", name="Trek dit contact in").tap()
    expect(page.locator("#reason-fout")).to_contain_text("Kies waarom")
    chip(page, "Staat er dubbel").tap()
    expect(page.locator("#reason-fout")).to_have_count(0)
    page.get_by_role("button", name="Trek dit contact in").tap()


def test_withdrawn_with_why_and_put_back(made: Page, axe: Callable[[Page], None]) -> None:
    withdraw(made)
    expect(made.locator("h1")).to_have_text("Ingetrokken contact")
    expect(made.locator("main")).to_contain_text("Staat er dubbel")
    expect(made.locator("main")).not_to_contain_text("Vergisplek")
    axe(made)
    made.get_by_role("button", name="Zet het contact terug").tap()
    expect(made.locator("h1")).to_have_text("Anoniem contact")
    expect(made.locator("main")).to_contain_text("Vergisplek")


def test_without_network_it_waits_on_the_phone(made: Page, proxy: Proxy) -> None:
    address = re.sub(r"^\w+://[^/]+", "", made.url)
    made.reload()  # a fresh snapshot of this page may still be on its way: it is read from the page itself
    vault_opens(made)
    proxy.set("drop")
    withdraw(made)
    expect(made).to_have_url(re.compile("/onverzonden"))
    expect(made.locator("main")).to_contain_text("Ingetrokken: Anoniem contact")
    expect(made.locator("main")).to_contain_text("Staat er dubbel")
    proxy.set("pass")
    send_now(made)
    all_sent(made)
    made.goto(address)
    expect(made.locator("h1")).to_have_text("Ingetrokken contact")
