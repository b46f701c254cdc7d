"""The directory: added, found, checked, changed and stopped by its keepers; read by everyone of the region."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.support.client import Client
from webapp import clock
from webapp.db import new_id

NEW = {"name": "Inloop De Haven", "needs": ["food", "washing"], "phone": "035 000 11 22", "hours": "ma-vr 9-17"}


@pytest.fixture
def nurse(demo_app: Flask) -> Client:
    return browser(demo_app, "straatverpleegkundige")


def browser(app: Flask, name: str) -> Client:
    return Client(app, app.response_class).sign_in(name)


def add(someone: Client, **other: Any) -> str:
    answer = someone.post("/wegwijzer/nieuw", data={"id": str(new_id()), **NEW, **other})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def rows(someone: Client, **asked: str) -> list[dict[str, Any]]:
    answer = someone.get("/wegwijzer", query_string=asked, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json["rows"]
    return found


def names(someone: Client, **asked: str) -> set[str]:
    return {row["name"] for row in rows(someone, **asked)}


def test_added_place_is_found_by_everyone_of_the_region_and_nobody_else(demo_app: Flask, nurse: Client):
    url = add(nurse)
    for name in ("jongerenwerker", "opvang", "coordinator", "beheer", "vrijwilliger", "beleid"):
        assert "Inloop De Haven" in browser(demo_app, name).get(url).text, name
    other = browser(demo_app, "straatverpleegkundige-almere")
    assert other.get(url).status_code == 404
    assert "Inloop De Haven" not in names(other, zoek="haven")


def test_rows_carry_what_a_program_asks(nurse: Client):
    add(nurse, municipalities=["Hilversum"])
    [row] = rows(nurse, zoek="haven inloop")
    assert {name: row[name] for name in ("name", "phone", "needs", "municipalities", "checked_on")} == {
        "name": "Inloop De Haven",
        "phone": "035 000 11 22",
        "needs": ["food", "washing"],
        "municipalities": ["Hilversum"],
        "checked_on": clock.today().isoformat(),
    }
    assert row["open_now"] in (True, False)


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"behoefte": "food"}, True),
        ({"behoefte": "dentist"}, False),
        ({"gemeente": "Hilversum"}, True),
        ({"gemeente": "Huizen"}, False),
        ({"zoek": "hàven"}, True),
        ({"zoek": "haven tandarts"}, False),
    ],
)
def test_place_is_found_by_need_municipality_and_words(nurse: Client, asked: dict[str, str], is_found: bool):
    add(nurse, municipalities=["Hilversum"])
    assert ("Inloop De Haven" in names(nurse, **asked)) is is_found


def test_open_now_counts_the_hours(nurse: Client, clock_at: Any):
    add(nurse, name="Nachtloket", hours="dagelijks 22:00-8:00")
    for moment, is_open in (("2026-12-01T02:00:00+01:00", True), ("2026-12-01T12:00:00+01:00", False)):
        clock_at(moment)
        assert ("Nachtloket" in names(nurse, open="nu")) is is_open
        assert ("nu open, tot 8:00" in nurse.get("/wegwijzer?zoek=nachtloket").text) is is_open


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Vul de naam in."),
        ({"needs": []}, "Kies waarvoor je hier terechtkunt."),
        ({"hours": "op afspraak"}, "Dit lezen we niet: op afspraak."),
        ({"phone": "12"}, "Dit nummer kun je niet bellen."),
        ({"postcode": "12"}, "Vul een postcode in"),
        ({"website": "geen"}, "Vul een webadres in"),
        ({"email": "geen"}, "Vul een e-mailadres in"),
        ({"min_age": "27", "max_age": "18"}, "De leeftijd tot en met is lager"),
        ({"is_crisis": "true", "phone": ""}, "heeft een telefoonnummer nodig"),
        ({"is_secret": "true", "street": "Voorbeeldstraat 1"}, "Een geheim adres staat nergens"),
        ({"municipalities": ["Amsterdam"]}, "Kies gemeenten uit de regio."),
    ],
)
def test_mistake_is_told_and_what_was_typed_stays(nurse: Client, wrong: dict[str, Any], sentence: str):
    answer = nurse.post("/wegwijzer/nieuw", data={"id": str(new_id()), **NEW, "note": "Bel aan bij 2", **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Bel aan bij 2" in answer.text


def test_change_keeps_what_a_colleague_saved_meanwhile(demo_app: Flask, nurse: Client):
    url = add(nurse)
    form = nurse.get(f"{url}/wijzigen").text
    assert 'value="Inloop De Haven"' in form
    colleague = browser(demo_app, "beheer")
    seen = {"_from.phone": NEW["phone"], "_from.costs": ""}
    assert colleague.post(f"{url}/wijzigen", data={**seen, "phone": NEW["phone"], "costs": "gratis"}).status_code == 303
    changed = nurse.post(f"{url}/wijzigen", data={**seen, "phone": "035 000 11 33", "costs": ""})
    assert changed.status_code == 303
    page = nurse.get(url).text
    assert "035 000 11 33" in page
    assert "gratis" in page
    conflict = nurse.post(f"{url}/wijzigen", data={**seen, "phone": NEW["phone"], "costs": "1 euro"})
    assert conflict.status_code == 409


def test_keeper_is_asked_to_check_after_half_a_year(nurse: Client, clock_moves: Any):
    url = add(nurse)
    clock_moves(days=190)
    nurse.sign_in("straatverpleegkundige")
    assert "Dat is langer dan een half jaar geleden" in nurse.get(url).text
    assert nurse.post(f"{url}/nagekeken").status_code == 303
    [row] = rows(nurse, zoek="haven")
    assert row["checked_on"] == clock.today().isoformat()
    assert "Dat is langer dan een half jaar geleden" not in nurse.get(url).text


def test_stopped_place_is_gone_and_comes_back(nurse: Client):
    url = add(nurse)
    nurse.post(f"{url}/stoppen")
    assert "Inloop De Haven" not in names(nurse, zoek="haven")
    assert "Dit staat niet meer in de wegwijzer" in nurse.get(url).text
    nurse.post(f"{url}/terugzetten")
    assert "Inloop De Haven" in names(nurse, zoek="haven")


def test_only_keepers_change_it(demo_app: Flask, nurse: Client):
    url = add(nurse)
    for name, status in (("opvang", 403), ("vrijwilliger", 403), ("beleid", 403)):
        someone = browser(demo_app, name)
        for act in ("nagekeken", "stoppen", "terugzetten"):
            assert someone.post(f"{url}/{act}").status_code == status, (name, act)
        assert someone.get(f"{url}/wijzigen").status_code == status
    assert browser(demo_app, "straatverpleegkundige-almere").post(f"{url}/stoppen").status_code == 404
    assert "Inloop De Haven" in names(nurse, zoek="haven")


def test_secret_place_has_no_address_anywhere(nurse: Client):
    url = add(nurse, name="Blijf van mijn deur", is_secret="true")
    assert "Geheim: bel" in nurse.get(url).text
    assert "Geheim: bel" in nurse.get("/wegwijzer").text


def test_form_sent_twice_is_one(nurse: Client):
    sent = {"id": str(new_id()), **NEW, "name": "Dubbelop"}
    first, second = (nurse.post("/wegwijzer/nieuw", data=sent).location for _ in range(2))
    assert first == second
    assert len(rows(nurse, zoek="dubbelop")) == 1


@pytest.mark.parametrize(
    ("typed", "dutch", "english"),
    [
        ("ma-vr 9-17", "ma-vr 9:00–17:00", "Mon-Fri 9:00–17:00"),
        ("altijd", "altijd", "always"),
        ("laatste di 13-15", "laatste di 13:00–15:00", "last Tue 13:00–15:00"),
        ("feestdagen open", "feestdagen open", "holidays open"),
        ("24-12-2026 dicht", "24-12-2026 dicht", "24-12-2026 closed"),
        ("vanaf 1-10-2026 t/m 31-3-2027: ma 9-10", "vanaf 1-10-2026 tot en met 31-3-2027: ma 9:00–10:00", "until"),
    ],
)
def test_hours_are_read_in_the_readers_language(nurse: Client, typed: str, dutch: str, english: str):
    url = add(nurse, hours=typed)
    assert dutch in nurse.get(url).text
    assert english in nurse.get(f"{url}?lang=en").text
