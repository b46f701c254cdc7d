"""A working relation ends with its ground: another organisation, other work, being stopped, by hand, and a year on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.models import Organisation
from webapp.db import Database, new_id
from webapp.people.models import Client as Person
from webapp.people.models import WorkingRelation
from webapp.people.store import TERM

SECRET_NOTE = "wond aan de linkervoet"
ALIAS = "Zilveren Zus (demo)"


@pytest.fixture
def logged(door: Door) -> dict[str, str]:
    """A client of the nurse with a contact, its clinical note and a follow-up; and a contact with nobody's name."""
    body = {"alias": ALIAS, "legal_basis": "wmo", "whereabouts": "hidden", "municipality": "Huizen"}
    client = door.send("client.add", body)["url"].rsplit("/", 1)[1]
    contact = {"channel": "street", "ethos_category": "public_space", "topics": ["health"], "note": "Sliep slecht",
               "follow_up": {"text": "Bellen met de notaris", "due_on": clock.today().isoformat()}}  # fmt: skip
    known = door.send("contact.log", {**contact, "client": client, "clinical_note": SECRET_NOTE})
    unknown = door.send("contact.log", {**contact, "alias": "Onbekende (demo)", "clinical_note": SECRET_NOTE})
    assert [one["status"] for one in (known, unknown)] == ["accepted", "accepted"]
    return {"client": client, "contact": known["url"], "anonymous": unknown["url"]}


def move(database: Database, **place: Any) -> None:
    """The nurse gets another place, as administration gives it."""
    with database.transaction() as session:
        user = accounts.find_demo_user(session, NURSE)
        if place.pop("elsewhere", False):
            organisation = Organisation(region_id=user.region_id, name="Elders (demo)")
            session.add(organisation)
            session.flush()
            place["organisation_id"] = organisation.id
        now = {"organisation_id": user.organisation_id, "roles": user.roles, "active": user.active}
        user.place(**{**now, **place})
        session.add(user)


def change_relation(database: Database, client: str, **fields: Any) -> None:
    with database.transaction() as session:
        for relation in session.exec(select(WorkingRelation)).all():
            if str(relation.client_id) == client:
                for name, value in fields.items():
                    setattr(relation, name, value)
                session.add(relation)


def everywhere(nurse: Client) -> str:
    """Everything a page, a list, a search and the phone's snapshot show."""
    pages = ["/", "/contacten", "/clienten", "/vervolgacties", "/contacten?zoek=sliep", "/clienten?zoek=zilveren",
             "/contacten/nieuw", "/offline/snapshot"]  # fmt: skip
    return "".join(nurse.get(path).text for path in pages)


def test_who_moves_leaves_everything_behind(door: Door, demo_database: Database, logged: dict[str, str]) -> None:
    assert ALIAS in everywhere(door.client)
    move(demo_database, elsewhere=True)
    for path in (logged["contact"], logged["anonymous"], f"/clienten/{logged['client']}"):
        assert door.client.get(path).status_code == 404, path
    shown = everywhere(door.client)
    assert not [word for word in (ALIAS, "Sliep slecht", SECRET_NOTE, "notaris", "Onbekende (demo)") if word in shown]


def test_phone_of_who_moved_changes_nothing_there(door: Door, demo_database: Database, logged: dict[str, str]) -> None:
    move(demo_database, elsewhere=True)
    contact = logged["contact"].rsplit("/", 1)[1]
    told = [
        door.send("contact.correct", {"contact": contact, "changes": {"note": {"from": "Sliep slecht", "to": "x"}}}),
        door.send("follow_up.complete", {"follow_up": contact}),
        door.send("client.edit", {"client": logged["client"], "changes": {"alias": {"from": ALIAS, "to": "x"}}}),
        door.send("contact.log", {"client": logged["client"], "channel": "street", "ethos_category": "unknown",
                                  "topics": ["health"]}),
    ]  # fmt: skip
    assert [(one["status"], one["code"]) for one in told] == [("rejected", "not_found")] * 4
    assert "Sliep slecht" not in str(told)


def test_who_comes_back_begins_anew(door: Door, demo_database: Database, logged: dict[str, str]) -> None:
    with demo_database.reading() as session:
        home = accounts.find_demo_user(session, NURSE).organisation_id
    move(demo_database, elsewhere=True)
    move(demo_database, organisation_id=home)
    shown = door.client.get(f"/clienten/{logged['client']}").text
    assert "Huizen" not in shown, "where a hidden person is, is for who works with them now"
    assert SECRET_NOTE in door.client.get(logged["anonymous"]).text, "the own note of the own organisation"


