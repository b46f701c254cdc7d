"""Typing a name on a phone: one tap takes a name used before or the known person, also without network."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import CHOICES, NURSE, chip, someone_else
from tests.offline_browser.modules import in_page
from tests.support.browser import all_sent, eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy


def knows_people(page: Page) -> None:
    """Wait until the phone keeps the people its user works with."""
    vault_opens(page)
    eventually(page, lambda: in_page(page, CHOICES) > 0, "the choices of the phone")


def test_alias_used_before_is_one_tap(at: Callable[[str, str], Page]) -> None:
    page = at(NURSE, "/contacten/nieuw")
    someone_else(page)
    page.keyboard.type("Gele Jas (demo)")
    chip(page, "Buiten").tap()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)
    page.goto("/contacten/nieuw")
    someone_else(page)
    page.keyboard.type("gele")
    found = page.locator("#gevonden .chip", has_text="Gele Jas (demo)")
    found.tap()
    expect(page.get_by_label("Naam of alias")).to_have_value("Gele Jas (demo)")
    expect(page.locator("#client-other")).to_be_checked()
    page.get_by_label("Naam of alias").fill("gele jas van de brug")
    expect(found.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("path", ["/contacten/nieuw", "/bedden/vragen"])
def test_known_person_is_one_tap_without_network(at: Callable[[str, str], Page], proxy: Proxy, path: str) -> None:
    page = at(NURSE, path)
    knows_people(page)
    proxy.set("drop")
    someone_else(page)
    page.keyboard.type("rooie")
    found = page.locator("#gevonden .chip", has_text="Rooie Piet")
    expect(page.locator("#gevonden")).to_contain_text("dit is wie je telefoon kent")
    expect(found).to_contain_text("geb. ")
    found.tap()
    expect(found.locator("input")).to_be_checked()
    expect(page.locator("#alias")).to_have_value("")


def test_new_client_is_compared_on_the_phone_without_network(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(NURSE, "/clienten/nieuw")
    expect_kept(page, "/offline")
    knows_people(page)
    proxy.set("drop")
    page.locator("#alias").fill("rooie piet")
    row = page.locator("[data-names] a.row")
    expect(row).to_contain_text("Rooie Piet")
    expect(page.locator("[data-names]")).to_contain_text("dit is wie je telefoon kent")
    page.locator("#alias").fill("Helemaal nieuw (demo)")
    expect(row).to_have_count(0)
