"""A referral on a phone: sent and answered without network, shown in its place before it arrives."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE
from tests.contacts.fixtures import at
from tests.support.browser import all_sent, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy

__all__ = ["at"]


@pytest.fixture
def form(at: Callable[[str, str], Page]) -> Page:
    """The form, on a phone that can do without network."""
    page = at(NURSE, "/doorverwijzingen/nieuw")
    vault_opens(page)
    for path in ("/doorverwijzingen/nieuw", "/onverzonden", "/offline"):
        expect_kept(page, path)
    return page


def fill(page: Page, alias: str) -> None:
    page.locator("#alias").fill(alias)
    page.locator("#entry").select_option(index=1)
    page.locator("#purpose").fill("Wil graag werk")
    page.locator("label", has_text="gevraagd en goed gevonden").tap()


def test_form_can_be_used_by_everyone(form: Page, axe: Callable[[Page], None]) -> None:
    axe(form)
    form.get_by_role("button", name="Doorverwijzen").tap()
    expect(form.locator("#entry-fout")).to_contain_text("Kies waar")
    fill(form, "Ria Referral")
    form.get_by_role("button", name="Doorverwijzen").tap()
    expect(form.locator("h1")).to_contain_text("Ria Referral naar")
    axe(form)
    form.goto("/doorverwijzingen")
    expect(form.locator("#lijst")).to_contain_text("Ria Referral")
    axe(form)


def test_without_network_it_waits_and_stands_in_its_list(form: Page, proxy: Proxy) -> None:
    form.goto("/doorverwijzingen")
    vault_opens(form)
    form.goto("/doorverwijzingen/nieuw")
    proxy.set("drop")
    fill(form, "Omar Offline")
    form.get_by_role("button", name="Doorverwijzen").tap()
    expect(form).to_have_url(re.compile("/onverzonden"))
    expect(form.locator("main")).to_contain_text("Doorverwijzing van Omar Offline")
    proxy.set("pass")
    send_now(form)
    all_sent(form)
    form.goto("/doorverwijzingen")
    expect(form.locator("#lijst")).to_contain_text("Omar Offline")
