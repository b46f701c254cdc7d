"""``/kamers/punten`` as page and JSON, and the count of a room with the rent that it allows."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.rooms.walk import change, faults, offer_form
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import Database
from webapp.rooms.points.models import RoomCount

JSON = {"Accept": "application/json"}
GOOD = {
    "room_m2": "14",
    "sharers": "3",
    "label": "c",
    "worktop": "to_3",
    "sanitary": ["basin", "shower", "toilet"],
    "drawbacks": ["none"],
    "heated": "yes",
}
POOR = {**GOOD, "room_m2": "9,5", "label": "g"}


def ask(client: Client, **answers: Any) -> Any:
    return client.get("/kamers/punten", query_string=answers, headers=JSON)


@pytest.fixture
def room(demo_client: Client) -> str:
    """The address of a room of € 450, of which 400 bare, with the coordinator signed in."""
    demo_client.sign_in("coordinator")
    return str(demo_client.post("/kamers/nieuw", data=offer_form()).location)


def count(client: Client, url: str, **answers: Any) -> Any:
    """Answer the questions as the page shows them but for these."""
    form = client.get(f"{url}/punten").text.split("<form", 1)[1]
    was: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="_from\.([a-z0-9_]+)" value="([^"]*)"', form):
        was.setdefault(name, []).append(value)
    now = {name: values if name in ("sanitary", "drawbacks") else values[0] for name, values in was.items()}
    return client.post(f"{url}/punten", data={**now, **{f"_from.{k}": v for k, v in was.items()}, **answers})


def test_json_tells_points_maximum_year_and_every_rubric_to_anybody(demo_client: Client) -> None:
    found = ask(demo_client, **GOOD).json
    assert set(found) == {"points", "max_rent", "year", "rubrics"}
    assert (found["points"], found["max_rent"], found["year"]) == (36, 366.9, 2026)
    assert len(found["rubrics"]) == 13
    by_word = {one["rubric"]: one["points"] for one in found["rubrics"]}
    assert (by_word["rooms"], by_word["energy"], by_word["kitchen"]) == (14, 5, 2.25)


def test_no_answers_count_as_the_lowest(demo_client: Client) -> None:
    assert ask(demo_client).json["points"] == 0
    assert ask(demo_client, room_m2="", sharers="", label="").json["max_rent"] == 0


def test_page_tells_the_same_with_the_open_question_that_matters_most(demo_client: Client) -> None:
    page = demo_client.get("/kamers/punten", query_string={**GOOD, "label": "", "bare_rent": "400"}).text
    assert "Zoek nog uit: het energielabel" in page
    assert "boven wat zeker mag" in page
    assert 'value="14"' in page
    assert demo_client.get("/kamers/punten").headers["Cache-Control"] == "private, no-cache"
    assert "no-store" in demo_client.get("/kamers/punten?room_m2=14").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("room_m2", "-1"),
        ("room_m2", "201"),
        ("room_m2", "1.000"),
        ("room_m2", "groot"),
        ("room_m2", "1e9"),
        ("sharers", "0"),
        ("sharers", "2,5"),
        ("label", "A+++++"),
        ("built", "99999"),
        ("worktop", "<script>"),
        ("sanitary", "sauna"),
        ("drawbacks", "spoken"),
        ("living_m2", "9" * 400),
        ("outside_m2", "NaN"),
        ("woz", "gratis"),
    ],
)
def test_bad_answer_is_a_sentence_at_its_field(demo_client: Client, field: str, typed: str) -> None:
    answer = demo_client.get("/kamers/punten", query_string={field: typed})
    assert answer.status_code == 422
    assert list(faults(answer.text)) == [field]
    refused = ask(demo_client, **{field: typed})
    assert refused.status_code == 422


def test_screen_says_of_which_year_the_prices_are_once_another_begins(demo_client: Client, clock_moves: Any) -> None:
    assert re.search(r"data-prices-until=.2026. hidden", demo_client.get("/kamers/punten").text)
    clock_moves(days=60)
    page = demo_client.get("/kamers/punten").text
    assert re.search(r"data-prices-until=.2026.>", page)
    assert "Dit zijn de prijzen van 2026" in page


def test_room_without_a_count_says_so_and_refuses_no_rent(demo_client: Client, room: str) -> None:
    assert "nog geen puntentelling" in demo_client.get(room).text
    assert change(demo_client, room, rent="9000", bare_rent="8000", service_costs="10").status_code == 303


def test_counted_room_refuses_a_rent_above_its_maximum_in_words(demo_client: Client, room: str) -> None:
    assert count(demo_client, room, **{**GOOD, "label": "a"}).location == room
    page = demo_client.get(room).text
    assert "nog geen puntentelling" not in page
    refused = change(demo_client, room, bare_rent="440", service_costs="10")
    assert refused.status_code == 422
    assert "hoogstens € 407" in faults(refused.text)["bare_rent"]
    whole = change(demo_client, room, rent="450", bare_rent="", service_costs="")
    assert "apart in" in faults(whole.text)["rent"]
    assert change(demo_client, room, bare_rent="407", service_costs="43").status_code == 303


def test_rent_that_was_too_high_already_is_told_and_blocks_no_other_correction(demo_client: Client, room: str) -> None:
    count(demo_client, room, **POOR)
    page = demo_client.get(room).text
    assert "te hoog" in page
    assert change(demo_client, room, note="Nieuwe notitie").status_code == 303
    assert change(demo_client, room, rent="440", bare_rent="399", service_costs="41").status_code == 422


def test_two_people_who_count_lose_nothing(demo_client: Client, room: str) -> None:
    count(demo_client, room, **GOOD)
    other = {"_from.label": "c", "label": "a", "_from.room_m2": "14", "room_m2": "14"}
    assert count(demo_client, room, room_m2="12,5").status_code == 303
    assert demo_client.post(f"{room}/punten", data=other).status_code == 303
    page = demo_client.get(f"{room}/punten").text
    assert 'value="12,5"' in page
    assert re.search(r'<option value="a" selected', page)
    clash = demo_client.post(f"{room}/punten", data={"_from.label": "c", "label": "b"})
    assert clash.status_code == 409
    assert "Er staat nu: A" in faults(clash.text)["label"]


def test_taking_every_answer_away_takes_the_count_away(demo_client: Client, room: str) -> None:
    count(demo_client, room, room_m2="14")
    assert "nog geen puntentelling" not in demo_client.get(room).text
    count(demo_client, room, room_m2="")
    assert "nog geen puntentelling" in demo_client.get(room).text


@pytest.mark.parametrize("who", ["jongerenwerker", "verhuurder", "vrijwilliger", "beleid", "beheer", "opvang"])
def test_count_of_a_room_is_the_coordinators(demo_client: Client, room: str, who: str) -> None:
    demo_client.sign_in(who)
    assert demo_client.get(f"{room}/punten").status_code == 403
    assert demo_client.post(f"{room}/punten", data=GOOD).status_code == 403


def test_room_of_another_region_has_no_count_here(demo_client: Client, room: str) -> None:
    demo_client.sign_in("coordinator-almere")
    assert demo_client.get(f"{room}/punten").status_code == 404
    assert demo_client.post(f"{room}/punten", data=GOOD).status_code == 404


def offer(client: Client, **more: Any) -> dict[str, Any]:
    client.sign_in("coordinator")
    body = {
        "municipality": "Laren", "rent": 450, "bare_rent": 400, "service_costs": 50, "from_date": "2027-01-01",
        "pets_allowed": True, "smoking_allowed": False, "host_lives_in": True, "min_age": 18, "max_age": 24,
    } | more  # fmt: skip
    return Door(client).send("room.offer", body)


def test_phone_of_before_sends_a_room_without_the_new_fields(demo_client: Client) -> None:
    assert offer(demo_client)["status"] == "accepted"


def test_phone_sends_a_count_with_the_room_and_is_refused_above_the_maximum(
    demo_app: Flask, demo_client: Client
) -> None:
    answers = {**GOOD, "room_m2": 14, "sharers": 3}
    refused = offer(demo_client, count=answers)
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["bare_rent"])
    assert "hoogstens € 366" in refused["fields"]["bare_rent"]
    taken = offer(demo_client, count=answers, bare_rent=366, service_costs=84, deposit=732, house_rules="Rust na elf")
    assert taken["status"] == "accepted"
    database: Database = demo_app.extensions["database"]
    with database.transaction() as session:
        kept = session.get_one(RoomCount, UUID(taken["id"]))
        assert (kept.points, kept.max_cents, kept.year) == (36, 36690, 2026)
    page = demo_client.get(taken["url"]).text
    assert "€ 732" in page
    assert "Rust na elf" in page


@pytest.mark.parametrize(("deposit", "is_taken"), [("800", True), ("801", False), ("", True), ("-1", False)])
def test_deposit_is_two_months_of_bare_rent_at_most(
    demo_client: Client, room: str, deposit: str, is_taken: bool
) -> None:
    answer = change(demo_client, room, deposit=deposit)
    assert (answer.status_code == 303) is is_taken
    if not is_taken:
        assert list(faults(answer.text)) == ["deposit"]
