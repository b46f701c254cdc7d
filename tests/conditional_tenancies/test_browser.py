"""A home in danger, told from a phone: without network it waits, and arrives once."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE
from tests.contacts.fixtures import at
from tests.support.browser import all_sent, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy

__all__ = ["at"]
FORM, WHO = "/huren-onder-voorwaarden/melden", "Ursula Urgent"


def test_report_without_network_waits_and_arrives(
    at: Callable[[str, str], Page], proxy: Proxy, axe: Callable[[Page], None]
) -> None:
    page = at(NURSE, FORM)
    vault_opens(page)
    for path in (FORM, "/onverzonden", "/offline"):
        expect_kept(page, path)
    axe(page)
    proxy.set("drop")
    page.locator("#alias").fill(WHO)
    page.locator("label.chip", has_text="Overlast").tap()
    page.locator("#residents").fill("3")
    page.get_by_role("button", name="Melden").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    expect(page.locator("main")).to_contain_text(f"Woning in gevaar: {WHO}")
    proxy.set("pass")
    send_now(page)
    all_sent(page)
    page.goto("/huren-onder-voorwaarden/van-ons")
    expect(page.locator("main a.row", has_text=WHO)).to_have_count(1)
    page.locator("main a.row", has_text=WHO).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHO)
