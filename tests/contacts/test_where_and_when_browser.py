"""Where one was a moment ago stands in the next form of this evening, and an hour ago is one tap."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE, YOUTH_WORKER, chip
from tests.support.browser import all_sent, expect_kept, vault_opens
from tests.support.proxy import Proxy
from webapp import clock

SAME = "[data-remembered]"


def log(page: Page, place: str, municipality: str = "Huizen") -> None:
    chip(page, "Anoniem").tap()
    chip(page, "Buiten").tap()
    page.locator("#place").fill(place)
    page.locator("summary", has_text="Nu").tap()
    page.get_by_label("Gemeente").select_option(municipality)
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))


def next_form(page: Page) -> None:
    page.get_by_role("link", name="Contacten").tap()
    page.get_by_role("link", name="Contact vastleggen").tap()
    expect(page.locator("h1")).to_have_text("Contact vastleggen")


@pytest.fixture
def form(at: Callable[[str, str], Page]) -> Page:
    """The form on a phone that can do without network."""
    page = at(YOUTH_WORKER, "/contacten/nieuw")
    vault_opens(page)
    for path in ("/onverzonden", "/contacten/nieuw", "/offline"):
        expect_kept(page, path)
    return page


@pytest.mark.parametrize("network", ["pass", "drop"])
def test_place_and_town_of_the_last_contact_stand_there(form: Page, proxy: Proxy, network: str) -> None:
    proxy.set(network)
    log(form, "Achter de Sijthof")
    next_form(form)
    place = form.locator("#place")
    expect(place).to_have_value("Achter de Sijthof")
    expect(form.locator(SAME)).to_be_visible()
    expect(form.get_by_label("Gemeente")).to_have_value("Huizen")
    expect(form.locator("[data-municipality-words]")).to_have_text(", Huizen")
    expect(form.locator("[data-draft-status]")).to_be_hidden()
    place.tap()
    form.keyboard.type("Brink")
    expect(place).to_have_value("Brink")
    expect(form.locator(SAME)).to_be_hidden()
    form.locator("[data-places] .chip", has_text="Achter de Sijthof").tap()
    expect(place).to_have_value("Achter de Sijthof")


def test_place_is_of_its_user_and_of_this_evening(form: Page, at: Callable[[str, str], Page]) -> None:
    log(form, "Plek van de ander")
    all_sent(form)
    at(NURSE, "/contacten/nieuw")
    vault_opens(form)
    expect(form.locator("[data-choices] label").first).to_be_visible()
    expect(form.locator("#place")).to_have_value("")
    form.locator("#place").tap()
    expect(form.locator("[data-places] .chip", has_text="Plek van de ander")).to_have_count(0)
    at(YOUTH_WORKER, "/contacten/nieuw")
    expect(form.locator("#place")).to_have_value("Plek van de ander")


def test_draft_goes_before_what_is_remembered(form: Page) -> None:
    log(form, "Eerste plek")
    next_form(form)
    form.locator("#place").fill("Tweede plek, half getypt")
    expect(form.locator("[data-draft-status]")).to_be_visible()
    form.reload()
    expect(form.locator("#place")).to_have_value("Tweede plek, half getypt")


def test_typing_replaces_a_place_that_was_filled_in_under_the_finger(form: Page) -> None:
    log(form, "Eerste plek")
    next_form(form)
    form.add_init_script("addEventListener('DOMContentLoaded', () => document.querySelector('#place')?.focus())")
    form.reload()
    place = form.locator("#place")
    expect(place).to_have_value("Eerste plek")
    expect(form.locator(SAME)).to_be_visible()
    expect(place).to_be_focused()
    form.keyboard.type("Tweede")
    expect(place).to_have_value("Tweede")


def test_an_hour_ago_is_one_tap_and_another_is_now(form: Page) -> None:
    button = form.get_by_role("button", name="Een uur geleden")
    button.tap()
    line = form.locator("[data-moment]")
    expect(line).to_contain_text(re.compile(r"(vandaag|gisteren) \d\d:\d\d"))
    expect(button).to_have_attribute("aria-pressed", "true")
    button.tap()
    expect(line).to_have_text("Nu")
    expect(form.locator("#occurred_at")).to_have_value("")
    button.tap()
    chip(form, "Anoniem").tap()
    chip(form, "Buiten").tap()
    form.get_by_role("button", name="Bewaren").tap()
    expect(form).to_have_url(re.compile("/onverzonden"))
    all_sent(form)
    form.get_by_role("link", name="Bekijk", exact=True).first.tap()
    then = clock.local(clock.now() - timedelta(hours=1))
    hours = {f"{moment:%H:%M}" for moment in (then, then - timedelta(minutes=1), then - timedelta(minutes=2))}
    expect(form.locator("main")).to_contain_text(re.compile("|".join(sorted(hours))))
