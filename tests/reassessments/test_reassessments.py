"""Reassessment: a campaign from a file or a filter, its people and outcomes, and who may see what."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest

from tests.contacts.acts import SignIn
from tests.reassessments.acts import (
    CAMPAIGNS,
    HOME,
    JSON,
    NURSE,
    answer,
    begun,
    campaign_of,
    campaigns_of,
    ids_of,
    in_days,
    mine,
    upload,
)
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import Database, new_id
from webapp.due.rules import due_on, faults
from webapp.reassessments.kind import GIVEN, LISTS, RULE
from webapp.reassessments.models import Reassessment


def test_declaration_has_no_faults_and_the_day_of_the_row_is_the_day_it_is_due() -> None:
    assert faults(RULE) == []
    assert due_on(RULE, date(2026, 5, 5)) == date(2026, 5, 5)
    assert {one.value for one in GIVEN} == {result.word for result in RULE.outcomes}
    assert {result.word for result in RULE.outcomes if result.asks} == set(LISTS)


def test_goes_from_a_file_to_the_workers_list_to_an_outcome(officer: Client, door: Door) -> None:
    text = (
        "Cliënt;Kenmerk;Consulent;Klaar voor;Gemeente\n"
        f"Zoë d'Ağ;A-1;{NURSE};{in_days(0)};Huizen\n"
        f"Zoë d'Ağ;A-2;Niemand Hier;;Laren\n"
        f"Zoë d'Ağ;A-2;{NURSE};;\n"
        ";;;;\n"
        "Iemand;;;gisteren;\n"
        "Ander;;;;Parijs\n"
    )
    made = campaign_of(upload(officer, text))
    page = officer.get(f"{CAMPAIGNS}/{made}").text
    assert "Onbekende medewerkers" in page
    assert "Niemand Hier" in page
    assert "staat twee keer" in page
    assert "is niet te lezen" in page
    assert "niet van deze regio" in page
    assert "Begin met 2 mensen" in page
    assert mine(door.client) == set(), "a draft is nobody's work"
    assert officer.post(f"{CAMPAIGNS}/{made}/beginnen").status_code == 303
    assert officer.post(f"{CAMPAIGNS}/{made}/beginnen").status_code == 303, "twice is one"
    [row] = mine(door.client)
    assert "Zoë d&#39;Ağ" in door.client.get(f"{HOME}/{row}").text
    assert "taak is aan de beurt" in door.client.get("/").text
    assert answer(door, row, "ends", reason="able", note="Gaat goed zo")["status"] == "accepted"
    assert mine(door.client) == set()
    told = officer.get(f"{CAMPAIGNS}/{made}", headers=JSON).get_json()
    assert told["total"] == 2
    assert [(r["outcome"], r["reason"], r["worker"]) for r in told["rows"]] == [("ends", "able", NURSE), ("", "", "")]
    assert "1</b> van 2 gedaan" in officer.get(f"{CAMPAIGNS}/{made}").text
    assert "Gaat goed zo" not in officer.get(f"{HOME}/{row}").text, "a note is for the organisation that wrote it"
    assert "Gaat goed zo" in door.client.get(f"{HOME}/{row}").text


def test_columns_are_remembered(officer: Client) -> None:
    text = "Wiebelwoord;Wanneerwoord\nProef Kolom;3-11-2026\n"
    made = campaign_of(upload(officer, text))
    page = officer.get(f"{CAMPAIGNS}/{made}").text
    assert "Wiebelwoord" in page
    assert "Begin met" not in page
    wrong = officer.post(f"{CAMPAIGNS}/{made}/kolommen", data={"kolom.0": "due", "kolom.1": "due"})
    assert wrong.status_code == 422
    assert officer.post(f"{CAMPAIGNS}/{made}/beginnen").status_code == 422
    good = {"kolom.0": "person", "kolom.1": "", "kolom.x": "due", "kolom.99": "due"}
    assert officer.post(f"{CAMPAIGNS}/{made}/kolommen", data=good).status_code == 303
    again = campaign_of(upload(officer, text))
    assert "Begin met 1 persoon" in officer.get(f"{CAMPAIGNS}/{again}").text
    assert officer.post(f"{CAMPAIGNS}/{again}/weg").status_code == 303
    assert officer.get(f"{CAMPAIGNS}/{again}").status_code == 404


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Naam;BSN\nIemand;111222333\n", "burgerservicenummer"),
        ("", "Kies een bestand"),
        ("Naam\n", "staat niemand"),
        (b"PK\x03\x04kapot", ""),
        (b"\x00\x01\x02", ""),
    ],
)
def test_file_that_cannot_be_gets_a_sentence(officer: Client, text: str | bytes, sentence: str) -> None:
    told = upload(officer, text)
    assert told.status_code == 422
    assert sentence.lower() in told.text.lower()
    assert "Proef" in told.text, "what was typed stays"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Geef de campagne een naam"),
        ({"due_on": "ooit"}, "Kies de dag"),
        ({"due_on": "2031-01-01"}, "binnen een jaar"),
        ({"programme": "0197fa3e-0000-7000-8000-000000000099"}, "Kies een bestand, of"),
        ({"programme": "geen"}, ""),
        ({}, "Kies een bestand, of"),
    ],
)
def test_form_that_cannot_be_gets_a_sentence(officer: Client, said: dict[str, str], sentence: str) -> None:
    told = officer.post(f"{CAMPAIGNS}/nieuw", data={"name": "Blijft staan", "due_on": in_days(9), **said})
    assert told.status_code == 422
    assert sentence in told.text


def test_campaign_from_who_has_a_place(officer: Client, door: Door, demo_database: Database) -> None:
    page = officer.get(f"{CAMPAIGNS}/nieuw").text
    for programme in re.findall(r'<option value="([0-9a-f-]{36})"', page):
        said = {"name": "Uit plaatsingen", "due_on": in_days(9), "programme": programme}
        made = campaign_of(officer.post(f"{CAMPAIGNS}/nieuw", data=said))
        if "Begin met" in officer.get(f"{CAMPAIGNS}/{made}").text:
            break
    assert officer.post(f"{CAMPAIGNS}/{made}/beginnen").status_code == 303
    assert ids_of(officer, made)
    none = {**said, "placed_before": "2001-01-01"}
    empty = campaign_of(officer.post(f"{CAMPAIGNS}/nieuw", data=none))
    assert "Niemand" in officer.get(f"{CAMPAIGNS}/{empty}").text
    assert officer.post(f"{CAMPAIGNS}/{empty}/beginnen").status_code == 422


def test_outcome_with_a_reason_is_no_tap(door: Door, one: str) -> None:
    said = {"rule": "reassessment", "subject": one, "outcome": "ends"}
    tapped = door.send("due.done", said)
    assert tapped["status"] == "rejected"
    assert "Hierbij hoort een reden" in str(tapped)
    assert answer(door, one, "ends")["status"] == "rejected"
    assert answer(door, one, "ends", reason="more")["status"] == "rejected", "a reason of another outcome"
    assert answer(door, one, "continues", reason="able")["status"] == "rejected"
    assert answer(door, one, "stopped")["status"] == "rejected", "the house says that"
    page = door.client.post(f"{HOME}/{one}/uitkomst", data={"outcome": "changes", "note": "Blijft staan"})
    assert page.status_code == 422
    assert "Kies een reden" in page.text
    assert "Blijft staan" in page.text
    assert door.send("due.done", {**said, "outcome": "continues"})["status"] == "accepted"


def test_not_reached_comes_back_and_a_slip_is_taken_back(door: Door, one: str, demo_database: Database) -> None:
    assert answer(door, one, "not_reached")["status"] == "accepted"
    assert one in mine(door.client)
    assert answer(door, one, "not_done", reason="moved")["status"] == "accepted"
    assert one not in mine(door.client)
    assert door.send("due.undone", {"rule": "reassessment", "subject": one})["status"] == "accepted"
    assert one in mine(door.client)
    with demo_database.reading() as session:
        row = session.get_one(Reassessment, UUID(one))
        assert (row.outcome, row.reason, row.settled_on) == ("", "", None)


def test_sent_twice_is_one_and_of_two_people_one_is_right(door: Door, officer_door: Door, one: str) -> None:
    op = str(new_id())
    body = {"reassessment": one, "outcome": "changes", "reason": "less"}
    assert [door.send("reassessment.answer", body, id=op)["status"] for _ in range(2)] == ["accepted", "duplicate"]
    late = answer(officer_door, one, "continues", due_on=in_days(0))
    assert late["status"] == "conflict"
    assert late["current"]["outcome"]["value"] == "changes"
    page = officer_door.client.post(
        f"{HOME}/{one}/uitkomst", data={"outcome": "ends", "reason": "able", "due_on": in_days(0)}
    )
    assert page.status_code == 409
    same = answer(officer_door, one, "changes", reason="more", due_on=in_days(0))
    assert same["status"] == "accepted", "the outcome is the same"
    assert "Minder hulp nodig" in door.client.get(f"{HOME}/{one}").text, "the first reason stays"


def test_work_is_divided_and_moved(officer: Client, door: Door, sign_in: SignIn) -> None:
    made = begun(officer, "Naam\nProef B\nProef C\nProef D\n")
    page = officer.get(f"{CAMPAIGNS}/{made}").text
    nurse = re.findall(rf'<option value="([^"]+)">[^<]*{NURSE}', page)[0]
    for wrong in ({"number": "2"}, {"worker": nurse, "number": "0"}, {"worker": str(new_id()), "number": "1"}):
        assert officer.post(f"{CAMPAIGNS}/{made}/verdelen", data=wrong).status_code == 422
    assert officer.post(f"{CAMPAIGNS}/{made}/verdelen", data={"worker": nurse, "number": "2"}).status_code == 303
    assert len(mine(door.client)) == 2
    row = next(iter(mine(door.client)))
    assert officer.get(f"{CAMPAIGNS}/{made}?worker=nobody", headers=JSON).get_json()["total"] == 1
    assert officer.get(f"{CAMPAIGNS}/{made}?worker=geen", headers=JSON).get_json()["total"] == 0
    said = {"worker": "", "due_on": in_days(3), "seen": "2"}
    assert officer.post(f"{HOME}/{row}/verplaatsen", data=said).status_code == 303
    assert row not in mine(door.client)
    assert row in mine(officer)
    late = officer.post(f"{HOME}/{row}/verplaatsen", data={**said, "due_on": in_days(5)})
    assert late.status_code == 409
    assert "intussen al veranderd" in late.text
    odd = {**said, "due_on": in_days(6), "seen": "x"}
    assert officer.post(f"{HOME}/{row}/verplaatsen", data=odd).status_code == 409
    assert officer.post(f"{HOME}/{row}/verplaatsen", data={**said, "due_on": "2031-01-01"}).status_code == 422
    assert door.client.post(f"{HOME}/{row}/verplaatsen", data=said).status_code == 403
    assert sign_in("jongerenwerker").get(f"{HOME}/{row}").status_code == 404


def test_campaign_ends_and_goes_on_and_a_late_phone_is_heard(officer: Client, door: Door, one: str) -> None:
    made = next(c for c in campaigns_of(officer) if one in ids_of(officer, c).values())
    assert officer.post(f"{CAMPAIGNS}/{made}/afronden").status_code == 303
    assert one not in mine(door.client)
    assert "0</b> van 1 gedaan" in officer.get(f"{CAMPAIGNS}/{made}").text
    assert officer.post(f"{CAMPAIGNS}/{made}/hervatten").status_code == 303
    assert one in mine(door.client)
    officer.post(f"{CAMPAIGNS}/{made}/afronden")
    assert answer(door, one, "continues")["status"] == "accepted", "said in the field before it ended"
    assert "1</b> van 1 gedaan" in officer.get(f"{CAMPAIGNS}/{made}").text


def test_others_see_nothing(officer: Client, door: Door, one: str, sign_in: SignIn) -> None:
    made = campaigns_of(officer)[0]
    for name in ("opvang", "vrijwilliger", "beheer", "beleid", "coordinator"):
        assert sign_in(name).get(f"{HOME}/{one}").status_code == 403
        assert sign_in(name).get(CAMPAIGNS).status_code == 403
    assert door.client.get(CAMPAIGNS).status_code == 403
    for name in ("straatverpleegkundige-almere", "jongerenwerker", "plaatsing-almere"):
        assert sign_in(name).get(f"{HOME}/{one}").status_code == 404
        assert answer(Door(sign_in(name)), one, "continues")["status"] == "rejected"
    other = sign_in("plaatsing-almere")
    assert other.get(f"{CAMPAIGNS}/{made}").status_code == 404
    for act in ("beginnen", "afronden", "hervatten", "kolommen"):
        assert other.post(f"{CAMPAIGNS}/{made}/{act}").status_code == 404
    assert sign_in("straatverpleegkundige").get(HOME).headers["Location"].endswith("rule=reassessment")


def test_files_of_the_list(officer: Client) -> None:
    made = begun(officer, "Naam;Medewerker\n=HYPERLINK(1);\nProef E;\n")
    for form in ("csv", "xlsx", "ods"):
        told = officer.post(f"{CAMPAIGNS}/{made}", data={"vorm": form})
        assert told.status_code == 200
        assert len(told.data) > 100
    text = officer.post(f"{CAMPAIGNS}/{made}", data={"vorm": "csv", "zoek": "proef e"}).data.decode("utf-8-sig")
    assert "Proef E" in text
    assert "HYPERLINK" not in text
