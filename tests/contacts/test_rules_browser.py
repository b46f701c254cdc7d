"""Before a phone says 'bewaard' it asks what the server would: a long note, a pasted sign, a BSN, a number."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE, chip
from tests.support.browser import all_sent

At = Callable[[str, str], Page]


def ready(at: At) -> Page:
    page = at(NURSE, "/contacten/nieuw")
    chip(page, "Anoniem").tap()
    chip(page, "Nachtopvang").tap()
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Bewaren").tap()


def test_what_is_too_long_is_said_at_once_and_stays(at: At) -> None:
    page = ready(at)
    note = page.get_by_label("Notitie").first
    note.fill("😀" * 4001)
    save(page)
    expect(page.locator(".field-error")).to_have_text("Maak dit korter: hoogstens 4000 tekens.")
    expect(note).to_have_value("😀" * 4001)
    note.fill("😀" * 4000)
    save(page)
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)


def test_signs_nobody_sees_are_taken_out_where_they_are_pasted(at: At) -> None:
    page = ready(at)
    note = page.get_by_label("Notitie").first
    note.focus()
    page.evaluate("document.execCommand('insertText', false, 'eerst\\u000bdan\\u0000\\ud800 klaar')")
    expect(note).to_have_value("eerst\ndan klaar")
    save(page)
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)


@pytest.mark.parametrize("offline", [False, True])
def test_bsn_is_asked_about_before_it_is_saved(at: At, offline: bool) -> None:
    page = ready(at)
    page.context.set_offline(offline)
    note = page.get_by_label("Notitie").first
    note.fill("bsn 123.456.782")
    save(page)
    expect(page.locator(".field-error")).to_contain_text("burgerservicenummer")
    all_sent(page)
    page.get_by_label("Dit is geen BSN").check(force=True)
    save(page)
    expect(page.locator("#status")).to_contain_text(re.compile("Bewaard|Verstuurd"))
    if offline:
        expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    else:
        all_sent(page)
