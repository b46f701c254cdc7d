"""Programmes by name, the answers to a placement, and the line as a program reads it."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from tests.support.client import Client
from tests.support.door import Door
from tests.support.visitor import Visitor
from webapp.accounts.models import Region
from webapp.db import Database
from webapp.placements.programmes.models import Programme

OFFICER = "plaatsing"
JSON = {"Accept": "application/json"}
LINE = "/plaatsingen/wachtlijst"
HOMES = "/plaatsingen/woningen"
HOME_SAID = {"name": "Testhof 1", "kind": "flat", "municipality": "Huizen", "places": "1", "address": "Geheime Laan 7"}


def programme_id(database: Database, name: str = "Beschermd Wonen", region: str = "gooi") -> str:
    """The programme with this name."""
    with database.reading() as session:
        query = select(Programme.id).join(Region).where(Region.slug == region, Programme.name == name)
        return str(session.exec(query).one())


def refer(door: Door, programme: str, alias: str | None = None, **more: Any) -> str:
    """Refer somebody from a phone; the id of the placement."""
    return door.accepted("placement.refer", body(programme, alias, **more))


def body(programme: str, alias: str | None = None, **more: Any) -> dict[str, Any]:
    """The body of a referral."""
    said = {"programme": programme, "alias": alias, "urgency": "normal", "interim_support": False, **more}
    return {name: value for name, value in said.items() if value is not None}


def answer(door: Door, placement: str, step: str, word: str, **more: Any) -> dict[str, Any]:
    """The result of an answer from a phone."""
    return door.send("placement.answer", {"placement": placement, "step": step, "answer": word, **more})


def accepted(door: Door, placement: str, *answers: tuple[str, str]) -> None:
    """Give these answers."""
    for step, word in answers:
        result = answer(door, placement, step, word)
        assert result["status"] == "accepted", (step, word, result)


def wait_in_line(door: Door, officer: Door, programme: str, alias: str, **more: Any) -> str:
    """Refer somebody and let them in."""
    made = refer(door, programme, alias, **more)
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    return made


def standing(client: Client | Visitor, placement: str) -> str:
    """The step it is at, or the answer that ended it."""
    told = client.get(f"/plaatsingen/{placement}", headers=JSON).get_json()
    return str(told["step"] or told["ended"])


def line(client: Client | Visitor, programme: str, more: str = "") -> list[dict[str, Any]]:
    """The rows of a line."""
    told = client.get(f"{LINE}?programma={programme}{more}", headers=JSON)
    assert told.status_code == 200
    rows: list[dict[str, Any]] = told.get_json()["rows"]
    return rows


def add_home(keeper: Client, **more: Any) -> str:
    """Add a home; its id."""
    made = keeper.post(f"{HOMES}/nieuw", data={**HOME_SAID, **more})
    assert made.status_code == 303, made.text
    return str(made.location.rsplit("/", 1)[1])


def offer(officer: Door, unit: str, placement: str, **more: Any) -> dict[str, Any]:
    """The result of an offer."""
    return officer.send("unit.offer", {"unit": unit, "placement": placement, **more})
