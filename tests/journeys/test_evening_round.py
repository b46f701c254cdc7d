"""The evening round: a street nurse without signal, a shelter worker, a host, a coordinator.

Real Chromium, a real passkey ceremony, real gunicorn, and a network that comes and goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import fill_step, sign_in
from tests.rooms.walk import ANSWERS
from tests.support.browser import (
    Passkey,
    Phone,
    all_sent,
    confirm_access,
    eventually,
    expect_home,
    expect_kept,
    send_now,
)
from tests.support.proxy import Proxy

Look = Callable[[Page, str], None]
WITHIN_TEN_SECONDS = 10_000


def chip(page: Page, text: str) -> None:
    page.locator("label.chip", has_text=text).first.click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Bewaren").click()


def unsent(page: Page, count: int) -> None:
    if count:
        expect(page.locator("html")).to_have_attribute("data-unsent", str(count), timeout=40_000)
    else:
        all_sent(page)


def log_anonymous(page: Page, place: str, topic: str) -> None:
    """Four taps and a place."""
    page.goto("/contacten/nieuw")
    chip(page, "Anoniem")
    chip(page, "Buiten")
    chip(page, topic)
    page.locator("#place").fill(place)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bewaard op deze telefoon")


def invited_nurse(page: Page, someone: Callable[[str], Page]) -> None:
    """An administrator invites a nurse, a nurse confirms; she makes her passkey on her own phone and signs in."""
    desk = someone("beheer")
    desk.goto("/beheer/uitnodigen")
    desk.locator("#name").fill("Demo Nacht")
    desk.locator("label", has_text=re.compile("^straatverpleegkundige")).click()
    desk.get_by_role("button", name="Maak de link").click()
    link = desk.get_by_label("Link", exact=True).input_value()
    code = confirm_access(someone("straatverpleegkundige"))
    page.goto("/uitnodiging/" + link.rsplit("/", 1)[1])
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Maak je passkey").click()
    expect_home(page)
    page.goto("/account")
    page.get_by_role("button", name="Uitloggen").click()
    expect_home(page)
    page.goto("/inloggen")
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(re.compile(r"/$"))


def ready_for_the_street(page: Page) -> None:
    """The worker is in charge and has what it needs."""
    page.goto("/bedden")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.goto("/bedden")
    page.locator("a[href*='/bedden/vragen']").first.click()
    page.wait_for_url("**/bedden/vragen**")
    form = page.url
    page.goto("/contacten/nieuw")
    for path in (form, "/bedden", "/contacten/nieuw", "/onverzonden", "/offline"):
        expect_kept(page, path)


def test_nurse_logs_two_contacts_and_asks_a_bed_without_signal(
    phone: Phone,
    proxy: Proxy,
    passkey: Callable[[Page], Passkey],
    someone: Callable[[str], Page],
    look: Look,
) -> None:
    page = phone.page
    passkey(page)
    # Given a street nurse who signed in with her passkey while there was network
    invited_nurse(page, someone)
    unsent(page, 0)
    look(page, "vandaag")
    ready_for_the_street(page)

    # When the network is gone
    proxy.set("drop")
    # Then she logs two contacts all the same
    log_anonymous(page, "Onder het viaduct", "Wond")
    unsent(page, 1)
    look(page, "contact-bewaard")
    log_anonymous(page, "Station, achterkant", "Slapen")
    unsent(page, 2)
    # And asks a bed from the board she has on her phone
    page.goto("/bedden")
    expect(page.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    look(page, "bedden-zonder-netwerk")
    page.locator("a[href*='/bedden/vragen']").first.click()
    chip(page, "Anoniem")
    chip(page, "24 of ouder")
    look(page, "bed-vragen")
    page.get_by_role("button", name="Vraag dit bed").click()
    unsent(page, 3)
    expect(page.locator("main")).not_to_contain_text("vastgehouden")
    look(page, "bed-gevraagd")

    # When she closes the app and opens it again, still without network
    phone.close()
    page = phone.open()
    page.goto("/onverzonden")
    unsent(page, 3)
    look(page, "na-herstart")

    # And the network is back
    proxy.set("pass")
    page.goto("/onverzonden")
    # Then everything is on the server, once
    unsent(page, 0)
    look(page, "verstuurd")
    page.goto("/contacten")
    for place in ("Onder het viaduct", "Station, achterkant"):
        expect(page.get_by_text(place)).to_have_count(1)
    look(page, "contacten")
    page.goto("/bedden")
    asked = page.locator("a[href^='/bedden/aanvragen/']")
    expect(asked).to_have_count(1, timeout=WITHIN_TEN_SECONDS)
    asked.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Het bed staat klaar tot")
    look(page, "bed-vastgehouden")


def test_asker_and_shelter_see_each_others_step_within_ten_seconds(someone: Callable[[str], Page], look: Look) -> None:
    # Given a nurse who asks a bed at a shelter that decides by hand, and its worker who looks at who comes
    nurse, worker = someone("straatverpleegkundige-almere"), someone("opvang-almere")
    nurse.goto("/bedden")
    by_hand = nurse.locator("article", has_text="De opvang beslist zelf").first
    name = by_hand.get_by_role("heading").inner_text()
    worker.goto("/")
    worker.locator("main a", has_text=name).first.click()
    expect(worker.get_by_role("heading", level=1)).to_have_text("Hoeveel bedden zijn vrij?")
    by_hand.locator("a[href*='/bedden/vragen']").first.click()
    chip(nurse, "Iemand anders")
    nurse.locator("#alias").fill("Demo Jas")
    chip(nurse, "24 of ouder")
    nurse.get_by_role("button", name="Vraag dit bed").click()
    nurse.wait_for_url("**/bedden/aanvragen/**")
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Nog niet zeker")
    # Then the worker sees the question come in by itself
    expect(worker.get_by_text("Demo Jas").first).to_be_visible(timeout=WITHIN_TEN_SECONDS)
    look(worker, "opvang-ziet-vraag")
    # When she holds a bed, then the nurse sees it by itself
    worker.get_by_role("button", name="Vasthouden").first.click()
    expect(nurse.get_by_role("heading", level=1)).to_contain_text("Het bed staat klaar tot", timeout=WITHIN_TEN_SECONDS)
    look(nurse, "straat-ziet-vastgehouden")
    # And when the nurse gives it back, the worker's list is empty again
    nurse.get_by_role("link", name="Bed teruggeven").click()
    nurse.get_by_role("button", name=re.compile("teruggeven", re.I)).click()
    expect(worker.get_by_text("Demo Jas")).to_have_count(0, timeout=WITHIN_TEN_SECONDS)


def test_shelter_worker_confirms_tonights_beds_in_three_taps(someone: Callable[[str], Page], look: Look) -> None:
    # Given a shelter worker on her home screen
    page = someone("opvang")
    # When she taps 'Tel nu', one more, and confirms
    page.get_by_role("link", name="Tel nu").click()
    page.get_by_role("button", name=re.compile("één meer")).first.click()
    confirm = page.locator(".dock button")
    expect(confirm).to_contain_text("Bevestig")
    look(page, "telling")
    confirm.click()
    # Then it is on the server at once
    expect(page.locator("#status")).to_contain_text("Verstuurd", timeout=WITHIN_TEN_SECONDS)
    unsent(page, 0)
    page.goto("/bedden")
    expect(page.locator("article").first).to_contain_text("zojuist")


def test_rejected_item_can_be_repaired_and_holds_up_no_other(someone: Callable[[str], Page], look: Look) -> None:
    # Given a nurse whose form offers what the server does not know any more
    page = someone("straatverpleegkundige")
    page.goto("/contacten/nieuw")
    chip(page, "Anoniem")
    chip(page, "Buiten")
    page.locator("#note").fill("Verkeerde plek")
    page.locator("input[name=ethos_category]:checked").evaluate("input => { input.value = 'nergens'; }")
    save(page)
    # Then it is kept, with a sentence, and asks for attention
    expect(page.locator("[data-outbox-open]")).to_contain_text("aandacht nodig", timeout=WITHIN_TEN_SECONDS)
    unsent(page, 1)
    look(page, "aandacht-nodig")
    # And the next contact goes through all the same
    log_anonymous_online(page)
    unsent(page, 1)
    # When she repairs it, what she typed is still there
    page.goto("/onverzonden")
    page.get_by_role("link", name="Pas aan").click()
    expect(page.locator("#note")).to_have_value("Verkeerde plek")
    chip(page, "Buiten")
    save(page)
    # Then nothing is left
    unsent(page, 0)


def log_anonymous_online(page: Page) -> None:
    page.goto("/contacten/nieuw")
    chip(page, "Anoniem")
    chip(page, "Buiten")
    save(page)
    page.wait_for_url("**/onverzonden**")


@pytest.mark.parametrize("fault", ["hang", "cut", "login", "lose"])
def test_contact_arrives_once_when_the_network_plays_tricks(
    someone: Callable[[str], Page], proxy: Proxy, fault: str
) -> None:
    # Given a network that fails in one of its ways, twice
    page = someone("jongerenwerker")
    place = f"Plein {fault}"
    page.goto("/contacten/nieuw")
    proxy.set(fault, path="/offline/operations", times=2)
    chip(page, "Anoniem")
    chip(page, "Buiten")
    page.locator("#place").fill(place)
    save(page)
    # When it is good again
    page.wait_for_url("**/onverzonden**")
    eventually(page, lambda: any(one.mode == fault for one in proxy.seen), "playing its trick")
    proxy.set("pass")
    # she sends it herself
    send_now(page)
    # Then the contact is on the server, once
    all_sent(page)
    page.goto(f"/contacten?zoek={place}")
    expect(page.locator("main .rows").get_by_text(place)).to_have_count(1)


def test_two_people_on_one_phone_keep_their_queues_apart(phone: Phone, proxy: Proxy) -> None:
    # Given a nurse with an item that was not sent
    page = phone.page
    sign_in(page, "straatverpleegkundige")
    page.goto("/contacten/nieuw")
    proxy.set("login", path="/offline/operations")
    chip(page, "Anoniem")
    chip(page, "Buiten")
    page.locator("#place").fill("Alleen van Sanne")
    save(page)
    unsent(page, 1)
    # When she signs out, then she is asked first
    page.goto("/meer")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("dialog")).to_contain_text("Nog niet alles is verzonden")
    page.get_by_role("dialog").get_by_role("button", name="Toch uitloggen").click()
    expect_home(page)
    # And another person on the same phone sees and sends nothing of it
    proxy.set("pass")
    sign_in(page, "jongerenwerker")
    page.goto("/onverzonden")
    unsent(page, 0)
    expect(page.get_by_text("Alleen van Sanne")).to_have_count(0)
    # Until she is back
    page.goto("/meer")
    page.get_by_role("button", name="Uitloggen").click()
    expect_home(page)
    page.goto("/demo")
    page.locator("form:has(input[value=straatverpleegkundige]) button").click()
    expect_home(page)
    unsent(page, 0)
    page.goto("/contacten?zoek=Alleen+van+Sanne")
    expect(page.locator("main .rows li")).to_have_count(1)


def test_host_signs_up_and_the_coordinator_sees_host_and_request(
    page: Page, someone: Callable[[str], Page], look: Look
) -> None:
    # Given a youth worker who asks a room
    worker = someone("jongerenwerker")
    worker.goto("/kamers/verzoeken/nieuw")
    chip(worker, "Iemand anders")
    worker.locator("#alias").fill("Demo Noor")
    worker.locator("#birth_year").fill("2007")
    worker.locator("#from_date").fill("2027-01-01")
    worker.locator("#max_rent").fill("500")
    worker.locator("fieldset", has_text="Rookt de jongere").locator("label.chip", has_text="Nee").click()
    look(worker, "kamer-vragen")
    worker.get_by_role("button", name="Kamer vragen").click()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Demo Noor")

    # When a host signs up without an account, one thing per page
    page.goto("/kamers/aanbieden")
    look(page, "aanbieden")
    for step in ANSWERS.values():
        fill_step(page, step)
        page.locator(".main-action button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klopt")
    look(page, "controle")
    page.locator(".main-action button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Bedankt"))
    look(page, "bedankt")

    # Then the coordinator sees both
    coordinator = someone("coordinator")
    coordinator.goto("/kamers")
    expect(coordinator.get_by_text("Demo Gerda").first).to_be_visible()
    look(coordinator, "kamers")
    coordinator.goto("/kamers/verzoeken")
    expect(coordinator.get_by_text("Demo Noor").first).to_be_visible()
