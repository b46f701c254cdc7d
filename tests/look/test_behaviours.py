"""The small behaviours of a page, each by what a person sees."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.look.gallery import State


def test_count_button_says_what_it_will_confirm(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling")
    button = page.locator("[data-count-button]")
    expect(button).to_have_text("Klopt nog: 2, 1 en 0 vrij")
    page.get_by_role("button", name="Mannen: één meer").click()
    expect(button).to_have_text("Bevestig: 3, 1 en 0 vrij")
    expect(page.get_by_text("was 2")).to_be_visible()
    page.get_by_role("button", name="Mannen: één minder").click()
    expect(button).to_have_text("Klopt nog: 2, 1 en 0 vrij")
    expect(page.get_by_text("was 2")).to_be_hidden()


def test_stepper_stays_within_its_limits(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling")
    for _ in range(3):
        page.get_by_role("button", name="Mannen: één meer").click()
        page.get_by_role("button", name="Stellen: één minder").click()
    expect(page.locator("#m")).to_have_value("3")
    expect(page.locator("#s")).to_have_value("0")


def test_stepper_runs_on_while_held_and_stops(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling")
    page.locator("#m").evaluate("e => { delete e.dataset.max; }")
    page.get_by_role("button", name="Mannen: één meer").hover()
    page.mouse.down()
    expect(page.locator("#m")).to_have_value(re.compile(r"[5-9]|\d\d"))
    page.mouse.up()
    value = page.locator("#m").input_value()
    page.wait_for_timeout(400)  # in which it would run on
    expect(page.locator("#m")).to_have_value(value)


def test_keyboard_steps_too(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling")
    page.get_by_role("button", name="Vrouwen: één meer").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#v")).to_have_value("2")


def test_filter_hides_what_does_not_fit_without_asking_the_server(open_page: Callable[..., Page]) -> None:
    page = open_page("/bedden")
    page.context.set_offline(True)
    page.get_by_label("Man", exact=True).check(force=True)
    expect(page.get_by_text("Vrouwen")).to_be_hidden()
    page.get_by_label("Met hond").check(force=True)
    expect(page.get_by_role("heading", name="Oosterlicht")).to_be_hidden()
    page.get_by_label("Gezin").check(force=True)
    expect(page.get_by_text("Niets passends.")).to_be_visible()
    page.get_by_label("Iedereen").check(force=True)
    expect(page.get_by_role("heading", name="Oosterlicht")).to_be_visible()
    expect(page.get_by_text("Niets passends.")).to_be_hidden()


def test_place_comes_only_on_request_and_rough(open_page: Callable[..., Page]) -> None:
    page = open_page(
        "/formulier", permissions=["geolocation"], geolocation={"latitude": 52.2261987, "longitude": 5.1765432}
    )
    field = page.get_by_label("Waar, ongeveer?")
    expect(field).to_have_value("Station")
    page.get_by_role("button", name="Gebruik mijn locatie").click()
    expect(field).to_have_value("bij 52,226, 5,177")


def test_place_can_be_typed_when_the_phone_refuses(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier", permissions=[])
    page.get_by_role("button", name="Gebruik mijn locatie").click()
    expect(page.get_by_text("Je telefoon geeft geen locatie. Typ de plek.")).to_be_visible()


def test_date_field_shows_only_for_another_day(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier")
    expect(page.get_by_label("Welke dag?")).to_be_hidden()
    page.get_by_label("Kies dag").check(force=True)
    expect(page.get_by_label("Welke dag?")).to_be_visible()


def test_ages_grow_while_one_looks(open_page: Callable[..., Page]) -> None:
    page = open_page("/lijst")
    page.clock.install()
    page.goto("/bouwstenen")
    expect(page.locator("time[data-ago]")).to_have_text("11 min geleden")
    expect(page.locator("time[data-left]").nth(1)).to_contain_text("nog 3 uur en")
    meter = page.locator("svg[data-until] rect")
    width = str(meter.get_attribute("width"))
    page.clock.run_for(30 * 60_000)
    expect(page.locator("time[data-ago]")).to_have_text("41 min geleden")
    expect(page.locator("time[data-left]").first).to_have_text("nog 8 min")
    expect(meter).not_to_have_attribute("width", width)
    left = float(str(meter.get_attribute("width")))
    assert left < float(width)
    page.clock.run_for(60 * 60_000)
    expect(page.locator("time[data-ago]")).to_have_text("1 uur geleden")
    expect(page.locator("time[data-left]").first).to_have_text("tijd is om")


def test_search_narrows_while_typing_and_leaves_no_name_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page("/lijst")
    page.get_by_role("searchbox").press_sequentially("piet")
    expect(page.locator("#lijst li")).to_have_count(1)
    expect(page.get_by_text("1 gevonden")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page).to_have_url("/lijst")
    page.get_by_role("link", name="Rooie Piet").click()
    expect(page).to_have_title("Contact vastleggen · Onderdak")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("piet")
    expect(page.locator("#lijst li")).to_have_count(1)


def test_search_by_enter_stays_on_the_page(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/lijst")
    page.get_by_role("searchbox").fill("mevrouw")
    page.keyboard.press("Enter")
    expect(page.locator("#lijst li")).to_have_count(1)
    expect(page).to_have_url("/lijst")
    assert "POST /lijst" in state.asked
    assert not [asked for asked in state.asked if "mevrouw" in asked]


def test_copied_text_is_on_the_clipboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == "Voorbeeldstraat 4"
