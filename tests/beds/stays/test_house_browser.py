"""The shelter at eleven in the evening with the router off: guests, in and out, and the list, from the phone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.beds.night import AUTOMATIC
from tests.beds.taps import choose, shelter_id_of
from tests.support.browser import HOLDS, all_sent, eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy

LATE = 40_000


def check_in(page: Page, house: str, name: str) -> None:
    """By a plain form, as another phone would."""
    form = {"category": "mixed", "age_group": "adult", "persons": "1", "name": name}
    assert page.request.post(f"{house}/inschrijven", form=form, max_redirects=0).status == 303


def at_night(at: Any, *guests: str) -> tuple[Page, str]:
    """A phone of the house that has all of it, on the page of the guests."""
    house = f"/bedden/{shelter_id_of(at, AUTOMATIC)}"
    page: Page = at("opvang", house)
    for name in guests:
        check_in(page, house, name)
    page.goto(f"{house}/gasten")
    expect_kept(page, f"{house}/tellen")  # the worker takes the count after the page of the outbox
    vault_opens(page)
    eventually(page, lambda: guests[-1] in str(page.evaluate(HOLDS, f"{house}/ochtend")), "keeping the house")
    return page, house


def row_of(page: Page, name: str) -> Locator:
    return page.locator("li", has_text=name)


def test_guests_go_out_and_back_without_network(at: Any, proxy: Proxy) -> None:
    page, _house = at_night(at, "Router Rob", "Router Ria")
    proxy.set("drop")
    page.get_by_role("link", name="Tel bedden").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoeveel bedden zijn vrij?")
    page.get_by_role("link", name="Wie er komt en slaapt").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie slapen er vannacht?")
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    row = row_of(page, "Router Rob")
    row.get_by_role("button", name="Weg").tap()
    expect(row.get_by_text("uitgeschreven")).to_be_visible()
    expect(row.get_by_text("nog niet verzonden")).to_be_visible()
    row.get_by_role("button", name="Ongedaan maken").tap()
    expect(row.get_by_text("uitgeschreven")).to_be_hidden()
    row.get_by_role("button", name="Weg").tap()
    expect(row.get_by_text("uitgeschreven")).to_be_visible()
    page.get_by_role("link", name="Nachtlijst").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nachtlijst")
    page.go_back()
    expect(row_of(page, "Router Rob").get_by_text("uitgeschreven")).to_be_visible()
    proxy.set("pass")
    all_sent(page)
    expect(page.locator("#gasten")).not_to_contain_text("Router Rob", timeout=LATE)
    expect(page.locator("#gasten")).to_contain_text("Router Ria")
    expect(page.get_by_role("region", name="Net uitgeschreven")).to_contain_text("Router Rob")


def test_walk_ins_stand_in_the_list_at_once_and_may_leave_again(at: Any, proxy: Proxy) -> None:
    page, _house = at_night(at, "Router Roos")
    proxy.set("drop")
    for name in ("Inloop Ina", "Inloop Ids"):
        page.get_by_role("link", name="Iemand inschrijven").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Iemand inschrijven")
        choose(page, "Gemengd", "24 of ouder")
        page.get_by_label("Naam of roepnaam").fill(name)
        page.get_by_role("button", name="Inschrijven").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wie slapen er vannacht?")
        expect(row_of(page, name).get_by_text("nog niet verzonden")).to_be_visible()
    row = row_of(page, "Inloop Ina")
    row.get_by_role("button", name="Weg").tap()
    expect(row.get_by_text("uitgeschreven")).to_be_visible()
    proxy.set("pass")
    all_sent(page)
    expect(page.locator("#gasten")).to_contain_text("Inloop Ids", timeout=LATE)
    expect(page.locator("#gasten")).not_to_contain_text("Inloop Ina")
    expect(page.locator("[data-unsent-of]")).to_be_hidden()


def test_everybody_out_without_network_but_one(at: Any, proxy: Proxy) -> None:
    page, house = at_night(at, "Ochtend Otto", "Ochtend Olga", "Blijver Bas")
    proxy.set("drop")
    page.get_by_role("link", name="Iedereen weg").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie gaat er weg?")
    everybody_box = page.locator("label.chip", has_text="Iedereen")
    expect(everybody_box).to_be_visible()
    if not everybody_box.locator("input").is_checked():  # of earlier guests some stay on
        everybody_box.tap()
    everybody = page.locator("input[data-counts]").count()
    for box in page.locator("label.chip", has_text="Blijver Bas").all():
        box.tap()
    page.get_by_role("button", name=f"Schrijf {everybody - 1} uit").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie slapen er vannacht?")
    for name in ("Ochtend Otto", "Ochtend Olga"):
        expect(row_of(page, name).get_by_text("uitgeschreven")).to_be_visible()
    expect(row_of(page, "Blijver Bas").get_by_role("button", name="Weg")).to_be_visible()
    page.get_by_role("link", name="Nachtlijst").tap()
    expect(page.locator("tr.struck")).to_have_count(everybody - 1)
    proxy.set("pass")
    all_sent(page)
    page.goto(f"{house}/gasten")
    expect(page.locator("#gasten")).to_contain_text("Blijver Bas")
    expect(page.locator("#gasten")).not_to_contain_text("Ochtend")


def test_morning_with_nobody_ticked_says_so(at: Any) -> None:
    page, house = at_night(at, "Blijver Bea")
    page.goto(f"{house}/ochtend")
    vault_opens(page)
    for guest in page.locator("label.chip:has(input[data-counts]:checked)").all()[::-1]:
        guest.tap()
    page.get_by_role("button", name="Schrijf 0 uit").tap()
    expect(page.get_by_text("Kies wie er weg is.")).to_be_visible()
    expect(page).to_have_url(re.compile("/ochtend$"))


def test_guest_who_was_left_out_stays_left_out_when_the_page_is_renewed(at: Any, proxy: Proxy) -> None:
    page, house = at_night(at, "Blijver Bo")
    proxy.set("drop")
    page.get_by_role("link", name="Iedereen weg").tap()
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    with page.expect_request(lambda request: request.url.endswith(f"{house}/ochtend")):
        proxy.set("hold", path=f"{house}/ochtend")
    guest = page.locator("label.chip", has_text="Blijver Bo")
    ticked = guest.locator("input").is_checked()
    guest.tap()
    expect(guest.locator("input")).to_be_checked(checked=not ticked)
    proxy.set("pass")
    expect(page.get_by_text("Er is weer netwerk")).to_be_visible()
    expect(guest.locator("input")).to_be_checked(checked=not ticked)


def test_night_list_is_read_without_network(at: Any, proxy: Proxy) -> None:
    page, _house = at_night(at, "Lijst Lea")
    proxy.set("drop")
    page.get_by_role("link", name="Nachtlijst").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nachtlijst")
    expect(page.get_by_role("cell", name="Lijst Lea")).to_be_visible()
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()


def test_night_list_without_network_knows_what_this_phone_did(at: Any, proxy: Proxy) -> None:
    page, _house = at_night(at, "Lijst Leo", "Lijst Lies")
    proxy.set("drop")
    row_of(page, "Lijst Leo").get_by_role("button", name="Weg").tap()
    expect(row_of(page, "Lijst Leo").get_by_text("nog niet verzonden")).to_be_visible()
    page.get_by_role("link", name="Iemand inschrijven").tap()
    choose(page, "Gemengd", "24 of ouder")
    page.get_by_label("Naam of roepnaam").fill("Lijst Lot")
    page.get_by_role("button", name="Inschrijven").tap()
    expect(row_of(page, "Lijst Lot").get_by_text("nog niet verzonden")).to_be_visible()
    page.get_by_role("link", name="Nachtlijst").tap()
    expect(page.locator("tr.struck")).to_contain_text("Lijst Leo")
    expect(page.locator("tr.struck")).to_have_count(1)
    expect(row_of(page, "Lijst Lot")).to_be_visible()
    proxy.set("pass")
    all_sent(page)
    expect(page.get_by_role("cell", name="Lijst Lot")).to_be_visible(timeout=LATE)
    expect(page.get_by_role("cell", name="Lijst Leo")).to_have_count(0)


def test_guest_goes_out_and_back_with_network(at: Any) -> None:
    page, _house = at_night(at, "Wifi Willem")
    row = page.locator("#gasten li", has_text="Wifi Willem")
    row.get_by_role("button", name="Weg").tap()
    gone = page.get_by_role("region", name="Net uitgeschreven").locator("li", has_text="Wifi Willem")
    expect(gone).to_be_visible(timeout=LATE)
    gone.get_by_role("button", name="Ongedaan maken").tap()
    expect(row.get_by_role("button", name="Weg")).to_be_visible(timeout=LATE)
