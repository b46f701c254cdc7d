"""Help from a screen, on a phone: at its chapter, also without network."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.browser import expect_kept, vault_opens
from tests.support.proxy import Proxy


def ask_for_help(page: Page) -> None:
    page.get_by_role("link", name="Hulp bij dit scherm").tap()
    expect(page.locator("h1")).to_have_text("Hulp")


def test_help_opens_at_the_chapter_of_the_screen(at: Any) -> None:
    page: Page = at("straatverpleegkundige", "/vervolgacties")
    ask_for_help(page)
    expect(page.get_by_role("heading", name="Afspraken nakomen")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Hulp", exact=True)).not_to_be_in_viewport()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Vervolgacties")


def test_help_is_there_without_network(at: Any, proxy: Proxy) -> None:
    page: Page = at("straatverpleegkundige", "/contacten/nieuw")
    vault_opens(page)
    expect_kept(page, "/hulp")
    proxy.set("drop")
    ask_for_help(page)
    expect(page.get_by_role("heading", name="Een contact vastleggen")).to_be_in_viewport()
