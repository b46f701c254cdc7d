"""A bed asked without network was not asked: the phone says so, says whom to call, and asks again before it is late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC
from tests.beds.taps import ask, shelter_id_of
from tests.support.browser import NO_WORKER, all_sent, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy
from webapp import clock

NURSE = "straatverpleegkundige"


@pytest.fixture
def asked(at: Any, proxy: Proxy) -> Page:
    """The phone of a nurse who asked a bed under a viaduct."""
    page: Page = at(NURSE, f"/bedden/vragen?opvang={shelter_id_of(at, AUTOMATIC)}&soort=mixed")
    page.add_init_script(NO_WORKER)
    page.reload()
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    proxy.set("drop")
    ask(page)
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    return page


def is_of_tonight(minutes: int) -> bool:
    """True when a wish of so long ago is for this night: one from before noon is for the night that is over."""
    return clock.night_of(clock.now() - timedelta(minutes=minutes)) == clock.tonight()


def later(page: Page, proxy: Proxy, minutes: int) -> None:
    """She comes back under signal."""
    page.clock.set_system_time(clock.now() + timedelta(minutes=minutes))
    proxy.set("pass")
    send_now(page)


def test_phone_says_that_nothing_was_asked_and_whom_to_call(asked: Page) -> None:
    expect(asked.get_by_role("heading", level=1)).to_have_text("Nog niet gevraagd")
    call = asked.locator("[data-outbox-head]").get_by_role("link", name="Bel Opvang Oosterlicht")
    expect(call).to_have_attribute("href", "tel:+31350000001")
    row = asked.locator("[data-outbox-open] li")
    expect(row.locator(".badge")).to_have_text("Nog niet gevraagd")
    expect(row.get_by_role("link", name="Bel Opvang Oosterlicht")).to_be_visible()


def test_wish_of_a_moment_ago_is_asked_by_itself(asked: Page, proxy: Proxy) -> None:
    later(asked, proxy, 20)
    all_sent(asked)
    assert proxy.count("POST", "/offline/operations") > 0


def test_old_wish_is_asked_about_before_it_is_sent(asked: Page, proxy: Proxy) -> None:
    beds = asked_beds(asked, proxy)
    later(asked, proxy, 38)
    row = asked.locator("[data-outbox-open] li")
    expect(row).to_contain_text("Is het nog nodig?")
    expect(asked.locator("#status")).to_contain_text("Aandacht nodig")
    assert asked_beds(asked, proxy) == beds
    row.get_by_role("button", name="Ja, vraag het nu").tap()
    all_sent(asked)
    assert asked_beds(asked, proxy) == beds + is_of_tonight(38)


def test_old_wish_that_is_over_goes_without_a_bed(asked: Page, proxy: Proxy) -> None:
    beds = asked_beds(asked, proxy)
    later(asked, proxy, 38)
    asked.get_by_role("button", name="Nee, gooi weg").tap()
    asked.locator("#outbox-dialog").get_by_role("button", name="Gooi weg").tap()
    all_sent(asked)
    assert asked_beds(asked, proxy) == beds


def asked_beds(page: Page, proxy: Proxy) -> int:
    """How many requests of hers the server knows."""
    found = page.request.get(f"http://localhost:{proxy.upstream}/bedden/mijn").text()  # past her network
    return found.count("/bedden/aanvragen/")
