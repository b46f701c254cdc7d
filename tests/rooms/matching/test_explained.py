"""Why somebody has no room, what would open one, and what other wishes or weights would do: each reader their part."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests.rooms.walk import ask, change, faults, offer_form, weights_form
from tests.support.client import Client
from webapp.db import new_id

PLAIN: dict[str, Any] = {"pets": [], "allergies": [], "from_date": "2027-01-01", "municipalities": ["Hilversum"]}
ROOM: dict[str, Any] = {
    "municipality": "Huizen",
    "accepts": "anyone",
    "rent": "480",
    "bare_rent": "",
    "service_costs": "",
    "attention_offered": ["meals"],
    "max_age": "27",
}


def only(client: Client, *rooms: dict[str, Any]) -> list[str]:
    """A region with these rooms alone, and nobody who looks; the coordinator is signed in."""
    client.sign_in("coordinator")
    for url in set(re.findall(r"/kamers/verzoeken/[0-9a-f-]{36}", client.get("/kamers/verzoeken").text)):
        client.post(f"{url}/intrekken", data={"reason": "other"})
    for url in set(re.findall(r"/kamers/[0-9a-f-]{36}", client.get("/kamers").text)):
        client.post(f"{url}/afgevallen", data={"reason": "other"})
    return [str(client.post("/kamers/nieuw", data=offer_form(**ROOM | one)).location) for one in rooms]


def wishes(**more: Any) -> dict[str, Any]:
    return {
        "max_rent": "510",
        "from_date": "2027-01-01",
        "municipalities": ["Hilversum"],
        "pets": [],
        "smoking": "false",
    } | more


@pytest.mark.parametrize(
    ("wish", "room", "said", "done"),
    [
        ({"max_rent": "455"}, {"municipality": "Hilversum"}, "met € 25 meer per maand", {"max_rent": "480"}),
        (
            {},
            {"municipality": "Hilversum", "from_date": "2027-03-01"},
            "als het vanaf ma 1 mrt 2027 mag",
            {"from_date": "2027-03-01"},
        ),
        ({}, {}, "als Huizen ook mag", {"municipalities": ["Hilversum", "Huizen"]}),
    ],
)
@pytest.mark.one_store
def test_change_that_is_named_opens_the_room_when_it_is_made(
    demo_client: Client, wish: dict[str, Any], room: dict[str, Any], said: str, done: dict[str, Any]
) -> None:
    only(demo_client, room)
    asked = ask(demo_client, **PLAIN | wish)
    worker = demo_client.get(f"{asked}/kansen").text
    assert f"Er past een kamer {said}." in worker
    assert "passen nog geen" not in worker
    demo_client.sign_in("coordinator")
    assert f"Er komt een voorstel {said}." in demo_client.get("/kamers/matches").text
    assert f"Er komt een voorstel {said}." in demo_client.get(f"{asked}/kamers").text
    assert change(demo_client, asked, **done).status_code == 303
    assert "past nu het best" in demo_client.get(f"{asked}/kamers").text


def test_wishes_are_tried_and_nothing_is_kept(demo_client: Client) -> None:
    only(demo_client, {})
    asked = ask(demo_client, **PLAIN)
    tried = demo_client.post(f"{asked}/kansen", data=wishes(municipalities=["Huizen"]))
    assert tried.status_code == 200
    assert "1 van de vrije kamers past." in tried.text
    assert "Er is niets bewaard." in tried.text
    assert "Er past nu geen kamer." in demo_client.get(f"{asked}/kansen").text
    demo_client.sign_in("coordinator")
    url = f"{asked}/kamers"
    told = demo_client.post(f"{asked}/stel", data=wishes(municipalities=["Huizen"])).text
    assert "Nu 0 voorstellen, dan 1" in told
    assert "dan een kamer in Huizen van € 480" in told
    assert "Nog geen voorstel" in demo_client.get(url).text


@pytest.mark.one_store
def test_wrong_wish_comes_back_with_a_sentence(demo_client: Client) -> None:
    only(demo_client, {})
    asked = ask(demo_client, **PLAIN)
    wrong = demo_client.post(f"{asked}/kansen", data=wishes(max_rent="veel", municipalities=["Atlantis"]))
    assert wrong.status_code == 422
    assert faults(wrong.text)["max_rent"].startswith("Vul in wat de jongere")
    assert 'value="veel"' in wrong.text
    other = demo_client.post(f"{asked}/kansen", data=wishes(municipalities=["Atlantis"]))
    assert "Atlantis is geen gemeente van deze regio." in faults(other.text)["municipalities"]
    demo_client.sign_in("coordinator")
    assert demo_client.post(f"{asked}/stel", data=wishes(from_date="morgen")).status_code == 422


@pytest.mark.one_store
def test_worker_never_reads_of_another_candidate(demo_client: Client) -> None:
    only(demo_client, {})
    ask(demo_client, **PLAIN | {"alias": "Demo Eerste", "max_rent": "800", "municipalities": ["Huizen"]})
    second = ask(demo_client, **PLAIN | {"alias": "Demo Tweede", "max_rent": "485", "municipalities": ["Huizen"]})
    demo_client.sign_in("coordinator")
    assert "Demo Eerste" in demo_client.get(f"{second}/kamers").text
    demo_client.sign_in("jongerenwerker")
    for page in (
        demo_client.get(f"{second}/kansen").text,
        demo_client.post(f"{second}/kansen", data=wishes(municipalities=["Huizen"])).text,
    ):
        inside = page[page.index("<main") : page.index("</main>")]
        assert "1 van de vrije kamers past." in inside
        assert "Demo Eerste" not in inside
        assert "ander" not in re.sub(r"En als het anders mag|Ander dier|een andere gemeente", "", inside)
        assert "voorstel" not in inside.replace("Passen is nog geen voorstel", "")


@pytest.mark.one_store
def test_chances_are_of_ones_own_requests(demo_client: Client) -> None:
    asked = ask(demo_client)
    for name in ("jongerenwerker-almere", "coordinator-almere"):
        demo_client.sign_in(name)
        assert demo_client.get(f"{asked}/kansen").status_code == 404
        assert demo_client.post(f"{asked}/kansen", data=wishes(municipalities=[])).status_code == 404
    demo_client.sign_in("coordinator-almere")
    assert demo_client.post(f"{asked}/stel", data=wishes()).status_code == 404
    for name in ("vrijwilliger", "verhuurder", "straatverpleegkundige", "beleid", "beheer"):
        demo_client.sign_in(name)
        assert demo_client.get(f"{asked}/kansen").status_code == 403
        assert demo_client.post(f"{asked}/stel", data=wishes()).status_code == 403
    demo_client.sign_in("jongerenwerker")
    assert demo_client.post(f"{asked}/stel", data=wishes()).status_code == 403
    assert demo_client.get(f"/kamers/verzoeken/{new_id()}/kansen").status_code == 404


def test_weights_are_dated_rows_with_their_reason(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    form = weights_form(demo_client, waiting="55", reason="Wie lang wacht gaat voor", source="Overleg 3 november")
    assert demo_client.post("/kamers/gewichten", data=form).status_code == 303
    demo_client.sign_in("beheer")
    again = weights_form(demo_client, rent="0", reason="Huur telt niet")
    assert again["waiting"] == "55"
    assert demo_client.post("/kamers/gewichten", data=again).status_code == 303
    page = demo_client.get("/kamers/gewichten").text
    assert page.index("Huur telt niet") < page.index("Wie lang wacht gaat voor")
    assert "Wachttijd 55" in page
    assert "Overleg 3 november" in page
    demo_client.sign_in("coordinator-almere")
    assert "Wie lang wacht" not in demo_client.get("/kamers/gewichten").text


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("typed", "field"),
    [({"waiting": "-1"}, "waiting"), ({"waiting": "101"}, "waiting"), ({"waiting": ""}, "waiting"), ({}, "reason")],
)
def test_wrong_weight_is_said_at_its_field(demo_client: Client, typed: dict[str, str], field: str) -> None:
    demo_client.sign_in("coordinator")
    sent = weights_form(demo_client, **{"rent": "30", **typed, "reason": "" if field == "reason" else "Demo"})
    answer = demo_client.post("/kamers/gewichten", data=sent)
    assert answer.status_code == 422
    assert field in faults(answer.text)
    assert 'value="30"' in answer.text


def test_two_who_set_one_weight_both_read_of_it(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    mine = weights_form(demo_client, waiting="60", reason="Mijn reden")
    other = weights_form(demo_client, waiting="70", reason="Andere reden")
    third = weights_form(demo_client, rent="5", reason="Iets anders")
    assert demo_client.post("/kamers/gewichten", data=other).status_code == 303
    answer = demo_client.post("/kamers/gewichten", data=mine)
    assert answer.status_code == 409
    assert "Er staat nu: 70." in answer.text
    assert demo_client.post("/kamers/gewichten", data=third).status_code == 303
    assert "Wachttijd 70" in demo_client.get("/kamers/gewichten").text


@pytest.mark.one_store
def test_other_weights_are_tried_first(demo_client: Client) -> None:
    only(demo_client, {})
    more = {"max_rent": "600", "municipalities": ["Huizen"], "attention_wanted": ["meals"]}
    ask(demo_client, **PLAIN | more, alias="Demo Eten")
    ask(demo_client, **PLAIN | more | {"max_rent": "2000", "attention_wanted": ["quiet"]}, alias="Demo Rust")
    demo_client.sign_in("coordinator")
    form = weights_form(demo_client, attention="0", rent="100")
    told = demo_client.post("/kamers/gewichten/stel", data=form)
    assert told.status_code == 200
    assert "Voor 2 jongeren verandert het voorstel." in told.text
    assert "Demo Rust" in told.text
    assert 'value="100"' in told.text
    assert "Nog niemand" not in demo_client.get("/kamers/gewichten").text
    assert "Niemand heeft dit nog veranderd." in demo_client.get("/kamers/gewichten").text
    demo_client.sign_in("beheer")
    told = demo_client.post("/kamers/gewichten/stel", data=form)
    assert "Voor 2 jongeren verandert het voorstel." in told.text
    assert "Demo" not in told.text[told.text.index("<main") : told.text.index("</main>")]


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["jongerenwerker", "vrijwilliger", "verhuurder", "beleid"])
def test_weights_are_no_business_of_others(demo_client: Client, name: str) -> None:
    demo_client.sign_in(name)
    assert demo_client.get("/kamers/gewichten").status_code == 403
    assert demo_client.post("/kamers/gewichten", data={"reason": "x"}).status_code == 403
    assert demo_client.post("/kamers/gewichten/stel", data={}).status_code == 403


@pytest.mark.one_store
def test_region_without_rooms_or_youths_has_its_sentences(demo_client: Client, demo_app: Flask) -> None:
    only(demo_client)
    assert "Er zoekt nu niemand een kamer." in demo_client.get("/kamers/matches").text
    asked = ask(demo_client, **PLAIN)
    assert "Er zijn nu geen kamers vrij." in demo_client.get(f"{asked}/kansen").text
    assert demo_client.post(f"{asked}/kansen", data=wishes()).status_code == 200
    demo_client.sign_in("coordinator")
    assert "Er zijn nu geen kamers vrij" in demo_client.get("/kamers/matches").text
    assert demo_client.post(f"{asked}/stel", data=wishes()).status_code == 200
    demo_client.post(f"{asked}/intrekken", data={"reason": "other"})
    assert demo_client.post(f"{asked}/stel", data=wishes()).status_code == 200
    demo_client.post("/kamers/nieuw", data=offer_form(**ROOM))
    assert "Kamers zonder voorstel" in demo_client.get("/kamers/matches").text
