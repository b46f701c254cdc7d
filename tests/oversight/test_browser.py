"""The pages of oversight on a phone: usable by everyone, and a day's reading of one colleague opens with a tap."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect


def become(page: Page, user: str) -> None:
    page.request.post("/demo/inloggen", form={"user": user})


def a_client(page: Page) -> str:
    """The address of a client of the demo's nurse, who opened it twice."""
    become(page, "straatverpleegkundige")
    page.goto("/clienten")
    found = re.search(r"/clienten/[0-9a-f-]{36}", page.content())
    assert found
    for _ in range(2):
        page.goto(found.group())
        expect(page.get_by_role("link", name="Wie keek mee")).to_be_visible()
    return found.group()


def test_client_reads_along_by_tapping(page: Page):
    address = a_client(page)
    page.get_by_role("link", name="Wie keek mee").click()
    expect(page.get_by_role("heading", name="Wie keek mee")).to_be_visible()
    assert urlsplit(page.url).path == f"{address}/wie-keek-mee"
    mine = page.locator("details", has_text="Demo Sanne").first
    expect(mine.get_by_text("mag omdat").first).to_be_hidden()
    mine.locator("summary").click()
    expect(mine.get_by_text("mag omdat").first).to_be_visible()


def test_overseer_searches_without_a_name_in_the_address(page: Page):
    become(page, "privacy")
    page.goto("/toezicht/logboek")
    page.get_by_label("Cliënt").fill("piet")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", name="Wie bedoel je?")).to_be_visible()
    assert urlsplit(page.url).query == ""
    page.get_by_role("button", name="Rooie Piet (demo)").first.click()
    expect(page.get_by_role("heading", name="Gevonden")).to_be_visible()
    assert urlsplit(page.url).query == ""


@pytest.mark.parametrize(
    ("user", "paths"),
    [
        ("privacy", ("/toezicht", "/toezicht/logboek", "/toezicht/opvallend", "/toezicht/noodtoegang")),
        ("beheer", ("/beheer/verwerkingsregister", "/beheer/rollen", "/beheer/toegankelijkheid")),
    ],
)
def test_pages_can_be_used_by_everyone(page: Page, axe: Callable[[Page], None], user: str, paths: tuple[str, ...]):
    become(page, user)
    for path in paths:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_who_looked_can_be_used_by_everyone(page: Page, axe: Callable[[Page], None]):
    page.goto(f"{a_client(page)}/wie-keek-mee")
    page.locator("details > summary").first.click()
    axe(page)
