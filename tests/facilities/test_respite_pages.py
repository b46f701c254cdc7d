"""Respite in the browser without scripts: the pages of each role, bad input, sent twice, and the ways back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.beds.night import Night
from tests.facilities.respite_house import LUWTE, also, arrive, facility, free, stays
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.db import new_id
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.models import Facility, FacilityFigure, FacilityStaff, RespiteStay
from webapp.units.models import UnitPlaces

LIST = "/bedden/voorzieningen"
pytestmark = pytest.mark.one_store


def intake(**more: Any) -> dict[str, str]:
    today = clock.today()
    body = {"alias": "Kanariepietje", "referrer": "gp", "arrived_on": today, "expected_until": today, **more}
    return {"id": str(new_id()), **{name: str(value) for name, value in body.items()}}


@pytest.fixture
def home(night: Night) -> str:
    return f"{LIST}/{facility(night).id}"


def sign_in(app: Flask, name: str) -> Client:
    return Client(app, app.response_class).sign_in(name)


def test_intake_is_one_when_it_is_sent_twice(night: Night, worker: Client, home: str):
    form = intake()
    for _ in range(2):
        assert worker.post(f"{home}/aankomst", data=form).location == home
    assert free(night) == 1
    page = worker.get(home).text
    assert page.count("Kanariepietje") == 1
    assert "1 van 4 vrij" in page


def test_same_form_with_another_name_is_another_guest(night: Night, worker: Client, home: str):
    form = intake()
    worker.post(f"{home}/aankomst", data=form)
    worker.post(f"{home}/aankomst", data={**form, "alias": "Kanarie Twee"})
    assert free(night) == 0
    full = worker.get(home).text
    assert "Alle plekken zijn bezet" in full
    assert "Gast inschrijven" not in full
    assert "Iemand die al weer weg is, alsnog inschrijven" in full
    past = (clock.today() - timedelta(days=20)).isoformat()
    over = intake(alias="Kanarie Drie", arrived_on=past, left_on=past, outcome="home")
    assert worker.post(f"{home}/aankomst", data=over).location == home
    assert "Kanarie Drie" in worker.get(home).text.split("Vertrokken in de laatste 30 dagen")[1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"alias": ""}, "Vul een naam of roepnaam in."),
        ({"alias": "x" * 300}, "Maak dit korter"),
        ({"referrer": "regional_ties"}, "Kies wie deze gast verwees."),
        ({"arrived_on": "2020-01-01"}, "Kies vandaag of een dag in de afgelopen 31 dagen."),
        ({"arrived_on": "2199-01-01"}, "Kies vandaag of een dag in de afgelopen 31 dagen."),
        ({"arrived_on": "morgen"}, "Vul in sinds wanneer."),
        ({"expected_until": "2020-01-01"}, "Kies een dag van vandaag tot over een jaar."),
        ({"outcome": "home"}, "Vul in wanneer de gast vertrok."),
        ({"left_on": "2020-01-01", "outcome": "home"}, "Kies een dag vanaf de aankomst"),
        ({"expected_until": ""}, "Vul in tot wanneer je de gast verwacht."),
    ],
)
def test_wrong_intake_gets_a_sentence_and_keeps_what_was_typed(
    worker: Client, home: str, more: dict[str, str], said: str
):
    refused = worker.post(f"{home}/aankomst", data=intake(**more))
    assert refused.status_code == 422
    assert said in refused.text
    assert ("Kanariepietje" in refused.text) is ("alias" not in more)
    assert 'value="gp" checked' in refused.text or "referrer" in more


def test_same_name_is_asked_about(worker: Client, home: str):
    worker.post(f"{home}/aankomst", data=intake())
    asked = worker.post(f"{home}/aankomst", data=intake())
    assert asked.status_code == 422
    assert "Ja, dit is iemand anders" in asked.text
    assert worker.post(f"{home}/aankomst", data=intake(other_person="true")).status_code == 303


def test_guest_leaves_and_the_departure_can_be_undone(night: Night, worker: Client):
    stay = f"/bedden/respijt/{arrive(night, guest='Kanariepietje').id}"
    refused = worker.post(f"{stay}/vertrek", data={"left_on": clock.today().isoformat(), "outcome": "moon"})
    assert refused.status_code == 422
    assert "Kies waar de gast naartoe ging." in refused.text
    early = (clock.today() - timedelta(days=1)).isoformat()
    assert worker.post(f"{stay}/vertrek", data={"left_on": early, "outcome": "home"}).status_code == 422
    assert (
        worker.post(f"{stay}/vertrek", data={"left_on": clock.today().isoformat(), "outcome": "home"}).location == stay
    )
    page = worker.get(stay).text
    assert "Ongedaan maken" in page
    assert "Terug naar huis" in page
    late = worker.post(f"{stay}/tot", data={"expected_until": clock.today().isoformat()})
    assert late.status_code == 422
    assert "Deze gast is al vertrokken." in late.text
    assert worker.post(f"{stay}/terug").location == stay
    assert free(night) == 1


def test_departure_is_corrected_where_it_stands(night: Night, worker: Client):
    stay = f"/bedden/respijt/{arrive(night).id}"
    worker.post(f"{stay}/vertrek", data={"left_on": clock.today().isoformat(), "outcome": "hospital"})
    arrive(night)
    arrive(night)
    form = filled_in(worker.get(stay).text, "verbeteren")
    assert (form["outcome"], form["_from.outcome"]) == (["hospital"], ["hospital"])
    assert worker.post(f"{stay}/vertrek-verbeteren", data={**form, "outcome": "home"}).location == stay
    assert "Terug naar huis" in worker.get(stay).text
    refused = worker.post(f"{stay}/vertrek-verbeteren", data={**form, "outcome": "unknown", "left_on": "2020-01-01"})
    assert refused.status_code == 409
    assert "Een collega veranderde dit intussen. Er staat nu: Terug naar huis." in refused.text
    assert "Laatst bijgewerkt door Demo Kees" in refused.text
    again = filled_in(refused.text, "verbeteren")
    assert (again["outcome"], again["_from.outcome"]) == (["unknown"], ["home"])
    late = worker.post(f"{stay}/vertrek-verbeteren", data=again)
    assert "Kies een dag vanaf de aankomst, tot en met vandaag." in late.text


def test_undo_is_refused_when_the_place_went_to_someone_else(night: Night, worker: Client):
    stay = f"/bedden/respijt/{arrive(night).id}"
    worker.post(f"{stay}/vertrek", data={"left_on": clock.today().isoformat(), "outcome": "unknown"})
    arrive(night)
    arrive(night)
    refused = worker.post(f"{stay}/terug")
    assert refused.status_code == 422
    assert "Alle plekken zijn bezet." in refused.text


@pytest.mark.parametrize("left", [False, True])
def test_mistake_is_asked_about_and_erases_the_name(night: Night, worker: Client, home: str, *, left: bool):
    stay = f"/bedden/respijt/{arrive(night, guest='Kanariepietje').id}"
    assert "Dit kan niet terug." in worker.get(stay).text
    if left:
        worker.post(f"{stay}/vertrek", data={"left_on": clock.today().isoformat(), "outcome": "home"})
        assert "Dit kan niet terug." in worker.get(stay).text
    assert worker.post(f"{stay}/vergissing").location == stay
    gone = worker.get(stay).text
    assert "Teruggenomen" in gone
    assert "Kanariepietje" not in gone + worker.get(home).text
    assert worker.get(stay).text.count("Dit kan niet terug.") == 0
    assert free(night) == 2


def test_long_stay_is_shown_and_not_refused(night: Night, worker: Client, home: str):
    stay = arrive(night, arrived_on=clock.today() - timedelta(days=15))
    assert "langer dan 14 dagen" in worker.get(home).text
    assert "Langer dan 14 dagen" in worker.get(f"/bedden/respijt/{stay.id}").text
    until = {"expected_until": (clock.today() + timedelta(days=3)).isoformat()}
    assert worker.post(f"/bedden/respijt/{stay.id}/tot", data=until).status_code == 303


@pytest.mark.parametrize("name", ["straatverpleegkundige", "jongerenwerker"])
def test_nurse_and_youth_worker_see_what_is_free_and_whom_to_call(night: Night, demo_app: Flask, home: str, name: str):
    stay = arrive(night, guest="Kanariepietje")
    client = sign_in(demo_app, name)
    page = client.get(LIST).text
    for words in (LUWTE, "1 van 4 vrij", 'href="tel:+31350000007"'):
        assert words in page
    for words in ("Kanariepietje", "Demo Gast", "Keerpunt", home):
        assert words not in page
    for path in (home, f"{home}/aankomst", f"{home}/cijfers", f"/bedden/respijt/{stay.id}"):
        assert client.get(path).status_code == 403
    assert f'href="{LIST}"' in client.get("/meer").text


@pytest.mark.parametrize(
    "name", ["coordinator", "vrijwilliger", "verhuurder", "vroegsignaleerder", "plaatsing", "beleid", "beheer"]
)
def test_other_roles_do_not_see_respite(demo_app: Flask, home: str, name: str):
    client = sign_in(demo_app, name)
    for path in (LIST, home, f"{home}/aankomst", f"{home}/bezoekers"):
        assert client.get(path).status_code == 403


def test_other_region_and_who_does_not_work_there_find_nothing(night: Night, demo_app: Flask, home: str):
    stay = arrive(night)
    elsewhere = sign_in(demo_app, "opvang-almere")
    also(night, "jongerenwerker", Role.shelter_worker)
    colleague = sign_in(demo_app, "jongerenwerker")
    for client in (elsewhere, colleague):
        for path in (home, f"{home}/aankomst", f"{home}/bezoekers", f"{home}/cijfers", f"/bedden/respijt/{stay.id}"):
            assert client.get(path).status_code == 404
        assert client.post(f"{home}/aankomst", data=intake()).status_code == 404
        assert client.post(f"/bedden/respijt/{stay.id}/vergissing").status_code == 404
    assert home not in elsewhere.get(LIST).text
    assert not any(one.name == "Kanariepietje" for one in stays(night))


def test_worker_with_clients_chooses_one(night: Night, demo_app: Flask, home: str):
    also(night, "opvang", Role.street_nurse)
    worker = sign_in(demo_app, "opvang")
    assert 'hx-get="/contacten/nieuw/wie"' in worker.get(f"{home}/aankomst").text
    stranger = worker.post(f"{home}/aankomst", data=intake(client=new_id()))
    assert stranger.status_code == 404
    assert worker.post(f"{home}/aankomst", data=intake(client="other")).status_code == 303


def test_empty_region_says_so(night: Night, demo_app: Flask, worker: Client):
    with night.write() as session:
        for table in (RespiteStay, FacilityFigure, UnitPlaces, FacilityStaff, Facility):
            session.connection().execute(delete(table))
    assert "Nog geen respijt in deze regio" in worker.get(LIST).text
    assert "Nog geen voorzieningen" in sign_in(demo_app, "beleid").get(f"{LIST}/cijfers").text
    assert "Nog geen voorzieningen" in sign_in(demo_app, "beheer").get("/beheer/voorzieningen").text


def test_home_of_its_people_leads_there_without_a_name(night: Night, worker: Client, home: str):
    arrive(night, guest="Kanariepietje")
    page = worker.get("/").text
    assert f'href="{home}"' in page
    assert "1 van 4 vrij" in page
    assert not re.search("Kanarie|Demo Gast", page)
    assert f"{LIST}/{facility(night, FacilityKind.small_home).id}" in page
