"""The way of a youth: once per person, step by step, also from a phone; and known to those who work with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.colleagues import add_colleague
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Role
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id
from webapp.outreach.models import OutreachCourse
from webapp.people.models import Client as Person


def step(door: Door, youth: str, at: str, answer: str, reason: str | None = None) -> dict[str, Any]:
    return door.send("outreach.answer", {"client": youth, "step": at, "answer": answer, "reason": reason})


def state(client: Client, youth: str) -> Any:
    return client.get(f"/toeleiding/{youth}", headers={"Accept": "application/json"}).get_json()


@pytest.fixture
def begun(door: Door, youth: str) -> str:
    door.accepted("outreach.begin", {"client": youth})
    return youth


def test_way_goes_from_first_contact_to_aftercare(door: Door, begun: str) -> None:
    for at, answer, then in (
        ("contact", "trusts", "trust"),
        ("trust", "accepted", "help"),
        ("help", "sheltered", "shelter"),
        ("shelter", "housed", "home"),
        ("home", "followed", "aftercare"),
    ):
        assert step(door, begun, at, answer)["status"] == "accepted"
        assert state(door.client, begun)["step"] == then
    assert step(door, begun, "aftercare", "done")["status"] == "accepted"
    assert state(door.client, begun)["ended"] == "done"
    page = door.client.get(f"/toeleiding/{begun}").text
    assert "Hulp aanvaard" in page
    assert "Wat is de volgende stap?" not in page


def test_pages_do_it_without_scripts(youth_worker: Client, youth: str) -> None:
    path = f"/toeleiding/{youth}"
    assert "Begin het traject" in youth_worker.get(path).text
    assert youth_worker.post(f"{path}/beginnen", data={"since": ""}).status_code == 303
    assert youth_worker.post(f"{path}/stap", data={"step": "contact", "answer": "trusts"}).status_code == 303
    assert "Nu: vertrouwen" in youth_worker.get(path).text
    assert "Kanarie Jong" in youth_worker.get("/toeleiding").text
    assert "Kanarie Jong" in youth_worker.post("/toeleiding", data={"zoek": "kanarie"}).text
    assert "Niets gevonden" in youth_worker.post("/toeleiding", data={"zoek": "zoektniets"}).text
    back = youth_worker.post(f"{path}/stap", data={"step": "contact", "answer": "take_back"})
    assert back.status_code == 303
    assert state(youth_worker, youth)["step"] == "contact"


def test_end_asks_its_reason(youth_worker: Client, door: Door, begun: str) -> None:
    path = f"/toeleiding/{begun}/stap"
    wrong = youth_worker.post(path, data={"step": "contact", "answer": "lost", "reason": ""})
    assert (wrong.status_code, "Kies een reden." in wrong.text) == (422, True)
    assert step(door, begun, "contact", "lost", "verzonnen")["status"] == "rejected"
    assert step(door, begun, "contact", "lost", "out_of_sight")["status"] == "accepted"
    assert "uit beeld" in youth_worker.get(f"/toeleiding/{begun}").text


def test_two_people_at_once_take_one_step(door: Door, begun: str, sign_in: SignIn) -> None:
    late = sign_in(YOUTH_WORKER)
    assert step(door, begun, "contact", "trusts")["status"] == "accepted"
    clash = late.post(f"/toeleiding/{begun}/stap", data={"step": "contact", "answer": "trusts"})
    assert clash.status_code == 409
    assert "Dit is intussen al verder" in clash.text
    assert step(Door(late), begun, "contact", "lost", "unwilling")["status"] == "conflict"


def test_person_has_one_way_however_often_it_is_begun(
    door: Door, begun: str, demo_database: Database, sign_in: SignIn
) -> None:
    Door(sign_in(YOUTH_WORKER)).accepted("outreach.begin", {"client": begun})
    with demo_database.reading() as session:
        [one] = session.exec(select(OutreachCourse).where(OutreachCourse.client_id == UUID(begun))).all()
    assert one.began_on == clock.today()


@pytest.mark.parametrize("days", [-1, 400])
def test_first_contact_was_in_the_last_year(door: Door, youth: str, days: int) -> None:
    day = (clock.today() - timedelta(days=days)).isoformat()
    assert "since" in door.send("outreach.begin", {"client": youth, "since": day})["fields"]
    assert door.client.post(f"/toeleiding/{youth}/beginnen", data={"since": day}).status_code == 422


def test_id_of_another_persons_way_is_no_way_in(door: Door, begun: str, demo_database: Database) -> None:
    other = door.accepted("client.add", {"alias": "Ander Jong", "legal_basis": "jeugdwet"})
    with demo_database.reading() as session:
        taken = session.exec(select(OutreachCourse.id).where(OutreachCourse.client_id == UUID(begun))).one()
    assert door.send("outreach.begin", {"client": other}, id=str(taken))["status"] != "accepted"


@pytest.mark.parametrize("who", [NURSE, "opvang", "beleid", "beheer"])
def test_other_roles_know_no_way(sign_in: SignIn, begun: str, who: str) -> None:
    other = sign_in(who)
    assert other.get("/toeleiding").status_code == 403
    assert other.get(f"/toeleiding/{begun}").status_code == 403
    assert step(Door(other), begun, "contact", "trusts")["code"] == "not_allowed"


def test_way_of_another_region_or_organisation_is_not_there(
    sign_in: SignIn, begun: str, demo_database: Database
) -> None:
    with demo_database.transaction() as session:
        own = session.get_one(Person, UUID(begun))
        elsewhere = Organisation(region_id=own.region_id, name="Ander jongerenwerk (demo)")
        session.add(elsewhere)
        session.flush()
        name = f"elders-{new_id().hex[-6:]}"
        user = User(region_id=own.region_id, organisation_id=elsewhere.id, name="Demo Elders", demo=True,
                    username=name, roles=[Role.youth_worker.value])  # fmt: skip
        session.add(user)
    for who in (name, "jongerenwerker-almere"):
        other = sign_in(who)
        assert "Kanarie" not in other.get("/toeleiding").text
        assert other.get(f"/toeleiding/{begun}").status_code == 404
        assert step(Door(other), begun, "contact", "trusts")["status"] == "rejected"


def test_hidden_youth_is_known_to_those_who_work_with_them(
    door: Door, begun: str, sign_in: SignIn, demo_database: Database
) -> None:
    secret = {"whereabouts": {"from": "open", "to": "hidden"}}
    door.accepted("client.edit", {"client": begun, "changes": secret})
    colleague = sign_in(add_colleague(demo_database, role=Role.youth_worker))
    answer = colleague.get(f"/toeleiding/{begun}")
    assert answer.status_code in (404, 422)
    assert "eerste contact" not in answer.text.lower().replace("traject van eerste contact", "")
    assert state(door.client, begun)["step"] == "contact"


def test_phone_has_them_and_every_reading_is_in_the_log(door: Door, begun: str, demo_database: Database) -> None:
    fragments = door.client.get("/offline/snapshot").get_json()["fragments"]
    assert f"/toeleiding/{begun}" in fragments
    door.client.get(f"/toeleiding/{begun}")
    door.client.get("/toeleiding?vorm=csv")
    with demo_database.reading() as session:
        rows = session.exec(
            select(AccessEntry.action, AccessEntry.client_id).where(AccessEntry.subject == "outreach_course")
        ).all()
    assert ("create", UUID(begun)) in rows
    assert [row for row in rows if row[0] == "read" and row[1] == UUID(begun)]
    assert [row for row in rows if row[0] == "export"]
