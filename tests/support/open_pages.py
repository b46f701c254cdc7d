"""The browser pages that stood open when a test failed: a Locator that timed out says nothing about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.support.browser import Phone

PATIENCE = 3_000
"""Milliseconds for a page that may be stuck."""
MOST = 4_000
"""Characters of one page."""
LOUD = ("error", "warning")


def sections(fixtures: Iterable[Any]) -> list[tuple[str, str]]:
    """One section per open page of the browsers, phones and pages among the fixtures of a test: title and text."""
    pages = {page: None for one in fixtures for context in _contexts(one) for page in context.pages}
    return [(f"page {number}", _describe(page)) for number, page in enumerate(pages, 1)]


def _contexts(fixture: Any) -> list[BrowserContext]:
    if isinstance(fixture, Browser):
        return fixture.contexts
    if isinstance(fixture, Page):
        return [fixture.context]
    return [fixture.context] if isinstance(fixture, Phone) and fixture.is_open else []


def _describe(page: Page) -> str:
    """Its address, what it said in the console, and what a reader of the screen hears."""
    return "\n".join([page.url, *_said(page), _seen(page)])


def _said(page: Page) -> Iterator[str]:
    try:
        yield from (f"console {one.type}: {one.text}" for one in page.console_messages() if one.type in LOUD)
        yield from (f"thrown: {one}" for one in page.page_errors())
    except Error as error:
        yield f"no console: {error.message}"


def _seen(page: Page) -> str:
    try:
        text = page.locator("body").aria_snapshot(timeout=PATIENCE)
    except Error as error:
        return f"no text: {error.message}"
    return text if len(text) <= MOST else f"{text[:MOST]}\n… {len(text) - MOST} more"
