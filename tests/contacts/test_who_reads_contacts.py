"""The readers of a contact and of its clinical note: role, organisation and working relation decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.door import Door
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Role
from webapp.audit.models import AccessEntry
from webapp.contacts import service, timeline_store
from webapp.contacts.inputs import ContactInput
from webapp.contacts.models import ClinicalNote
from webapp.db import Database, Session, new_id
from webapp.errors import NotFound
from webapp.people import service as people
from webapp.people.inputs import ClientInput, LegalBasis
from webapp.timeline import Asked

CANARY = "kanarie-in-de-klinische-notitie"
NOTE = "Gedeelde notitie over Bolle"


@pytest.fixture
def logged(door: Door, contact: Any) -> tuple[str, str]:
    """A client and a contact with a note and a clinical note, both of the nurse."""
    client = door.accepted("client.add", {"alias": "Gedeeld (demo)", "legal_basis": "wgbo"})
    body = contact(client=client, note=NOTE, clinical_note=CANARY)
    return client, door.accepted("contact.log", body, depends_on=[client])


def test_author_reads_the_clinical_note(door: Door, logged: tuple[str, str]) -> None:
    shown = door.client.get(f"/contacten/{logged[1]}").text
    assert CANARY in shown
    assert "alleen verpleegkundigen" in shown


def test_nurse_without_the_client_in_care_reads_the_note_but_not_the_clinical_one(
    sign_in: SignIn, logged: tuple[str, str], colleague: str
) -> None:
    shown = sign_in(colleague).get(f"/contacten/{logged[1]}").text
    assert NOTE in shown
    assert CANARY not in shown


def test_nurse_reads_the_clinical_note_when_she_has_the_client_in_care(
    sign_in: SignIn, logged: tuple[str, str], colleague: str, contact: Any
) -> None:
    browser = sign_in(colleague)
    Door(browser).accepted("contact.log", contact(client=logged[0], clinical_note="Verband vernieuwd"))
    assert CANARY in browser.get(f"/contacten/{logged[1]}").text


def test_nurse_cannot_open_a_clinical_note_by_giving_the_contact_to_her_own_client(
    sign_in: SignIn, door: Door, colleague: str, contact: Any
) -> None:
    made = door.accepted("contact.log", contact(note=NOTE, clinical_note=CANARY))
    other = Door(sign_in(colleague))
    mine = other.accepted("client.add", {"alias": "Van mij (demo)", "legal_basis": "wgbo"})
    changes = {"contact": made, "changes": {"client": {"from": None, "to": mine}}}
    assert other.send("contact.correct", changes)["status"] == "rejected"
    assert CANARY not in other.client.get(f"/contacten/{made}").text


def test_clinical_note_appears_nowhere_for_any_other_role(
    sign_in: SignIn, logged: tuple[str, str], colleague: str
) -> None:
    client, contact = logged
    record = f"/contacten/{contact}"
    paths = ["/", "/contacten", f"/contacten?zoek={CANARY}", record, f"{record}/corrigeren", f"/clienten/{client}",
             "/vervolgacties", "/offline/snapshot", "/contacten/nieuw/wie", "/bedden"]  # fmt: skip
    for name in (YOUTH_WORKER, "opvang", "vrijwilliger", "coordinator", "beleid", "beheer", colleague):
        browser = sign_in(name)
        for path in paths:
            text = browser.get(path).text.replace(f"?zoek={CANARY}", "").replace(f'value="{CANARY}"', "")
            assert CANARY not in text, (name, path)


def test_clinical_note_is_sealed_in_the_store(logged: tuple[str, str], session: Session) -> None:
    raw = session.connection().exec_driver_sql("select text from clinical_note").all()
    assert raw
    assert all(CANARY.encode() not in bytes(row[0]) for row in raw)
    assert CANARY in [note.text for note in session.exec(select(ClinicalNote)).all()]


@pytest.mark.parametrize("name", [YOUTH_WORKER, "straatverpleegkundige-almere", "jongerenwerker-almere"])
def test_contact_does_not_exist_for_another_organisation_or_region(
    sign_in: SignIn, logged: tuple[str, str], name: str
) -> None:
    client, contact = logged
    browser = sign_in(name)
    for path in (f"/contacten/{contact}", f"/contacten/{contact}/corrigeren", f"/clienten/{client}",
                 f"/clienten/{client}/wijzigen"):  # fmt: skip
        assert browser.get(path).status_code == 404, path
    phone = Door(browser)
    changes = {"place": {"from": "Bij het viaduct", "to": "Elders"}}
    assert phone.send("contact.correct", {"contact": contact, "changes": changes})["code"] == "not_found"
    assert phone.send("follow_up.complete", {"follow_up": contact})["code"] == "not_found"
    edit = {"client": client, "changes": {"alias": {"from": "Gedeeld (demo)", "to": "Van mij"}}}
    assert phone.send("client.edit", edit)["code"] == "not_found"
    assert NOTE not in browser.get("/contacten").text
    assert "Gedeeld (demo)" not in browser.get("/clienten?zoek=gedeeld").text


def test_working_relation_opens_contacts_across_organisations(acting: Callable[..., Actor], session: Session) -> None:
    nurse, other = acting(NURSE), acting(NURSE, Role.street_nurse, elsewhere=True)
    client = people.add_client(session, nurse, ClientInput(alias="Over (demo)", legal_basis=LegalBasis.wgbo), new_id())
    data = ContactInput(client=client.id, ethos_category="unknown", clinical_note=CANARY)
    made = service.log_contact(session, nurse, data, new_id())
    with pytest.raises(NotFound):
        service.read_contact(session, other, made.id)
    people.note_meeting(session, other, client, made.occurred_at)
    assert service.read_contact(session, other, made.id).clinical_note is None
    nursing = ContactInput(client=client.id, ethos_category="unknown", clinical_note="Verband vernieuwd")
    service.log_contact(session, other, nursing, new_id())
    assert service.read_contact(session, other, made.id).clinical_note == CANARY


def test_ended_working_relation_closes_them_again(acting: Callable[..., Actor], session: Session) -> None:
    nurse, other = acting(NURSE), acting(NURSE, Role.street_nurse, elsewhere=True)
    client = people.add_client(session, nurse, ClientInput(alias="Af (demo)", legal_basis=LegalBasis.wgbo), new_id())
    made = service.log_contact(session, nurse, ContactInput(client=client.id, ethos_category="unknown"), new_id())
    people.note_meeting(session, other, client, made.occurred_at)
    relation = people.store.find_relation(session, other.user_id, client.id)
    assert relation is not None
    relation.ended = made.occurred_at
    session.add(relation)
    session.flush()
    with pytest.raises(NotFound):
        service.read_contact(session, other, made.id)
    assert timeline_store.list_contacts(session, other, Asked((client.id,), 5)) == []


def test_name_of_a_client_of_another_organisation_is_not_told_to_colleagues(
    acting: Callable[..., Actor], session: Session, demo_app: Flask
) -> None:
    elsewhere = acting(NURSE, Role.street_nurse, elsewhere=True)
    nurse, colleague = acting(NURSE), acting(NURSE, Role.street_nurse)
    data = ClientInput(name="Geheime Naam", legal_basis=LegalBasis.wgbo)
    client = people.add_client(session, elsewhere, data, new_id())
    people.note_meeting(session, nurse, client, client.created_at)
    made = service.log_contact(session, nurse, ContactInput(client=client.id, ethos_category="unknown"), new_id())
    entry = service.read_contact(session, colleague, made.id).entry
    assert entry.client is None
    assert service.read_contact(session, nurse, made.id).entry.client == client


def test_reading_leaves_a_trail(door: Door, logged: tuple[str, str], demo_database: Database) -> None:
    client, contact = logged
    door.client.get(f"/contacten/{contact}")
    with demo_database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.action == "read")).all()
    told = {(entry.subject, str(entry.subject_id), str(entry.client_id), entry.ground) for entry in entries}
    assert ("street_contact", contact, client, "own") in told
    assert ("clinical_note", contact, client, "own") in told
    assert all(entry.request_id for entry in entries)


def test_what_a_phone_gets_to_read_leaves_a_trail_too(
    door: Door, logged: tuple[str, str], demo_database: Database
) -> None:
    client, contact = logged
    first = door.client.get("/offline/snapshot").get_json()
    door.client.get("/offline/snapshot", query_string={"since": first["taken_at"]})
    with demo_database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == UUID(contact))).all()
    told = [(entry.subject, str(entry.client_id)) for entry in entries if entry.action == "read"]
    assert sorted(told) == [("clinical_note", client), ("street_contact", client)], "once: the second held nothing new"


@pytest.mark.parametrize("path", ["/contacten/nieuw", "/bedden/vragen"])
def test_form_that_is_opened_for_someone_leaves_a_trail(
    door: Door, logged: tuple[str, str], demo_database: Database, path: str
) -> None:
    assert "Gedeeld (demo)" in door.client.get(f"{path}?client={logged[0]}").text
    with demo_database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.client_id == UUID(logged[0]))).all()
    assert [entry.subject for entry in entries if entry.action == "read"] == ["client"]
