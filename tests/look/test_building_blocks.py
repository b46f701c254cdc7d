"""Every building block in every state: readable, reachable, nothing beyond the edge."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.page_lint import lint

PAGES = ["/bouwstenen", "/formulier", "/telling", "/bedden", "/lijst", "/fout/404"]
TARGET = 48  # CSS pixels

SMALL_TARGETS = """(least) => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('p, caption, .sr, .chip'))
  .filter((e) => e.getBoundingClientRect().height < least - 0.5)
  .map((e) => `${e.tagName} ${e.textContent.trim() || e.name} ${e.getBoundingClientRect().height}`)"""
BEYOND_THE_EDGE = """() => [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && !e.closest('.sr') && e.getBoundingClientRect().right > innerWidth + 0.5)
  .map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`)"""


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page: Callable[..., Page], axe: Callable[[Page], None], path: str) -> None:
    page = open_page(path, bypass_csp=True)  # axe sets inline styles while it measures
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true })")
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 3000})
        axe(page)


@pytest.mark.parametrize("path", PAGES)
def test_markup_is_sound(gallery: SimpleNamespace, path: str) -> None:
    answer = gallery.app.test_client().get(path)
    assert lint(answer.get_data(as_text=True), answer.headers, path) == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_fits_and_can_be_hit(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path, 320)
    page.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true })")
    assert page.evaluate(BEYOND_THE_EDGE) == [], "beyond the edge at 320 pixels"
    assert page.evaluate(SMALL_TARGETS, TARGET) == [], "lower than 48 pixels"
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    assert page.evaluate(BEYOND_THE_EDGE) == [], "beyond the edge with text at 200 %"


def test_main_action_stands_under_its_page_on_a_wide_screen(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling", 1280, 800)
    action, rail, main = (page.locator(part).bounding_box() for part in (".main-action", ".tabs", "main"))
    assert action["x"] >= main["x"] >= rail["x"] + rail["width"]
    assert action["y"] + action["height"] <= 800


def test_dock_leaves_the_screen_when_it_would_fill_it(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling", 640, 360)
    assert page.locator(".dock").evaluate("e => getComputedStyle(e).position") == "static"


def test_form_works_without_script(browser: Browser, gallery: SimpleNamespace) -> None:
    context = browser.new_context(base_url=gallery.origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/formulier")
    page.get_by_label("Waar, ongeveer?").fill("")
    page.get_by_role("button", name="Bewaren").click()
    expect(page).to_have_title("Fout: Contact vastleggen · Onderdak")
    expect(page.get_by_role("alert")).to_contain_text("Er staat een fout in")
    page.goto("/lijst?zoek=piet")
    expect(page.locator("#lijst li")).to_have_count(1)
    expect(page.get_by_role("button", name="Zoek")).to_be_visible()
    context.close()


def test_printing_leaves_out_what_one_cannot_press_on_paper(open_page: Callable[..., Page]) -> None:
    page = open_page("/telling")
    page.emulate_media(media="print")
    expect(page.locator(".dock")).to_be_hidden()
