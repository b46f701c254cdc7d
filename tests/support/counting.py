"""A shelter as the board tells it, its beds counted and emptied by plain forms: as a colleague with another phone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import APIRequestContext, FormData


def shelter_on_board(request: APIRequestContext, name: str) -> dict[str, Any]:
    """The shelter with this in its name, for who is signed in."""
    board = request.get("/bedden", headers={"Accept": "application/json"}).json()
    found: dict[str, Any] = next(shelter for shelter in board["shelters"] if name in shelter["name"])
    return found


def beds_of(request: APIRequestContext, name: str) -> dict[str, dict[str, Any]]:
    """Its beds, by kind."""
    return {category["category"]: category for category in shelter_on_board(request, name)["categories"]}


def count_beds(request: APIRequestContext, name: str, **numbers: int) -> None:
    """One of its own people counts so many free beds of these kinds."""
    shelter, now = shelter_on_board(request, name), beds_of(request, name)
    for kind, free in numbers.items():
        form: dict[str, str | float | bool] = {
            "category": kind,
            "base_version": str(now[kind]["version"]),
            "free": str(free),
        }
        assert request.post(f"/bedden/{shelter['id']}/tellen", form=form, max_redirects=0).status == 303


def everybody_out(request: APIRequestContext, name: str) -> None:
    """One of its own people checks out everybody who sleeps there."""
    morning = f"/bedden/{shelter_on_board(request, name)['id']}/ochtend"
    leaving = re.findall(r'name="_leaves" value="([^"]+)"', request.get(morning).text())
    if leaving:
        told = FormData()
        for stay in leaving:
            told.append("_leaves", stay)
        assert request.post(morning, form=told, max_redirects=0).status == 303


def make_room(request: APIRequestContext, name: str, free: int) -> None:
    """One of its own people counts so many free mixed beds, and there are so many: earlier guests may have them all."""
    count_beds(request, name, mixed=free)
    if beds_of(request, name)["mixed"]["free"] < free:
        everybody_out(request, name)
        count_beds(request, name, mixed=free)
