"""A phone whose clock is wrong asks a bed like any other, and shows how old things are by the server's time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.beds.night import AUTOMATIC
from tests.beds.taps import ask, shelter_id_of
from tests.support.browser import NO_WORKER, PHONE, all_sent, eventually, expect_kept, knows, vault_opens
from tests.support.moments import said_since
from tests.support.proxy import Proxy
from webapp import clock

YEARS = timedelta(days=1096)
KEPT_CLOCK = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  return (await modules['js/offline/store/db.js'].readMeta('clock')) ?? 0;
}"""


@pytest.mark.parametrize("days", [-1, 1])
def test_bed_is_held_for_a_phone_that_lives_on_another_day(at: Any, days: int) -> None:
    shelter = shelter_id_of(at, AUTOMATIC)
    page = at("straatverpleegkundige", "/bedden")
    page.add_init_script(NO_WORKER)
    vault_opens(page)
    page.clock.set_system_time(clock.now() + timedelta(days=days))
    page.goto(f"/bedden/vragen?opvang={shelter}&soort=mixed")
    ask(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"))


def off(page: Page, by: timedelta) -> None:
    """Set the clock of this phone."""
    page.clock.set_system_time(clock.now() + by)


def expect_true_ages(page: Page) -> None:
    """Every count of the board is as old as it is: the last one of minutes ago."""
    texts = page.locator("#bord time[data-ago]").all_inner_texts()
    assert [text for text in texts if not re.match(r"zojuist|\d+ (min|uur|dag)", text)] == []
    assert any(re.match(r"zojuist|\d+ min", text) for text in texts)


@pytest.mark.parametrize("by", [-YEARS, timedelta(days=1), YEARS], ids=str)
def test_age_and_time_left_go_by_the_servers_time(at: Any, by: timedelta) -> None:
    shelter = shelter_id_of(at, AUTOMATIC)
    page = at("straatverpleegkundige", f"/bedden/vragen?opvang={shelter}&soort=mixed")
    ask(page)
    expect(page.locator("time[data-left]").first).to_have_text(re.compile(r"^nog \d+ (min|uur)"))
    off(page, by)
    page.reload()
    knows(page, by)
    expect(page.locator("time[data-left]").first).to_have_text(re.compile(r"^nog \d+ (min|uur)"))
    page.goto("/bedden")
    knows(page, by)
    expect_true_ages(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # running timers go on
    expect_true_ages(page)


def test_phone_without_network_knows_after_a_reload_how_far_its_clock_is_off(browser: Browser, proxy: Proxy) -> None:
    context = browser.new_context(**PHONE, base_url=proxy.url)
    page = context.new_page()
    off(page, -YEARS)
    page.request.post("/demo/inloggen", form={"user": "straatverpleegkundige"})
    page.goto("/bedden")
    vault_opens(page)
    expect_kept(page, "/bedden")
    knows(page, -YEARS)
    eventually(page, lambda: page.evaluate(KEPT_CLOCK) < -YEARS / timedelta(milliseconds=2), "keeping that")
    proxy.set("drop")
    page.reload()
    knows(page, -YEARS)
    expect(page.locator("#bord time[data-ago]").first).to_be_visible()
    texts = page.locator("#bord time[data-ago]").all_inner_texts()
    assert any(re.match(r"zojuist|\d+ min", text) for text in texts)
    proxy.set("pass")
    context.close()


def test_board_that_was_kept_tells_its_age_from_the_first_moment(at: Any, proxy: Proxy) -> None:
    page = at("straatverpleegkundige", "/bedden")
    vault_opens(page)
    expect_kept(page, "/bedden")
    off(page, timedelta(minutes=37))
    proxy.set("drop")
    page.goto("/bedden", wait_until="domcontentloaded")
    ages = page.locator("#bord time[data-ago]").all_inner_texts()
    assert ages
    assert not [one for one in ages if one == "zojuist"]


@pytest.mark.parametrize("by", [-YEARS, timedelta(days=1)], ids=str)
def test_contact_of_a_phone_with_a_wrong_clock_is_of_now(at: Callable[..., Page], by: timedelta) -> None:
    begun = clock.now()
    page = at("straatverpleegkundige", "/contacten/nieuw")
    off(page, by)
    page.reload()
    vault_opens(page)
    page.locator(".chip", has_text="Anoniem").first.tap()
    page.locator(".chip", has_text="Buiten").first.tap()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)
    page.locator("[data-outbox-sent] a, [data-outbox-head] a[data-url]").first.tap()
    expect(page.locator("main")).to_contain_text(said_since(begun))


def test_moment_that_was_is_accepted_by_a_phone_that_is_years_behind(at: Callable[..., Page]) -> None:
    page = at("straatverpleegkundige", "/contacten/nieuw")
    off(page, -YEARS)
    page.reload()
    knows(page, -YEARS)
    page.locator(".chip", has_text="Anoniem").first.tap()
    page.locator(".chip", has_text="Buiten").first.tap()
    page.locator("summary", has_text="Nu").tap()
    page.get_by_label("Ander moment").fill(f"{clock.local(clock.now()) - timedelta(minutes=90):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
