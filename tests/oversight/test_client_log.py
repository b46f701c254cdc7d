"""'Wie keek mee': for the people who work with a client and for the client; its own reading is in it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.support import plans
from tests.support.door import Door
from webapp.accounts import store
from webapp.audit import log_store
from webapp.audit.log_store import Wanted
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action, record
from webapp.db import Database, new_id
from webapp.oversight.nen7513 import COLUMNS
from webapp.people.models import WorkingRelation

WHY = "Bewusteloos gevonden bij het station"


@pytest.fixture
def client_id(door: Door) -> str:
    """A client of the nurse."""
    return door.accepted("client.add", {"name": "Kees Kijkgraag", "legal_basis": "wgbo"})


def where(client_id: str) -> str:
    return f"/clienten/{client_id}/wie-keek-mee"


def test_it_tells_who_in_which_role_what_when_and_why(door: Door, client_id: str, contact: Any):
    door.accepted("contact.log", contact(client=client_id, note="Gesproken"))
    door.client.get(f"/clienten/{client_id}")
    html = door.client.get(where(client_id)).text
    for said in ("Demo Sanne", "straatverpleegkundige", "Straatzorg (demo)", "1 keer gekeken", "bekeken", "Vandaag"):
        assert said in html, said
    assert "mag omdat: werkt bij de organisatie van deze persoon" in html
    assert "Kees Kijkgraag" in html
    assert "<title>Wie keek mee" in html, "a title names nobody"


def test_its_own_reading_is_in_it(door: Door, client_id: str):
    assert "wie keek mee: bekeken" not in door.client.get(where(client_id)).text
    assert "wie keek mee: bekeken" in door.client.get(where(client_id)).text


def test_it_is_linked_from_the_client(door: Door, client_id: str):
    assert f'href="{where(client_id)}"' in door.client.get(f"/clienten/{client_id}").text


@pytest.mark.parametrize(
    ("user", "status"),
    [("straatverpleegkundige-almere", 404), (YOUTH_WORKER, 404), ("opvang", 403), ("beheer", 403), ("beleid", 403),
     ("privacy", 200), ("privacy-almere", 404)],
)  # fmt: skip
def test_other_organisations_regions_and_roles_read_nothing(sign_in: SignIn, client_id: str, user: str, status: int):
    browser = sign_in(user)
    assert browser.get(where(client_id)).status_code == status
    assert browser.post(f"{where(client_id)}/bestand", data={"vorm": "csv"}).status_code == status


def test_a_colleague_of_another_organisation_who_works_with_them_reads_it(
    sign_in: SignIn, door: Door, client_id: str, demo_database: Database
):
    with demo_database.transaction() as session:
        youth = store.find_demo_user(session, YOUTH_WORKER)
        assert youth is not None
        facts = {"region_id": youth.region_id, "organisation_id": youth.organisation_id, "user_id": youth.id}
        session.add(WorkingRelation(**facts, client_id=UUID(client_id)))
    assert "Demo Sanne" in sign_in(YOUTH_WORKER).get(where(client_id)).text


def test_log_of_a_hidden_client_of_others_would_tell_where_they_are(sign_in: SignIn, door: Door, colleague: str):
    hidden = door.accepted("client.add", {"alias": "Schuilt", "legal_basis": "wgbo", "whereabouts": "hidden"})
    assert door.client.get(where(hidden)).status_code == 200
    other = sign_in(colleague)
    assert other.get(where(hidden)).status_code == 403
    assert other.post(f"{where(hidden)}/bestand", data={"vorm": "csv"}).status_code == 403
    assert where(hidden) not in other.get(f"/clienten/{hidden}").text


def test_emergency_stands_out_for_a_nurse_and_a_youth_worker_does_not_learn_of_the_note(
    sign_in: SignIn, door: Door, client_id: str, contact: Any, colleague: str, demo_database: Database
):
    made = door.accepted("contact.log", contact(client=client_id, clinical_note="Wond"))
    other = sign_in(colleague)
    assert other.post(f"/contacten/{made}/noodtoegang", data={"reason": WHY}).status_code == 303
    other.get(f"/contacten/{made}")
    html = door.client.get(where(client_id)).text
    assert html.index("noodtoegang</span>") < html.index("Demo Karin")
    assert "verpleegkundige notitie: gelezen met noodtoegang" in html
    assert WHY not in html
    with demo_database.transaction() as session:
        youth = store.find_demo_user(session, YOUTH_WORKER)
        assert youth is not None
        facts = {"region_id": youth.region_id, "organisation_id": youth.organisation_id, "user_id": youth.id}
        session.add(WorkingRelation(**facts, client_id=UUID(client_id)))
    seen = sign_in(YOUTH_WORKER).get(where(client_id)).text
    assert "Demo Karin" in seen
    assert "noodtoegang" not in seen
    assert "verpleegkundige notitie" not in seen
    saved = sign_in(YOUTH_WORKER).post(f"{where(client_id)}/bestand", data={"vorm": "csv"}).text
    assert "clinical_note" not in saved
    assert "emergency" not in saved


def test_try_of_another_region_is_told_without_a_name(sign_in: SignIn, door: Door, client_id: str):
    assert sign_in("straatverpleegkundige-almere").get(f"/clienten/{client_id}").status_code == 404
    html = door.client.get(where(client_id)).text
    assert "iemand uit een andere regio" in html
    assert "niet toegelaten" in html
    assert "Demo Ilse" not in html


def test_pages_of_a_long_log_go_on_and_a_day_can_be_asked(door: Door, client_id: str, demo_database: Database):
    with demo_database.transaction() as session:
        for _ in range(450):
            record(session, None, Action.read, "client", UUID(client_id), client_id=UUID(client_id), ground="public")
    html = door.client.get(where(client_id)).text
    (onward,) = [part.split('"')[0] for part in html.split('href="')[1:] if "?voor=" in part]
    rest = door.client.get(onward).text
    assert "Naar het begin" in rest
    assert "naam en gegevens: vastgelegd" in rest, "the first entry of all"
    assert "Eerder keek niemand mee" in door.client.get(where(client_id) + "?tot=2020-01-01").text


@pytest.mark.parametrize(
    "query", ["?voor=x", "?voor=1e400", "?voor=nan", "?voor=-99999999999999", "?tot=32-13-1", "?tot=9999-12-31"]
)
def test_address_that_makes_no_sense_is_no_crash(door: Door, client_id: str, query: str):
    assert door.client.get(where(client_id) + query).status_code == 200


def test_file_has_the_names_of_the_norm_and_is_in_the_log(door: Door, client_id: str, demo_database: Database):
    answer = door.client.post(f"{where(client_id)}/bestand", data={"vorm": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    (made,) = [row for row in rows if row["EventActionCode"] == "C"]
    assert (made["users.userName"], made["users.roleIDCode"]) == ("Demo Sanne", "street_nurse")
    assert made["participants.1.participantObjectID"] == client_id
    assert (made["EventOutcomeIndicator"], made["EventID"]) == ("0", "clients")
    assert "Kijkgraag" not in answer.text
    with demo_database.reading() as session:
        left = session.exec(select(AccessEntry).where(AccessEntry.action == "export")).one()
    assert (left.subject, str(left.client_id), left.detail) == ("access_log", client_id, f"{len(rows)} rows, csv")
    for form in ("xlsx", "ods"):
        assert door.client.post(f"{where(client_id)}/bestand", data={"vorm": form}).data[:2] == b"PK"
    assert door.client.post(f"{where(client_id)}/bestand", data={"vorm": "pdf"}).status_code == 404


def test_json_lines_have_the_same_names(door: Door, client_id: str, demo_database: Database):
    answer = door.client.post(f"{where(client_id)}/bestand", data={"vorm": "jsonl"})
    assert answer.content_type == "application/jsonl"
    assert answer.headers["Content-Disposition"].endswith(".jsonl")
    lines = [json.loads(line) for line in answer.data.decode().splitlines()]
    (made,) = [line for line in lines if line["EventActionCode"] == "C"]
    assert (made["users"][0]["userName"], made["users"][0]["userIsRequestor"]) == ("Demo Sanne", True)
    assert made["participants"][0] == {
        "participantObjectTypeCode": 1,
        "participantObjectTypeCodeRole": 1,
        "participantObjectIDTypeCode": 2,
        "participantObjectID": client_id,
    }
    assert made["EventOutcomeIndicator"] == 0
    assert "Kijkgraag" not in answer.text
    with demo_database.reading() as session:
        left = session.exec(select(AccessEntry).where(AccessEntry.action == "export")).one()
    assert left.detail == f"{len(lines)} rows, jsonl"


def test_file_of_too_many_says_so(door: Door, client_id: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("webapp.oversight.export_views.MOST", 0)
    answer = door.client.post(f"{where(client_id)}/bestand", data={"vorm": "csv"})
    assert answer.status_code == 400
    assert "kortere tijd" in answer.text


def test_device_of_a_signed_in_browser_is_in_the_log(door: Door, client_id: str, demo_database: Database):
    door.client.get(f"/clienten/{client_id}")
    with demo_database.reading() as session:
        rows = session.exec(select(AccessEntry).where(AccessEntry.client_id == UUID(client_id))).all()
    assert {str(row.device) for row in rows if row.action == "read"} == {door.device}


@pytest.mark.parametrize("name", ["Łukasz Żółć-Čapek", "محمد علي", "x" * 200, 'O\'Brien "Bob" & 👩‍🦽'])
def test_any_name_has_its_page(door: Door, name: str):
    made = door.accepted("client.add", {"name": name, "legal_basis": "wgbo"})
    assert door.client.get(where(made)).status_code == 200


def test_newest_entry_of_a_client_is_found_by_an_index(demo_database: Database):
    with plans.listening(demo_database) as asked, demo_database.reading() as session:
        log_store.list_entries(session, Wanted(client_id=new_id()), 10)
        log_store.list_entries(session, Wanted(region_id=new_id(), user_id=new_id()), 10)
        log_store.list_entries(session, Wanted(region_id=new_id(), is_refused=True), 10)
    assert asked.questions
    assert [table for _, table, _ in plans.scans(demo_database, asked)] == []


def test_log_of_one_that_went_is_read_with_the_one_that_stays(
    sign_in: SignIn, door: Door, colleague: str, client_id: str
):
    stays = door.accepted("client.add", {"alias": "Blijvende Bram", "legal_basis": "wgbo"})
    sign_in(colleague).get(f"/clienten/{client_id}")
    door.accepted("client.merge", {"from": client_id, "into": stays})
    assert "Demo Karin" in door.client.get(where(stays)).text