@pytest.mark.parametrize(
    "ended",
    [
        {"roles": ["volunteer"]},
        {"active": False},
    ],
    ids=str,
)
def test_other_work_and_being_stopped_end_it(
    door: Door, demo_database: Database, logged: dict[str, str], ended: dict[str, Any]
) -> None:
    move(demo_database, **ended)
    assert door.client.get(f"/clienten/{logged['client']}").status_code in (303, 403)
    move(demo_database, roles=["street_nurse"], active=True)
    shown = door.client.get(f"/clienten/{logged['client']}").text
    assert "Huizen" not in shown
    assert "Demo Sanne <span" not in shown, "no longer among who works with this person"


def test_it_ends_a_year_after_the_latest_contact(
    door: Door, demo_database: Database, logged: dict[str, str], sign_in: SignIn, colleague: str
) -> None:
    path = f"/clienten/{logged['client']}"
    change_relation(demo_database, logged["client"], last_at=clock.now() - TERM + timedelta(hours=1))
    assert "Huizen" in door.client.get(path).text
    change_relation(demo_database, logged["client"], last_at=clock.now() - TERM - timedelta(hours=1))
    shown = door.client.get(path).text
    assert "Huizen" not in shown
    assert "loslaten" not in shown
    assert "Niemand" in sign_in(colleague).get(path).text
    sent = {"client": logged["client"], "channel": "street", "ethos_category": "unknown", "topics": ["health"]}
    assert door.send("contact.log", sent)["status"] == "accepted"
    assert "Huizen" in door.client.get(path).text, "a contact begins it again"


def test_it_is_of_the_organisation_where_it_began(door: Door, demo_database: Database, logged: dict[str, str]) -> None:
    with demo_database.transaction() as session:
        user = accounts.find_demo_user(session, NURSE)
        other = Organisation(region_id=user.region_id, name="Elders (demo)")
        session.add(other)
        session.flush()
        person = next(one for one in session.exec(select(Person)).all() if str(one.id) == logged["client"])
        person.organisation_id = other.id
        session.add(person)
    path = f"/clienten/{logged['client']}"
    assert door.client.get(path).status_code == 200, "a client of others, by the relation alone"
    change_relation(demo_database, logged["client"], organisation_id=other.id)
    assert door.client.get(path).status_code == 404


def test_it_ends_by_hand_and_a_contact_begins_it_again(
    door: Door, demo_database: Database, logged: dict[str, str], colleague: str, sign_in: SignIn
) -> None:
    path = f"/clienten/{logged['client']}"
    assert f"{path}/loslaten" in door.client.get(path).text
    assert "Ik werk niet meer met deze persoon" in door.client.get(f"{path}/loslaten").text
    assert sign_in(colleague).post(f"{path}/loslaten").status_code == 404, "only one's own"
    assert door.client.post(f"{path}/loslaten").status_code == 303
    shown = door.client.get(path).text
    assert "Huizen" not in shown
    assert f"{path}/loslaten" not in shown
    assert door.client.post(f"{path}/loslaten").status_code == 404
    sent = {"client": logged["client"], "channel": "street", "ethos_category": "unknown", "topics": ["health"]}
    door.send("contact.log", sent)
    assert "Huizen" in door.client.get(path).text


@pytest.mark.parametrize("ended", ["by hand", "by other work"])
def test_contact_that_waited_on_a_phone_meanwhile_begins_it_not_again(
    door: Door, demo_database: Database, logged: dict[str, str], ended: str
) -> None:
    path = f"/clienten/{logged['client']}"
    saved = clock.now() - timedelta(hours=1)
    if ended == "by hand":
        assert door.client.post(f"{path}/loslaten").status_code == 303
    else:
        move(demo_database, roles=["volunteer"])
        move(demo_database, roles=["street_nurse"])
    sent = {"client": logged["client"], "channel": "street", "ethos_category": "unknown", "topics": ["health"]}
    waited = {"client_time": saved.isoformat(), "sent_at": clock.now().isoformat()}
    assert door.send("contact.log", sent, **waited)["status"] == "accepted", "the contact itself is kept"
    assert "Huizen" not in door.client.get(path).text
    assert door.send("contact.log", sent)["status"] == "accepted"
    assert "Huizen" in door.client.get(path).text


def test_client_that_is_not_there_is_not_let_go(nurse: Client) -> None:
    for method in (nurse.get, nurse.post):
        assert method(f"/clienten/{new_id()}/loslaten").status_code == 404
