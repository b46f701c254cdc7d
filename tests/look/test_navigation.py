"""One document stays alive while someone walks through the pages.

Any page but one of this release is left to the browser.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.look.gallery import State

MARK = "() => { window.sameDocument = true }"
IS_MARKED = "() => window.sameDocument === true"


def test_document_title_and_focus_follow_when_a_link_is_followed(open_page: Callable[..., Page]) -> None:
    page = open_page("/bouwstenen")
    page.evaluate(MARK)
    page.get_by_role("link", name="Bedden", exact=True).click()
    expect(page).to_have_title("Bedden vannacht · Onderdak")
    expect(page).to_have_url("/bedden")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.evaluate(IS_MARKED)
    assert page.evaluate("() => scrollY") == 0


def test_back_and_forward_ask_the_server_again_and_keep_nothing(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bouwstenen")
    page.evaluate(MARK)
    page.get_by_role("link", name="Kamers").click()
    expect(page).to_have_title("Cliënten · Onderdak")
    asked = len(state.asked)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Bouwstenen")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name="Cliënten")).to_be_focused()
    assert [line for line in state.asked[asked:] if "/static/" not in line] == ["GET /bouwstenen", "GET /lijst"]
    assert page.evaluate(IS_MARKED)
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("() => JSON.stringify(history.state)") == '{"htmx":true}'


def test_posted_form_leads_on_in_the_same_document(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier")
    page.evaluate(MARK)
    page.get_by_role("button", name="Bewaren").click()
    expect(page).to_have_url("/lijst")
    expect(page.get_by_role("heading", level=1, name="Cliënten")).to_be_focused()
    assert page.evaluate(IS_MARKED)


def test_mistakes_take_focus_and_keep_what_was_typed(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier")
    page.evaluate(MARK)
    page.get_by_label("Waar, ongeveer?").fill("")
    page.get_by_label("Geen", exact=True).check(force=True)
    page.get_by_role("button", name="Bewaren").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Fout: Contact vastleggen · Onderdak")
    summary.get_by_role("link", name="Vul de plek in").click()
    expect(page.get_by_label("Waar, ongeveer?")).to_be_focused()
    expect(page.get_by_label("Geen", exact=True)).to_be_checked()
    assert page.evaluate(IS_MARKED)


def test_form_is_sent_once_when_tapped_twice(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/formulier")
    page.get_by_role("button", name="Bewaren").dblclick()
    expect(page).to_have_url("/lijst")
    assert state.asked.count("POST /formulier") == 1


def test_language_of_the_document_changes_with_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/fout/404")
    page.goto("/bouwstenen?lang=en")
    page.locator("[data-htmx-powered]").first.wait_for(state="attached")
    page.evaluate(MARK)
    page.evaluate("() => { document.cookie = 'lang=nl; path=/' }")
    page.get_by_role("link", name="Bedden", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert page.evaluate(IS_MARKED)


def test_newer_release_is_loaded_afresh(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bouwstenen")
    page.evaluate(MARK)
    state.release = "0123456789ab"
    page.get_by_role("link", name="Kamers").click()
    expect(page).to_have_title("Cliënten · Onderdak")
    assert not page.evaluate(IS_MARKED)


def test_login_page_of_a_wifi_portal_is_not_taken_for_ours(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    state.portal = True
    page.wait_for_timeout(800)  # in which the board asks twice
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedden vannacht")
    page.get_by_role("link", name="Kamers").click()
    expect(page).to_have_title("Wifi")


def test_form_stays_when_a_portal_answers_it(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/formulier")
    page.get_by_label("Waar, ongeveer?").fill("Onder de brug")
    state.portal = True
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#loading")).to_have_text(
        "Geen netwerk. Wat je invulde, staat er nog. Probeer het zo nog een keer."
    )
    expect(page.get_by_label("Waar, ongeveer?")).to_have_value("Onder de brug")


def test_file_is_downloaded_and_the_page_stays(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier")
    page.get_by_label("Waar, ongeveer?").fill("Onder de brug")
    with page.expect_download():
        page.get_by_role("link", name="Bestand").click()
    expect(page.get_by_label("Waar, ongeveer?")).to_have_value("Onder de brug")


@pytest.mark.parametrize("hangs", [False, True], ids=["no network", "no answer"])
def test_who_tapped_below_sees_that_it_did_not_go_and_nothing_looks_done(
    open_page: Callable[..., Page], *, hangs: bool
) -> None:
    page = open_page("/formulier", height=320, has_touch=True, is_mobile=True)
    button = page.get_by_role("button", name="Bewaren")
    before = button.evaluate("(node) => getComputedStyle(node).backgroundColor")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("h1")).not_to_be_in_viewport()
    if hangs:
        page.route("**/formulier", lambda _: None)
    else:
        page.context.set_offline(True)
    button.tap(no_wait_after=True)
    told = "Ophalen. Dit duurt langer dan normaal." if hangs else "Geen netwerk. Wat je invulde, staat er nog."
    expect(page.locator("#loading")).to_contain_text(told)
    expect(page.locator("#loading")).to_be_in_viewport(ratio=1)
    assert button.evaluate("(node) => getComputedStyle(node).backgroundColor") == before


def test_failure_is_told_and_can_be_taken_over(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier")
    page.evaluate("""() => {
      window.told = []
      document.addEventListener('onderdak:offline', (event) => window.told.push(event.detail))
    }""")
    page.context.set_offline(True)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#loading")).to_contain_text("Wat je invulde, staat er nog")
    page.get_by_role("link", name="Lijst").click()
    expect(page.locator("#loading")).to_contain_text("Geen netwerk")
    assert page.evaluate("() => window.told") == [
        {"path": "/formulier", "kind": "send", "meaning": None},
        {"path": "/lijst", "kind": "navigate", "meaning": None},
    ]
    page.evaluate("""() => document.addEventListener('onderdak:offline', (event) => {
      event.preventDefault()
      document.querySelector('h1').textContent = 'Uit de kluis'
    })""")
    page.get_by_role("link", name="Lijst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uit de kluis")
    expect(page.locator("#loading")).to_have_text("")


def test_slow_page_says_so_in_words(open_page: Callable[..., Page]) -> None:
    page = open_page("/formulier")
    held: list[Route] = []
    page.route("**/lijst", lambda route: held.append(route))  # noqa: PLW0108
    page.get_by_role("link", name="Lijst").click(no_wait_after=True)
    expect(page.locator("#loading")).to_have_text("Ophalen. Dit duurt langer dan normaal.")
    expect(page.locator("#inhoud")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page).to_have_title("Cliënten · Onderdak")
    expect(page.locator("#loading")).to_have_text("")


def test_status_of_the_phone_survives_a_page_change(open_page: Callable[..., Page]) -> None:
    page = open_page("/bouwstenen")
    page.evaluate("() => { document.getElementById('status').textContent = 'Bewaard op deze telefoon' }")
    page.get_by_role("link", name="Kamers").click()
    expect(page).to_have_title("Cliënten · Onderdak")
    expect(page.locator("#status")).to_have_text("Bewaard op deze telefoon")


def test_form_for_the_outbox_is_left_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("/lijst")
    page.evaluate("""async () => {
      const form = document.createElement('form')
      form.method = 'post'
      form.dataset.offline = 'contact.log'
      document.querySelector('main').append(form)
      window.htmx.process(form)
    }""")
    expect(page.locator("form[data-offline]")).not_to_have_attribute("data-htmx-powered", "true")
