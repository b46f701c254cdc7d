"""After a form that was scrolled, its answer is read from the top: it may change the next step."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.acts import chip, shelter_id
from tests.support.browser import eventually, expect_kept
from tests.support.proxy import Proxy

Someone = Callable[[str], Page]


def tap_low(page: Page, button: str) -> None:
    """Tap a button of a page that was scrolled to its end."""
    page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    eventually(page, lambda: page.evaluate("() => scrollY > 100"), "scrolling down")
    page.get_by_role("button", name=button).tap()


def expect_from_top(page: Page, words: str) -> None:
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(re.compile(words))
    expect(title).to_be_in_viewport()
    eventually(page, lambda: page.evaluate("() => scrollY === 0"), "standing at the top")


def test_answer_to_a_bed_request_begins_at_its_top(someone: Someone) -> None:
    nurse = someone("straatverpleegkundige")
    nurse.goto(f"/bedden/vragen?opvang={shelter_id(nurse, 'Oosterlicht')}&soort=mixed")
    chip(nurse, "Anoniem", "24 of ouder")
    tap_low(nurse, "Vraag dit bed")
    expect_from_top(nurse, "Het bed staat klaar tot|Nog niet zeker|Geen bed bij")


def test_answer_without_network_begins_at_its_top(someone: Someone, proxy: Proxy) -> None:
    nurse = someone("straatverpleegkundige")
    nurse.goto(f"/bedden/vragen?opvang={shelter_id(nurse, 'Oosterlicht')}&soort=mixed")
    chip(nurse, "Anoniem", "24 of ouder")
    expect_kept(nurse, "/onverzonden")
    proxy.set("drop")
    tap_low(nurse, "Vraag dit bed")
    expect_from_top(nurse, "Nog niet gevraagd|Bewaard op deze telefoon")


def test_no_place_found_begins_at_its_top(someone: Someone) -> None:
    nurse = someone("straatverpleegkundige")
    nurse.goto("/bedden")
    tap_low(nurse, "Geen plek gevonden")
    expect_from_top(nurse, "Geen plek gevonden")


def test_asked_room_begins_at_its_top(someone: Someone) -> None:
    youth = someone("jongerenwerker")
    youth.goto("/kamers/verzoeken/nieuw")
    chip(youth, "Iemand anders")
    youth.locator("#alias").fill("Demo Bovenaan")
    for name, typed in (("birth_year", "2006"), ("from_date", "2031-01-01"), ("max_rent", "450")):
        youth.locator(f"[name={name}]").fill(typed)
    youth.locator("label.chip:has([name=smoking])").first.tap()
    tap_low(youth, "Kamer vragen")
    expect(youth).not_to_have_url(re.compile("/nieuw$"))
    expect_from_top(youth, ".")


def test_walk_in_begins_at_its_top(someone: Someone) -> None:
    shelter = someone("opvang")
    shelter.goto(f"/bedden/{shelter_id(shelter, 'Oosterlicht')}/inschrijven")
    chip(shelter, "Gemengd", "24 of ouder")
    shelter.locator("#name").fill("Demo Bovenaan")
    tap_low(shelter, "Inschrijven")
    expect(shelter).to_have_url(re.compile("/gasten$"))
    expect_from_top(shelter, ".")
