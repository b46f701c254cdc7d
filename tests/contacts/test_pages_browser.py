"""The pages of contacts, follow-ups, clients and today on a phone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.beds.taps import refuse
from tests.contacts.acts import NURSE, YOUTH_WORKER, chip, someone_else
from tests.support.browser import all_sent, eventually, has_read_ahead, vault_opens
from tests.support.proxy import Proxy
from webapp import clock

NARROW = {"width": 320, "height": 740}


def first_link(page: Page, start: str) -> str:
    """The address of the first record in a list."""
    return str(page.locator(f'main a[href^="{start}/0"]').first.get_attribute("href"))


def test_anonymous_contact_takes_at_most_six_taps(at: Any) -> None:
    page = at(NURSE, "/")
    taps: list[Locator] = [
        page.get_by_role("link", name="Contact vastleggen"),
        chip(page, "Anoniem"),
        chip(page, "Nachtopvang"),
        chip(page, "Eten"),
        page.get_by_role("button", name="Bewaren"),
    ]
    for tap in taps:
        tap.tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    all_sent(page)


def test_chosen_person_brings_the_living_situation_of_last_time(at: Any) -> None:
    page = at(NURSE, "/")
    contact = {"channel": "street", "ethos_category": "public_space", "municipality": "Hilversum"}
    answer = page.request.post("/contacten/nieuw", form=contact, max_redirects=0)
    assert answer.status == 303, answer.text()  # the nurse's own last place, whatever other tests logged
    page.goto("/contacten/nieuw")
    chip(page, "Demo S.").tap()
    expect(page.locator('[name="ethos_category"][value="emergency_shelter"]')).to_be_checked()
    expect(page.get_by_label("Gemeente")).to_have_value("Hilversum")
    chip(page, "Weet ik niet").tap()
    chip(page, "Rooie Piet").tap()
    expect(page.locator('[name="ethos_category"][value="unknown"]')).to_be_checked()


def test_name_stands_once_on_its_own_page_and_an_open_tick_is_empty(at: Any) -> None:
    page = at(NURSE, "/clienten")
    page.locator("main a.row", has_text="Mo van de brug").first.tap()
    expect(page.locator("h1")).to_contain_text("Mo van de brug")
    main = page.locator("main")
    eventually(page, lambda: main.inner_text().count("Mo van de brug") == 1, "its name, once")
    tick = page.locator("button.tick").first
    expect(tick).to_be_visible()
    expect(tick.locator(".icon")).to_be_hidden()


def test_someone_else_is_found_in_spite_of_a_slip_and_leaves_no_alias(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    expect(page.get_by_label("Naam of alias")).to_be_hidden()
    chip(page, "Iemand anders").tap()
    expect(page.get_by_label("Naam of alias")).to_be_focused()
    page.keyboard.type("piett rooie")
    found = page.locator("#gevonden .chip")
    expect(found).to_have_count(1)
    found.tap()
    expect(page.get_by_label("Naam of alias")).to_have_value("")
    expect(found.locator("input")).to_be_checked()


NOTE_ANSWERS = """() => {
  window.answered = 0;
  document.addEventListener('htmx:finally:request', ({ detail }) => {
    if (detail.ctx.request.action.endsWith('/wie')) window.answered += 1;
  });
}"""


def test_late_answer_to_the_search_leaves_the_choice_alone(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    someone_else(page)
    page.keyboard.type("piett rooi")
    found = page.locator("#gevonden .chip")
    expect(found).to_have_count(1)
    held: list[Route] = []
    page.route("**/contacten/nieuw/wie", lambda route: held.append(route))  # noqa: PLW0108
    page.keyboard.type("e")
    eventually(page, lambda: held != [], "the second search")
    found.tap()
    page.evaluate(NOTE_ANSWERS)
    held[0].continue_()
    eventually(page, lambda: page.evaluate("() => window.answered > 0"), "the late answer")
    expect(found.locator("input")).to_be_checked()


def test_search_for_a_name_sends_only_that_and_not_in_an_address(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    page.get_by_label("Waar, ongeveer?").fill("Kanarieplek")
    someone_else(page)
    with page.expect_request("**/contacten/nieuw/wie*") as asked:
        page.keyboard.type("piett")
    assert (asked.value.method, urlsplit(asked.value.url).query) == ("POST", "")
    assert parse_qs(asked.value.post_data or "") == {"alias": ["piett"]}


def test_anonymous_leaves_no_name_behind(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    someone_else(page)
    page.keyboard.type("Iemand met een naam")
    chip(page, "Anoniem").tap()
    expect(page.locator("#alias")).to_have_value("")


def test_what_was_agreed_gets_tomorrow_unless_a_day_was_chosen(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page.get_by_label("Wat is afgesproken?").fill("Bellen")
    expect(page.locator(f'[name="follow_up.due_on"][value="{tomorrow}"]')).to_be_checked()
    expect(page.get_by_label("Welke dag?")).to_be_hidden()
    chip(page, "Kies dag").tap()
    expect(page.get_by_label("Welke dag?")).to_be_visible()
    page.get_by_label("Wat is afgesproken?").fill("Toch bellen")
    expect(page.locator('[name="follow_up.due_on"][value="other"]')).to_be_checked()


def test_quick_dates_count_from_today_in_a_page_kept_since_yesterday(at: Any, page: Page, proxy: Proxy) -> None:
    at(NURSE, "/contacten/nieuw")
    vault_opens(page)
    proxy.set("drop")  # the server gave its time before
    has_read_ahead(page)
    page.clock.set_system_time(clock.now() + timedelta(days=1))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expected = (clock.today() + timedelta(days=2)).isoformat()
    expect(page.locator("[data-in-days='1']")).to_have_value(expected)


LATE_POSITION = """navigator.geolocation.getCurrentPosition = (found) => {
  window.find = () => found({ coords: { latitude: 52.2251, longitude: 5.1762 } });
};"""


def ask_where(page: Page) -> None:
    page.locator("[data-locate]").tap()
    expect(page.locator("[data-locate]")).to_have_attribute("aria-busy", "true")


def test_late_position_leaves_what_was_typed_and_the_cursor_alone(at: Any, page: Page) -> None:
    page.add_init_script(LATE_POSITION)
    at(NURSE, "/contacten/nieuw")
    place, note = page.get_by_label("Waar, ongeveer?"), page.get_by_label("Notitie", exact=False).first
    locate = page.locator("[data-locate]")
    ask_where(page)
    note.focus()
    page.evaluate("() => window.find()")
    expect(place).to_have_value(re.compile("52,225"))
    expect(note).to_be_focused()
    ask_where(page)
    place.fill("Achter het station")
    page.evaluate("() => window.find()")
    expect(place).to_have_value("Achter het station")
    ask_where(page)
    page.get_by_role("link", name="Vandaag").first.tap()
    page.get_by_role("link", name="Contact vastleggen").tap()
    expect(locate).not_to_have_attribute("aria-busy", "true")
    page.evaluate("() => window.find()")
    expect(place).not_to_have_value(re.compile("52,225"))


def test_tick_that_the_server_refuses_is_not_shown_as_done(at: Any, page: Page) -> None:
    page.add_init_script("delete ServiceWorkerRegistration.prototype.sync")  # else the worker sends, unrouted
    at(NURSE, "/vervolgacties")
    vault_opens(page)
    page.route("**/offline/operations", refuse)
    row = page.locator("[data-done-row]").first
    row.locator("button.tick").tap()
    expect(page.locator("#status")).to_contain_text("Aandacht nodig")
    expect(row.get_by_text("gedaan", exact=True)).to_be_hidden()
    page.reload()
    expect(page.locator("#status")).to_contain_text("Aandacht nodig")
    vault_opens(page)
    page.wait_for_timeout(300)  # in which the open vault would tick it
    expect(row.get_by_text("gedaan", exact=True)).to_be_hidden()


def test_missing_answers_are_named_with_a_way_to_each_until_they_are_given(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    expect(chip(page, "Demo S.")).to_be_visible()
    page.get_by_role("button", name="Bewaren").tap()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Nog 2 dingen invullen")
    expect(summary.get_by_role("link")).to_have_text(["Kies om wie het gaat, of anoniem", "Kies de leefsituatie"])
    chip(page, "Anoniem").tap()
    expect(summary).to_contain_text("Er staat een fout in")
    expect(summary.get_by_role("link")).to_have_text(["Kies de leefsituatie"])
    chip(page, "Buiten").tap()
    expect(summary).to_have_count(0)


def test_one_tap_is_done_and_another_undoes_it(at: Any) -> None:
    page = at(YOUTH_WORKER, "/vervolgacties")
    row = page.locator("[data-done-row]").first
    row.get_by_role("button", name="Gedaan").tap()
    undo = row.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_focused()
    all_sent(page)
    undo.tap()
    expect(row.get_by_role("button", name="Gedaan")).to_be_focused()
    all_sent(page)
    page.reload()
    expect(row.get_by_role("button", name="Gedaan")).to_be_visible()


def test_half_typed_contact_comes_back_after_a_closed_tab(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    expect(page.locator("[data-municipality-words]")).to_contain_text(
        ","
    )  # it has come in: nothing fills this form any more
    page.locator("#note").fill("Zat op het bankje")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    again = page.context.new_page()
    page.close()
    again.goto("/contacten/nieuw")
    expect(again.locator("#note")).to_have_value("Zat op het bankje")
    expect(again.get_by_text("Je concept staat er weer")).to_be_visible()
    again.get_by_role("button", name="Begin opnieuw").tap()
    expect(again.locator("#note")).to_have_value("")


def test_mistakes_a_phone_can_see_stay_on_the_form(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    for words in ("Iemand anders", "Buiten", "Kies dag"):
        chip(page, words).tap()
    page.locator("summary", has_text="Nu").tap()
    page.locator("#occurred_at").fill("2030-01-01T12:00")
    page.get_by_role("button", name="Bewaren").tap()
    said = ["Vul een naam of alias in, of kies Anoniem.", "Kies een dag.", "Dit moment is nog niet geweest."]
    summary = page.get_by_role("alert").get_by_role("link")
    expect(summary).to_have_text(said)
    all_sent(page)
    page.locator("#alias").fill("Demo Jas")
    expect(page.locator("#alias-fout")).to_have_count(0)


def test_what_is_not_sent_yet_stands_in_its_place(at: Any, proxy: Proxy) -> None:
    # Given a phone that can read and not send
    page = at(YOUTH_WORKER, "/vervolgacties")
    proxy.set("login", path="/offline/operations")
    # When she ticks a follow-up and logs a contact
    row = page.locator("[data-done-row]").first
    subject = row.locator("input[name=follow_up]").first.input_value()
    row.get_by_role("button", name="Gedaan").tap()
    page.get_by_role("link", name="Contacten").tap()
    page.get_by_role("link", name="Contact vastleggen").tap()
    for words in ("Anoniem", "Buiten"):
        chip(page, words).tap()
    page.locator("#place").fill("Achter het station")
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "2")
    # Then the list of follow-ups still says done, though the server does not know
    page.get_by_role("link", name="Vandaag").first.tap()
    page.get_by_role("link", name=re.compile("Alle vervolgacties|Morgen")).tap()
    expect(page.locator("h1")).to_have_text("Vervolgacties")
    row = page.locator("[data-done-row]", has=page.locator(f"input[value='{subject}']")).first
    expect(row.get_by_text("gedaan", exact=True)).to_be_visible()
    # And the contact stands at the head of its list
    page.get_by_role("link", name="Contacten").tap()
    unsent = page.locator("[data-unsent-of] [data-item]")
    expect(unsent).to_contain_text("nog niet verzonden")
    expect(unsent).to_contain_text("Achter het station")
    # When it can be sent, then the row stays and leads to what it became
    proxy.set("pass")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    all_sent(page)
    expect(unsent.get_by_text("verstuurd", exact=True)).to_be_visible()
    unsent.get_by_role("link").tap()
    expect(page.locator("main")).to_contain_text("Achter het station")


@pytest.mark.parametrize("user", [NURSE, YOUTH_WORKER])
def test_pages_are_accessible_and_fit_a_narrow_screen(at: Any, axe: Callable[[Page], None], user: str) -> None:
    page = at(user, "/contacten")
    contact = first_link(page, "/contacten")
    page.goto("/clienten")
    client = first_link(page, "/clienten")
    page.set_viewport_size(NARROW)
    paths = ["/", "/meer", "/contacten", "/contacten/nieuw", contact, f"{contact}/corrigeren", "/vervolgacties",
             "/clienten", "/clienten/nieuw", client, f"{client}/wijzigen", "/clienten?zoek=niemand"]  # fmt: skip
    for path in paths:
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        axe(page)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], f"{path} scrolls sideways: {wide} px"
