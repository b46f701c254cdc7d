"""On a wide screen a list is a table: each cell under its head. On a phone it is rows, and both say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.proxy import Proxy

pytestmark = pytest.mark.one_store
LISTS = [
    ("straatverpleegkundige", "/clienten", "Naam"),
    ("straatverpleegkundige", "/contacten", "Wie"),
    ("coordinator", "/kamers", "Verhuurder"),
    ("jongerenwerker", "/kamers/verzoeken", "Jongere"),
    ("beheer", "/beheer", "Naam"),
]
COLUMNS = """() => {
  const left = (element) => Math.round(element.getBoundingClientRect().left);
  const lefts = (cells) => cells.filter((cell) => cell.checkVisibility()).map(left);
  const cells = ':scope > .grow > :not(.inrow), :scope > :not(.grow)';
  const rows = [...document.querySelectorAll('#lijst .table .row')];
  return {
    heads: lefts([...document.querySelectorAll('#lijst p.heads > *')]),
    rows: rows.map((row) => lefts([...row.querySelectorAll(cells)])),
  };
}"""


@pytest.fixture
def desk(browser: Browser, proxy: Proxy) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=proxy.url, locale="nl-NL")
    yield context.new_page()
    context.close()


def open_list(page: Page, user: str, path: str) -> None:
    page.request.post("/demo/inloggen", form={"user": user})
    page.goto(path)
    expect(page.locator("#lijst .table .row").first).to_be_visible()


@pytest.mark.parametrize(("user", "path", "head"), LISTS)
def test_each_cell_stands_under_its_head(desk: Page, user: str, path: str, head: str) -> None:
    for width in (960, 1280, 1920):
        desk.set_viewport_size({"width": width, "height": 800})
        open_list(desk, user, path)
        expect(desk.locator("#lijst p.heads")).to_contain_text(head)
        found = desk.evaluate(COLUMNS)
        assert len(found["heads"]) > 3
        assert found["heads"] == sorted(set(found["heads"]))
        assert [row for row in found["rows"] if row != found["heads"][: len(row)]] == []
        assert desk.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("user", "path", "head"), LISTS)
def test_phone_shows_rows_without_heads(page: Page, user: str, path: str, head: str) -> None:
    open_list(page, user, path)
    expect(page.locator("#lijst p.heads")).to_be_hidden()
    row = page.locator("#lijst .table .row").first
    assert row.evaluate("row => getComputedStyle(row).display") == "flex"


def test_row_says_the_same_to_who_hears_it(desk: Page) -> None:
    open_list(desk, "straatverpleegkundige", "/clienten")
    heard = desk.locator("#lijst").aria_snapshot()
    assert re.search(r"link \".*geboren in \d{4} ?, ", heard)
    assert "Geboren" not in heard
