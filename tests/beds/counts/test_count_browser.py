"""A count of two kinds of beds is two operations on a phone: the refusal of one, and its repair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import BY_HAND
from tests.beds.taps import shelter_id_of
from tests.support.browser import all_sent, expect_kept, send_now, vault_opens
from tests.support.counting import beds_of, count_beds
from tests.support.proxy import Proxy

MIXED, COUPLES = "Gemengd", "Stellen"


def free(page: Page) -> dict[str, int]:
    return {kind: one["free"] for kind, one in beds_of(page.request, BY_HAND).items()}


@pytest.fixture
def house(at: Any) -> Iterator[Page]:
    """The count of a shelter with two kinds of beds, that is as it was after the test."""
    page = at("opvang", f"/bedden/{shelter_id_of(at, BY_HAND)}")
    before = free(page)
    count_beds(page.request, BY_HAND, mixed=4, couples=1)
    page.reload()
    vault_opens(page)  # before that nothing can be read back
    yield page
    count_beds(page.request, BY_HAND, **before)


def number(page: Page, kind: str) -> Any:
    return page.locator("#telling li", has_text=kind).locator("input[data-count]")


def fill_too_much(page: Page, kind: str) -> None:
    """As on a page from before beds were closed: the phone itself finds no mistake."""
    number(page, kind).evaluate("one => { one.dataset.max = '999'; }")
    number(page, kind).fill("500")


def confirm(page: Page) -> None:
    page.locator("[data-count-button]").tap()


def expect_attention(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Aandacht nodig")
    expect(page.locator("#status")).to_contain_text("Aandacht nodig")
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")


@pytest.mark.parametrize(("kind", "other"), [(MIXED, COUPLES), (COUPLES, MIXED)])
def test_one_refused_kind_is_told_and_can_be_repaired(house: Page, kind: str, other: str) -> None:
    names = {MIXED: "mixed", COUPLES: "couples"}
    path = house.evaluate("() => location.pathname")
    fill_too_much(house, kind)
    confirm(house)
    expect_attention(house)
    expect(house.locator("[data-outbox-head]")).to_contain_text(f"{kind}: 500")
    count_beds(house.request, BY_HAND, **{names[other]: 0})
    house.get_by_role("link", name="Pas aan").tap()
    expect(house.locator("#telling .field-error")).to_have_count(1)
    expect(house.locator("#telling li", has_text=kind).locator(".field-error")).to_be_visible()
    expect(number(house, kind)).to_have_value("500")
    expect(number(house, other)).to_have_value("0")
    number(house, kind).fill("1")
    confirm(house)
    expect(house.locator("#status")).to_contain_text("Verstuurd")
    expect(house).to_have_url(re.compile(f"{path}$"))
    all_sent(house)
    assert free(house) == {names[kind]: 1, names[other]: 0}


def test_both_kinds_are_counted_again_in_one_repair(house: Page) -> None:
    fill_too_much(house, MIXED)
    confirm(house)
    expect_attention(house)
    house.get_by_role("link", name="Pas aan").tap()
    expect(number(house, MIXED)).to_have_value("500")
    number(house, MIXED).fill("3")
    number(house, COUPLES).fill("0")
    confirm(house)
    expect(house.locator("[data-count-button]")).to_contain_text("Klopt nog: 3 en 0 vrij")
    all_sent(house)
    assert free(house) == {"mixed": 3, "couples": 0}


def test_refusal_of_the_first_kind_is_told_when_the_count_arrives_later(house: Page, proxy: Proxy) -> None:
    expect_kept(house, "/onverzonden")
    fill_too_much(house, MIXED)
    proxy.set("drop")
    confirm(house)
    expect(house.get_by_role("heading", level=1)).to_have_text("Bewaard op deze telefoon")
    expect(house.locator("html")).to_have_attribute("data-unsent", "2")
    proxy.set("pass")
    send_now(house)
    expect(house.locator("html")).to_have_attribute("data-unsent", "1", timeout=30_000)
    expect_attention(house)


def test_conflict_over_the_first_kind_is_told_and_settled(house: Page) -> None:
    count_beds(house.request, BY_HAND, mixed=0)
    house.get_by_role("button", name=f"{MIXED}: één minder").tap()
    confirm(house)
    expect_attention(house)
    house.get_by_role("link", name="Bekijk en kies").tap()
    house.locator("[data-conflict] label", has_text="Jouw versie").tap()
    house.get_by_role("button", name="Bewaar keuze").tap()
    expect(house.get_by_role("heading", level=1)).to_have_text("Verstuurd")
    expect(house.locator("#status")).to_contain_text("Verstuurd")
    all_sent(house)
    assert free(house) == {"mixed": 3, "couples": 1}
