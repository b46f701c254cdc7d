"""One path for saving, with and without network: written to the outbox first, then sent."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.offline_browser.acts import NOTE, log_contact
from tests.offline_browser.door import Door
from tests.support.browser import all_sent, send_now
from tests.support.proxy import Proxy


def test_contact_reaches_the_server_once_when_online(tab: Page, door: Door) -> None:
    tab.goto("/contacten/nieuw")
    log_contact(tab)
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    all_sent(tab)
    expect(tab.locator("#status")).to_contain_text("Verstuurd, ontvangen om")
    expect(tab.locator("[data-outbox-head]")).to_contain_text("Contact Rooie Piet")
    expect(tab.locator(".main-action").get_by_role("link", name="Nieuw contact")).to_be_visible()
    expect(tab.get_by_role("link", name="Nieuw contact")).to_have_count(1)
    expect(tab.locator("[data-outbox-sent]")).to_be_hidden()
    expect(tab.get_by_text("Contact Rooie Piet")).to_have_count(1)  # said once, not listed again
    [operation] = door.effects.values()
    assert operation["kind"] == "contact.log"
    assert operation["seq"] == 1
    assert operation["body"] == {
        "client": None,
        "alias": "Rooie Piet",
        "ethos_category": "public_space",
        "channel": "street",
        "occurred_at": "2026-11-22T21:52:00+01:00",
        "municipality": "Hilversum",
        "place": None,
        "topics": [],
        "note": NOTE,
        "follow_up": None,
    }


def test_contact_waits_visibly_when_there_is_no_network(tab: Page, door: Door, street: Proxy) -> None:
    street.set("drop")
    tab.get_by_role("link", name="Contact vastleggen").click()
    log_contact(tab)
    expect(tab.locator("#status")).to_have_text("Bewaard op deze telefoon")
    expect(tab.locator("h1")).to_have_text("Bewaard op deze telefoon")
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    expect(tab.get_by_role("heading", name="Nog te versturen: 1")).to_be_visible()
    expect(tab.locator("[data-outbox-open]")).to_contain_text("Contact Rooie Piet")
    expect(tab.locator(".main-action").get_by_role("link", name="Nieuw contact")).to_be_visible()
    assert door.received == []
    street.set("pass")
    send_now(tab)
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    all_sent(tab)
    assert len(door.effects) == 1
