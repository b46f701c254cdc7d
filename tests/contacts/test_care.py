"""A clinical note is read by its author and by who has the client in care: that is more than one tap."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import User
from webapp.audit.models import AccessEntry
from webapp.contacts import care
from webapp.contacts.emergency import service as emergency
from webapp.contacts.models import EmergencyAccess
from webapp.db import Database
from webapp.people.models import WorkingRelation

CANARY = "kanarie-in-de-klinische-notitie"
WHY = "Bewusteloos gevonden bij het station"
_now = clock.now


@pytest.fixture
def logged(door: Door, contact: Any) -> tuple[str, str]:
    """A client of the nurse and a contact with a clinical note."""
    client = door.accepted("client.add", {"alias": "In zorg (demo)", "legal_basis": "wgbo"})
    return client, door.accepted("contact.log", contact(client=client, clinical_note=CANARY))


@pytest.fixture
def other(sign_in: SignIn, colleague: str) -> Door:
    """The phone of a second nurse, who works with nobody yet."""
    return Door(sign_in(colleague))


def reads(door: Door, contact_id: str) -> bool:
    return CANARY in door.client.get(f"/contacten/{contact_id}").text


NO_CARE: dict[str, dict[str, Any]] = {
    "nothing": {"topics": []},
    "one tap": {"topics": ["health"]},
    "every tap": {"topics": ["health", "wound", "teeth", "substances", "mind"]},
    "a note about something else": {"topics": ["sleep", "money"], "note": "Even gesproken"},
    "an empty clinical note": {"topics": ["health"], "clinical_note": "  "},
    "an agreement": {"follow_up": {"text": "Bellen", "due_on": "2027-01-01"}},
}
CARE: dict[str, dict[str, Any]] = {
    "a clinical note": {"topics": [], "clinical_note": "Verband vernieuwd"},
    "a health topic and a note": {"topics": ["wound"], "note": "Wond gespoeld"},
}


@pytest.mark.parametrize("body", NO_CARE.values(), ids=NO_CARE.keys())
def test_contact_without_nursing_is_no_care(
    other: Door, logged: tuple[str, str], contact: Any, body: dict[str, Any]
) -> None:
    other.accepted("contact.log", contact(client=logged[0], **body))
    assert not reads(other, logged[1])
    changes = {"clinical_note": {"from": CANARY, "to": "Anders"}}
    assert other.send("contact.correct", {"contact": logged[1], "changes": changes})["code"] == "not_allowed"


@pytest.mark.parametrize("body", CARE.values(), ids=CARE.keys())
def test_contact_in_which_nursing_shows_is_care(
    other: Door, logged: tuple[str, str], contact: Any, body: dict[str, Any]
) -> None:
    other.accepted("contact.log", contact(client=logged[0], **body))
    assert reads(other, logged[1])


def test_care_ends_with_its_term_and_with_the_working_relation(
    other: Door,
    logged: tuple[str, str],
    contact: Any,
    demo_database: Database,
    colleague: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = other.accepted("contact.log", contact(client=logged[0], clinical_note="Verband vernieuwd"))
    monkeypatch.setattr(clock, "now", lambda: _now() + care.TERM + timedelta(days=1))
    other.client.sign_in(colleague)
    assert not reads(other, logged[1])
    assert "Verband vernieuwd" in other.client.get(f"/contacten/{made}").text, "one's own stays one's own"
    other.accepted("contact.log", contact(client=logged[0], clinical_note="Opnieuw verbonden"))
    assert reads(other, logged[1])
    with demo_database.transaction() as session:
        for relation in session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(logged[0]))):
            relation.ended = clock.now()
            session.add(relation)
    assert not reads(other, logged[1])


def test_contact_with_a_clinical_note_is_moved_only_by_who_may_read_it(
    sign_in: SignIn, door: Door, other: Door, contact: Any
) -> None:
    made = door.accepted("contact.log", contact(alias="Zonder naam", clinical_note=CANARY))
    mine = other.accepted("client.add", {"alias": "Van mij (demo)", "legal_basis": "wgbo"})
    other.accepted("contact.log", contact(client=mine, clinical_note="Verband vernieuwd"))
    move = {"contact": made, "changes": {"client": {"from": None, "to": mine}}}
    assert other.send("contact.correct", move)["code"] == "not_allowed"
    assert not reads(other, made)
    door.accepted("contact.correct", move)
    assert reads(other, made)
    away = {"contact": made, "changes": {"client": {"from": mine, "to": None}}}
    assert Door(sign_in(YOUTH_WORKER)).send("contact.correct", away)["status"] == "rejected"


def test_youth_worker_does_not_give_a_clinical_note_to_a_nurses_client(
    door: Door, other: Door, contact: Any, demo_database: Database, sign_in: SignIn
) -> None:
    """Also not where the youth worker knows the contact: by working with the client it is of."""
    client = door.accepted("client.add", {"alias": "Samen (demo)", "legal_basis": "wgbo"})
    made = door.accepted("contact.log", contact(client=client, clinical_note=CANARY))
    mine = other.accepted("client.add", {"alias": "Van mij (demo)", "legal_basis": "wgbo"})
    other.accepted("contact.log", contact(client=mine, clinical_note="Verband vernieuwd"))
    with demo_database.transaction() as session:
        youth = session.exec(select(User).where(User.username == YOUTH_WORKER)).one()
        for known in (client, mine):
            session.add(
                WorkingRelation(
                    region_id=youth.region_id,
                    organisation_id=youth.organisation_id,
                    user_id=youth.id,
                    client_id=UUID(known),
                )
            )
    phone = Door(sign_in(YOUTH_WORKER))
    for to in (mine, None):
        move = {"contact": made, "changes": {"client": {"from": client, "to": to}}}
        assert phone.send("contact.correct", move)["code"] == "not_allowed"
    assert not reads(other, made)


def test_cleared_clinical_note_is_as_shut_as_it_was(door: Door, other: Door, contact: Any) -> None:
    """Its text stays readable in the corrections, so neither moving the contact nor having logged it opens that."""
    made = door.accepted("contact.log", contact(alias="Zonder naam", clinical_note=CANARY))
    door.accepted("contact.correct", {"contact": made, "changes": {"clinical_note": {"from": CANARY, "to": None}}})
    mine = other.accepted("client.add", {"alias": "Van mij (demo)", "legal_basis": "wgbo"})
    nursed = other.accepted("contact.log", contact(client=mine, clinical_note="Verband vernieuwd"))
    move = {"contact": made, "changes": {"client": {"from": None, "to": mine}}}
    assert other.send("contact.correct", move)["code"] == "not_allowed"
    assert not reads(other, made)
    assert reads(door, made), "who wrote it still reads what it was"
    plain = door.accepted("contact.log", contact(alias="Even gesproken"))
    give = {"contact": plain, "changes": {"client": {"from": None, "to": mine}}}
    other.accepted("contact.correct", give)
    for before, after in ((None, CANARY), (CANARY, None)):
        changes = {"clinical_note": {"from": before, "to": after}}
        other.accepted("contact.correct", {"contact": plain, "changes": changes})
    assert not reads(door, plain), "who logged the contact did not write the note"
    assert reads(other, plain)
    assert nursed


def test_what_a_cleared_note_said_is_read_as_a_clinical_note(
    door: Door, logged: tuple[str, str], demo_database: Database
) -> None:
    changes = {"clinical_note": {"from": CANARY, "to": None}}
    door.accepted("contact.correct", {"contact": logged[1], "changes": changes})
    page = door.client.get(f"/contacten/{logged[1]}")
    assert CANARY in page.text
    with demo_database.reading() as session:
        mine = select(AccessEntry.subject).where(AccessEntry.request_id == page.headers["X-Request-Id"])
        assert set(session.exec(mine)) >= {"street_contact", "clinical_note"}


def test_emergency_opens_the_note_for_a_while_and_is_told(
    door: Door, other: Door, logged: tuple[str, str], demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, form = f"/contacten/{logged[1]}", f"/contacten/{logged[1]}/noodtoegang"
    assert form in other.client.get(page).text
    assert "Waarom is dit nodig?" in other.client.get(form).text
    for nothing in ("", "nodig"):
        assert other.client.post(form, data={"reason": nothing}).status_code == 422
    assert not reads(other, logged[1])
    assert other.client.post(form, data={"reason": WHY}).status_code == 303
    assert reads(other, logged[1])
    told = door.client.get(page).text
    assert "Gelezen met noodtoegang" in told
    assert "Demo Karin" in told
    assert WHY in told
    assert "met noodtoegang" in door.client.get("/").text
    changes = {"clinical_note": {"from": CANARY, "to": "Anders"}}
    assert other.send("contact.correct", {"contact": logged[1], "changes": changes})["code"] == "not_allowed"
    assert CANARY not in other.client.get(f"{page}/corrigeren").text
    assert CANARY not in other.client.get("/offline/snapshot").text
    with demo_database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.ground == emergency.GROUND)).all()
        raw = session.connection().exec_driver_sql("select reason from emergency_access").scalar_one()
    assert [entry.action for entry in entries] == ["emergency", "read"]
    assert {(entry.subject, str(entry.client_id)) for entry in entries} == {("clinical_note", logged[0])}
    assert WHY.encode() not in bytes(raw)
    monkeypatch.setattr(clock, "now", lambda: _now() + emergency.OPEN_FOR + timedelta(seconds=1))
    assert not reads(other, logged[1])
    assert WHY in door.client.get(page).text


def test_emergency_opens_one_note_for_one_nurse(door: Door, other: Door, logged: tuple[str, str], contact: Any) -> None:
    second = door.accepted("contact.log", contact(client=logged[0], clinical_note=CANARY))
    other.client.post(f"/contacten/{logged[1]}/noodtoegang", data={"reason": WHY})
    assert reads(other, logged[1])
    assert not reads(other, second)


def test_emergency_sent_twice_is_one(other: Door, logged: tuple[str, str], demo_database: Database) -> None:
    form = {"id": "0190a000-0000-7000-8000-00000000e001", "reason": WHY}
    for _ in range(2):
        assert other.client.post(f"/contacten/{logged[1]}/noodtoegang", data=form).status_code == 303
    with demo_database.reading() as session:
        assert len(session.exec(select(EmergencyAccess)).all()) == 1


def test_emergency_is_for_nurses_who_may_see_the_contact(
    sign_in: SignIn, door: Door, other: Door, logged: tuple[str, str], contact: Any
) -> None:
    path = f"/contacten/{logged[1]}/noodtoegang"
    plain = door.accepted("contact.log", contact(client=logged[0]))
    expected = {YOUTH_WORKER: 403, "opvang": 403, "beheer": 403, "straatverpleegkundige-almere": 404, NURSE: 404}
    for name, status in expected.items():
        browser = sign_in(name)
        assert browser.get(path).status_code == status, name
        assert browser.post(path, data={"reason": WHY}).status_code == status, name
    assert other.client.get(f"/contacten/{plain}/noodtoegang").status_code == 404, "there is no note"
