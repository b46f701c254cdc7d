"""Possible matches now, on the region's records; and the two kinds of operations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rooms.walk import ask, offer_form
from tests.support.client import Client
from webapp.db import new_id


def withdraw_all(client: Client) -> None:
    """Empty the region of demo requests."""
    client.sign_in("coordinator")
    page = client.get("/kamers/verzoeken").get_data(as_text=True)
    for part in page.split('href="/kamers/verzoeken/')[1:]:
        if "-" in part[:36]:
            client.post(f"/kamers/verzoeken/{part[:36]}/intrekken", data={"reason": "mistake"})


def region_with(client: Client, request: dict[str, Any], room: dict[str, Any]) -> tuple[str, str]:
    """One youth and one more room; gives both addresses, with the coordinator signed in."""
    withdraw_all(client)
    asked = ask(client, **request)
    client.sign_in("coordinator")
    made = client.post("/kamers/nieuw", data=offer_form(**room))
    assert made.status_code == 303
    return asked, made.location


FITTING = {
    "municipality": "Huizen",
    "accepts": "women",
    "rent": "480",
    "bare_rent": "",
    "service_costs": "",
    "attention_offered": ["meals"],
}


def test_pair_is_proposed_with_its_reasons_when_it_fits(demo_client: Client) -> None:
    asked, room = region_with(demo_client, {}, FITTING)
    page = demo_client.get("/kamers/matches").get_data(as_text=True)
    assert "Demo Zoë van de brug en een kamer in Huizen" in page
    assert "willen allebei: samen eten" in page
    side_by_side = demo_client.get(f"{asked}/kamers").get_data(as_text=True)
    assert "past nu het best" in side_by_side
    assert room in side_by_side


@pytest.mark.one_store
def test_rule_is_named_when_it_keeps_youth_and_room_apart(demo_client: Client) -> None:
    asked, _room = region_with(demo_client, {"allergies": ["cat"]}, {**FITTING, "pets_present": ["cat"]})
    page = demo_client.get("/kamers/matches").get_data(as_text=True)
    assert "Nog geen voorstel" in page
    assert "allergie voor een dier" in page
    assert "past nu het best" not in demo_client.get(f"{asked}/kamers").get_data(as_text=True)


@pytest.mark.one_store
def test_declined_room_is_not_proposed_when_it_fell_away(demo_client: Client) -> None:
    _asked, room = region_with(demo_client, {}, FITTING)
    demo_client.post(f"{room}/afgevallen", data={"reason": "room_needed"})
    assert "een kamer in Huizen" not in demo_client.get("/kamers/matches").get_data(as_text=True)


@pytest.mark.one_store
def test_withdrawn_request_is_not_proposed_when_it_was_taken_back(demo_client: Client) -> None:
    asked, _room = region_with(demo_client, {}, FITTING)
    demo_client.post(f"{asked}/intrekken", data={"reason": "changed_mind"})
    assert "Demo Zoë" not in demo_client.get("/kamers/matches").get_data(as_text=True)
    page = demo_client.get(f"{asked}/kamers").get_data(as_text=True)
    assert "zoekt niet meer" in page


@pytest.mark.one_store
def test_who_went_first_is_named_for_the_coordinator_when_a_room_fits_two(demo_client: Client) -> None:
    asked, _room = region_with(demo_client, {}, FITTING)
    other = ask(demo_client, alias="Demo Tweede", attention_wanted=["paperwork"], max_rent="485")
    demo_client.sign_in("coordinator")
    page = demo_client.get("/kamers/matches").get_data(as_text=True)
    assert "1 kamer past, maar past beter bij een ander" in page
    second = demo_client.get(f"{other}/kamers").get_data(as_text=True)
    assert "Deze kamer past nu beter bij Demo Zoë van de brug." in second
    assert asked != other


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["jongerenwerker", "vrijwilliger", "verhuurder"])
def test_proposals_are_refused_when_someone_is_no_coordinator(demo_client: Client, name: str) -> None:
    demo_client.sign_in(name)
    assert demo_client.get("/kamers/matches").status_code == 403
    assert demo_client.get(f"/kamers/verzoeken/{new_id()}/kamers").status_code == 403


def send(client: Client, kind: str, body: dict[str, Any], item_id: str | None = None) -> dict[str, Any]:
    item = {
        "id": item_id or str(new_id()),
        "kind": kind,
        "schema": 1,
        "seq": 1,
        "client_time": "2026-11-22T21:40:05+01:00",
        "body": body,
    }
    response = client.post("/offline/operations", json={"device": str(new_id()), "operations": [item]})
    assert response.status_code == 200
    result: dict[str, Any] = response.get_json()["results"][0]
    return result


REQUEST: dict[str, Any] = {
    "client": None,
    "alias": "Demo Onderweg",
    "birth_year": 2006,
    "gender": "unsaid",
    "municipalities": ["hilversum"],
    "max_rent": 500,
    "from_date": "2027-01-01",
    "pets": [],
    "smoking": False,
    "allergies": ["dog"],
    "support_worker": "Demo Begeleider",
    "attention_wanted": ["company"],
    "motivation": "Dicht bij mijn werk.",
}
OFFER: dict[str, Any] = {
    "municipality": "Laren",
    "rent": 450,
    "bare_rent": 400,
    "service_costs": 50,
    "from_date": "2027-01-01",
    "until_date": None,
    "pets_present": ["cat"],
    "pets_allowed": False,
    "smoking_allowed": True,
    "host_lives_in": True,
    "accepts": "women",
    "min_age": 18,
    "max_age": 27,
    "attention_offered": ["meals"],
    "note": None,
}


def test_request_from_a_phone_becomes_the_same_record_when_sent(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    result = send(demo_client, "room.request", REQUEST)
    assert (result["status"], result["url"]) == ("accepted", f"/kamers/verzoeken/{result['id']}")
    page = demo_client.get(result["url"]).get_data(as_text=True)
    assert "Hilversum" in page
    assert "Demo Begeleider" in page
    assert send(demo_client, "room.request", REQUEST, result["id"])["status"] == "duplicate"


def test_offer_from_a_phone_is_a_coordinators_when_sent(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    result = send(demo_client, "room.offer", OFFER)
    assert result["status"] == "accepted"
    assert "Alleen vrouwen" in demo_client.get(result["url"]).get_data(as_text=True)
    demo_client.sign_in("verhuurder")
    assert send(demo_client, "room.offer", OFFER)["code"] == "not_allowed"


@pytest.mark.one_store
def test_questions_left_open_are_no_mistake_when_a_phone_sends_null(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    result = send(demo_client, "room.request", REQUEST | {"gender": None, "support_worker": None, "motivation": None})
    assert result["status"] == "accepted"
    assert "Wil ik niet zeggen" in demo_client.get(result["url"]).get_data(as_text=True)
    demo_client.sign_in("coordinator")
    assert send(demo_client, "room.offer", OFFER | {"accepts": None, "host": None})["status"] == "accepted"


@pytest.mark.one_store
def test_request_is_not_allowed_when_a_nurse_sends_it(demo_client: Client) -> None:
    demo_client.sign_in("straatverpleegkundige")
    assert send(demo_client, "room.request", REQUEST)["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"alias": None}, "alias"),
        ({"municipalities": ["Atlantis"]}, "municipalities"),
        ({"smoking": "soms"}, "smoking"),
        ({"allergies": ["stof"]}, "allergies"),
        ({"bsn": "123456782"}, "bsn"),
    ],
)
@pytest.mark.one_store
def test_request_is_rejected_with_its_field_when_a_value_is_wrong(
    demo_client: Client, change: dict[str, Any], field: str
) -> None:
    demo_client.sign_in("jongerenwerker")
    result = send(demo_client, "room.request", REQUEST | change)
    assert (result["status"], result["code"]) == ("rejected", "invalid")
    assert list(result["fields"]) == [field]


@pytest.mark.one_store
def test_request_is_rejected_when_the_client_is_of_another_region(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    result = send(demo_client, "room.request", REQUEST | {"client": str(new_id())})
    assert (result["status"], result["code"]) == ("rejected", "not_found")


@pytest.mark.one_store
def test_id_of_a_colleagues_request_takes_nothing_from_it(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker-almere")
    first = send(demo_client, "room.request", REQUEST | {"municipalities": []})
    assert first["status"] == "accepted"
    demo_client.sign_in("jongerenwerker")
    response = demo_client.post(
        "/kamers/verzoeken/nieuw",
        data={
            "id": first["id"],
            "alias": "Demo Ander",
            "birth_year": "2006",
            "max_rent": "500",
            "from_date": "2027-01-01",
            "smoking": "false",
        },
    )
    assert response.status_code == 303
    assert first["id"] not in response.location


@pytest.mark.one_store
@pytest.mark.parametrize(("born", "told"), [("2009", True), ("2007", False)])
def test_proposals_say_who_may_be_under_18_on_the_first_day(demo_client: Client, born: str, *, told: bool) -> None:
    request = ask(demo_client, birth_year=born, from_date="2027-01-01")
    demo_client.sign_in("coordinator")
    address = f"{request}/kamers"
    assert ("Misschien nog geen 18" in demo_client.get(address).get_data(as_text=True)) is told
    row = demo_client.get("/kamers/matches").get_data(as_text=True).split(f'href="{address}"')[1].split("</a>")[0]
    assert ("Misschien nog geen 18" in row) is told
