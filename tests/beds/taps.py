"""Beds asked, counted and refused on a phone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route

from tests.beds.night import AUTOMATIC
from tests.support.counting import make_room, shelter_on_board


def shelter_id(page: Page, name: str) -> str:
    return str(shelter_on_board(page.request, name)["id"])


def choose(page: Page, *words: str) -> None:
    for one in words:
        page.locator("label.chip", has_text=one).first.tap()


def ask(page: Page) -> None:
    choose(page, "Anoniem", "24 of ouder")
    page.get_by_role("button", name="Vraag dit bed").tap()


def shelter_id_of(at: Any, name: str) -> str:
    """This shelter; where its rule holds a bed at once there is one, whatever other tests asked on this server."""
    page = at("straatverpleegkundige", "/bedden")
    found = shelter_id(page, name)
    if name == AUTOMATIC:
        elsewhere = page.context.browser.new_context(base_url=page.url)
        elsewhere.request.post("/demo/inloggen", form={"user": "opvang"})
        make_room(elsewhere.request, name, 6)
        elsewhere.close()
    return found


def refuse(route: Route) -> None:
    """Answer as a server that refuses everything."""
    ids = [one["id"] for one in route.request.post_data_json["operations"]]
    results = [
        {"id": one, "status": "rejected", "code": "gone", "message": "Dit kan niet.", "fields": {}} for one in ids
    ]
    now = "2026-01-01T20:00:00+00:00"
    route.fulfill(json={"server_time": now, "epoch": "e", "backed_up_through": None, "results": results})
