"""The pages of respite and the small home on a phone, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.fixtures import at
from tests.beds.taps import choose
from tests.support.axe import check_at_its_narrowest
from tests.support.browser import saved

__all__ = ["at"]
LIST = "/bedden/voorzieningen"
HOUSE, HOME = "De Luwte", "Keerpunt Zuid"


def address(at: Any, name: str) -> str:
    page = at("opvang", LIST)
    return str(page.locator(f"main .rows a[href^='{LIST}/']", has_text=name).first.get_attribute("href"))


def follow(page: Page, *links: str) -> None:
    for link in links:
        page.locator(link).first.tap()
        saved(page)


def test_guest_comes_and_goes_and_the_departure_is_undone(at: Any) -> None:
    page = at("opvang", address(at, HOUSE))
    page.get_by_role("link", name="Gast inschrijven").tap()
    page.get_by_label("Naam of roepnaam").fill("Demo Vogel")
    page.get_by_role("button", name="Inschrijven").tap()
    expect(page.get_by_text("Kies wie deze gast verwees.").first).to_be_visible()
    expect(page.get_by_label("Naam of roepnaam")).to_have_value("Demo Vogel")
    choose(page, "Huisarts")
    page.get_by_role("button", name="Inschrijven").tap()
    page.get_by_role("link", name=re.compile("Demo Vogel")).tap()
    choose(page, "Terug naar huis")
    page.get_by_role("button", name="Uitschrijven").tap()
    expect(page.get_by_text("Uitgeschreven op vandaag.")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").tap()
    expect(page.get_by_text("Verwacht tot")).to_be_visible()
    page.get_by_text("Per ongeluk ingeschreven?").tap()
    page.get_by_role("button", name="Ja, een vergissing").tap()
    expect(page.get_by_text("Teruggenomen")).to_be_visible()


def test_month_is_filled_in_and_told_to_who_may_read_it(at: Any) -> None:
    home = address(at, HOME)
    page = at("opvang", home)
    page.locator(".dock a.primary").tap()
    page.get_by_label(re.compile("Incidenten in huis")).fill("3")
    page.get_by_label(re.compile("Zelfredzaamheid")).fill("2,8")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator("main .rows li").first).to_contain_text("incidenten 3, zelfredzaamheid 2,8")
    page = at("beleid", f"{home}/cijfers")
    page.locator("summary").nth(1).tap()
    expect(page.locator("section", has_text="Incidenten in huis").locator("tbody tr").last).to_contain_text("<5")


PAGES: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "straatverpleegkundige": [(LIST, ())],
    "opvang": [
        (LIST, ()),
        ("{house}", ()),
        ("{house}", ("main a[href^='/bedden/respijt/']",)),
        ("{house}", ("section[aria-labelledby=h-weg] a",)),
        ("{house}/aankomst", (".dock button",)),
        ("{house}/bezoekers", ("summary",)),
        ("{house}/cijfers", ("summary",)),
        ("{home}", ("summary",)),
        ("{home}", ("main .rows li:nth-child(2) a", "summary")),
    ],
    "beleid": [
        (f"{LIST}/cijfers", ()),
        ("{house}/cijfers", ()),
        ("{home}/cijfers", ("summary",)),
    ],
    "beheer": [
        ("/beheer/voorzieningen", ()),
        ("/beheer/voorzieningen/nieuw", ()),
        ("/beheer/voorzieningen", ("main .rows a", "summary")),
    ],
}
"""Who looks where, by which links."""


@pytest.mark.parametrize("user", PAGES)
def test_pages_can_be_used_by_everyone(at: Any, user: str) -> None:
    house, home = address(at, HOUSE), address(at, HOME)
    for path, links in PAGES[user]:
        page = at(user, path.format(house=house, home=home))
        follow(page, *links)
        check_at_its_narrowest(page)
