"""The gallery, served once, and a fresh page per test that fails on any script error or policy violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.look.gallery import State, create_gallery, serve

# Failures that a test provokes itself reach the console too; only these may.
EXPECTED = ("Failed to load resource", "htmx: htmx:error", "htmx:response:error")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    app, state = create_gallery(tmp_path_factory.mktemp("gallery"))
    with serve(app) as origin:
        yield SimpleNamespace(app=app, state=state, origin=origin)


@pytest.fixture
def state(gallery: SimpleNamespace) -> State:
    """The server's side, as new."""
    gallery.state.__init__()
    return gallery.state


@pytest.fixture
def open_page(browser: Browser, gallery: SimpleNamespace, state: State) -> Iterator[Callable[..., Page]]:
    """Open a page of the gallery in a context of its own, without the phone's part."""
    contexts = []
    complaints: list[str] = []

    def listen(message: Any) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            complaints.append(message.text)

    def open_one(path: str, width: int = 360, height: int = 740, **options: Any) -> Page:
        context = browser.new_context(
            base_url=gallery.origin, viewport={"width": width, "height": height}, locale="nl-NL", **options
        )
        contexts.append(context)
        context.route("**/js/offline/main.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page = context.new_page()
        page.set_default_timeout(20_000)  # a busy machine
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        page.locator("[data-htmx-powered]").first.wait_for(state="attached")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints
