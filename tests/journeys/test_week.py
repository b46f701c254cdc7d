"""A week of two nurses and a youth worker, each on their own phone, in real Chromium.

One nurse works a day in flight mode and goes on holiday; the other covers for her, reads a clinical note in an
emergency and writes somebody down twice; the youth worker gets a referral that comes back. Half a year later the
clinical note is erased. The server's clock is moved over the days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.caseload.phones import go, read_ahead
from tests.contacts.fixtures import colleague, demo_database
from tests.journeys.acts import chip, sign_in
from tests.journeys.year import Year
from tests.support.browser import NO_WORKER, all_sent, expect_kept, hears_the_time, saved
from webapp import clock
from webapp.db import Database
from webapp.features import FEATURES

__all__ = ["colleague", "demo_database"]
Look = Callable[[Page, str], None]
NURSE, YOUTH_WORKER = "straatverpleegkundige", "jongerenwerker"
RIA, TWICE = "Ria van de Week", "Ria van der Week"
CLINICAL = "Weekproef: gebruikt bloedverdunners"
ROUNDS = ((9, "Wond schoongemaakt bij de brug", CLINICAL), (12, "Koffie gedronken, gaat beter", ""),
          (16, "Verband vernieuwd in het park", ""))  # fmt: skip
CONTACT = re.compile(r"/contacten/[0-9a-f-]{36}$")


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def begin(year: Year, hour: int, days: int = 1) -> None:
    """It becomes this hour, so many days later."""
    moment = datetime.combine(year.today() + timedelta(days=days), time(hour), clock.AMSTERDAM)
    year.later(seconds=(moment - year.now).total_seconds())


def add_person(page: Page, name: str) -> str:
    """A new client of this user; gives the address."""
    page.goto("/clienten/nieuw")
    page.locator("#alias").fill(name)
    chip(page, "Wmo")
    page.get_by_role("button", name="Bewaren").click()
    all_sent(page)
    return page_of(page, name)


def page_of(page: Page, name: str) -> str:
    """Open somebody by searching the name; gives the address."""
    page.goto(f"/clienten?zoek={name.replace(' ', '+')}")
    page.locator("#lijst a.row", has=page.get_by_text(name, exact=True)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return path_of(page)


def work_without_network(page: Page, year: Year, client: str, look: Look) -> None:
    """A day in flight mode: she finds somebody by a name with a slip, reads, writes three contacts, ticks one off."""
    page.goto("/vervolgacties")
    for kept in ("/contacten/nieuw", "/onverzonden", "/offline"):
        expect_kept(page, kept)
    read_ahead(page, client)
    year.proxy.set("drop")
    go(page, "/clienten")
    page.get_by_label("Zoek op naam of alias").fill("ria van de weke")
    page.locator("#mensen > li:not([hidden]) a", has_text=RIA).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(RIA)
    expect(page.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    look(page, "ochtend-zonder-netwerk")
    for number, (hour, note, clinical) in enumerate(ROUNDS, 1):
        year.later(hours=hour - clock.local(year.now).hour)
        page.context.clock.set_system_time(year.now)
        page.evaluate("document.dispatchEvent(new Event('scroll'))")
        write_contact(page, client, note, clinical)
        expect(page.locator("html")).to_have_attribute("data-unsent", str(number))
        look(page, f"{hour}-uur")
    go(page, client)
    expect(page.locator("[data-unsent-of] [data-item]")).to_have_count(len(ROUNDS))
    look(page, "avond-zonder-netwerk")
    year.proxy.set("pass")
    hears_the_time(page)
    page.goto("/onverzonden")
    all_sent(page)
    look(page, "avond-verstuurd")


def write_contact(page: Page, client: str, note: str, clinical: str) -> None:
    """Log a contact with a client in the form that the phone keeps."""
    go(page, f"/contacten/nieuw?client={client.rpartition('/')[2]}")
    expect(page.locator(f'input[name="client"][value="{client.rpartition("/")[2]}"]')).to_be_checked()
    chip(page, "Buiten")
    page.locator('main [name="note"]').fill(note)
    if clinical:
        page.locator('main [name="clinical_note"]').fill(clinical)
        page.get_by_label("Wat is afgesproken?").fill("Weekproef: wond zien")
        expect(page.locator("[data-in-days='1']")).to_be_checked()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bewaard op deze telefoon")


def let_cover(page: Page, year: Year) -> None:
    """A colleague covers from tomorrow, for three days."""
    page.goto("/overdracht/waarneming")
    page.locator("#user").select_option(label="Demo Karin")
    page.locator("#since").fill((year.today() + timedelta(days=1)).isoformat())
    page.locator("#until").fill((year.today() + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Laat waarnemen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo Karin neemt voor jou waar")


def read_in_emergency(page: Page, client: str, look: Look) -> str:
    """The colleague opens the clinical note with a reason; gives the contact."""
    page.goto(client)
    page.locator("[data-record] a", has_text=ROUNDS[0][1]).click()
    expect(page).to_have_url(CONTACT)
    expect(page.locator("main")).to_contain_text("dus die is dicht")
    expect(page.locator("main")).not_to_contain_text(CLINICAL)
    page.get_by_role("link", name="Noodtoegang").click()
    page.locator("#reason").fill("Viel op straat: welke medicijnen?")
    page.get_by_role("button", name="Lees de notitie").click()
    expect(page.locator("main")).to_contain_text(CLINICAL)
    look(page, "noodtoegang")
    return path_of(page)


def write_down_twice(page: Page, look: Look) -> str:
    """Somebody known is added once more, after the question whether it is the same; gives the address."""
    page.goto("/clienten/nieuw")
    page.locator("#alias").fill(TWICE)
    alike = page.locator("[data-names] a", has_text=RIA)
    expect(alike).to_be_visible()
    look(page, "lijkt-op")
    page.locator("label.chip", has_text="Toch toevoegen").click()
    chip(page, "Wmo")
    page.get_by_role("button", name="Bewaren").click()
    all_sent(page)
    return page_of(page, TWICE)


def refer(page: Page, client: str) -> str:
    """Send her to the youth workers, with her consent; gives the referral."""
    page.goto(f"/doorverwijzingen/nieuw?client={client.rpartition('/')[2]}")
    place = page.locator("#entry option", has_text="antwoordt hier").filter(has_text="Jongerenwerk (demo)")
    page.locator("#entry").select_option(place.get_attribute("value"))
    page.locator("#purpose").fill("Wil weer naar school")
    chip(page, "gevraagd en goed gevonden", "Ik blijf met deze persoon werken")
    page.get_by_role("button", name="Doorverwijzen").click()
    page.wait_for_url(re.compile(r"/doorverwijzingen/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(RIA)
    return path_of(page)


def send_back(page: Page, referral: str, client: str, look: Look) -> None:
    """The youth worker takes her on, looks who she is, and notes later that she did not come."""
    page.goto("/")
    page.get_by_role("link", name=re.compile("op jullie antwoord")).click()
    page.locator(f"main a[href='{referral}']").first.click()
    page.get_by_role("button", name="Ja, aangenomen").click()
    expect(page.locator("main")).to_contain_text("Kwam deze persoon aan?")
    saved(page)
    page.goto(client)
    expect(page.get_by_role("heading", level=1)).to_have_text(RIA)
    expect(page.locator("main")).not_to_contain_text(CLINICAL)
    page.goto(referral)
    page.locator("summary", has_text="Niet aangekomen").click()
    form = page.locator("form", has=page.locator("input[name=answer][value=not_arrived]"))
    form.get_by_label("Waarom?").select_option(label="Kon er niet komen")
    form.get_by_role("button", name="Niet aangekomen").click()
    expect(page.locator(".track")).to_contain_text("Niet aangekomen: Kon er niet komen")
    look(page, "kwam-terug")


def judge(page: Page) -> None:
    """Whose note it is, says that the emergency was one."""
    page.get_by_role("link", name=re.compile("Demo Karin las een verpleegkundige notitie")).click()
    expect(page.locator("main")).to_contain_text("Viel op straat")
    chip(page, "Gezien, terecht")
    page.get_by_role("button", name="Bewaren").click()
    expect(page).to_have_url(CONTACT)
    saved(page)


def merge_and_undo(page: Page, client: str, twice: str, look: Look) -> None:
    """The two become one; a contact later they are two again, and that contact stays with the one that stayed."""
    page.goto(f"{client}/samenvoegen?met={twice.rpartition('/')[2]}")
    look(page, "samenvoegen")
    page.get_by_role("button", name="Voeg samen").click()
    stayed = page.get_by_role("heading", level=1)
    expect(page.locator("main")).to_contain_text("Samengevoegd met")
    expect(stayed).to_have_text(RIA)
    expect(page.locator("main")).to_contain_text("Sliep bij een vriendin")
    saved(page)
    page.goto(f"/contacten/nieuw?client={client.rpartition('/')[2]}")
    chip(page, "Buiten")
    page.locator('main [name="note"]').fill("Na het samenvoegen gesproken")
    page.get_by_role("button", name="Bewaren").click()
    all_sent(page)
    page.goto(client)
    page.get_by_role("link", name="Losmaken").click()
    expect(page.locator("main")).to_contain_text(f"Terug naar {TWICE}")
    look(page, "losmaken")
    page.get_by_role("button", name="Maak los").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TWICE)
    expect(page.locator("main")).to_contain_text("Sliep bij een vriendin")
    page.goto(client)
    expect(page.locator("main")).to_contain_text("Na het samenvoegen gesproken")
    expect(page.locator("main")).not_to_contain_text("Sliep bij een vriendin")


def save_note(page: Page, contact: str) -> None:
    """Her own note as a file, for her own record."""
    page.goto(contact)
    page.locator("summary", has_text="Bewaar in je eigen dossier").click()
    with page.expect_download() as found:
        page.get_by_role("button", name="Tekst").click()
    assert CLINICAL in Path(found.value.path()).read_text(encoding="utf-8-sig")


def do_the_chores(database: Database, year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's chores of an hour: it looks once a minute whether another one began."""
    with monkeypatch.context() as moved, database.transaction() as session:
        moved.setattr(clock, "now", lambda: year.now)
        for feature in FEATURES:
            if feature.erase:
                feature.erase(session)


