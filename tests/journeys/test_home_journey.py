"""From the shelter to a home of one's own, and the call three months later: nurse, placement officer, policy officer.

Each on their own phone, in real Chromium; the nurse refers without network. A corporation has no users here: the
officer passes on what the landlord signed. The clock of the server is moved over a year of protected living and
three months.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.acts import chip
from tests.journeys.year import Year
from tests.support.browser import all_sent, expect_kept, saved, vault_opens

Look = Callable[[Page, str], None]
WOMAN, LINE = "Roosmarijn van Thuis (demo)", "Beschermd Wonen"
PLACE, HOME = "Demo Singel 1", "Demo Flat 16"
"""The demo has a free place in the one, and nobody in the other."""


def add_woman(nurse: Page) -> str:
    """The nurse writes down who she met in the shelter; gives the page of that person."""
    nurse.goto("/clienten/nieuw")
    nurse.locator("#name").fill(WOMAN)
    nurse.locator("input[name=legal_basis][value=wmo]").check(force=True)
    nurse.locator("#contact_ways").fill("06 1234 5678")
    nurse.get_by_role("button", name="Bewaren").click()
    all_sent(nurse)
    nurse.goto("/clienten")
    nurse.locator("main a.row", has_text=WOMAN).first.click()
    expect(nurse.get_by_role("heading", level=1)).to_have_text(WOMAN)
    return path_of(nurse)


def refer(nurse: Page, year: Year, look: Look) -> None:
    """The form is open; the network goes, and the referral waits on the phone until it is back."""
    nurse.get_by_role("link", name="Plek", exact=True).click()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Aanmelden voor een plek")
    expect(nurse.locator("label.chip", has_text=WOMAN).locator("input")).to_be_checked()
    vault_opens(nurse)
    for kept in ("/onverzonden", "/offline"):
        expect_kept(nurse, kept)
    year.proxy.set("drop")
    nurse.locator("#programme").select_option(label=LINE)
    chip(nurse, "Spoed")
    nurse.locator("#note").fill("Geen trappen (demo)")
    look(nurse, "aanmelden-zonder-netwerk")
    nurse.get_by_role("button", name="Aanmelden").click()
    expect(nurse.locator("html")).to_have_attribute("data-unsent", "1")
    year.proxy.set("pass")
    all_sent(nurse)


def say(page: Page, button: str) -> None:
    """Give an answer whose button stands open or under its summary."""
    summary = page.locator("main summary", has_text=re.compile(rf"^\s*{button}\s*$"))
    if summary.count():
        summary.first.click()
    page.get_by_role("button", name=button, exact=True).click()
    saved(page)
    all_sent(page)


def offer(officer: Page, home: str) -> None:
    """Offer this home or place."""
    label = officer.locator("#unit option", has_text=home).first.inner_text()
    officer.locator("#unit").select_option(label=label)


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def test_a_woman_from_the_shelter_to_her_own_home_and_the_call_after(year: Year, look: Look) -> None:
    # Given a nurse who refers somebody of the shelter, without network
    nurse = year.someone("straatverpleegkundige")
    client = add_woman(nurse)
    refer(nurse, year, look)

    # When the officer lets her in
    officer = year.someone("plaatsing")
    officer.goto("/plaatsingen")
    look(officer, "eerste-scherm")
    officer.locator("section[aria-labelledby=h-undecided] a.row", has_text=WOMAN).click()
    expect(officer.get_by_role("heading", level=1)).to_have_text(WOMAN)
    placement = path_of(officer)
    say(officer, "In behandeling nemen")
    officer.goto(placement)
    say(officer, "Toelaten: op de wachtlijst")
    # Then her place in the line is explained, to the nurse too
    officer.goto("/plaatsingen/wachtlijst")
    officer.locator("main summary", has_text="Kies een wachtlijst").click()
    officer.locator("nav.chips a", has_text=re.compile(rf"^{LINE}$")).click()
    mine = officer.locator("main ol.rows li", has_text=WOMAN)
    expect(mine).to_contain_text(re.compile("staat [a-z0-9]+: spoed, wacht sinds"))
    look(officer, "wachtlijst")
    nurse.goto(placement)
    expect(nurse.locator("main")).to_contain_text("op de wachtlijst")

    # When a place is offered, and she says yes through the nurse
    officer.goto(placement)
    offer(officer, PLACE)
    officer.get_by_role("button", name="Aanbieden").click()
    expect(officer.locator("main")).to_contain_text("wacht op antwoord")
    nurse.goto(placement)
    look(nurse, "aanbod")
    say(nurse, "Ja op het aanbod")
    # Then she lives there
    officer.goto(placement)
    expect(officer.locator("section[aria-labelledby=h-lives]")).to_contain_text(PLACE)
    look(officer, "beschermd-wonen")

    # When she is ready to go on, a home is found, and three sign
    year.later(days=300)
    officer, nurse = year.someone("plaatsing"), year.someone("straatverpleegkundige")
    officer.goto(placement)
    say(officer, "Klaar om uit te stromen")
    officer.goto(placement)
    offer(officer, HOME)
    chip(officer, "de zorgorganisatie")
    officer.locator("#turn_over_on").fill((year.today() + timedelta(days=365)).isoformat())
    officer.locator("input[name=coupled][value=true]").check(force=True)
    look(officer, "woning-aanbieden")
    officer.get_by_role("button", name="Aanbieden").click()
    expect(officer.locator("main")).to_contain_text("met koppelbeding")
    for who, party in ((nurse, "huurder"), (nurse, "zorg"), (officer, "verhuurder")):
        who.goto(placement)
        say(who, f"Getekend: {party}")
    # Then the home is hers, the lease of the care organisation until the day it turns over
    officer.goto(placement)
    lives = officer.locator("section[aria-labelledby=h-lives]")
    expect(lives).to_contain_text(HOME)
    expect(lives).to_contain_text("de zorgorganisatie, tot de omklap")
    look(officer, "eigen-woning")
    officer.goto("/plaatsingen/woningen")
    expect(officer.locator("main a.row", has_text=PLACE)).to_be_visible()

    # When the support ends there, and three months go by
    officer.goto(placement)
    officer.locator("main summary", has_text="Uitgestroomd").click()
    officer.locator("form:has(input[value=exit]) select[name=reason]").select_option(label="Zelfstandig wonen")
    officer.get_by_role("button", name="Uitgestroomd", exact=True).click()
    saved(officer)
    all_sent(officer)
    officer.goto(placement)
    expect(officer.locator("main")).to_contain_text("Zelfstandig wonen")
    year.later(days=95)
    officer = year.someone("plaatsing")
    # Then she is on the list to be called, with her number and no more than the programme
    officer.goto("/vervolgacties?rule=aftercare")
    call = officer.locator("li[data-done-row]", has_text=WOMAN)
    expect(call).to_contain_text(LINE)
    expect(call.locator("a[href^='tel:']")).to_have_count(1)
    look(officer, "nabellen")
    call.locator("summary").click()
    call.get_by_role("button", name="Gesproken", exact=True).click()
    expect(call).to_contain_text("gedaan")
    all_sent(officer)
    # And the policy officer reads numbers, and no name
    policy = year.someone("beleid")
    for page in ("/plaatsingen/cijfers", "/nabellen/cijfers"):
        policy.goto(page)
        expect(policy.get_by_role("heading", level=1)).to_contain_text("cijfers" if "plaats" in page else "Nabellen")
        expect(policy.locator("body")).not_to_contain_text(WOMAN)
        look(policy, page.strip("/").replace("/", "-"))
    expect(policy.locator("main")).to_contain_text("te bellen")
    for closed in (client, placement):
        assert policy.request.get(closed).status == 403
