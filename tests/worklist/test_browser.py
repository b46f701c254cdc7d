"""A call on a phone: noted without network, shown so before it is sent, also after a reload, and undone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.caseload.phones import go, read_ahead, send
from tests.contacts.acts import NURSE
from tests.contacts.fixtures import at
from tests.support.browser import all_sent, eventually, vault_opens
from tests.support.proxy import Proxy

__all__ = ["at"]


def test_call_is_noted_without_network_and_arrives(
    at: Callable[[str, str], Page], proxy: Proxy, axe: Callable[[Page], None]
) -> None:
    page = at(NURSE, "/vervolgacties")
    vault_opens(page)
    client, *_ = send(page.request, ("client.add", {"name": "Nabelproef Jansen", "legal_basis": "wmo"}))
    ended, *_ = send(page.request, ("support.end", {"client": client}))
    here = f"/nabellen/{ended}"
    read_ahead(page, here)
    row = page.locator("[data-done-row]")

    proxy.set("drop")
    go(page, here)
    expect(page.locator("h1")).to_have_text("Nabelproef Jansen")
    row.locator("summary", has_text="Hoe ging het?").tap()
    row.get_by_role("button", name="Niet bereikt", exact=True).tap()
    expect(row.get_by_text("later weer", exact=True)).to_be_visible()
    expect(row.locator("[data-unsent]")).to_have_text("nog niet verzonden")
    go(page, here)
    expect(row.get_by_text("later weer", exact=True)).to_be_visible()
    row.get_by_role("button", name="Ongedaan maken").locator("visible=true").tap()
    expect(row.locator("summary", has_text="Hoe ging het?")).to_be_visible()
    row.locator("summary", has_text="Hoe ging het?").tap()
    row.locator("select").select_option("reached")
    row.locator("textarea").fill("Woont bij haar zus")
    row.get_by_role("button", name="Bewaar met notitie").tap()
    expect(row.get_by_text("gedaan", exact=True)).to_be_visible()

    proxy.set("pass")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    all_sent(page)
    eventually(page, lambda: "Woont bij haar zus" in page.request.get(here).text(), "the note")
    page.goto(here)
    expect(page.locator("main")).to_contain_text("Gesproken")
    axe(page)
