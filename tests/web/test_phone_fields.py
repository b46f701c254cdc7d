"""A telephone number that nobody can call is refused at its field, with an example; a stored one may stay."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.rooms.walk import ANSWERS, START, answer, faults
from tests.support.client import Client
from webapp.accounts.models import Region
from webapp.accounts.store import find_demo_user
from webapp.errors import Invalid
from webapp.validation import Input, Kept, OptionalPhone, Phone, read

REFUSED = "Dit nummer kun je niet bellen. Vul het hele nummer in, bijvoorbeeld 06 12345678."


class Reached(Input):
    phone: Phone
    other: OptionalPhone = None


@pytest.mark.parametrize("typed", ["12345", "035-bel", "035 123", "12", "bel 12", "06"])
def test_what_nobody_can_call_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(Reached, {"phone": typed, "other": typed})
    assert refused.value.fields == {"phone": REFUSED, "other": REFUSED}


@pytest.mark.parametrize(
    "typed",
    ["06 12345678", "035-1234567", "112", "113", "14 035", "0800 1234", "0900-1234567", "+31 6 12345678",
     "+32 470 12 34 56", "0049 30 123456", "035 000 00 05 (na 18.00 uur)", "via de buren"],
)  # fmt: skip
def test_what_one_can_call_goes_in_as_it_is_typed(typed: str) -> None:
    assert read(Reached, {"phone": typed, "other": typed}).other == typed
    assert read(Reached, {"phone": typed, "other": ""}).other is None


def test_what_is_stored_may_stay_and_no_other_mistake_comes_with_it() -> None:
    kept = Kept(["bel 1234"])
    assert read(Reached, {"phone": "bel 1234"}, kept).phone == "bel 1234"
    with pytest.raises(Invalid):
        read(Reached, {"phone": "bel 4321"}, kept)


def test_host_is_told_at_the_field(demo_client: Client) -> None:
    for step in list(ANSWERS)[:-1]:
        answer(demo_client, step)
    response = demo_client.post(f"{START}/jij", data=ANSWERS["jij"] | {"phone": "12345"})
    assert response.status_code == 422
    assert faults(response.get_data(as_text=True)) == {"phone": REFUSED}


@pytest.mark.one_store
def test_region_refuses_a_crisis_number_that_is_none_and_keeps_an_old_one(demo_app: Flask, demo_client: Client) -> None:
    database = demo_app.extensions["database"]
    with database.transaction() as session:
        region = session.get(Region, find_demo_user(session, "beheer").region_id)
        region.help_phone = "balie 12"
        form = {"municipalities": "\n".join(region.municipalities), "help_phone": "balie 12"}
    demo_client.sign_in("beheer")
    response = demo_client.post("/beheer/regio", data={**form, "youth_crisis_phone": "12"})
    assert faults(response.get_data(as_text=True)) == {"youth_crisis_phone": REFUSED}
    assert demo_client.post("/beheer/regio", data={**form, "youth_crisis_phone": "0800 2000"}).status_code == 303


@pytest.mark.one_store
@pytest.mark.parametrize("path", ["/beheer/uitnodigen", "/beheer/opvang/nieuw", "/beheer/voorzieningen/nieuw"])
def test_administrator_is_told_at_the_field(demo_client: Client, path: str) -> None:
    demo_client.sign_in("beheer")
    response = demo_client.post(path, data={"name": "Iets", "phone": "035-bel"})
    assert response.status_code == 422
    assert faults(response.get_data(as_text=True))["phone"] == REFUSED
