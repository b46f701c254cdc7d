"""A region that renews itself: only when it changed, never under someone's hands."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.look.gallery import State
from tests.support.browser import eventually

NOTE_QUESTIONS = """() => {
  window.asked = 0
  document.addEventListener('htmx:before:request', (event) => { window.asked += event.defaultPrevented ? 0 : 1 })
}"""
"""Those that begin from now on: one that was on its way may come to the server later."""
NOTE_ANSWERS = """() => {
  window.answered = 0
  document.addEventListener('htmx:finally:request', () => { window.answered += 1 })
}"""
WATCH = """() => {
  window.swaps = 0
  document.addEventListener('htmx:after:swap', () => { window.swaps += 1 })
}"""


def asked_for_the_board(state: State) -> int:
    return sum(line.startswith("GET /bedden") for line in state.asked)


def test_change_on_the_server_appears(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    state.free = 7
    expect(page.locator("#vrij")).to_have_text("7")


def test_unchanged_board_is_not_swapped_again(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    page.evaluate(WATCH)
    eventually(page, lambda: asked_for_the_board(state) > 3, "asking")
    assert page.evaluate("() => window.swaps") <= 1


def test_what_is_open_filtered_and_focused_stays(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    page.locator("summary").click()
    page.get_by_label("Met hond").check(force=True)
    page.get_by_role("link", name="Meer").focus()
    state.free = 5
    expect(page.locator("#vrij")).to_have_text("5")
    expect(page.locator("#meer")).to_have_attribute("open", "")
    expect(page.get_by_role("heading", name="Oosterlicht")).to_be_hidden()
    expect(page.get_by_role("heading", name="Wending")).to_be_visible()
    expect(page.get_by_role("link", name="Meer")).to_be_focused()


def test_nothing_is_asked_while_someone_types_in_the_region(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    page.locator("summary").click()
    page.locator("#nog").fill("iets")
    page.evaluate(NOTE_QUESTIONS)
    page.wait_for_timeout(1000)  # in which it would ask three times
    assert page.evaluate("() => window.asked") == 0
    page.locator("#nog").blur()
    eventually(page, lambda: page.evaluate("() => window.asked") > 0, "asking again")


def test_answer_to_the_page_before_is_not_taken_for_what_stands_there(
    open_page: Callable[..., Page], state: State
) -> None:
    page = open_page("/bedden")
    held: list[Route] = []
    holding = True

    def hold_parts(route: Route) -> None:
        if holding and route.request.headers.get("hx-request-type") == "partial":
            held.append(route)
        else:
            route.continue_()

    page.route("**/bedden", hold_parts)
    eventually(page, lambda: held != [], "a question of the first page")
    page.evaluate("() => { document.querySelector('main').dataset.first = ''; }")
    page.get_by_role("link", name="Bedden", exact=True).click()
    expect(page.locator("main[data-first]")).to_have_count(0)
    page.evaluate(NOTE_ANSWERS)
    state.free = 7
    held[0].continue_()
    eventually(page, lambda: page.evaluate("() => window.answered > 0"), "its answer")
    holding = False
    for route in held[1:]:
        route.continue_()
    expect(page.locator("#vrij")).to_have_text("7")


def test_failing_server_leaves_what_stood_there(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    expect(page.locator("#vrij")).to_have_text("2")
    state.broken = True
    page.wait_for_timeout(900)  # in which it asks in vain
    expect(page.locator("#vrij")).to_have_text("2")
    state.broken = False
    state.free = 9
    expect(page.locator("#vrij")).to_have_text("9")


def test_leaving_the_page_stops_the_asking(open_page: Callable[..., Page], state: State) -> None:
    page = open_page("/bedden")
    page.get_by_role("link", name="Kamers").click()
    expect(page).to_have_title("Cliënten · Onderdak")
    page.evaluate(NOTE_QUESTIONS)
    page.wait_for_timeout(900)  # in which it would ask twice
    assert page.evaluate("() => window.asked") == 0
