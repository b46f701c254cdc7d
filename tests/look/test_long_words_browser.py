"""No page grows wider than the screen by what people write: every page, with words without an end in every field."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from sqlmodel import select

from tests.audit.reading import ALSO, ROLES, World, addresses, signed_in
from tests.audit.reading import world as world  # the fixture
from webapp.config import ROOT

pytestmark = pytest.mark.one_store
LONG = "Wolfeschlegelsteinhausenbergerdorffvoorouderlijkestamboomboek"
ADDRESS = "https://onderdak.example/opvang/nachtopvang?straat=burgemeester-van-wijdemerenlaan&huis=117"
ORIGIN = "http://localhost"
ID = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
WIDER = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const isWide = (e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5;
  const wide = [...document.querySelectorAll('body *:not(.sr, .inrow)')].filter(isWide);
  const inmost = wide.filter((e) => !wide.some((one) => one !== e && e.contains(one)));
  return inmost.map((e) => `${e.parentElement.className} > ${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`);
}"""


def stretch(world: World) -> None:
    """A word without an end in every field that somebody fills, in the longer ones also an address."""
    with world.database.transaction() as session:
        for table, fields in ALSO.items():
            for row in session.exec(select(table)).all():
                for name in set(fields) - {"referrer"}:  # one of a list
                    is_list = isinstance(getattr(row, name), list)
                    setattr(row, name, [ADDRESS] if is_list else f"{LONG} {ADDRESS}" if name == "note" else LONG)
                session.add(row)


def whole_pages(world: World) -> dict[str, str]:
    """Every kind of page as the role sees it that is shown most: address without ids → HTML."""
    pages: dict[str, str] = {}
    for who in ROLES:
        client, closed = signed_in(world, who), set()
        for rule, path in addresses(world, "GET"):
            if rule.endpoint in closed:
                continue
            answer = client.get(path)
            text = answer.get_data(as_text=True)
            if answer.status_code == 403:
                closed.add(rule.endpoint)
            elif text.lower().startswith("<!doctype") and len(text) > len(pages.get(kind := ID.sub("…", path), "")):
                pages[kind] = text
    return pages


@pytest.fixture
def still(browser: Browser, world: World) -> Iterator[BrowserContext]:
    """Pages without their scripts, with the style sheets of the application."""

    def give(route: Route) -> None:
        _, _, name = route.request.url.removeprefix(f"{ORIGIN}/static/").partition("/")
        route.fulfill(path=ROOT / "static" / name)

    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.route("**/*", lambda route: route.abort())
    context.route("**/static/**/*.css", give)
    yield context
    context.close()


def show(page: Page, html: str) -> None:
    """Open this as a page of the application, everything on it unfolded."""
    page.unroute_all()
    page.route(f"{ORIGIN}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(ORIGIN)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")


def test_no_page_is_wider_than_the_screen(world: World, still: BrowserContext) -> None:
    stretch(world)
    pages, page, wrong = whole_pages(world), still.new_page(), []
    assert len(pages) > 60
    for path, html in pages.items():
        show(page, html)
        for width, size in ((360, "100%"), (360, "200%"), (1280, "100%")):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            wrong += [f"{path} {width} {size}: {one}" for one in page.evaluate(WIDER)]
    assert wrong == []
