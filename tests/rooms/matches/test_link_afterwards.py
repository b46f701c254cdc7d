"""A personal link after its match went on without it: the host withdrew, the room went, it was forwarded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.rooms.matches.acts import Match
from tests.rooms.portal.acts import link_of
from tests.support.client import Client
from tests.support.door import Door
from webapp.rooms.models import Host, Room

DEAD = "Deze link werkt niet of niet meer."
FUNNEL = "/kamers/trechter"
YES: dict[str, Any] = {"step": "thinking", "answer": "yes"}


def withdraw(app: Flask, match: Match, door: str) -> None:
    """The host stops: signed in, one room or all; or by the link of the own page."""
    said = {"reason": "changed_mind"}
    if door == "link":
        with app.extensions["database"].reading() as session:
            host = session.get_one(Host, session.get_one(Room, UUID(match.room)).host_id)
        assert match.anybody.post(f"{link_of(app, host)}/stoppen", data=said).status_code == 303
        return
    at = f"/kamers/mijn/{match.room}/stoppen" if door == "room" else "/kamers/mijn/stoppen"
    assert match.host.post(at, data=said).status_code == 303


def lost(reader: Client) -> dict[str, tuple[int, int]]:
    """Step → how many came there, and how many fell away."""
    found = reader.get(FUNNEL, headers={"Accept": "application/json"}).get_json()["steps"]
    return {one["step"]: (one["reached"], sum(one["lost"].values())) for one in found}


@pytest.mark.parametrize("door", ["room", "account", "link"])
def test_links_after_the_host_withdrew_say_a_sentence_and_nobody_is_lost(demo_app: Flask, door: str) -> None:
    match = Match(demo_app).introduced()
    links = [match.link("host"), match.link("youth")]
    assert match.anybody.post(links[1], data=YES).status_code == 303
    before = lost(match.coordinator)
    withdraw(demo_app, match, door)
    for link in links:
        for answer in (match.anybody.get(link), match.anybody.post(link, data=YES)):
            assert answer.status_code == 404
            assert DEAD in answer.text
            assert "no-store" in answer.headers["Cache-Control"]
    after = lost(match.coordinator)
    alike = [step for step in before if step != "rooms" or door != "account"]  # their other room was never proposed
    assert [after[step][0] for step in alike] == [before[step][0] for step in alike]
    assert after["introductions"][1] == before["introductions"][1] + 1
    listed = match.coordinator.get(f"{FUNNEL}/introductions?reden=host_stopped").text
    assert match.url in listed
    assert match.told()["reason"] == "host_stopped"
    room = match.offer()
    assert Door(match.coordinator).accepted("match.propose", {"request": match.request, "room": room}), "youth is free"


def test_answers_after_the_room_went_change_nothing(demo_app: Flask) -> None:
    match = Match(demo_app).introduced()
    link = match.link("youth")
    assert match.coordinator.post(f"/kamers/{match.room}/afgevallen", data={"reason": "not_safe"}).status_code == 303
    late = match.anybody.post(link, data=YES)
    assert (late.status_code, DEAD in late.text) == (404, True)
    by_form = match.worker.post(f"{match.url}/antwoord", data=YES | {"party": "", "reason": ""})
    assert by_form.status_code == 409
    assert "Dit is intussen al verder" in by_form.text
    assert match.host.get(match.url).status_code == 200
    told = match.told()
    assert (told["step"], told["reason"]) == (None, "host_stopped")


def test_forwarded_link_shows_no_more_and_counts_once(demo_app: Flask) -> None:
    match = Match(demo_app, alias="Zeldenrust").propose()
    link, friend = match.link("host"), Client(demo_app, demo_app.response_class)
    page = friend.get(link).text
    for word in ("Demo Gastvrouw", "Demo Jongerenwerker", match.request, match.room):
        assert word not in page, word
    for path in (match.url, f"/kamers/{match.room}", f"/kamers/verzoeken/{match.request}", "/kamers/mijn"):
        assert friend.get(path).status_code in (302, 303, 401, 403), "the link signs nobody in"
    said = {"step": "proposal", "answer": "yes"}
    assert match.anybody.post(link, data=said).status_code == 303
    assert friend.post(link, data=said).status_code == 303
    other = friend.post(link, data={"step": "proposal", "answer": "no", "reason": "privacy"})
    assert other.status_code == 409
    assert "Dit is intussen al verder" in other.text
    assert match.told()["parties"] == {"youth": None, "host": "yes"}
    course = match.coordinator.get(match.url).text.split('id="h-loop"')[1]
    assert course.count("Verhuurder: ja gezegd") == 1
