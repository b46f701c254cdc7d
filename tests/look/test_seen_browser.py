"""Explanations shown once: folded after reading, whole again after a change; hints that go away for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PUT = """([tag, attributes, inside]) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const [kind, more] of inside) {
    const part = made.appendChild(document.createElement(kind));
    for (const [name, value] of Object.entries(more)) part.setAttribute(name, value);
    part.textContent = kind;
  }
  document.querySelector('main').replaceChildren(made);
  document.dispatchEvent(new Event('onderdak:page'));
}"""
SAVED = """async () => {
  const app = document.querySelector('script[src$="/js/app.js"]').src;
  const { writeMeta } = await import(new URL('./offline/store/db.js', app));
  await writeMeta('done:saved', '1');
}"""
PROMPT = """() => {
  const asked = new Event('beforeinstallprompt', { cancelable: true });
  asked.prompt = async () => { document.title = 'asked'; };
  dispatchEvent(asked);
}"""


def banner(page: Page, version: str) -> None:
    """The next page with a banner of this version on it."""
    page.evaluate(PUT, ["details", {"data-seen": "cold", "data-version": version}, [["summary", {}], ["p", {}]]])


def hint(page: Page, name: str, **when: str) -> None:
    """The next page with this hint on it."""
    attributes = {"data-hint": name, "hidden": "", **{f"data-{key}": value for key, value in when.items()}}
    inside = [
        ["button", {"data-way": "prompt", "data-install": "", "hidden": ""}],
        ["p", {"data-way": "ios", "hidden": ""}],
        ["button", {"data-dismiss": ""}],
    ]
    page.evaluate(PUT, ["div", attributes, inside])


def test_banner_is_whole_once_and_again_when_it_changed(open_page: Callable[..., Page]) -> None:
    page = open_page("/bouwstenen")
    banner(page, "tot vrijdag")
    expect(page.locator("details[data-seen] p")).to_be_visible()
    page.evaluate("() => document.dispatchEvent(new Event('onderdak:page'))")
    expect(page.locator("details[data-seen] p")).to_be_visible()  # it folds under nobody's eyes
    banner(page, "tot vrijdag")
    expect(page.locator("details[data-seen] p")).to_be_hidden()
    expect(page.locator("details[data-seen] summary")).to_be_visible()
    page.locator("details[data-seen] summary").click()
    expect(page.locator("details[data-seen] p")).to_be_visible()
    banner(page, "tot zondag")
    expect(page.locator("details[data-seen] p")).to_be_visible()


def test_hint_to_begin_goes_with_the_first_work(open_page: Callable[..., Page]) -> None:
    page = open_page("/bouwstenen")
    hint(page, "begin", until="saved")
    expect(page.locator("[data-hint]")).to_be_visible()
    page.evaluate(SAVED)
    hint(page, "begin", until="saved")
    expect(page.locator("[data-hint]")).to_be_hidden()


def test_installing_is_offered_after_the_first_work_and_put_away_for_good(open_page: Callable[..., Page]) -> None:
    page = open_page("/bouwstenen")
    page.evaluate(PROMPT)
    hint(page, "install", after="saved")
    expect(page.locator("[data-hint]")).to_be_hidden()
    page.evaluate(SAVED)
    hint(page, "install", after="saved")
    expect(page.locator("[data-install]")).to_be_visible()
    expect(page.locator("[data-way=ios]")).to_be_hidden()
    page.locator("[data-dismiss]").click()
    expect(page.locator("[data-hint]")).to_be_hidden()
    hint(page, "install", after="saved")
    expect(page.locator("[data-hint]")).to_be_hidden()


def test_button_asks_the_browsers_own_question(open_page: Callable[..., Page]) -> None:
    page = open_page("/bouwstenen")
    page.evaluate(SAVED)
    hint(page, "install", after="saved")
    expect(page.locator("[data-hint]")).to_be_hidden()  # nothing to offer yet
    page.evaluate(PROMPT)
    page.locator("[data-install]").click()
    expect(page).to_have_title("asked")
    expect(page.locator("[data-hint]")).to_be_hidden()


@pytest.mark.parametrize(("standalone", "is_told"), [("false", True), ("true", False)])
def test_iphone_is_told_how_in_words(open_page: Callable[..., Page], standalone: str, *, is_told: bool) -> None:
    page = open_page("/bouwstenen")
    page.evaluate(SAVED)
    page.add_init_script(f"Object.defineProperty(navigator, 'standalone', {{ value: {standalone} }})")
    page.reload()
    hint(page, "install", after="saved")
    expect(page.locator("[data-way=ios]")).to_be_visible(visible=is_told)
