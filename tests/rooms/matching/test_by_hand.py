"""A pair that a coordinator proposes by hand keeps the hard rules, with a form and from a phone."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.rooms.matches.acts import Match
from tests.support.door import Door
from webapp.rooms.matching.by_hand import SENTENCES
from webapp.rooms.matching.service import RULES


@pytest.mark.parametrize(
    ("wants", "rule"),
    [
        ({"max_rent": "449"}, "rent"),
        ({"from_date": "2026-12-31"}, "from_date"),
        ({"birth_year": "2000"}, "age"),
        ({"municipalities": ["Huizen"]}, "municipality"),
        ({"smoking": "true"}, "smoking"),
        ({"goes_to": "Utrecht", "furthest_km": "3", "furthest_is_firm": "true"}, "travel"),
    ],
)
@pytest.mark.one_store
def test_rule_that_stands_in_the_way_is_said(demo_app: Flask, wants: dict[str, Any], rule: str) -> None:
    match = Match(demo_app, alias="Demo Hand", **wants)
    body = {"request": match.request, "room": match.room}
    told = Door(match.coordinator).send("match.propose", body)
    assert (told["status"], told["code"], told["fields"]["room"]) == ("rejected", "rule", SENTENCES[rule])
    page = match.coordinator.post("/kamers/matches/nieuw", data=body)
    assert (page.status_code, SENTENCES[rule] in page.text) == (422, True)
    assert f"/kamers/verzoeken/{match.request}/kamers" in page.text
    assert "Demo Hand" not in match.coordinator.get("/kamers/matches/lopend").text, "nothing was proposed"


def test_pair_that_said_no_is_not_proposed_again(demo_app: Flask) -> None:
    match = Match(demo_app, alias="Demo Weer").propose()
    assert match.says(match.worker, "proposal", "no", reason="too_far") == 303
    told = Door(match.coordinator).send("match.propose", {"request": match.request, "room": match.room})
    assert (told["status"], told["fields"]["room"]) == ("rejected", SENTENCES["blocked"])
    match.room = match.offer()
    assert match.propose().told()["step"] == "proposal"


def test_every_rule_has_its_sentence() -> None:
    assert SENTENCES.keys() == RULES.keys()
