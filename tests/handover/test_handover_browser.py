"""Sharing and handing over on a phone: a colleague reads along, and then takes over."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE, YOUTH_WORKER, in_days
from tests.contacts.fixtures import at

__all__ = ["at"]
NAME = "Deelbare Dewi"
COLLEAGUE = re.compile("Demo Karim")


def choose_colleague(page: Page) -> None:
    value = page.locator("#user option", has_text=COLLEAGUE).first.get_attribute("value")
    page.locator("#user").select_option(value)
    page.locator("label", has_text="Deze persoon vindt het goed").tap()


def test_colleague_reads_along_and_then_takes_over(at: Callable[[str, str], Page], axe: Callable[[Page], None]) -> None:
    page = at(NURSE, "/clienten")
    made = page.request.post("/clienten/nieuw", form={"alias": NAME, "legal_basis": "wmo", "whereabouts": "open"})
    client = re.search(r"/clienten/[0-9a-f-]{36}", made.url)
    assert client, made.url
    # shared with a named colleague of another organisation
    page.goto(client[0])
    page.get_by_role("link", name="Deel met een collega").tap()
    axe(page)
    choose_colleague(page)
    page.locator("#until").fill(in_days(3))
    page.get_by_role("button", name="Delen", exact=True).tap()
    expect(page).to_have_url(re.compile("/overdracht/[0-9a-f-]{36}$"))
    page = at(YOUTH_WORKER, client[0])
    expect(page.locator("h1")).to_have_text(NAME)
    # handed over: nothing moves before a yes
    page = at(NURSE, f"{client[0]}/overdragen")
    axe(page)
    choose_colleague(page)
    page.locator("#note").fill("Woont nu bij jullie om de hoek.")
    page.get_by_role("button", name="Stel voor").tap()
    expect(page.locator("h1")).to_contain_text("Demo Karim")
    axe(page)
    page = at(YOUTH_WORKER, "/")
    page.get_by_role("link", name=re.compile(f"{NAME} aan je overdragen")).tap()
    expect(page.locator("main")).to_contain_text("Woont nu bij jullie om de hoek.")
    axe(page)
    page.get_by_role("button", name="Ja, ik neem over").tap()
    expect(page.locator("main")).to_contain_text("overgenomen")
    page = at(NURSE, "/")
    expect(page.locator("main")).to_contain_text(f"nam {NAME} over")
