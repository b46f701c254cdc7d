"""A placement on a phone: an answer for a step that moved on meanwhile is told, and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, expect

from tests.contacts.acts import NURSE
from tests.contacts.fixtures import at
from tests.placements.acts import OFFICER
from tests.support.browser import expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy

__all__ = ["at"]
WHO, HOME = "Marit Moved", "Marits plek"


@pytest.fixture
def officer(browser: Browser, proxy: Proxy) -> Iterator[APIRequestContext]:
    """The officer, elsewhere."""
    context = browser.new_context(base_url=proxy.url)
    context.request.post("/demo/inloggen", form={"user": OFFICER})
    yield context.request
    context.close()


def step(officer: APIRequestContext, placement: str, **said: str) -> None:
    """Give an answer."""
    answer = officer.post(f"{placement}/antwoord", form=said)
    assert answer.ok, answer.text()


def offered(nurse: Page, officer: APIRequestContext) -> str:
    """Somebody whom the nurse referred, with a place on offer; gives the address."""
    value = nurse.locator("#programme option", has_text=re.compile("^IBP")).get_attribute("value")
    said = {"programme": value or "", "client": "other", "alias": WHO, "urgency": "crisis"}
    made = nurse.request.post("/plaatsingen/aanmelden", form=said)
    placement = "/" + made.url.split("/", 3)[3]
    step(officer, placement, step="referral", answer="yes")
    home = {"name": HOME, "kind": "flat", "municipality": "Huizen", "places": "1"}
    unit = officer.post("/plaatsingen/woningen/nieuw", form=home).url.rsplit("/", 1)[1]
    assert officer.post(f"{placement}/aanbod", form={"unit": unit}).ok
    return placement


def test_answer_for_a_step_that_moved_on_is_told(
    at: Callable[[str, str], Page], officer: APIRequestContext, proxy: Proxy
) -> None:
    # Given an offer on the nurse's phone, that the officer lets lapse meanwhile
    nurse = at(NURSE, "/plaatsingen/aanmelden")
    placement = offered(nurse, officer)
    nurse.goto(placement)
    vault_opens(nurse)
    for path in ("/onverzonden", "/offline"):
        expect_kept(nurse, path)
    expect(nurse.get_by_role("button", name="Ja op het aanbod")).to_be_visible()
    step(officer, placement, step="offer", answer="lapsed", reason="no_answer")
    # When the nurse says yes, without network at first
    proxy.set("drop")
    nurse.get_by_role("button", name="Ja op het aanbod").tap()
    expect(nurse).to_have_url(re.compile("/onverzonden"))
    proxy.set("pass")
    send_now(nurse)
    # Then the phone says that it moved on, and nobody was placed
    expect(nurse.locator("main")).to_contain_text("Dit is intussen al verder")
    expect(nurse.locator("main")).to_contain_text("Ja op het aanbod", ignore_case=True)
    nurse.goto(placement)
    expect(nurse.locator("main")).to_contain_text("aanbod vervallen", ignore_case=True)
    expect(nurse.locator("main [role=status]").first).to_contain_text("op de wachtlijst")
