"""A contact that waits is changed or thrown away, and the real server has it once or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE, chip
from tests.support.browser import all_sent, eventually, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy

DOOR = "/offline/operations"
OPEN = "[data-outbox-open]"


@pytest.fixture
def form(at: Callable[[str, str], Page]) -> Page:
    """The form on a phone that can do without network."""
    page = at(NURSE, "/contacten/nieuw")
    vault_opens(page)
    for path in ("/onverzonden", "/contacten/nieuw"):
        expect_kept(page, path)
    return page


def save(page: Page, note: str) -> None:
    chip(page, "Anoniem").tap()
    chip(page, "Buiten").tap()
    page.get_by_label("Notitie", exact=False).first.fill(note)
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator(OPEN)).to_contain_text("wacht op netwerk")


def change(page: Page, old: str, note: str) -> None:
    page.get_by_role("link", name="Wijzigen").tap()
    field = page.get_by_label("Notitie", exact=False).first
    expect(field).to_have_value(old)
    field.fill(note)
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator("h1")).to_have_text("Bewaard op deze telefoon")


def found(page: Page, words: str) -> int:
    """How many contacts the server finds by these words."""
    html = page.request.get("/contacten", params={"zoek": words}).text()
    return len(set(re.findall(r'href="/contacten/([0-9a-f-]{36})"', html)))


def test_changed_contact_is_there_once_as_it_was_changed(form: Page, proxy: Proxy) -> None:
    proxy.set("drop")
    save(form, "Wijzigproef een oud")
    change(form, "Wijzigproef een oud", "Wijzigproef een nieuw")
    proxy.set("pass")
    send_now(form)
    all_sent(form)
    assert (found(form, "wijzigproef een oud"), found(form, "wijzigproef een nieuw")) == (0, 1)


def test_change_of_what_had_arrived_is_refused_with_the_way_to_it(form: Page, proxy: Proxy) -> None:
    proxy.set("lose", path=DOOR)
    save(form, "Wijzigproef twee oud")
    eventually(form, lambda: found(form, "wijzigproef twee oud") == 1, "arriving")
    change(form, "Wijzigproef twee oud", "Wijzigproef twee nieuw")
    proxy.set("pass")
    send_now(form)
    expect(form.locator(OPEN)).to_contain_text("was al aangekomen")
    form.locator(OPEN).get_by_role("link", name="Bekijk", exact=True).tap()
    expect(form.locator("main")).to_contain_text("Wijzigproef twee oud")
    assert found(form, "wijzigproef twee") == 1


def test_what_is_thrown_away_without_network_never_arrives(form: Page, proxy: Proxy, at: Any) -> None:
    proxy.set("drop")
    save(form, "Wijzigproef drie")
    form.get_by_role("button", name="Weggooien").tap()
    form.get_by_role("dialog", name="Weggooien?").get_by_role("button", name="Gooi weg").tap()
    all_sent(form)
    proxy.set("pass")
    at(NURSE, "/contacten")
    assert found(form, "wijzigproef drie") == 0
