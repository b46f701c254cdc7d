"""How far school or work is: the table, the form, and what a coordinator and the youth's worker read of it."""

from __future__ import annotations

from itertools import product

import pytest

from tests.rooms.walk import ask, faults, offer_form, request_form
from tests.support.client import Client
from tests.support.door import Door
from webapp.demo.regions import REGIONS
from webapp.rooms.travel import MIDDLES, TOWNS, km_between


def test_distances_are_those_of_a_map() -> None:
    """Read from a map by hand, to two kilometres."""
    for one, other, km in (("Hilversum", "Utrecht", 15), ("Huizen", "Hilversum", 10), ("Almere", "Lelystad", 23)):
        assert abs((km_between(one, other) or 0) - km) <= 2
    for one, other in product(MIDDLES, MIDDLES):
        assert km_between(one, other) == km_between(other, one)
        assert (km_between(one, other) == 0) == (one == other)


def test_what_is_not_in_the_table_is_not_known() -> None:
    assert km_between("Hilversum", "Nergens") is None
    assert km_between("", "Hilversum") is None
    assert km_between("", "") is None
    assert km_between("Nergens", "nergens") == 0
    assert km_between("HILVERSUM", " hilversum ") == 0


def test_every_municipality_of_the_demo_is_in_the_table() -> None:
    assert {name for region in REGIONS for name in region["municipalities"]} <= set(TOWNS)


SCHOOL = {"goes_to": "Utrecht", "furthest_km": "20", "furthest_is_firm": "false"}


def test_distance_is_a_reason_in_words_and_stands_beside_the_room(demo_client: Client) -> None:
    url = ask(demo_client, **SCHOOL, pets=[], allergies=[], municipalities=[], gender="man", alias="Demo Reisje")
    assert "Utrecht, liefst hemelsbreed binnen 20 km" in demo_client.get(url).text
    demo_client.sign_in("coordinator")
    for place, rent in (("Hilversum", "300"), ("Huizen", "301")):
        demo_client.post(
            "/kamers/nieuw", data=offer_form(municipality=place, rent=rent, bare_rent="250", service_costs="")
        )
    page = demo_client.get(f"{url}/kamers").text
    assert "hemelsbreed 15 km" in page
    assert "school of werk in Utrecht: hemelsbreed 15 km" in page


def test_firm_limit_keeps_a_room_away_and_says_what_would_open_it(demo_client: Client) -> None:
    firm = SCHOOL | {"furthest_km": "3", "furthest_is_firm": "true"}
    url = ask(demo_client, **firm, pets=[], allergies=[], municipalities=[], max_rent="9000", gender="man")
    worker = demo_client.get(f"{url}/kansen").text
    assert "afstand tot school of werk (" in worker
    assert "als school of werk hemelsbreed" in worker
    tried = demo_client.post(
        f"{url}/kansen",
        data={"max_rent": "9000", "from_date": "2027-01-01", "smoking": "false", "furthest_km": "100"},
    ).text
    assert "afstand tot school of werk (" not in tried[tried.index('id="h-then"') :]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("goes_to", "Parijs", "Kies een plaats uit de lijst."),
        ("furthest_km", "201", "Vul hele kilometers in, van 0 tot 200."),
        ("furthest_km", "ver", "Vul hele kilometers in, van 0 tot 200."),
    ],
)
def test_wrong_distance_is_said_at_the_field(demo_client: Client, field: str, value: str, said: str) -> None:
    demo_client.sign_in("jongerenwerker")
    answer = demo_client.post("/kamers/verzoeken/nieuw", data=request_form(**SCHOOL | {field: value}))
    assert answer.status_code == 422
    assert faults(answer.text)[field] == said
    assert field == "goes_to" or f'value="{value}"' in answer.text


def test_phone_and_file_say_the_same(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    body = {
        "client": None, "alias": "Demo Verderop", "birth_year": 2007, "municipalities": [], "max_rent": 500,
        "from_date": "2027-01-01", "pets": [], "smoking": False, "allergies": [], "support_worker": "",
        "attention_wanted": [], "motivation": "",
    }  # fmt: skip
    made = Door(demo_client).accepted("room.request", body | {"goes_to": "Almere", "furthest_km": 9})
    assert "Almere, liefst hemelsbreed binnen 9 km" in demo_client.get(f"/kamers/verzoeken/{made}").text
    refused = Door(demo_client).send("room.request", body | {"goes_to": "Parijs"})
    assert refused["fields"] == {"goes_to": "Kies een plaats uit de lijst."}
    corrected = Door(demo_client).accepted("room.request", body)
    assert "nog niet gevraagd" in demo_client.get(f"/kamers/verzoeken/{corrected}").text
