"""A held bed is a ticket: where, until when, what to say; it is on the phone without network, with its age."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.requests.acts import fragments
from tests.beds.secret_houses import Secret, Switched, secrets, switched
from tests.beds.stays.acts import arrive
from tests.beds.taps import ask, shelter_id_of
from tests.contacts.fixtures import colleague, demo_database
from tests.support.browser import HOLDS, all_sent, eventually, expect_kept, send_now, vault_opens
from tests.support.client import Client
from tests.support.door import Door
from tests.support.proxy import Proxy
from webapp import clock

__all__ = ["Secret", "colleague", "demo_database", "secrets", "switched"]  # fixtures of the neighbours
NURSE = "straatverpleegkundige"
STANDS = re.compile("Het bed staat klaar tot")


def shared(html: str) -> str | None:
    found = re.search(r'data-share="([^"]*)"', html)
    return unescape(found[1]) if found else None


@pytest.mark.one_store
def test_ticket_tells_where_and_shares_address_and_time_and_never_a_name(night: Night, nurse: Client):
    request = night.ask(alias="Kanariepietje", note="Kanarienotitie")
    assert request.held_until
    html = nurse.get(f"/bedden/aanvragen/{request.id}").text
    until = clock.local(request.held_until).strftime("%H:%M")
    assert f'<span class="until">{until}</span>' in html
    assert "‘Bed voor Kanariepietje, gevraagd door Demo Sanne.’" in html
    assert "destination=Voorbeeldstraat%204" in html
    assert 'href="tel:+31350000001"' in html
    assert shared(html) == f"Bed tot {until}. Adres: Voorbeeldstraat 4, Hilversum."


@pytest.mark.one_store
def test_where_a_hidden_person_sleeps_is_not_shared(night: Night, nurse: Client):
    person = {"alias": "Kanariepietje", "legal_basis": "wgbo", "whereabouts": "hidden"}
    client = Door(nurse).accepted("client.add", person)
    Door(nurse).accepted(
        "contact.log", {"client": client, "channel": "street", "ethos_category": "public_space", "topics": []}
    )
    html = nurse.get(f"/bedden/aanvragen/{night.ask(client=client).id}").text
    assert STANDS.search(html)
    assert shared(html) is None
    assert "maps" not in html


@pytest.mark.one_store
def test_confidential_house_has_no_route(switched: Switched, nurse: Client):
    html = nurse.get(f"/bedden/aanvragen/{switched.held}").text
    assert STANDS.search(html)
    assert shared(html) is None
    assert "maps" not in html


def test_phone_keeps_ones_own_requests_of_tonight_that_are_not_over(
    night: Night, nurse: Client, demo_app: Flask, colleague: str
):
    held, waiting, over = night.ask(), night.ask(BY_HAND), night.ask()
    night.cancel(over)
    arrive(night, came := night.ask())
    kept = fragments(nurse)
    pages = {f"/bedden/aanvragen/{held.id}", f"/bedden/aanvragen/{waiting.id}"}
    assert set(kept) == pages | {f"{page}/teruggeven" for page in pages}
    assert STANDS.search(kept[f"/bedden/aanvragen/{held.id}"]["html"])
    assert str(came.id) not in str(kept)
    other = Client(demo_app, demo_app.response_class).sign_in(colleague)
    assert fragments(other) == {}


@pytest.mark.one_store
def test_kept_page_is_a_new_one_when_the_request_changed_and_not_by_time_alone(night: Night, nurse: Client):
    request = night.ask()
    path = f"/bedden/aanvragen/{request.id}"
    before = fragments(nurse)[path]["version"]
    night.pass_time(minutes=3)
    assert fragments(nurse)[path]["version"] == before
    nurse.post(f"{path}/verlengen")
    assert fragments(nurse)[path]["version"] != before


def ticket(at: Any) -> Page:
    """The phone of a nurse who just got a bed."""
    page: Page = at(NURSE, f"/bedden/vragen?opvang={shelter_id_of(at, AUTOMATIC)}&soort=mixed")
    expect_kept(page, "/onverzonden")
    vault_opens(page)
    ask(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(STANDS)
    return page


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def test_ticket_is_read_without_network_and_says_when_the_time_is_over(at: Any, proxy: Proxy) -> None:
    page = ticket(at)
    path = path_of(page)
    eventually(page, lambda: bool(STANDS.search(page.evaluate(HOLDS, path))), "keeping the ticket")
    page.get_by_role("link", name="Bedden").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedden vannacht")
    row = page.locator(f"#mijn a[href='{path}']")
    expect(row).to_be_visible()
    proxy.set("drop")
    row.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(STANDS)
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    expect(page.get_by_text("Zeg bij de deur")).to_be_visible()
    expect(page.get_by_role("link", name="Route")).to_be_visible()
    expect(page.get_by_role("link", name="Bel de opvang")).to_have_attribute("href", "tel:+31350000001")
    page.clock.set_system_time(clock.now() + timedelta(minutes=50))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("De tijd is om", use_inner_text=True)
    expect(page.get_by_text("Zeg bij de deur")).to_be_hidden()
    expect(page.get_by_role("link", name="Bel de opvang")).to_be_visible()


def test_ticket_renews_itself_when_the_network_is_back(at: Any, proxy: Proxy) -> None:
    page = ticket(at)
    path = path_of(page)
    eventually(page, lambda: bool(page.evaluate(HOLDS, path)), "keeping the ticket")
    page.goto("/bedden")
    vault_opens(page)
    expect(page.locator(f"#mijn a[href='{path}']")).to_be_visible()
    proxy.set("drop")
    page.locator(f"#mijn a[href='{path}']").tap()
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    proxy.set("pass")
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_hidden(timeout=30_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(STANDS)


def test_bed_that_was_asked_without_network_is_on_the_phone_once_it_went(at: Any, proxy: Proxy) -> None:
    page = at(NURSE, f"/bedden/vragen?opvang={shelter_id_of(at, AUTOMATIC)}&soort=mixed")
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    proxy.set("drop")
    ask(page)
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    page.wait_for_url("**/onverzonden?item=*")
    item = parse_qs(urlsplit(page.url).query)["item"][0]
    page.get_by_role("link", name="Vandaag").first.tap()
    proxy.set("pass")
    send_now(page)
    all_sent(page)
    request = f"/bedden/aanvragen/{item}"
    eventually(page, lambda: bool(STANDS.search(page.evaluate(HOLDS, request))), "keeping what was delivered")


def test_share_hands_over_the_text_or_copies_it(at: Any) -> None:
    page = ticket(at)
    page.evaluate("() => { navigator.share = async ({ text }) => { document.body.dataset.shared = text; }; }")
    page.get_by_role("button", name="Deel").tap()
    expect(page.locator("body")).to_have_attribute("data-shared", re.compile(r"^Bed tot \d\d:\d\d\. Adres: "))
    page.evaluate("() => { Object.defineProperty(navigator, 'share', { value: undefined }); }")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Deel").tap()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Bed tot ")
