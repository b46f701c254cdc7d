"""Beside an Arabic name the rest of the line stands where it is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC
from tests.beds.taps import choose, shelter_id, shelter_id_of
from tests.support.browser import all_sent, vault_opens, visit

pytestmark = pytest.mark.one_store
NAME = "مريم (2)"
PLACE = "محمد علي 3"
BESIDE = """written => {
  // Where this text stands: what is read before and after it in the same line, and how far on its right side that is.
  const found = [];
  const rects = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  };
  for (const block of document.querySelectorAll('main :is(p, h1, h2, strong, .grow, .head, legend, label)')) {
    if (!block.checkVisibility() || !block.textContent.includes(written)) continue;
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walk.nextNode()) nodes.push(walk.currentNode);
    const at = nodes.findIndex((node) => node.data.includes(written));
    const from = nodes[at].data.indexOf(written);
    const own = rects(nodes[at], from, from + written.length);
    const left = Math.min(...own.map((box) => box.left));
    const right = Math.max(...own.map((box) => box.right));
    const look = (node, start, end, distance) => {
      for (const box of rects(node, start, end)) {
        const isBeside = own.some(({ top, bottom }) => box.top < bottom - 4 && box.bottom > top + 4);
        if (isBeside) found.push([node.data.slice(start, end).trim(), Math.round(distance(box))]);
      }
    };
    nodes.slice(0, at).forEach((node) => look(node, 0, node.length, (box) => left - box.right));
    look(nodes[at], 0, from, (box) => left - box.right);
    look(nodes[at], from + written.length, nodes[at].length, (box) => box.left - right);
    nodes.slice(at + 1).forEach((node) => look(node, 0, node.length, (box) => box.left - right));
  }
  return found;
}"""


def beside(page: Page, written: str, picture: Path) -> str:
    """The texts in one line with this text, all on their side of it."""
    expect(page.locator("main").get_by_text(written).first).to_be_visible()
    page.screenshot(path=picture, full_page=True)
    found = page.evaluate(BESIDE, written)
    assert [one for one in found if one[1] < -1] == []
    return " ".join(words for words, _ in found)


def log_contact(page: Page) -> None:
    page.goto("/contacten/nieuw")
    page.locator("label.chip", has_text="Iemand anders").click()
    page.get_by_label("Naam of alias").fill(NAME)
    page.get_by_label("Waar, ongeveer?").fill(PLACE)
    page.locator("label.chip", has_text="Buiten").click()
    page.locator("label.chip", has_text="Morgen").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#status")).to_contain_text(re.compile("Bewaard|Verstuurd"))


def ask_bed(page: Page, name: str) -> None:
    house = shelter_id_of(lambda user, path: visit(page, user, path), AUTOMATIC)
    page.goto(f"/bedden/vragen?opvang={house}&soort=mixed")
    page.locator("label.chip", has_text="Iemand anders").click()
    page.get_by_label("Naam of alias").fill(name)
    choose(page, "24 of ouder")
    page.get_by_role("button", name="Vraag dit bed").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"))


def test_what_is_read_after_an_arabic_name_stands_on_its_right(page: Page, tmp_path: Path):
    visit(page, "straatverpleegkundige", "/")
    vault_opens(page)
    log_contact(page)
    all_sent(page)
    page.goto("/contacten")
    assert "Straat," in beside(page, PLACE, tmp_path / "contacts.png")
    page.goto("/vervolgacties")
    assert PLACE in beside(page, NAME, tmp_path / "due.png")
    ask_bed(page, NAME)
    page.goto("/bedden")
    beside(page, NAME, tmp_path / "board.png")
    page.goto("/onverzonden")
    assert "Contact" in beside(page, NAME, tmp_path / "outbox.png")
    assert "vandaag" in beside(page, PLACE, tmp_path / "outbox.png")
    visit(page, "opvang", f"/bedden/{shelter_id(page, AUTOMATIC)}")
    beside(page, NAME, tmp_path / "shelter.png")
