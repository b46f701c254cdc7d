"""Without network the phone's shortcut to the count leads there too; where there are more houses it asks which."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.beds.night import AUTOMATIC, BY_HAND
from tests.beds.taps import shelter_id_of
from tests.support.browser import eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy

ASKS_WHERE = "async () => (await (await caches.match('/offline'))?.text())?.includes('data-where') ?? false"
"""The shell that this phone keeps is of who counts beds, no longer of who was signed in before."""


def test_shortcut_to_the_count_asks_which_house_where_the_phone_keeps_more(at: Any, proxy: Proxy) -> None:
    houses = {name: f"/bedden/{shelter_id_of(at, name)}" for name in (AUTOMATIC, BY_HAND)}
    page = at("opvang", "/")
    vault_opens(page)
    eventually(page, lambda: page.evaluate(ASKS_WHERE), "the shell of who counts")
    for path in houses.values():
        expect_kept(page, f"{path}/tellen")
    proxy.set("drop")
    page.goto("/bedden/tellen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waar wil je tellen?")
    expect(page.locator("main .rows a[href$='/tellen']")).to_have_count(0)
    for name, path in houses.items():
        expect(page.locator(f"main .rows a[href='{path}']")).to_contain_text(name)
    page.get_by_role("link", name=re.compile(BY_HAND)).tap()
    expect(page).to_have_url(re.compile(f"{houses[BY_HAND]}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoeveel bedden zijn vrij?")
    expect(page.locator("main")).to_contain_text(BY_HAND)


def test_list_makes_place_for_the_page_itself_when_there_is_a_network_again(at: Any, proxy: Proxy) -> None:
    houses = [shelter_id_of(at, name) for name in (AUTOMATIC, BY_HAND)]
    page = at("opvang", "/")
    vault_opens(page)
    eventually(page, lambda: page.evaluate(ASKS_WHERE), "the shell of who counts")
    for house in houses:  # of one alone it would lead there
        expect_kept(page, f"/bedden/{house}/tellen")
    proxy.set("drop")
    page.goto("/bedden/tellen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waar wil je tellen?")
    proxy.set("pass")
    expect(page.locator("#komst")).to_be_visible()
