"""A referral: sent, answered, arrived; who sees what of it, and when access moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.referrals.acts import answer, open_entry, place_id, standing
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.store import find_demo_user
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id
from webapp.directory.models import Entry
from webapp.due import rules
from webapp.people.models import Client as Person
from webapp.referrals.kind import REFERRAL, RULES
from webapp.referrals.models import Referral
from webapp.trajectories.kinds import faults

Body = Callable[..., dict[str, Any]]


def test_declarations_have_no_faults() -> None:
    assert faults(REFERRAL) == []
    assert [fault for rule in RULES.values() for fault in rules.faults(rule)] == []


def test_goes_from_sent_to_arrived_and_both_sides_see_the_same(door: Door, youth: Client, body: Body) -> None:
    made = door.accepted("referral.send", body())
    theirs = Door(youth)
    assert "1 doorverwijzing wacht op jullie antwoord" in youth.get("/").text
    assert "Zeynep Bulut" in youth.get("/doorverwijzingen/naar-ons").text
    assert "Wil weer naar school" in youth.get(f"/doorverwijzingen/{made}").text
    assert answer(theirs, made, "sent", "accepted")["status"] == "accepted"
    assert "wacht op jullie antwoord" not in youth.get("/").text
    assert answer(door, made, "accepted", "arrived")["status"] == "accepted"
    for client in (door.client, youth):
        page = client.get(f"/doorverwijzingen/{made}").text
        assert page.count("Aangenomen") >= 1
        assert "Aangekomen</strong>" in page


def test_receiver_reads_the_person_only_after_accepting(door: Door, youth: Client, body: Body, person: str) -> None:
    made = door.accepted("referral.send", body())
    assert youth.get(f"/clienten/{person}").status_code == 404
    assert person not in youth.get(f"/doorverwijzingen/{made}").text
    answer(Door(youth), made, "sent", "accepted")
    assert youth.get(f"/clienten/{person}").status_code == 200
    assert door.client.get(f"/clienten/{person}").status_code == 200, "the sender stays"
    assert f"/clienten/{person}" in youth.get(f"/doorverwijzingen/{made}").text


def test_without_consent_no_name_goes_along_and_no_access_follows(
    door: Door, youth: Client, body: Body, person: str
) -> None:
    made = door.accepted("referral.send", body(consent=False))
    for path in ("/doorverwijzingen/naar-ons", f"/doorverwijzingen/{made}", "/doorverwijzingen/naar-ons?vorm=csv"):
        assert "Zeynep" not in youth.get(path).text
    found = youth.get("/doorverwijzingen/naar-ons?zoek=zeynep").text
    assert made not in found, "a search does not guess it"
    assert made in youth.get("/doorverwijzingen/naar-ons?zoek=school").text
    answer(Door(youth), made, "sent", "accepted")
    assert youth.get(f"/clienten/{person}").status_code == 404
    assert "Zeynep" not in youth.get(f"/doorverwijzingen/{made}").text


def test_a_person_who_goes_over_changes_owner_only_with_the_yes(
    door: Door, youth: Client, body: Body, person: str, demo_database: Database, there: str
) -> None:
    def owner() -> str:
        with demo_database.reading() as session:
            return str(session.get_one(Person, UUID(person)).organisation_id)

    made = door.accepted("referral.send", body(keeps=False))
    assert owner() != there
    assert door.client.get(f"/clienten/{person}").status_code == 200
    answer(Door(youth), made, "sent", "accepted")
    assert owner() == there
    assert youth.get(f"/clienten/{person}").status_code == 200
    assert door.client.get(f"/clienten/{person}").status_code == 404, "the old worker reads no further"
    assert door.client.get(f"/doorverwijzingen/{made}").status_code == 200, "but sees how it went"
    assert "Zeynep" in youth.get("/clienten?zoek=zeynep").text
    assert "Zeynep Bulut" not in door.client.get("/clienten?zoek=zeynep").text.split("<main", 1)[1].replace(
        'value="zeynep"', ""
    )


def test_decline_leaves_everything_as_it_was(door: Door, youth: Client, body: Body, person: str) -> None:
    made = door.accepted("referral.send", body(keeps=False))
    theirs = Door(youth)
    refused = answer(theirs, made, "sent", "declined")
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["reason"])
    assert answer(theirs, made, "sent", "declined", "full")["status"] == "accepted"
    assert "Niet aangenomen: Vol" in door.client.get(f"/doorverwijzingen/{made}").text
    assert door.client.get(f"/clienten/{person}").status_code == 200
    assert youth.get(f"/clienten/{person}").status_code == 404
    assert answer(theirs, made, "sent", "accepted")["status"] == "accepted", "a mistake is mended"


def test_of_two_answers_the_second_is_a_conflict_with_the_present_step(door: Door, youth: Client, body: Body) -> None:
    made = door.accepted("referral.send", body())
    assert answer(door, made, "sent", "withdrawn")["status"] == "accepted"
    late = answer(Door(youth), made, "sent", "accepted")
    assert late["status"] == "conflict"
    assert late["current"]["step"]["value"] == "withdrawn"
    form = {"step": "sent", "answer": "accepted"}
    page = youth.post(f"/doorverwijzingen/{made}/antwoord", data=form)
    assert (page.status_code, "Dit is intussen al verder" in page.text) == (409, True)


def test_same_answer_twice_is_one(door: Door, youth: Client, body: Body) -> None:
    made = door.accepted("referral.send", body())
    theirs = Door(youth)
    for _ in range(2):
        assert answer(theirs, made, "sent", "accepted")["status"] == "accepted"
    assert youth.get(f"/doorverwijzingen/{made}").text.count("Aangenomen</strong>") == 1


def test_each_side_gives_its_own_answers_only(door: Door, youth: Client, body: Body) -> None:
    made = door.accepted("referral.send", body())
    assert answer(door, made, "sent", "accepted")["code"] == "not_allowed"
    assert answer(Door(youth), made, "sent", "withdrawn")["code"] == "not_allowed"
    assert answer(Door(youth), made, "sent", "arrived")["code"] == "not_allowed"


def test_place_without_users_is_answered_by_its_sender(door: Door, body: Body, demo_database: Database) -> None:
    made = door.accepted("referral.send", body(entry=open_entry(demo_database)))
    page = door.client.get(f"/doorverwijzingen/{made}").text
    assert "Deze plek ziet dit niet in Onderdak" in page
    assert answer(door, made, "sent", "arrived")["status"] == "accepted"
    assert standing(door, made) == "arrived"


def test_outcome_can_be_put_right_by_either_side(door: Door, youth: Client, body: Body) -> None:
    made = door.accepted("referral.send", body())
    answer(Door(youth), made, "sent", "accepted")
    answer(door, made, "accepted", "unknown")
    assert answer(Door(youth), made, "accepted", "arrived")["status"] == "accepted"
    assert standing(door, made) == "arrived"


def test_secret_place_is_referred_to_by_telephone(door: Door, body: Body, demo_database: Database) -> None:
    secret = open_entry(demo_database)
    assert secret in door.client.get("/doorverwijzingen/nieuw").text
    with demo_database.transaction() as session:
        session.get_one(Entry, UUID(secret)).is_secret = True
    assert secret not in door.client.get("/doorverwijzingen/nieuw").text
    result = door.send("referral.send", body(entry=secret))
    assert (result["status"], result["code"], list(result["fields"])) == ("rejected", "secret", ["entry"])
    assert "doorverwijzingen/nieuw" not in door.client.get(f"/wegwijzer/{secret}").text


@pytest.mark.parametrize("who", ["straatverpleegkundige-almere", "jongerenwerker-almere"])
def test_other_region_knows_nothing_of_it(door: Door, sign_in: SignIn, body: Body, who: str) -> None:
    made = door.accepted("referral.send", body())
    other = sign_in(who)
    assert other.get(f"/doorverwijzingen/{made}").status_code == 404
    assert answer(Door(other), made, "sent", "accepted")["code"] == "not_found"
    assert "Zeynep" not in other.get("/doorverwijzingen/naar-ons").text


@pytest.mark.parametrize("who", ["opvang", "coordinator", "vrijwilliger", "beleid", "beheer", "vroegsignaleerder"])
def test_other_roles_have_no_referrals(door: Door, sign_in: SignIn, body: Body, who: str) -> None:
    made = door.accepted("referral.send", body())
    other = sign_in(who)
    for path in (
        "/doorverwijzingen",
        "/doorverwijzingen/naar-ons",
        "/doorverwijzingen/nieuw",
        f"/doorverwijzingen/{made}",
    ):
        assert other.get(path).status_code == 403


def test_colleague_of_the_sender_sees_it_and_a_third_organisation_does_not(
    door: Door, body: Body, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    made = door.accepted("referral.send", body())
    other = sign_in(colleague)
    assert other.get(f"/doorverwijzingen/{made}").status_code == 200
    with demo_database.transaction() as session:
        user = find_demo_user(session, colleague)
        assert user
        user.organisation_id = UUID(place_id(demo_database, "Opvang (demo)"))
    assert other.get(f"/doorverwijzingen/{made}").status_code == 404
    assert made not in other.get("/doorverwijzingen").text


def test_hidden_person_is_seen_by_those_who_work_with_them_only(
    door: Door, youth: Client, body: Body, person: str, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    made = door.accepted("referral.send", body())
    with demo_database.transaction() as session:
        session.get_one(Person, UUID(person)).whereabouts = "hidden"
    other = sign_in(colleague)
    assert other.get(f"/doorverwijzingen/{made}").status_code == 404
    assert made not in other.get("/doorverwijzingen").text
    assert door.client.get(f"/doorverwijzingen/{made}").status_code == 200
    fragments = door.client.get("/offline/snapshot").get_json()["fragments"]
    assert f"/doorverwijzingen/{made}" not in fragments
    assert made not in str(fragments["/doorverwijzingen"])


def test_reminds_to_ask_and_stops_when_it_is_known(
    door: Door, youth: Client, body: Body, demo_database: Database
) -> None:
    made = door.accepted("referral.send", body())
    assert "aan de beurt" not in door.client.get("/").text
    answer(Door(youth), made, "sent", "accepted")
    with demo_database.transaction() as session:
        session.get_one(Referral, UUID(made)).moved_at = clock.now() - timedelta(days=8)
    assert "1 taak is aan de beurt" in door.client.get("/").text
    assert "Vraag of deze persoon aankwam" in door.client.get("/vervolgacties").text
    answer(door, made, "accepted", "not_arrived", "forgot")
    assert "aan de beurt" not in door.client.get("/").text


def test_contact_under_an_alias_is_referred_without_a_client(
    door: Door, youth: Client, contact: Any, there: str
) -> None:
    logged = door.accepted("contact.log", contact(alias="Lange Jan"))
    form = door.client.get(f"/doorverwijzingen/nieuw?contact={logged}").text
    assert 'value="Lange Jan"' in form
    said = {"contact": logged, "entry": there, "purpose": "Warme kleren", "consent": True}
    made = door.accepted("referral.send", said)
    assert "Lange Jan" in youth.get(f"/doorverwijzingen/{made}").text
    assert answer(Door(youth), made, "sent", "accepted")["status"] == "accepted"
    assert youth.get(f"/contacten/{logged}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"client": None}, "client"),
        ({"entry": None}, "entry"),
        ({"entry": "0197fa3e-0000-7000-8000-00000000dead"}, "entry"),
        ({"purpose": "x"}, "purpose"),
        ({"purpose": "x" * 4001}, "purpose"),
        ({"consent": None}, "consent"),
        ({"consent": False, "keeps": False}, "keeps"),
    ],
)
def test_wrong_input_is_told_at_its_field(door: Door, body: Body, wrong: dict[str, Any], field: str) -> None:
    result = door.send("referral.send", body(**wrong))
    assert (result["status"], list(result["fields"])) == ("rejected", [field])


def test_form_keeps_what_was_typed(door: Door, person: str) -> None:
    said = {"client": person, "entry": "", "purpose": "🙂 \u0645\u0631\u062d\u0628\u0627 naar huis", "consent": "true"}
    page = door.client.post("/doorverwijzingen/nieuw", data=said)
    assert (page.status_code, "Kies waar deze persoon heen gaat." in page.text) == (422, True)
    assert "naar huis" in page.text


def test_form_without_scripts_sends_and_answers(door: Door, youth: Client, body: Body) -> None:
    form = {name: str(value).lower() if isinstance(value, bool) else value for name, value in body().items()}
    url = door.client.post("/doorverwijzingen/nieuw", data={**form, "id": str(new_id())}).location
    assert youth.post(f"{url}/antwoord", data={"step": "sent", "answer": "declined", "reason": ""}).status_code == 422
    assert youth.post(f"{url}/antwoord", data={"step": "sent", "answer": "accepted"}).location == url


def test_client_of_another_cannot_be_referred(door: Door, youth: Client, body: Body, demo_database: Database) -> None:
    back = place_id(demo_database, "Straatzorg (demo)")
    result = Door(youth).send("referral.send", body(entry=back))
    assert (result["status"], result["code"]) == ("rejected", "not_found")


def test_every_reading_is_in_the_log_with_its_ground(
    door: Door, youth: Client, body: Body, demo_database: Database, person: str
) -> None:
    made = door.accepted("referral.send", body())
    youth.get(f"/doorverwijzingen/{made}")
    door.client.get(f"/doorverwijzingen/{made}")
    with demo_database.reading() as session:
        rows = session.exec(
            select(AccessEntry).where(AccessEntry.subject_id == UUID(made), AccessEntry.action == "read")
        ).all()
    assert {row.ground for row in rows} == {"referral", "own"}
    assert {str(row.client_id) for row in rows} == {person}


def test_phone_keeps_what_is_open_and_the_form(door: Door, youth: Client, body: Body) -> None:
    made = door.accepted("referral.send", body())
    for client, path in ((door.client, "/doorverwijzingen"), (youth, "/doorverwijzingen/naar-ons")):
        fragments = client.get("/offline/snapshot").get_json()["fragments"]
        assert made in fragments[path]["html"]
        assert "Wil weer naar school" in fragments[f"/doorverwijzingen/{made}"]["html"]
    assert door.client.get("/doorverwijzingen/nieuw").headers["Cache-Control"] == "private, no-cache"


def test_dot_counts_what_waits(door: Door, youth: Client, body: Body) -> None:
    door.accepted("referral.send", body())
    assert 'data-waits="1"' in youth.get("/bedden/wacht").text
    assert 'data-waits="0"' in door.client.get("/bedden/wacht").text


def test_wrong_role_sends_nothing(sign_in: SignIn, body: Body) -> None:
    result = Door(sign_in("opvang")).send("referral.send", body())
    assert (result["status"], result["code"]) == ("rejected", "not_allowed")
