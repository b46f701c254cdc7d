"""Correcting a contact: a new entry that shows what changed; other fields merge, the same one conflicts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import NURSE, SignIn, fields_of
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Role
from webapp.contacts import corrections, service
from webapp.contacts.inputs import ContactCorrectionInput, ContactInput
from webapp.db import Session, new_id
from webapp.people import service as people
from webapp.people.inputs import ClientInput, LegalBasis


@pytest.fixture
def logged(door: Door, contact: Any) -> str:
    """A contact of the nurse with a place, a note and a clinical note."""
    body = contact(alias="Corrigeer (demo)", place="Station", note="Eerste notitie", clinical_note="Eerste klinisch")
    return door.accepted("contact.log", body)


def change(contact: str, **fields: tuple[Any, Any]) -> dict[str, Any]:
    """The body of a correction: ``field=(from, to)``, two underscores for a dot."""
    changes = {name.replace("__", "."): {"from": old, "to": new} for name, (old, new) in fields.items()}
    return {"contact": contact, "changes": changes}


def test_correction_shows_from_and_to_and_keeps_the_first_version_readable(door: Door, logged: str) -> None:
    result = door.send("contact.correct", change(logged, place=("Station", "Sluis"), topics=(["sleep"], ["food"])))
    assert (result["status"], result["version"], result["url"]) == ("accepted", 2, f"/contacten/{logged}")
    shown = door.client.get(f"/contacten/{logged}").text
    assert "<del>Station</del>" in shown
    assert "<ins>Sluis</ins>" in shown
    assert "<del>Slapen</del>" in shown
    assert "<ins>Eten</ins>" in shown


def test_corrected_place_is_what_the_list_finds(door: Door, logged: str) -> None:
    door.accepted("contact.correct", change(logged, place=("Station", "Sluisdeur")))
    assert logged in door.client.get("/contacten?zoek=sluisdeur").text
    assert logged not in door.client.get("/contacten?zoek=station corrigeer").text


def test_other_field_merges_when_a_colleague_corrected_meanwhile(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    Door(sign_in(colleague)).accepted("contact.correct", change(logged, note=("Eerste notitie", "Van Karin")))
    door.accepted("contact.correct", change(logged, place=("Station", "Haven")))
    shown = door.client.get(f"/contacten/{logged}").text
    assert "Van Karin" in shown
    assert "Haven" in shown


def test_same_field_conflicts_and_tells_the_present_value_by_whom_and_when(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    Door(sign_in(colleague)).accepted("contact.correct", change(logged, place=("Station", "Van Karin")))
    result = door.send(
        "contact.correct", change(logged, place=("Station", "Van mij"), note=("Eerste notitie", "Nooit gemaakt"))
    )
    assert result["status"] == "conflict"
    assert list(result["current"]) == ["place"]
    assert (result["current"]["place"]["value"], result["current"]["place"]["by"]) == ("Van Karin", "Demo Karin")
    shown = door.client.get(f"/contacten/{logged}").text
    assert "Van mij" not in shown
    assert "Nooit gemaakt" not in shown, "nothing of a conflicting correction may be made"


def test_conflict_is_settled_when_the_present_value_is_the_from(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    Door(sign_in(colleague)).accepted("contact.correct", change(logged, place=("Station", "Van Karin")))
    refused = door.send("contact.correct", change(logged, place=("Station", "Van mij")))
    again = change(logged, place=(refused["current"]["place"]["value"], "Van mij"))
    door.accepted("contact.correct", again, replaces=refused["id"])
    assert "<ins>Van mij</ins>" in door.client.get(f"/contacten/{logged}").text


def test_correction_that_changes_nothing_is_refused(door: Door, logged: str) -> None:
    result = door.send("contact.correct", change(logged, place=("Station", "Station")))
    assert (result["status"], result["code"]) == ("rejected", "no_changes")


def test_correction_to_what_it_is_already_is_accepted(sign_in: SignIn, door: Door, logged: str, colleague: str) -> None:
    Door(sign_in(colleague)).accepted("contact.correct", change(logged, place=("Station", "Sluis")))
    door.accepted("contact.correct", change(logged, place=("Station", "Sluis")))
    assert door.client.get(f"/contacten/{logged}").text.count("<ins>Sluis</ins>") == 1


def test_clinical_note_is_corrected_by_its_author_only(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    other = Door(sign_in(colleague))
    body = change(logged, clinical_note=("Eerste klinisch", "Tweede klinisch"))
    assert other.send("contact.correct", body)["code"] == "not_allowed"
    door.accepted("contact.correct", body)
    assert "<ins>Tweede klinisch</ins>" in door.client.get(f"/contacten/{logged}").text
    seen = other.client.get(f"/contacten/{logged}").text
    assert "klinisch" not in seen


def test_guessing_at_the_clinical_note_tells_nothing(sign_in: SignIn, logged: str, colleague: str) -> None:
    other = Door(sign_in(colleague))
    guesses = [change(logged, clinical_note=(text, "x")) for text in ("Eerste klinisch", "Iets anders", None)]
    answers = [other.send("contact.correct", guess) for guess in guesses]
    assert {(answer["status"], answer["code"]) for answer in answers} == {("rejected", "not_allowed")}
    assert all("current" not in answer for answer in answers)


def test_contact_is_given_to_a_client_by_a_correction(door: Door, logged: str) -> None:
    client = door.accepted("client.add", {"alias": "Corrigeer (demo)", "legal_basis": "wmo"})
    assert "Misschien dezelfde" in door.client.get(f"/contacten/{logged}").text
    form = {"contact": logged, "_from.client": "", "client": client}
    assert door.client.post(f"/contacten/{logged}/corrigeren", data=form).status_code == 303
    shown = door.client.get(f"/contacten/{logged}").text
    assert f"/clienten/{client}" in shown
    assert "<dd>Wmo</dd>" in shown
    assert "Misschien dezelfde" not in shown


def test_contact_with_the_wrong_person_is_put_right_on_its_form(door: Door, contact: Any) -> None:
    wrong = door.accepted("client.add", {"alias": "Demo Wim", "legal_basis": "wmo"})
    right = door.accepted("client.add", {"alias": "Demo Wil", "legal_basis": "jeugdwet"})
    logged = door.accepted("contact.log", contact(client=wrong))
    page = door.client.get(f"/contacten/{logged}/corrigeren").text
    assert re.search(rf'value="{wrong}"[^>]* checked', page)
    form = {**fields_of(page), "client": [right]}
    assert door.client.post(f"/contacten/{logged}/corrigeren", data=form).status_code == 303
    shown = door.client.get(f"/contacten/{logged}").text
    assert "<del>Demo Wim</del>" in shown
    assert "<ins>Demo Wil</ins>" in shown
    assert "<dd>Jeugdwet</dd>" in shown
    assert f"/contacten/{logged}" not in door.client.get(f"/clienten/{wrong}").text


def test_whose_contact_it_was_can_be_undone(door: Door, logged: str) -> None:
    client = door.accepted("client.add", {"alias": "Corrigeer (demo)", "legal_basis": "wmo"})
    door.accepted("contact.correct", change(logged, client=(None, client)))
    shown = door.client.get(f"/contacten/{logged}").text
    undo = re.search(r"<form[^>]*>(?:(?!</form>).)*Ongedaan maken", shown, re.DOTALL)
    assert undo
    assert door.client.post(f"/contacten/{logged}/corrigeren", data=fields_of(undo[0])).status_code == 303
    assert "Misschien dezelfde" in door.client.get(f"/contacten/{logged}").text


def test_contact_with_a_clinical_note_offers_no_other_person_to_who_may_not_read_it(
    logged: str, sign_in: SignIn, colleague: str
) -> None:
    other = sign_in(colleague)
    assert "data-person" not in other.get(f"/contacten/{logged}/corrigeren").text
    assert "Ongedaan maken" not in other.get(f"/contacten/{logged}").text


def test_follow_up_gets_another_day_by_a_correction(door: Door, logged: str) -> None:
    day = (clock.today() + timedelta(days=2)).isoformat()
    assert door.send("contact.correct", change(logged, follow_up__text=(None, "Bellen")))["status"] == "rejected"
    door.accepted("contact.correct", change(logged, follow_up__text=(None, "Bellen"), follow_up__due_on=(None, day)))
    later = (clock.today() + timedelta(days=9)).isoformat()
    door.accepted("contact.correct", change(logged, follow_up__due_on=(day, later)))
    result = door.send("contact.correct", change(logged, follow_up__due_on=(day, None)))
    assert result["status"] == "conflict"
    assert result["current"]["follow_up.due_on"]["value"] == later


def test_form_without_scripts_changes_only_what_was_typed(door: Door, logged: str) -> None:
    form = fields_of(door.client.get(f"/contacten/{logged}/corrigeren").text)
    form["place"] = ["Sluis"]
    assert door.client.post(f"/contacten/{logged}/corrigeren", data=form).status_code == 303
    shown = door.client.get(f"/contacten/{logged}").text
    assert shown.count("<ins>") == 1
    assert "<ins>Sluis</ins>" in shown


def test_form_without_scripts_shows_both_versions_when_they_conflict(
    sign_in: SignIn, nurse: Client, door: Door, logged: str, colleague: str
) -> None:
    form = fields_of(nurse.get(f"/contacten/{logged}/corrigeren").text)
    Door(sign_in(colleague)).accepted("contact.correct", change(logged, place=("Station", "Van Karin")))
    form["place"] = ["Van mij"]
    answer = nurse.post(f"/contacten/{logged}/corrigeren", data=form)
    assert answer.status_code == 409
    assert "Iemand anders veranderde hetzelfde" in answer.text
    assert "Van Karin" in answer.text
    assert 'value="Van mij"' in answer.text
    again = fields_of(answer.text)
    assert nurse.post(f"/contacten/{logged}/corrigeren", data=again).status_code == 303
    assert "<ins>Van mij</ins>" in nurse.get(f"/contacten/{logged}").text


def test_form_says_so_when_nothing_was_changed(door: Door, logged: str) -> None:
    form = fields_of(door.client.get(f"/contacten/{logged}/corrigeren").text)
    answer = door.client.post(f"/contacten/{logged}/corrigeren", data=form)
    assert answer.status_code == 422
    assert "Je hebt niets veranderd." in answer.text


@pytest.mark.parametrize("hour", [0, 1])
def test_form_without_scripts_leaves_the_hour_that_comes_twice_alone(door: Door, contact: Any, hour: int) -> None:
    made = door.accepted("contact.log", contact(occurred_at=f"2026-10-25T0{hour}:30:00Z"))
    form = fields_of(door.client.get(f"/contacten/{made}/corrigeren").text)
    form["place"] = ["Sluis"]
    assert door.client.post(f"/contacten/{made}/corrigeren", data=form).status_code == 303
    assert door.client.get(f"/contacten/{made}").text.count("<ins>") == 1
    form = fields_of(door.client.get(f"/contacten/{made}/corrigeren").text)
    form["occurred_at"] = ["2026-10-25T01:15"]
    assert door.client.post(f"/contacten/{made}/corrigeren", data=form).status_code == 303
    assert "<ins>zo 25 okt 01:15</ins>" in door.client.get(f"/contacten/{made}").text


def test_municipality_of_before_is_no_change_until_another_is_chosen(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact(municipality="Opgeheven (demo)"))
    form = fields_of(door.client.get(f"/contacten/{made}/corrigeren").text)
    form["place"] = ["Sluis"]
    assert door.client.post(f"/contacten/{made}/corrigeren", data=form).status_code == 303
    assert door.client.get(f"/contacten/{made}").text.count("<ins>") == 1


def test_who_takes_back_a_contact_with_the_wrong_person_does_not_work_with_them(
    acting: Callable[..., Actor], session: Session
) -> None:
    nurse, other = acting(NURSE), acting(NURSE, Role.street_nurse)
    client = people.add_client(session, nurse, ClientInput(alias="Ander (demo)", legal_basis=LegalBasis.wgbo), new_id())
    first, second = (
        service.log_contact(session, other, ContactInput(client=client.id, ethos_category="unknown"), new_id())
        for _ in range(2)
    )
    for made, works_still in ((first, True), (second, False)):
        changes = {"client": {"from": client.id, "to": None}}
        body = ContactCorrectionInput.model_validate({"contact": made.id, "changes": changes})
        corrections.correct_contact(session, other, body, new_id())
        assert people.store.is_related(session, other, client.id) == works_still
    undone = {"contact": second.id, "changes": {"client": {"from": None, "to": client.id}}}
    corrections.correct_contact(session, other, ContactCorrectionInput.model_validate(undone), new_id())
    assert people.store.is_related(session, other, client.id)
