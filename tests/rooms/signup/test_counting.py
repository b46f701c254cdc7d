"""The points count at the sign-up: skipped, counted without scripts, never a refusal, and kept with the room."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.walk import ANSWERS, START, answer, faults, url_of
from tests.support.client import Client
from webapp.rooms.models import Room
from webapp.rooms.points import service as points
from webapp.rooms.points.models import RoomCount
from webapp.rooms.signup.counting import SLUG

KNOWN = {"room_m2": "12,5", "sharers": "2", "label": "c", "worktop": "to_2", "sanitary": ["shower", "basin"]}
pytestmark = pytest.mark.one_store


def as_far_as_points(client: Client, **cost: str) -> None:
    for step in ("waar", "huis", "kosten"):
        answer(client, step, **(cost if step == "kosten" else {}))


def newest_room(app: Flask) -> Room:
    with app.extensions["database"].reading() as session:
        found = session.exec(select(Room).order_by(Room.created_at.desc())).first()
    assert found
    return found


def test_host_may_skip_it_also_with_something_wrong_in_it(demo_app: Flask, demo_client: Client) -> None:
    as_far_as_points(demo_client)
    left = demo_client.post(url_of(SLUG), data={"room_m2": "groot", "_naar": "overslaan"})
    assert (left.status_code, left.location) == (303, url_of("wie"))
    for step in ("wie", "aandacht", "jij"):
        answer(demo_client, step)
    assert "Overgeslagen" in demo_client.get(f"{START}/controle").text
    demo_client.post(f"{START}/controle")
    with demo_app.extensions["database"].reading() as session:
        assert session.get(RoomCount, newest_room(demo_app).id) is None, "nothing answered is no count"


def test_only_this_step_can_be_skipped(demo_client: Client) -> None:
    answer(demo_client, "waar")
    assert demo_client.post(url_of("huis"), data={"_naar": "overslaan"}).status_code == 422


def test_says_the_maximum_and_what_would_change_most_without_scripts(demo_client: Client) -> None:
    as_far_as_points(demo_client)
    first = demo_client.get(url_of(SLUG)).text
    assert "Te hoog" not in first, "nobody is told off before an answer"
    counted = demo_client.post(url_of(SLUG), data={"room_m2": "12,5", "sharers": "2", "_naar": "reken"})
    assert (counted.status_code, counted.location) == (303, url_of(SLUG))
    page = demo_client.get(url_of(SLUG)).text
    assert 'value="12.5"' in page
    assert "Zoek nog uit: " in page
    expected = points.count_of(points.read_answers({"room_m2": "12.5", "sharers": 2}))
    assert expected
    assert f"<span data-points-number>{expected.points}</span>" in page
    assert "Te hoog" in page, "400 bare is more than this"


def test_what_cannot_be_read_is_said_and_stays(demo_client: Client) -> None:
    as_far_as_points(demo_client)
    for more in ({}, {"_naar": "reken"}):
        page = demo_client.post(url_of(SLUG), data={"room_m2": "groot", "sharers": "99", **more})
        assert page.status_code == 422
        assert set(faults(page.text)) == {"room_m2", "sharers"}
        assert 'value="groot"' in page.text


def test_answers_go_along_to_the_room_and_refuse_nobody(demo_app: Flask, demo_client: Client) -> None:
    as_far_as_points(demo_client, rent="900", included="yes")
    assert demo_client.post(url_of(SLUG), data=KNOWN).location == url_of("wie")
    for step in ("wie", "aandacht", "jij"):
        answer(demo_client, step)
    check = demo_client.get(f"{START}/controle").text
    assert "boven wat zeker mag" in check
    assert "Hoogste kale huur" in check
    assert demo_client.post(f"{START}/controle").location == f"{START}/bedankt"
    room = newest_room(demo_app)
    with demo_app.extensions["database"].reading() as session:
        kept = session.get_one(RoomCount, room.id)
        facts = points.facts_of(session, room.id)
    assert (kept.counted_by, str(facts["room_m2"]), facts["sanitary"]) == (None, "12.5", ["shower", "basin"])
    shown = demo_client.sign_in("coordinator").get(f"/kamers/{room.id}").text
    assert "te hoog" in shown


def test_answers_stay_when_one_goes_back_and_changes_from_the_check(demo_client: Client) -> None:
    for step in ANSWERS:
        answer(demo_client, step, **(KNOWN if step == SLUG else {}))
    page = demo_client.get(f"{url_of(SLUG)}?van=controle").text
    assert 'value="shower" checked' in page
    again = demo_client.post(url_of(SLUG), data=KNOWN | {"label": "a", "_van": "controle", "_naar": "reken"})
    assert again.location == f"{url_of(SLUG)}?van=controle"
    assert demo_client.post(url_of(SLUG), data=KNOWN | {"_van": "controle"}).location == f"{START}/controle"
