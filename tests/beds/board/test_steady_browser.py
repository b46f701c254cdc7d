"""Automatic changes do not come under a finger: a moved or new element cannot be pressed for a moment."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.beds.fixtures import NURSE
from tests.beds.night import BY_HAND
from tests.beds.taps import shelter_id_of
from tests.support.browser import eventually

WATCH = """(path) => {
  window.held = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (target.style?.pointerEvents === 'none') window.held.push(target.textContent.trim());
    }
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['style'] });
}"""


def holds(page: Page, *words: str) -> bool:
    """True when one of the elements that could not be pressed for a moment says one of these words."""
    return any(word in one for one in page.evaluate("() => window.held") for word in words)


def test_question_that_comes_under_the_finger_is_not_pressed(at: Any, elsewhere: Any) -> None:
    house = shelter_id_of(at, BY_HAND)
    nurse = elsewhere(NURSE)
    page: Page = at("opvang", "/")
    moved = page.locator("#eigen-opvang a").last
    expect(moved).to_be_visible()
    top = moved.bounding_box()["y"]  # type: ignore[index]
    page.evaluate(WATCH)
    request = nurse.ask(house, "Onder de vinger")
    row = page.locator(f"#a-{request}")
    expect(row).to_be_visible()
    eventually(page, lambda: moved.bounding_box()["y"] > top, "making room")  # type: ignore[index]
    eventually(page, lambda: holds(page, "Vasthouden"), "holding what is new")
    eventually(page, lambda: holds(page, "Slaaphuis", "Opvang"), "holding what moved")
    row.get_by_role("button", name="Vasthouden").tap()  # a moment later it is as any other
    expect(page.get_by_text("Vast tot")).to_be_visible()
    nurse.give_back(request)
