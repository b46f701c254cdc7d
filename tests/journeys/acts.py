"""Acts of people in every journey."""

from __future__ import annotations

import os

from playwright.sync_api import Page

from tests.support.browser import expect_home, vault_opens

PICTURES = os.environ.get("ONDERDAK_JOURNEY_PICTURES")
"""A folder for pictures of the journeys, numbered in the order of the story; none are made without it."""


def sign_in(page: Page, name: str) -> None:
    """Become a demo person through the demo's page."""
    page.goto("/demo")
    page.locator(f"form:has(input[value={name}]) button").click()
    expect_home(page)
    vault_opens(page)


def chip(page: Page, *words: str) -> None:
    for one in words:
        page.locator("label.chip", has_text=one).first.click()


def shelter_id(page: Page, name: str) -> str:
    shelters = page.request.get("/bedden", headers={"Accept": "application/json"}).json()["shelters"]
    return str(next(one["id"] for one in shelters if name in one["name"]))
