"""Refusals are written down, though their own transaction is rolled back; a stranger cannot fill the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.support.client import Client
from tests.support.colleagues import add_colleague
from tests.support.door import Door
from webapp.accounts import invitations, store
from webapp.accounts.models import Invitation
from webapp.audit.models import AccessEntry
from webapp.beds.shelters.models import Shelter
from webapp.contacts.models import StreetContact
from webapp.db import Database, new_id
from webapp.features import FEATURES
from webapp.people.models import Client as Person

Rows = Callable[[], list[AccessEntry]]


@pytest.fixture
def base(demo_app: Flask) -> Database:
    found: Database = demo_app.extensions["database"]
    return found


@pytest.fixture
def refused(base: Database) -> Rows:
    """Every row of something refused so far."""

    def rows() -> list[AccessEntry]:
        with base.reading() as session:
            question = select(AccessEntry).where(AccessEntry.outcome == "refused").order_by(col(AccessEntry.at))
            return list(session.exec(question).all())

    return rows


def someone(base: Database, table: type[Any], *, almere: bool) -> Any:
    """A record of a region."""
    with base.reading() as session:
        user = store.find_demo_user(session, "straatverpleegkundige" + "-almere" * almere)
        assert user is not None
        return session.exec(select(table).where(table.region_id == user.region_id)).first()


def test_a_role_that_may_not_and_a_record_of_others_are_rows(demo_client: Client, base: Database, refused: Rows):
    demo_client.sign_in("beleid")
    assert demo_client.get("/clienten").status_code == 403
    demo_client.sign_in("straatverpleegkundige")
    theirs = someone(base, Person, almere=True).id
    assert demo_client.get(f"/clienten/{theirs}").status_code == 404
    found = [(row.subject, row.subject_id, row.role, row.detail) for row in refused()]
    assert found[:2] == [
        ("people.index", None, "policy_officer", "not_allowed"),
        ("caseload.client_page", theirs, "street_nurse", "not_found"),
    ]


def test_an_address_that_is_not_there_and_a_page_for_who_must_sign_in_are_no_rows(demo_client: Client, refused: Rows):
    demo_client.get("/bestaat-niet")
    demo_client.get("/clienten")
    demo_client.get("/clienten", headers={"Accept": "application/json"})
    demo_client.get(f"/clienten/{new_id()}", headers={"Accept": "application/json"})
    assert refused() == []


def test_an_operation_that_is_refused_at_the_door_is_a_row(demo_client: Client, base: Database, refused: Rows):
    theirs = someone(base, Person, almere=True).id
    door = Door(demo_client.sign_in("straatverpleegkundige"))
    body = {"client": str(theirs), "changes": {"alias": {"from": "a", "to": "b"}}}
    one = door.send("client.edit", body)
    assert one["code"] == "not_found"
    door = Door(demo_client.sign_in("beleid"))
    two = door.send("client.edit", body)
    assert two["code"] == "not_allowed"
    assert [(str(row.subject_id), row.detail, row.subject) for row in refused()] == [
        (one["id"], "not_found", "operation"),
        (two["id"], "not_allowed", "operation"),
    ]


def test_a_place_asked_for_somebody_hidden_is_a_row_about_them(demo_client: Client, base: Database, refused: Rows):
    owner = Door(demo_client.sign_in("straatverpleegkundige"))
    client = owner.accepted("client.add", {"alias": "Schuil (demo)", "legal_basis": "wgbo", "whereabouts": "hidden"})
    board = demo_client.get("/bedden", headers={"Accept": "application/json"}).get_json()["shelters"]
    bed = {"shelter": board[0]["id"], "category": "mixed", "age_group": "adult", "client": client}
    demo_client.sign_in(add_colleague(base))
    assert demo_client.post("/bedden/vragen", data={**bed, "gender": "unsaid", "persons": "1"}).status_code == 422
    assert Door(demo_client).send("bed.request", bed)["code"] == "not_related"
    form, door = refused()
    assert (form.subject, str(form.client_id), form.detail) == ("beds.create", client, "not_related")
    assert (door.subject, door.detail) == ("operation", "not_related")


def test_a_conflict_at_the_door_tells_values_and_is_a_read(demo_client: Client, base: Database):
    door = Door(demo_client.sign_in("straatverpleegkundige"))
    client = door.accepted("client.add", {"alias": "Kanarie", "legal_basis": "wgbo"})
    answer = door.send("client.edit", {"client": client, "changes": {"alias": {"from": "Mus", "to": "Merel"}}})
    assert answer["current"]["alias"]["value"] == "Kanarie"
    with base.reading() as session:
        rows = session.exec(select(AccessEntry).where(AccessEntry.subject == "client", AccessEntry.action == "read"))
        assert [str(row.client_id) for row in rows] == [client]


def test_failed_sign_ins_are_rows(demo_client: Client, refused: Rows):
    credential = {"rawId": "AAAA", "response": {"clientDataJSON": "e30"}}
    assert demo_client.post("/passkeys/inloggen", json={"credential": credential}).status_code >= 400
    assert demo_client.post("/passkeys/inloggen", json={"credential": "geen"}).status_code == 400
    assert [(row.action, row.subject, row.detail) for row in refused()] == [
        ("sign_in", "app_user", "passkey_refused"),
        ("sign_in", "app_user", "bad_request"),
    ]


def test_a_used_link_is_a_row_about_its_person_and_looking_again_is_none(
    demo_client: Client, base: Database, refused: Rows
):
    with base.transaction() as session:
        user = store.find_demo_user(session, "straatverpleegkundige")
        assert user is not None
        token = invitations.make_link(session, user, None)
        session.flush()
        for invitation in session.exec(select(Invitation).where(Invitation.user_id == user.id)):
            invitation.used_at = invitation.expires_at
            session.add(invitation)
    for _ in range(3):
        assert demo_client.get(f"/uitnodiging/{token}").status_code == 410
        assert demo_client.get("/uitnodiging/bestaat-niet").status_code == 410
    assert [(row.subject_id, row.detail) for row in refused()] == [(user.id, "used")]
    demo_client.post("/passkeys/uitnodiging/opties", json={"token": token})
    demo_client.post("/passkeys/uitnodiging/opties", json={"token": "bestaat-niet"})
    assert [row.detail for row in refused()] == ["used", "used", "unknown"]


def test_a_page_that_renews_itself_writes_one_row_an_hour(demo_client: Client, base: Database):
    demo_client.sign_in("opvang")
    page = demo_client.get("/").text
    shelter = page.split('href="/bedden/')[1].split('"')[0]
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for _ in range(5):
        assert demo_client.get(f"/bedden/{shelter}/komst", headers=part).status_code == 200
    counts: dict[Any, int] = {}
    with base.reading() as session:
        for row in session.exec(select(AccessEntry).where(AccessEntry.subject == "bed_request")):
            counts[row.subject_id] = counts.get(row.subject_id, 0) + (row.action == "read")
    assert set(counts.values()) <= {0, 1}


def test_page_that_goes_on_asking_for_what_is_refused_is_one_row_an_hour(
    demo_client: Client, base: Database, refused: Rows
):
    demo_client.sign_in("opvang")
    house = someone(base, Shelter, almere=True).id
    by_itself = {"HX-Request": "true", "HX-Request-Type": "partial", "Sec-Fetch-Mode": "cors"}
    for _ in range(3):
        assert demo_client.get(f"/bedden/{house}/komst", headers=by_itself).status_code == 404
    assert [row.subject_id for row in refused()] == [house]
    for _ in range(2):
        assert demo_client.get(f"/bedden/{house}", headers={"Sec-Fetch-Mode": "navigate"}).status_code == 404
    assert len(refused()) == 3, "each time a person tries is a row"


def test_empty_forms_that_the_worker_asks_for_every_role_are_no_refusals(demo_client: Client, refused: Rows):
    demo_client.sign_in("beleid")
    worker = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
    kept = [page.path for feature in FEATURES for page in feature.kept_pages if "*" not in page.path]
    assert "/clienten/nieuw" in kept
    answers = {path: demo_client.get(path, headers=worker).status_code for path in kept}
    for_everyone = [path for path, status in answers.items() if status != 403]
    assert for_everyone == ["/hulp", "/kamers/punten", "/wegwijzer"]
    assert refused() == []
    assert demo_client.get("/clienten", headers=worker).status_code == 403
    assert demo_client.get("/clienten/nieuw").status_code == 403, "a person goes there"
    assert [row.subject for row in refused()] == ["people.index", "people.new"]


def test_nothing_is_shown_when_it_cannot_be_written_down(
    demo_client: Client, base: Database, monkeypatch: pytest.MonkeyPatch
):
    demo_client.sign_in("straatverpleegkundige")
    contact = someone(base, StreetContact, almere=False)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("webapp.accounts.trail.record_reads", fail)
    answer = demo_client.get(f"/contacten/{contact.id}")
    assert answer.status_code == 500
    assert (contact.note or "????") not in answer.text
