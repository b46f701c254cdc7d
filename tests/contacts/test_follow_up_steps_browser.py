"""Follow-ups on a phone: not met, tomorrow and handed on are a few taps, undone with one, also without network."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.contacts.acts import NURSE, chip
from tests.support.browser import PHONE, all_sent, eventually, expect_kept, send_now, vault_opens
from tests.support.colleagues import add_colleague
from tests.support.proxy import Proxy
from tests.support.servers import Server
from webapp import clock
from webapp.db import Database

FOLD = "Lukt het niet?"


def agree(page: Page, text: str) -> None:
    """Log a contact with something to do today."""
    page.goto("/contacten/nieuw")
    expect(page.locator("html")).to_have_attribute("data-unsent", re.compile(r"\d+"))
    chip(page, "Anoniem").tap()
    chip(page, "Buiten").tap()
    page.get_by_label("Wat is afgesproken?").fill(text)
    today(page).tap()
    expect(today(page).locator("input")).to_be_checked()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)


def today(page: Page) -> Locator:
    """The choice of today; a person whom one met today says 'vandaag' too."""
    return page.locator("label.chip:has([data-in-days='0'])")


def comes_under(page: Page, text: str, heading: str) -> None:
    """Wait until the server has it under this heading."""
    eventually(page, lambda: f"{heading}</h2>" in page.request.get(f"/vervolgacties?zoek={text}").text(), heading)


def row_of(page: Page, text: str) -> Locator:
    return page.locator("[data-done-row]", has_text=text)


def tap(row: Locator, words: str) -> None:
    row.locator("summary", has_text=FOLD).tap()
    row.get_by_role("button", name=words, exact=True).tap()


@pytest.fixture
def agreed(at: Callable[[str, str], Page]) -> Callable[[str], Locator]:
    """The row of something fresh to do today, on a phone that can do without network."""

    def make(text: str) -> Locator:
        page = at(NURSE, "/vervolgacties")
        vault_opens(page)
        expect_kept(page, "/onverzonden")
        agree(page, text)
        page.goto(f"/vervolgacties?zoek={text}")  # the list of the shared demo may go on to a second page
        vault_opens(page)
        row = row_of(page, text)
        expect(page.locator("section", has=row).locator("h2")).to_have_text("Vandaag")
        return row

    return make


@pytest.mark.parametrize(
    ("button", "said"), [("Niet getroffen", "niet getroffen, morgen weer"), ("Morgen", "naar morgen")]
)
def test_two_taps_move_it_and_one_undoes_that(agreed: Any, page: Page, button: str, said: str) -> None:
    row = agreed(f"Tikproef {button}")
    tap(row, button)
    expect(row.get_by_text(said, exact=True)).to_be_visible()
    expect(row.locator("button.tick")).to_be_hidden()
    undo = row.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_focused()
    comes_under(page, f"Tikproef {button}", "Morgen")
    page.reload()
    heading = page.locator("section", has=row).locator("h2")
    expect(heading).to_have_text("Morgen")
    if button == "Niet getroffen":
        expect(row).to_contain_text("1 keer niet getroffen")


def test_undone_it_stands_where_it_stood(agreed: Any, page: Page) -> None:
    row = agreed("Tikproef terug")
    tap(row, "Niet getroffen")
    comes_under(page, "Tikproef terug", "Morgen")
    row.get_by_role("button", name="Ongedaan maken").tap()
    expect(row.locator("button.tick")).to_be_focused()
    comes_under(page, "Tikproef terug", "Vandaag")
    page.reload()
    expect(page.locator("section", has=row).locator("h2")).to_have_text("Vandaag")
    expect(row).not_to_contain_text("keer niet getroffen")


def test_without_network_a_try_waits_and_still_stands_there(agreed: Any, page: Page, proxy: Proxy) -> None:
    row = agreed("Tikproef zonder netwerk")
    proxy.set("login", path="/offline/operations")
    tap(row, "Niet getroffen")
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    page.reload()
    vault_opens(page)
    expect(row.get_by_text("niet getroffen, morgen weer", exact=True)).to_be_visible()
    row.get_by_role("button", name="Ongedaan maken").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "2")
    page.reload()
    vault_opens(page)
    expect(row.locator("button.tick")).to_be_visible()
    proxy.set("pass")
    page.goto("/onverzonden")
    send_now(page)
    expect(page.locator("[data-outbox-sent]")).to_contain_text("Toch getroffen")
    all_sent(page)
    page.goto("/vervolgacties?zoek=Tikproef zonder netwerk")
    expect(page.locator("section", has=row).locator("h2")).to_have_text("Vandaag")


def test_switch_shows_the_team_and_search_stays_there(at: Callable[[str, str], Page], axe: Any) -> None:
    page = at(NURSE, "/vervolgacties")
    here = page.locator("nav a[aria-current=page]", has_text="Van")
    expect(here).to_have_text("Van mij")
    page.get_by_role("link", name="Van het team").tap()
    expect(here).to_have_text("Van het team")
    expect(page.locator("[data-done-row]").first).to_contain_text("van Demo Sanne")
    page.get_by_role("searchbox").fill("wond")
    expect(page.locator("[data-done-row]")).to_have_count(1)
    page.locator("summary", has_text=FOLD).tap()
    axe(page)


def test_today_is_one_tap(at: Callable[[str, str], Page]) -> None:
    page = at(NURSE, "/contacten/nieuw")
    today(page).tap()
    expect(page.locator(f'[name="follow_up.due_on"][value="{clock.today()}"]')).to_be_checked()
    tomorrow = clock.today() + timedelta(days=1)
    expect(page.locator("[data-in-days='1']")).to_have_value(tomorrow.isoformat())


@pytest.mark.one_store
@pytest.mark.parametrize("network", ["pass", "drop"])
def test_handed_on_to_a_colleague_and_taken_back(
    demo_database: Database, start_server: Callable[[], Server], browser: Browser, network: str
) -> None:
    add_colleague(demo_database)
    proxy = Proxy(start_server().port)
    page = browser.new_page(base_url=proxy.url, **PHONE)
    try:
        page.request.post("/demo/inloggen", form={"user": NURSE})
        page.goto("/vervolgacties")
        vault_opens(page)
        expect_kept(page, "/onverzonden")
        row = row_of(page, "Wond bekijken")
        proxy.set(network)
        row.locator("summary", has_text=FOLD).tap()
        row.get_by_role("button", name="Geef door").tap()
        expect(row.get_by_text("Kies een collega.")).to_be_visible()
        row.get_by_label("Aan wie?").select_option("Demo Karin")
        row.get_by_role("button", name="Geef door").tap()
        expect(row.get_by_text("doorgegeven", exact=True)).to_be_visible()
        expect(row.locator("button.tick")).to_be_hidden()
        if network == "pass":
            eventually(page, lambda: "Wond bekijken" not in page.request.get("/vervolgacties").text(), "handing on")
        row.get_by_role("button", name="Ongedaan maken").tap()
        expect(row.locator("button.tick")).to_be_focused()
        proxy.set("pass")
        page.evaluate("() => window.dispatchEvent(new Event('online'))")
        all_sent(page)
        eventually(page, lambda: "Wond bekijken" in page.request.get("/vervolgacties").text(), "taking back")
    finally:
        page.context.close()
        proxy.close()