@pytest.mark.one_store
def test_a_week_of_two_nurses_and_a_youth_worker(
    demo_database: Database, colleague: str, year: Year, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a nurse with somebody she works with, and a day without network from morning to evening
    begin(year, 8)
    sanne = year.phone()
    sanne.add_init_script(NO_WORKER)
    sign_in(sanne, NURSE)
    ria = add_person(sanne, RIA)
    work_without_network(sanne, year, ria, look)
    # Then each contact stands there once, at its own hour
    sanne.goto(ria)
    for hour, note, _ in ROUNDS:
        line = sanne.locator("[data-record]", has_text=note)
        expect(line).to_have_count(1)
        expect(line).to_contain_text(f"{hour}:")
    look(sanne, "tijdlijn")

    # When she goes on holiday and a colleague covers, then both are told
    let_cover(sanne, year)
    begin(year, 9)
    karin = year.someone(colleague)
    expect(karin.locator("main")).to_contain_text("Jij neemt waar voor Demo Sanne")
    look(karin, "waarneming")
    # And the colleague has her people, but reads a clinical note only with a reason
    contact = read_in_emergency(karin, page_of(karin, RIA), look)
    # When she writes somebody down who is known already, the page asks first
    twice = write_down_twice(karin, look)
    karin.goto(f"/contacten/nieuw?client={twice.rpartition('/')[2]}")
    chip(karin, "Buiten")
    karin.locator('main [name="note"]').fill("Sliep bij een vriendin")
    karin.get_by_role("button", name="Bewaren").click()
    all_sent(karin)
    # And a referral to the youth workers comes back: she could not come
    referral = refer(karin, ria)
    begin(year, 10)
    send_back(year.someone(YOUTH_WORKER), referral, ria, look)

    # When the holiday is over, the nurse reads what happened, and says that the emergency was one
    begin(year, 8, days=3)
    sanne = year.someone(NURSE)
    expect(sanne.locator("a.notice", has_text="Demo Karin neemt voor jou waar")).to_contain_text("voorbij")
    look(sanne, "terug-van-vakantie")
    judge(sanne)
    sanne.goto(ria)
    expect(sanne.locator("main")).to_contain_text("Niet aangekomen")
    karin = year.someone(colleague)
    expect(karin.locator("main")).to_contain_text("Jouw noodtoegang is bekeken: terecht")
    # And makes one of the two, and two again
    merge_and_undo(sanne, ria, twice, look)
    # And shows her client who looked along
    sanne.goto(f"{ria}/wie-keek-mee")
    for name in ("Demo Sanne", "Demo Karin", "Demo Karim"):
        expect(sanne.locator("details > summary", has_text=name).first).to_be_visible()
    expect(sanne.locator("details", has_text="Demo Karin").filter(has_text="noodtoegang").first).to_be_visible()
    look(sanne, "wie-keek-mee")
    save_note(sanne, contact)

    # When the term of the clinical note is over, then its text is gone for everybody, and the rest stands
    year.later(days=190)
    do_the_chores(demo_database, year, monkeypatch)
    for name in (NURSE, colleague):
        page = year.someone(name)
        page.goto(contact)
        expect(page.locator("main")).to_contain_text("Gewist op" if name == NURSE else ROUNDS[0][1])
        expect(page.locator("main")).to_contain_text(ROUNDS[0][1])
        expect(page.locator("main")).not_to_contain_text(CLINICAL)
    look(page, "gewist")
    # And the table of roles says why each could see it
    office = year.someone("beheer")
    office.goto("/beheer/rollen")
    expect(office.get_by_role("heading", level=1)).to_be_visible()
    look(office, "rollen")
