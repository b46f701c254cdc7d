"""A contact made by mistake is withdrawn by its author: it counts nowhere, its trace stays, it can go back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, SignIn
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Role
from webapp.audit.models import AccessEntry
from webapp.contacts import care, service, withdrawals
from webapp.contacts.inputs import ContactInput, ContactRestored, ContactWithdrawn
from webapp.db import Database, Session, new_id
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.inputs import ClientInput, LegalBasis
from webapp.people.models import Client

NOTE, CANARY = "Notitie die wegging (demo)", "Klinisch dat wegging"
TODAY = clock.today().isoformat()
LISTS = ["/", "/contacten", "/contacten?zoek=wegging", "/vervolgacties", "/contacten/nieuw/wie", "/offline/snapshot"]


@pytest.fixture
def known(door: Door) -> str:
    """A client of the nurse."""
    return door.accepted("client.add", {"alias": "Vergissing (demo)", "legal_basis": "wgbo"})


@pytest.fixture
def logged(door: Door, contact: Any, known: str) -> str:
    """A contact of the nurse with that client, with everything in it."""
    follow_up = {"text": "Bellen dat wegging", "due_on": TODAY}
    return door.accepted(
        "contact.log",
        contact(client=known, note=NOTE, place="Plek die wegging", clinical_note=CANARY, follow_up=follow_up),
    )


def everywhere(door: Door, client: str, contact: str) -> str:
    """All that lists, the client's page, the contact itself and the phone's snapshot say."""
    answers = [door.client.get(path) for path in [*LISTS, f"/clienten/{client}", f"/contacten/{contact}"]]
    return "".join(one.text for one in answers if one.status_code == 200)


def withdraw(door: Door, contact: str, reason: str = "double") -> dict[str, Any]:
    return door.send("contact.withdraw", {"contact": contact, "reason": reason})


def test_withdrawn_contact_counts_nowhere_and_comes_back_as_it_was(door: Door, known: str, logged: str) -> None:
    before = everywhere(door, known, logged)
    words = (NOTE, CANARY, "Plek die wegging", "Bellen dat wegging")
    assert not [word for word in words if word not in before]
    result = withdraw(door, logged)
    assert (result["status"], result["version"], result["url"]) == ("accepted", 2, f"/contacten/{logged}")
    shown = everywhere(door, known, logged)
    assert not [word for word in words if word in shown]
    assert door.client.get(f"/contacten/{logged}/corrigeren").status_code == 404
    door.accepted("contact.restore", {"contact": logged})
    shown = everywhere(door, known, logged)
    assert not [word for word in words if word not in shown]
    assert "<ins>Staat er dubbel</ins>" in door.client.get(f"/contacten/{logged}").text, (
        "that it was away stays to read"
    )


def test_trace_says_that_it_was_there_to_its_author_alone(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    other = sign_in(colleague)
    assert other.get(f"/contacten/{logged}").status_code == 200
    withdraw(door, logged, "no_contact")
    trace = door.client.get(f"/contacten/{logged}").text
    for said in ("Vergissing (demo)", "Er was geen contact", "Demo Sanne", "Zet het contact terug"):
        assert said in trace
    assert "Door jou ingetrokken" in door.client.get("/contacten").text
    assert other.get(f"/contacten/{logged}").status_code == 404
    assert logged not in other.get("/contacten").text


def test_access_log_has_the_withdrawal_and_the_undoing(door: Door, logged: str, demo_database: Database) -> None:
    withdraw(door, logged)
    door.accepted("contact.restore", {"contact": logged})
    with demo_database.reading() as session:
        found = session.exec(select(AccessEntry).where(AccessEntry.subject_id == UUID(logged))).all()
    assert [one.detail for one in found if one.detail] == ["withdrawn", "restored"]


def test_only_the_author_withdraws_and_only_once(sign_in: SignIn, door: Door, logged: str, colleague: str) -> None:
    assert "Trek dit contact in" not in sign_in(colleague).get(f"/contacten/{logged}").text
    refused = withdraw(Door(sign_in(colleague)), logged)
    assert (refused["status"], refused["code"]) == ("rejected", "not_allowed")
    assert withdraw(door, logged)["version"] == 2
    assert withdraw(door, logged, "trial")["version"] == 2, "withdrawn is withdrawn"
    assert "Staat er dubbel" in door.client.get(f"/contacten/{logged}").text
    assert withdraw(Door(sign_in(colleague)), logged)["code"] == "not_found", "nobody else hears of it"
    assert door.send("contact.withdraw", {"contact": logged, "reason": "because"})["status"] == "rejected"


def test_what_waited_on_a_phone_for_it_is_refused(sign_in: SignIn, door: Door, logged: str, colleague: str) -> None:
    withdraw(door, logged)
    for phone in (door, Door(sign_in(colleague))):
        assert phone.send("follow_up.complete", {"follow_up": logged})["code"] == "not_found"
        changes = {"note": {"from": NOTE, "to": "Anders"}}
        assert phone.send("contact.correct", {"contact": logged, "changes": changes})["code"] == "not_found"


def test_after_a_day_it_does_not_go_back(door: Door, logged: str, monkeypatch: pytest.MonkeyPatch) -> None:
    withdraw(door, logged)
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + withdrawals.UNDONE_FOR + timedelta(minutes=1))
    door.client.sign_in(NURSE)
    shown = door.client.get(f"/contacten/{logged}").text
    assert "Zet het contact terug" not in shown
    assert "Staat er dubbel" in shown, "the trace stays"
    result = door.send("contact.restore", {"contact": logged})
    assert (result["status"], result["code"]) == ("rejected", "too_late")
    assert door.client.post(f"/contacten/{logged}/terugzetten").status_code == 422
    in_time = (clock.now() - timedelta(hours=2)).isoformat()
    waited = {"client_time": in_time, "sent_at": clock.now().isoformat()}
    assert door.send("contact.restore", {"contact": logged}, **waited)["status"] == "accepted", "undone in time"


def test_form_without_scripts_asks_why(door: Door, logged: str) -> None:
    shown = door.client.get(f"/contacten/{logged}").text
    assert "Dit contact was een vergissing" in shown
    path = f"/contacten/{logged}/intrekken"
    answer = door.client.post(path)
    assert answer.status_code == 422
    assert "Kies waarom dit contact een vergissing was." in answer.text
    assert door.client.post(path, data={"reason": "trial"}).headers["Location"] == f"/contacten/{logged}"
    assert door.client.post(f"/contacten/{logged}/terugzetten").status_code == 303
    assert NOTE in door.client.get(f"/contacten/{logged}").text


def test_emergency_reading_is_told_on_the_trace_and_opens_nothing_more(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    other = sign_in(colleague)
    reason = {"reason": "Bewusteloos gevonden bij het station"}
    assert other.post(f"/contacten/{logged}/noodtoegang", data=reason).status_code == 303
    assert CANARY in other.get(f"/contacten/{logged}").text
    withdraw(door, logged)
    assert other.get(f"/contacten/{logged}").status_code == 404
    assert other.post(f"/contacten/{logged}/noodtoegang", data=reason).status_code == 404
    assert reason["reason"] in door.client.get(f"/contacten/{logged}").text
    assert "las een verpleegkundige notitie met noodtoegang" in door.client.get("/").text, (
        "the author still hears of it"
    )


def test_contact_with_a_colleagues_clinical_note_is_not_withdrawn(
    sign_in: SignIn, door: Door, known: str, contact: Any, colleague: str
) -> None:
    other = Door(sign_in(colleague))
    theirs = other.accepted("contact.log", contact(client=known, note=NOTE))
    door.accepted("contact.log", contact(client=known, clinical_note="Verband vernieuwd"))
    assert "Trek dit contact in" in other.client.get(f"/contacten/{theirs}").text
    note = {"clinical_note": {"from": None, "to": CANARY}}
    door.accepted("contact.correct", {"contact": theirs, "changes": note})
    assert "Trek dit contact in" not in other.client.get(f"/contacten/{theirs}").text
    result = withdraw(other, theirs)
    assert (result["status"], result["code"]) == ("rejected", "others_note")
    assert "Een collega schreef bij dit contact een verpleegkundige notitie." in result["message"]
    refused = other.client.post(f"/contacten/{theirs}/intrekken", data={"reason": "double"})
    assert refused.status_code == 422
    assert "Een collega schreef bij dit contact een verpleegkundige notitie." in refused.text
    assert CANARY in door.client.get(f"/contacten/{theirs}").text
    cleared = {"clinical_note": {"from": CANARY, "to": None}}
    door.accepted("contact.correct", {"contact": theirs, "changes": cleared})
    assert "Trek dit contact in" in other.client.get(f"/contacten/{theirs}").text
    assert withdraw(other, theirs)["status"] == "accepted"


def test_note_a_colleague_corrected_stays_its_authors_to_withdraw(
    sign_in: SignIn, door: Door, known: str, logged: str, contact: Any, colleague: str
) -> None:
    other = Door(sign_in(colleague))
    other.accepted("contact.log", contact(client=known, clinical_note="Verband vernieuwd"))
    changes = {"clinical_note": {"from": CANARY, "to": "Een spatie minder"}}
    other.accepted("contact.correct", {"contact": logged, "changes": changes})
    assert withdraw(door, logged)["status"] == "accepted"


Made = Callable[..., Any]


@pytest.fixture
def made(session: Session, acting: Callable[..., Actor]) -> Made:
    """A client of the nurse, and what a second nurse logs with them."""

    def log(actor: Actor, client: Client, **more: Any) -> Any:
        data = ContactInput(client=client.id, ethos_category="unknown", **more)
        return service.log_contact(session, actor, data, new_id())

    return log


def a_client(session: Session, nurse: Actor) -> Client:
    data = ClientInput(alias="Ander (demo)", legal_basis=LegalBasis.wgbo)
    return people.add_client(session, nurse, data, new_id())


def take_back(session: Session, actor: Actor, contact: Any) -> None:
    withdrawals.withdraw_contact(session, actor, ContactWithdrawn(contact=contact.id, reason="double"), new_id())


def test_working_relation_it_began_is_over_and_comes_back_with_it(
    session: Session, acting: Callable[..., Actor], made: Made
) -> None:
    nurse, other = acting(NURSE), acting(NURSE, Role.street_nurse)
    client = a_client(session, nurse)
    first, second = made(other, client), made(other, client)
    take_back(session, other, first)
    assert people_store.is_related(session, other, client.id), "by the second contact"
    take_back(session, other, second)
    assert not people_store.is_related(session, other, client.id)
    withdrawals.restore_contact(session, other, ContactRestored(contact=second.id), new_id())
    assert people_store.is_related(session, other, client.id)


def test_relation_that_was_ended_by_hand_is_ended_again(
    session: Session, acting: Callable[..., Actor], made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    nurse, other = acting(NURSE), acting(NURSE, Role.street_nurse)
    client = a_client(session, nurse)
    real = clock.now
    for actor in (other, nurse):
        made(actor, client)
        people.let_go(session, actor, client.id)
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(minutes=30))
        mistaken = made(actor, client)
        assert people_store.is_related(session, actor, client.id)
        take_back(session, actor, mistaken)
        assert not people_store.is_related(session, actor, client.id), "the mistake opened it, and no longer does"
        withdrawals.restore_contact(session, actor, ContactRestored(contact=mistaken.id), new_id())
        assert people_store.is_related(session, actor, client.id)
        monkeypatch.setattr(clock, "now", real)


def test_who_made_the_client_works_with_them_still(session: Session, acting: Callable[..., Actor], made: Made) -> None:
    nurse = acting(NURSE)
    client = a_client(session, nurse)
    take_back(session, nurse, made(nurse, client))
    assert people_store.is_related(session, nurse, client.id)


def test_withdrawn_nursing_is_no_care(session: Session, acting: Callable[..., Actor], made: Made) -> None:
    nurse, other = acting(NURSE), acting(NURSE, Role.street_nurse)
    client = a_client(session, nurse)
    theirs = made(nurse, client, clinical_note=CANARY)
    made(other, client)
    nursing = made(other, client, clinical_note="Verband vernieuwd")
    assert care.may_read_clinical(session, other, theirs)
    take_back(session, other, nursing)
    assert people_store.is_related(session, other, client.id)
    assert not care.may_read_clinical(session, other, theirs)


def test_correcting_whose_it_was_also_ends_what_the_mistake_began_again(
    door: Door, known: str, contact: Any, sign_in: SignIn, colleague: str
) -> None:
    """The same rule for a contact that is given to nobody instead of withdrawn."""
    other = Door(sign_in(colleague))
    other.accepted("contact.log", contact(client=known))
    assert other.client.post(f"/clienten/{known}/loslaten").status_code == 303
    mistaken = other.accepted("contact.log", contact(client=known))
    assert f"/clienten/{known}/loslaten" in other.client.get(f"/clienten/{known}").text
    changes = {"client": {"from": known, "to": None}}
    other.accepted("contact.correct", {"contact": mistaken, "changes": changes})
    assert f"/clienten/{known}/loslaten" not in other.client.get(f"/clienten/{known}").text
