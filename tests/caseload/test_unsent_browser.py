"""What a nurse saves without network stands in its place at once: with the client, and in the list of what is due."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.caseload.phones import go, read_ahead, save_contact, send
from tests.contacts.acts import NURSE, in_days
from tests.support.browser import all_sent, expect_kept, vault_opens
from tests.support.proxy import Proxy

WAITS, SENT = "nog niet verzonden", "verstuurd"


def test_what_is_saved_without_network_stands_in_its_place(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(NURSE, "/vervolgacties")
    vault_opens(page)
    expect_kept(page, "/contacten/nieuw")
    agreed = {"text": "Plekproef verband", "due_on": in_days(0)}
    client, *_ = send(page.request, ("client.add", {"name": "Plekproef Kowalska", "legal_basis": "wgbo"}))
    contact, *_ = send(
        page.request,
        ("contact.log", {"client": client, "channel": "street", "ethos_category": "public_space", "topics": [],
                         "follow_up": agreed}),
    )  # fmt: skip
    here = f"/clienten/{client}"
    read_ahead(page, here)

    proxy.set("drop")
    go(page, "/clienten")
    page.get_by_label("Zoek op naam of alias").fill("kowalksa")
    page.locator("#mensen > li:not([hidden]) a", has_text="Plekproef Kowalska").tap()
    expect(page.locator("h1")).to_have_text("Plekproef Kowalska")
    expect(page.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    task = page.locator("[data-done-row]", has_text="Plekproef verband")
    expect(task.locator("[data-unsent]")).to_be_hidden()
    task.locator("button.tick").tap()
    expect(task.locator("[data-unsent]")).to_have_text(WAITS)
    save_contact(page, client, "Plekproef gezien bij de brug", "Plekproef terugkomen")
    go(page, here)
    line = page.locator("[data-unsent-of] [data-item]")
    expect(line).to_contain_text(WAITS)
    expect(line).to_contain_text("Plekproef")
    expect(task.locator("[data-in=done]").first).to_be_visible()
    expect(task.locator("[data-unsent]")).to_have_text(WAITS)
    go(page, "/vervolgacties")
    expect(page.locator("[data-unsent-of] [data-item]")).to_contain_text("Plekproef terugkomen")

    proxy.set("login", path="/offline/snapshot")  # sent, and gone again before the phone could read ahead
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    all_sent(page)
    proxy.set("drop")
    go(page, here)
    expect(page.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    expect(line).to_contain_text(SENT)
    expect(task.locator("[data-in=done]").first).to_be_visible()
    expect(task.locator("[data-unsent]")).to_be_hidden()

    proxy.set("pass")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.goto(here)
    vault_opens(page)
    expect(page.locator("#h-line")).to_be_visible()
    expect(page.get_by_text("Plekproef gezien bij de brug")).to_have_count(1)
    expect(line).to_have_count(0)
    expect(page.locator(f'[data-done-row][data-record="{contact}"]')).to_have_count(0)


def test_what_is_thrown_away_leaves_its_place(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(NURSE, "/vervolgacties")
    vault_opens(page)
    expect_kept(page, "/contacten/nieuw")
    client, *_ = send(page.request, ("client.add", {"name": "Weggooiproef Demo", "legal_basis": "wgbo"}))
    read_ahead(page, f"/clienten/{client}")
    proxy.set("drop")
    save_contact(page, client, "Weggooiproef per ongeluk")
    go(page, f"/clienten/{client}")
    line = page.locator("[data-unsent-of] [data-item]")
    expect(line).to_contain_text(WAITS)
    go(page, "/onverzonden")
    page.get_by_role("button", name="Weggooien").tap()
    page.get_by_role("button", name="Gooi weg").tap()
    all_sent(page)
    go(page, f"/clienten/{client}")
    expect(page.locator("h1")).to_have_text("Weggooiproef Demo")
    expect(line).to_have_count(0)
    proxy.set("pass")
