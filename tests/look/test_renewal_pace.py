"""How often an open page asks: less while nothing changes and nobody touches it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.look.gallery import State
from tests.support.browser import eventually

LISTEN = """() => {
  const open = new Set();
  window.renewals = { times: 0, open };
  document.addEventListener('htmx:before:request', (event) => {
    if (event.defaultPrevented) return;
    open.add(event.detail.ctx);
    window.renewals.times += 1;
  });
  document.addEventListener('htmx:finally:request', (event) => open.delete(event.detail.ctx));
}"""
TIMES = "() => window.renewals.times"
ARE_ANSWERED = "() => window.renewals.open.size === 0"
MINUTE = 12
"""As many times five seconds."""


@pytest.fixture
def board(open_page: Callable[..., Page]) -> Page:
    """A board whose clock stands still until a test moves it."""
    page = open_page("/lijst")
    page.clock.install(time=0)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {LISTEN})")  # after the page's own listeners
    page.goto("/bedden")
    page.clock.pause_at(60_000)
    eventually(page, lambda: page.evaluate(ARE_ANSWERED), "an answer to what was asked on the way")
    page.keyboard.press("Shift")  # its minute begins now, however long the page took to come
    return page


def asks(page: Page, times: int) -> list[bool]:
    """True for each stretch of five seconds in which it asks and is answered."""
    found = []
    for _ in range(times):
        before = page.evaluate(TIMES)
        page.clock.run_for(5000)
        eventually(page, lambda: page.evaluate(ARE_ANSWERED), "an answer")
        found.append(page.evaluate(TIMES) > before)
    return found


def grow_calm(page: Page) -> None:
    """Nothing happens for a minute, so that it asks once in fifteen seconds."""
    asks(page, MINUTE + 1)
    assert sum(asks(page, 6)) == 2


def test_calm_page_asks_every_fifteen_seconds(board: Page) -> None:
    assert all(asks(board, MINUTE - 1))
    asks(board, 2)
    assert sum(asks(board, 12)) == 4


@pytest.mark.parametrize("act", ["tap", "key"])
def test_touch_brings_the_pace_back_for_a_minute(board: Page, act: str) -> None:
    grow_calm(board)
    if act == "tap":
        board.get_by_role("heading", level=1).click()
    else:
        board.keyboard.press("Shift")
    assert all(asks(board, MINUTE - 1))
    asks(board, 2)
    assert sum(asks(board, 6)) == 2


def test_change_brings_the_pace_back(board: Page, state: State) -> None:
    grow_calm(board)
    state.free = 7
    assert sum(asks(board, 3)) >= 1
    expect(board.locator("#vrij")).to_have_text("7")
    assert all(asks(board, MINUTE - 3))


def test_time_of_day_is_no_change(board: Page, state: State) -> None:
    for minute in range(4):
        state.said = f"Bijgewerkt om 20:0{minute}, geteld <time data-ago>{minute} min geleden</time>"
        asks(board, MINUTE)
    expect(board.locator("#stand")).to_contain_text("20:03")
    assert sum(asks(board, 6)) == 2


def test_page_that_gets_no_answer_keeps_asking(board: Page, state: State) -> None:
    grow_calm(board)
    state.broken = True
    asks(board, 3)
    assert all(asks(board, 3))
