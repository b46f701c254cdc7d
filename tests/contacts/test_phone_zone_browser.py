"""A moment is read and shown on the clock of Amsterdam, on a phone that thinks it is elsewhere too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.contacts.acts import NURSE
from tests.support.browser import PHONE, all_sent, expect_kept, vault_opens
from tests.support.moments import said_since
from tests.support.proxy import Proxy
from webapp import clock
from webapp.db import new_id

ZONES = ["Europe/London", "Pacific/Auckland", "America/Los_Angeles"]


@pytest.fixture
def abroad(browser: Browser, proxy: Proxy) -> Iterator[Callable[[str], Page]]:
    """``abroad("Europe/London")`` is the nurse's phone, set to another zone."""
    contexts = []

    def become(zone: str) -> Page:
        context = browser.new_context(**{**PHONE, "timezone_id": zone}, base_url=proxy.url)
        contexts.append(context)
        page = context.new_page()
        page.request.post("/demo/inloggen", form={"user": NURSE})
        page.goto("/")
        vault_opens(page)
        return page

    yield become
    for context in contexts:
        context.close()


def log(page: Page, occurred_at: datetime) -> str:
    """A contact of that moment; its id."""
    made = str(new_id())
    body = {"ethos_category": "unknown", "occurred_at": occurred_at.isoformat(), "note": "Eerst"}
    item = {"id": made, "kind": "contact.log", "schema": 1, "seq": 1, "client_time": clock.now().isoformat()}
    answer = page.request.post(
        "/offline/operations", data={"device": str(new_id()), "operations": [{**item, "body": body}]}
    )
    assert answer.json()["results"][0]["status"] == "accepted"
    return made


def correct(page: Page, contact: str, change: Callable[[], Any]) -> None:
    """Open the correction, change something, save it and see it through."""
    page.goto(f"/contacten/{contact}/corrigeren")
    all_sent(page)
    change()
    page.get_by_role("button", name="Bewaar correctie").tap()
    expect(page.locator("h1")).to_have_text("Verstuurd")
    page.goto(f"/contacten/{contact}")


@pytest.mark.parametrize("zone", ZONES)
def test_moment_that_nobody_touched_is_no_change(abroad: Any, zone: str) -> None:
    page = abroad(zone)
    contact = log(page, datetime(2026, 11, 20, 13, 5, 40, tzinfo=UTC))
    correct(page, contact, lambda: page.locator("#note").fill("Anders"))
    expect(page.locator("main")).to_contain_text("14:05")
    expect(page.locator("ins")).to_have_count(1)


@pytest.mark.parametrize("hour", [0, 1])
def test_hour_that_comes_twice_stays_the_one_it_was(abroad: Any, hour: int) -> None:
    page = abroad(ZONES[0])
    contact = log(page, datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    correct(page, contact, lambda: page.locator("#note").fill("Anders"))
    expect(page.locator("main")).to_contain_text("02:30")
    expect(page.locator("ins")).to_have_count(1)


@pytest.mark.parametrize("zone", ZONES)
def test_moment_that_is_typed_is_of_amsterdam(abroad: Any, zone: str) -> None:
    page = abroad(zone)
    contact = log(page, datetime(2026, 11, 20, 13, 5, tzinfo=UTC))
    correct(page, contact, lambda: page.locator("#occurred_at").fill("2026-11-20T16:30"))
    expect(page.locator("ins")).to_contain_text("16:30")


def test_times_of_what_this_phone_kept_are_those_of_amsterdam(abroad: Any, proxy: Proxy) -> None:
    begun = clock.now()
    page = abroad("America/Los_Angeles")
    page.goto("/contacten/nieuw")
    expect_kept(page, "/onverzonden")
    proxy.set("drop")
    page.locator(".chip", has_text="Anoniem").first.tap()
    page.locator(".chip", has_text="Buiten").first.tap()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator("[data-outbox-open]")).to_contain_text(said_since(begun))
    proxy.set("pass")
