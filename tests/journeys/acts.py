"""Acts of people in every journey."""

from __future__ import annotations

import os
from typing import Any

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


def fill_step(page: Page, answers: dict[str, Any]) -> None:
    """Answer one page of the sign-up as a person would: tick, choose, type."""
    for name, value in answers.items():
        field = page.locator(f"main form [name={name}]").first
        kind = field.get_attribute("type") or field.evaluate("node => node.localName")
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                page.locator(f"main form [name={name}][value='{one}']").check(force=True)
        elif kind in ("select", "select-one"):
            field.select_option(value)
        else:
            field.fill(value)
