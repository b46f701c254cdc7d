"""A room from the first click to the first evaluation: host, volunteer, coordinator, youth worker and youth.

Each on their own phone, in real Chromium; the volunteer without network at the kitchen table. The server's clock is
moved over the day of thinking and the month until the evaluation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.acts import chip, fill_step
from tests.journeys.year import Year
from tests.rooms.walk import ANSWERS
from tests.support.browser import all_sent, expect_kept, has_read_ahead, saved, vault_opens
from webapp.due.days import add_months

Look = Callable[[Page, str], None]
HOST, DOUBTS, LOOKS = "Demo Gerda van de Reis", "Demo Twijfel", "Demo Reiziger"
PLACE = "Eemnes"
"""The demo has no other free room there."""
RENT, OPENS = 475, 25


def next_month(day: date) -> date:
    return add_months(day.replace(day=1), 1)


def funnel(coordinator: Page) -> dict[str, Any]:
    """Step → how many, and why the others fell away."""
    answer = coordinator.request.get("/kamers/trechter?jaar=alle", headers={"Accept": "application/json"})
    return {one["step"]: one for one in answer.json()["steps"]}


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def sign_up(page: Page, year: Year, look: Look) -> str:
    """A host signs up step by step, and confirms the address by the mail; gives the host's own page."""
    page.goto("/kamers/aanbieden")
    own = {"waar": {"municipality": PLACE, "from_date": next_month(year.today()).isoformat(), "until_date": ""}}
    own["wie"] = ANSWERS["wie"] | {"accepts": "anyone", "max_age": "27"}
    own["jij"] = ANSWERS["jij"] | {"name": HOST, "email": "gerda@onderdak.example"}
    for step in ANSWERS:
        fill_step(page, own.get(step, ANSWERS[step]))
        look(page, f"aanmelden-{step}")
        page.locator(".main-action button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klopt")
    page.locator(".main-action button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bedankt, {HOST}")
    page.get_by_role("link", name="Post van de demo").click()
    letter = page.locator("main .rows li", has_text="gerda@onderdak.example")
    expect(letter).to_have_count(1)
    link = letter.get_by_role("link", name="Open de link").get_attribute("href")
    assert link
    page.goto("/" + link.split("/", 3)[3])
    page.get_by_role("button", name="Ja, dit is mijn adres").click()
    expect(page.get_by_text("e-mailadres klopt")).to_be_visible()
    look(page, "eigen-pagina")
    return path_of(page)


