"""The board's filter: one choice of whom it is for, together with any number of needs; the total follows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.taps import choose
from tests.support.browser import expect_kept
from tests.support.client import Client
from tests.support.proxy import Proxy
from webapp.beds.kinds import Kind

NURSE = "straatverpleegkundige"
TOTAL = "#bord [data-filter-total=free]"


def shown(html: str) -> list[str]:
    """The tags of the kinds of beds that stand there."""
    rows = re.findall(r"<li data-tags=\"([^\"]*)\"([^>]*)>", html)
    return [tags for tags, more in rows if "hidden" not in more]


def total(html: str) -> int:
    found = re.search(r'data-filter-total="free"[^>]*>(\d+) bed', html)
    assert found
    return int(found[1])


@pytest.mark.one_store
def test_whom_it_is_for_and_what_is_needed_combine_without_scripts(night: Night, nurse: Client):
    html = nurse.get("/bedden?voor=woman&filter=dog&filter=wheelchair").text
    assert shown(html)
    assert all({"woman", "dog", "wheelchair"} <= set(tags.split()) for tags in shown(html))
    house = next(shelter for name, shelter in night.board().items() if AUTOMATIC in name)
    kinds = {Kind.mixed, Kind.women}
    assert total(html) == sum(category.free for category in house.categories if category.kind in kinds)
    assert re.search(r'value="woman" checked', html)
    assert re.search(r'value="dog" checked', html)
    assert re.search(r'value="wheelchair" checked', html)


@pytest.mark.one_store
def test_total_without_a_filter_counts_every_bed_one_can_count_on(night: Night, nurse: Client):
    assert total(nurse.get("/bedden").text) == sum(shelter.free for shelter in night.board().values())


@pytest.mark.one_store
def test_part_that_renews_follows_the_filter_too(nurse: Client):
    whole, part = nurse.get("/bedden?voor=couple").text, nurse.get("/bedden/nu?voor=couple").text
    assert shown(whole) == shown(part)
    assert total(whole) == total(part)


@pytest.mark.one_store
def test_address_of_before_still_filters(nurse: Client):
    """A dog was a 'for whom' once."""
    assert shown(nurse.get("/bedden?voor=dog").text) == shown(nurse.get("/bedden?filter=dog").text)


def counted(page: Page) -> int:
    return int(page.locator(TOTAL).inner_text().split()[0])


def test_filters_combine_on_the_phone_also_without_network_and_when_the_board_renews(at: Any, proxy: Proxy) -> None:
    page = at(NURSE, "/bedden")
    expect_kept(page, "/bedden")
    everything = counted(page)
    choose(page, "Vrouw", "Met hond", "Rolstoel")
    expect(page.get_by_role("heading", name=AUTOMATIC)).to_be_visible()
    expect(page.get_by_role("heading", name=BY_HAND)).to_be_hidden()
    visible = page.locator("#bord li[data-tags]:visible .count")
    some = sum(int(one) for one in visible.all_inner_texts())
    assert 0 < some < everything
    expect(page.locator(TOTAL)).to_have_text(re.compile(rf"^{some} bed"))
    with page.expect_response(lambda response: response.url.endswith("/bedden/nu"), timeout=15_000):
        pass
    expect(page.locator("#bord")).to_contain_text(re.compile("Bijgewerkt om"))
    expect(page.get_by_role("heading", name=BY_HAND)).to_be_hidden()
    proxy.set("drop")
    page.goto("/bedden")
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    choose(page, "Stel")
    expect(page.get_by_role("heading", name=BY_HAND)).to_be_visible()
    expect(page.get_by_role("heading", name=AUTOMATIC)).to_be_hidden()
    choose(page, "Met hond")
    expect(page.get_by_text("Geen plek die hierbij past.")).to_be_visible()
    expect(page.locator(TOTAL)).to_have_text(re.compile("^0 bedden"))


def test_first_house_stands_on_the_first_screen_of_a_phone(at: Any) -> None:
    page = at("vrijwilliger", "/bedden")  # an asker sees their own request first
    row = page.locator("#bord li[data-tags]:visible").first.bounding_box()
    dock = page.locator(".dock").bounding_box()
    assert row
    assert dock
    assert row["y"] + row["height"] <= dock["y"], (row, dock)


def test_couple_is_asked_for_two_and_a_young_person_brings_the_age(at: Any) -> None:
    page = at(NURSE, "/bedden")
    choose(page, "Stel")
    page.locator("main a[href^='/bedden/vragen'][href*='soort=couples']").first.tap()
    expect(page.locator("#persons")).to_have_value("2")
    page.goto("/bedden")
    choose(page, "Jongere", "Met hond")
    page.locator("main a[href^='/bedden/vragen'][href*='soort=youth']").first.tap()
    expect(page.locator("#vraag [name=age_group][value='18-23']")).to_be_checked()
    expect(page.locator("#vraag [name=needs][value=dog]")).to_be_checked()
    expect(page.locator("#persons")).to_have_value("1")


@pytest.mark.one_store
def test_form_for_beds_of_couples_begins_with_two(night: Night, nurse: Client):
    form = nurse.get(f"/bedden/vragen?opvang={night.shelter(BY_HAND).id}&soort=couples").text
    assert re.search(r'id="persons"[^>]*value="2"', form)