def plan_visit(page: Page, year: Year) -> str:
    """The coordinator plans the volunteer's visit; gives the host's page."""
    page.goto("/kamers?zoek=van+de+Reis")
    page.locator("main .rows a", has_text=HOST).click()
    page.locator("main a[href^='/kamers/verhuurders/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HOST)
    page.locator("#visit_at").fill(f"{year.today() + timedelta(days=1)}T19:00")
    page.locator("#visitor").select_option(label="Demo Wim")
    page.locator("#where").fill("Demostraat 9")
    page.get_by_role("button", name="Plan bezoek").click()
    expect(page.locator("main")).to_contain_text("Demo Wim gaat")
    return path_of(page)


def visit(page: Page, year: Year, look: Look) -> None:
    """The volunteer sees the visit on the first page, reads the host without network, and notes what there is."""
    expect(page.locator("main")).to_contain_text("Jouw bezoeken")
    look(page, "vrijwilliger")
    page.goto("/kamers/bezoeken")
    vault_opens(page)
    has_read_ahead(page)
    for kept in ("/onverzonden", "/offline"):
        expect_kept(page, kept)
    year.proxy.set("drop")
    page.locator("a.row", has_text=HOST).tap()
    expect(page.get_by_text("Demostraat 9")).to_be_visible()
    for seen in ("Kamer gezien", "De kamer kan op slot", "Waarom de verhuurder dit wil", "Niet nodig: eigen huis"):
        page.locator("label.chip", has_text=seen).tap()
    page.locator("fieldset", has_text="Woont de verhuurder alleen").locator("label.chip", has_text="Nee").tap()
    page.locator("#certificate_on").fill((year.today() - timedelta(days=30)).isoformat())
    page.get_by_label("Wat je verder zag of hoorde").fill("Zolderkamer met uitzicht op de kerk")
    look(page, "bezoek-zonder-netwerk")
    page.get_by_role("button", name="Bewaar bezoek").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    year.proxy.set("pass")
    all_sent(page)


def ask(page: Page, year: Year, alias: str, rent: int, name: str) -> str:
    """A youth worker asks a room, with the profile that the youth agreed to; gives the address."""
    page.goto("/kamers/verzoeken/nieuw")
    chip(page, "Iemand anders")
    page.locator("#alias").fill(alias)
    page.locator("#birth_year").fill(str(year.today().year - 20))
    page.locator("#from_date").fill(next_month(year.today()).isoformat())
    page.locator("#max_rent").fill(str(rent))
    chip(page, PLACE)
    page.locator("fieldset", has_text="Rookt de jongere").locator("label.chip", has_text="Nee").click()
    page.locator("#profile_name").fill(name)
    page.locator("#profile").fill(f"Ik ben {name}. Ik teken graag en ga vroeg naar bed.")
    page.locator("#profile_agreed_on").fill(year.today().isoformat())
    page.get_by_role("button", name="Kamer vragen").click()
    page.wait_for_url(re.compile(r"/kamers/verzoeken/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(alias)
    return path_of(page)


def propose(page: Page, alias: str) -> str:
    """The coordinator takes what the matching proposes; gives the match."""
    page.goto("/kamers/matches")
    page.locator("section[aria-labelledby=h-fits]").locator("a.row", has_text=alias).click()
    page.get_by_role("button", name="Stel deze kamer voor").click()
    page.wait_for_url(re.compile(r"/kamers/matches/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(alias)
    return path_of(page)


def link(page: Page, at: str, party: str) -> str:
    """A personal link for the host or the youth."""
    page.goto(at)
    page.get_by_role("button", name=f"ink voor de {party}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Link voor de {party}")
    return "/" + page.get_by_label("Link", exact=True).input_value().split("/", 3)[3]


def say(page: Page, at: str, words: str, reason: str = "") -> None:
    """Answer by a link."""
    page.goto(at)
    page.locator("main form label.chip", has_text=re.compile(rf"^\s*{words}\s*$")).click()
    if reason:
        page.locator("#reason").select_option(label=reason)
    page.get_by_role("button", name="Antwoord sturen").click()
    saved(page)


def test_a_room_from_the_first_click_to_the_first_evaluation(year: Year, look: Look) -> None:
    # Given a host who signed up, and whose address was confirmed by the mail
    host = year.phone()
    own_page = sign_up(host, year, look)
    coordinator = year.someone("coordinator")
    before = funnel(coordinator)

    # When a volunteer visits without network, and the coordinator says yes
    host_page = plan_visit(coordinator, year)
    visit(year.someone("vrijwilliger"), year, look)
    coordinator.goto(host_page)
    expect(coordinator.locator("main")).to_contain_text("Zolderkamer met uitzicht op de kerk")
    chip(coordinator, "kan verhuren")
    coordinator.get_by_role("button", name="Bewaar besluit").click()
    expect(coordinator.locator("main")).to_contain_text("Besloten op vandaag")
    look(coordinator, "gescreend")
    # Then the host reads so, with the date
    host.goto(own_page)
    expect(host.locator("main")).to_contain_text("Je kamer kan verhuurd worden")
    assert funnel(coordinator)["screened"]["reached"] == before["screened"]["reached"] + 1

    # When the first youth is proposed and the host says no, with a reason
    worker = year.someone("jongerenwerker")
    ask(worker, year, DOUBTS, RENT + 100, "Sam")
    match = propose(coordinator, DOUBTS)
    say(host, link(coordinator, match, "verhuurder"), "Nee", "Verlies van privacy")
    expect(host.get_by_role("heading", level=1)).to_contain_text("Bedankt")
    # Then the funnel counts it, and the page of the match says why
    after = funnel(coordinator)["proposals"]
    assert after["reached"] == before["proposals"]["reached"] + 1
    assert after["lost"].get("privacy", 0) == (before["proposals"]["lost"] or {}).get("privacy", 0) + 1
    coordinator.goto(match)
    expect(coordinator.locator("main")).to_contain_text("Verlies van privacy")
    coordinator.goto("/kamers/trechter")
    expect(coordinator.locator("main")).to_contain_text("Verlies van privacy")
    look(coordinator, "trechter-na-een-nee")

    # Given a youth without a match, for the rent
    asked = ask(worker, year, LOOKS, RENT - OPENS, "Robin")
    coordinator.goto("/kamers/matches")
    left = coordinator.locator("section[aria-labelledby=h-left]").locator("li", has_text=LOOKS)
    expect(left).to_contain_text(f"€ {OPENS} meer per maand")
    look(coordinator, "nog-geen-voorstel")
    # When the worker tries that, the page says that it opens the room; when it is so, the pair is there
    worker.goto(f"{asked}/kansen")
    expect(worker.locator("main")).to_contain_text("Er past nu geen kamer")
    worker.locator("#max_rent").fill(str(RENT))
    worker.get_by_role("button", name="Kijk wat het doet").click()
    expect(worker.locator("main [role=status]")).to_contain_text("1 van de vrije kamers past")
    look(worker, "stel-dat")
    worker.goto(f"{asked}/wijzigen")
    worker.locator("#max_rent").fill(str(RENT))
    worker.locator(".main-action button.primary").click()
    worker.wait_for_url(re.compile(rf"{asked}$"))
    match = propose(coordinator, LOOKS)
    look(coordinator, "voorstel")

    # When both say yes by their own link, meet, and think about it
    youth = year.phone()
    to_host, to_youth = link(coordinator, match, "verhuurder"), link(coordinator, match, "jongere")
    host.goto(to_host)
    expect(host.locator("main")).to_contain_text("Ik ben Robin.")
    expect(host.locator("main")).not_to_contain_text(LOOKS)
    look(host, "voorstel-verhuurder")
    say(host, to_host, "Ja")
    expect(host.locator("main")).to_contain_text("Je zei ja")
    say(youth, to_youth, "Ja")
    expect(youth.locator("main")).to_contain_text("Jullie gaan elkaar leren kennen")
    coordinator.goto(match)
    coordinator.get_by_role("button", name="Ze hebben kennisgemaakt").click()
    expect(coordinator.locator("main")).to_contain_text("Allebei denken ze 24 uur na")
    say(host, to_host, "Ja")
    expect(host.locator("main")).to_contain_text("Je antwoord is bewaard")
    look(host, "bedenktijd-verhuurder")
    say(youth, to_youth, "Ja")
    expect(youth.locator("main")).to_contain_text("De ander leest het pas daarna")
    # Then nobody reads the other's answer until the day is over
    coordinator.goto(match)
    expect(coordinator.locator("main")).to_contain_text("blijft voor iedereen dicht")
    expect(coordinator.locator("main")).not_to_contain_text("Ze zeiden allebei ja")
    look(coordinator, "bedenktijd")
    year.later(hours=24.2)
    coordinator = year.someone("coordinator")
    coordinator.goto(match)
    expect(coordinator.locator("main")).to_contain_text("Ze zeiden allebei ja")

    # When the contract is signed
    coordinator.get_by_role("link", name="Leg het huurcontract vast").click()
    coordinator.locator("input[name=ground][value=hospita]").check(force=True)
    coordinator.locator("#house_rules").fill("Na elf uur is het stil.")
    coordinator.get_by_role("button", name="Het contract is getekend").click()
    coordinator.wait_for_url(re.compile(r"/kamers/huur/[0-9a-f-]{36}$"))
    expect(coordinator.locator("main")).to_contain_text("opzeggen")
    look(coordinator, "huurcontract")
    tenancy = path_of(coordinator)
    assert funnel(coordinator)["tenancies"]["reached"] == (before["tenancies"]["reached"] or 0) + 1

    # And a month after the first day both say how it goes, by a link that serves once
    year.later(days=(add_months(next_month(year.today()), 1) - year.today()).days + 1)
    coordinator, host, youth = year.someone("coordinator"), year.phone(), year.phone()
    to_host, to_youth = link(coordinator, tenancy, "verhuurder"), link(coordinator, tenancy, "jongere")
    say(host, to_host, "Goed")
    expect(host.get_by_role("heading", level=1)).to_contain_text("Bedankt")
    look(host, "evaluatie-verhuurder")
    say(youth, to_youth, "Gaat wel")
    expect(youth.get_by_role("heading", level=1)).to_contain_text("Bedankt")
    youth.goto(to_youth)
    expect(youth.locator("main")).to_contain_text("Deze link werkt niet")
    # Then the coordinator reads both
    coordinator.goto(tenancy)
    for said in ("Verhuurder: goed", "Jongere: gaat wel"):
        expect(coordinator.locator("main")).to_contain_text(said)
    look(coordinator, "eerste-evaluatie")
