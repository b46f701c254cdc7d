"""A client goes over to a colleague or another organisation by name, and only when the other says yes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import YOUTH_WORKER, SignIn, in_days, user_id
from tests.support.client import Client
from tests.support.door import Door
from webapp.accounts import store as accounts
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id
from webapp.handover.transfers.kind import HAND_OVER
from webapp.people.models import Client as Person
from webapp.trajectories.kinds import faults

NAME = "Overgaande Olaf"


@pytest.fixture
def olaf(door: Door) -> str:
    return door.accepted("client.add", {"alias": NAME, "legal_basis": "wmo"})


@pytest.fixture
def karin(sign_in: SignIn, colleague: str) -> Door:
    """Another nurse of the same organisation."""
    return Door(sign_in(colleague))


@pytest.fixture
def youth(sign_in: SignIn) -> Door:
    """A youth worker of another organisation."""
    return Door(sign_in(YOUTH_WORKER))


def organisation_of(database: Database, name: str) -> str:
    with database.reading() as session:
        user = accounts.find_demo_user(session, name)
        assert user is not None
        return str(user.organisation_id)


def answer(door: Door, made: str, word: str, **more: Any) -> dict[str, Any]:
    return door.send("hand_over.answer", {"hand_over": made, "step": "proposal", "answer": word, **more})


def test_its_declaration_is_whole():
    assert faults(HAND_OVER) == []


def test_a_colleague_takes_over(door: Door, olaf: str, karin: Door, colleague: str, demo_database: Database):
    body = {"user": user_id(demo_database, colleague), "note": "Wil liever een vrouw spreken"}
    sent = door.client.post(f"/clienten/{olaf}/overdragen", data=body)
    assert sent.status_code == 303
    made = sent.location.split("/")[-1]
    assert f"Demo Sanne wil {NAME} aan je overdragen" in " ".join(karin.client.get("/").text.split())
    page = karin.client.get(f"/overdracht/clienten/{made}").text
    assert "Wil liever een vrouw spreken" in page
    standing = karin.client.get(f"/overdracht/clienten/{made}", headers={"Accept": "application/json"}).get_json()
    assert (standing["kind"], standing["step"], standing["parties"]) == ("hand_over", "proposal", {"receiver": None})
    assert "Ik werk niet meer" in door.client.get(f"/clienten/{olaf}").text, "nothing moved yet"
    taken = karin.client.post(f"/overdracht/clienten/{made}/antwoord", data={"step": "proposal", "answer": "accepted"})
    assert taken.status_code == 303
    assert "Ik werk niet meer" not in door.client.get(f"/clienten/{olaf}").text
    assert "Ik werk niet meer" in karin.client.get(f"/clienten/{olaf}").text
    assert f"nam {NAME} over" in " ".join(door.client.get("/").text.split())
    story = karin.client.get(f"/clienten/{olaf}?soort=overdracht").text
    assert "Overdracht aan Demo Karin" in story
    assert "Overgenomen" in story
    assert answer(karin, made, "accepted")["status"] == "accepted", "said twice"


def test_another_organisation_answers_for_them(door: Door, olaf: str, youth: Door, demo_database: Database):
    there = organisation_of(demo_database, YOUTH_WORKER)
    refused = door.send("client.hand_over", {"client": olaf, "organisation": there})
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["consent"])
    made = door.accepted("client.hand_over", {"client": olaf, "organisation": there, "consent": True})
    assert youth.client.get(f"/clienten/{olaf}").status_code == 404, "not before a yes"
    assert NAME in youth.client.get("/overdracht").text
    assert answer(youth, made, "accepted")["status"] == "accepted"
    assert youth.client.get(f"/clienten/{olaf}").status_code == 200
    assert door.client.get(f"/clienten/{olaf}").status_code == 404
    assert door.client.get(f"/overdracht/clienten/{made}").status_code == 200, "its sender still reads how it went"
    with demo_database.reading() as session:
        assert str(session.get_one(Person, UUID(olaf)).organisation_id) == there
        grounds = select(AccessEntry.ground).where(
            AccessEntry.subject == "client", AccessEntry.subject_id == UUID(olaf), AccessEntry.action == "update"
        )
        assert session.exec(grounds).all() == ["hand_over"]
    assert "overgedragen" in youth.client.get(f"/clienten/{olaf}/wie-keek-mee").text


def test_a_no_needs_a_reason_and_moves_nothing(
    door: Door, olaf: str, karin: Door, colleague: str, demo_database: Database
):
    made = door.accepted("client.hand_over", {"client": olaf, "user": user_id(demo_database, colleague)})
    assert "reason" in answer(karin, made, "declined")["fields"]
    bad = karin.client.post(f"/overdracht/clienten/{made}/antwoord", data={"step": "proposal", "answer": "declined"})
    assert bad.status_code == 422
    assert "Kies een reden" in bad.text
    assert answer(karin, made, "declined", reason="verzonnen")["status"] == "rejected"
    assert answer(karin, made, "declined", reason="full")["status"] == "accepted"
    assert "Geen ruimte" in door.client.get(f"/overdracht/clienten/{made}").text
    assert "Ik werk niet meer" in door.client.get(f"/clienten/{olaf}").text
    late = answer(karin, made, "accepted")
    assert late["status"] == "conflict"
    assert late["current"]["step"]["value"] == "declined"


def test_taken_back_it_is_over(door: Door, olaf: str, karin: Door, colleague: str, demo_database: Database):
    body = {"client": olaf, "user": user_id(demo_database, colleague)}
    made = door.accepted("client.hand_over", body)
    assert door.send("client.hand_over", body)["code"] == "taken"
    assert "Al voorgesteld" in door.client.get(f"/clienten/{olaf}/overdragen").text
    assert answer(karin, made, "withdrawn")["status"] == "rejected", "that is its sender's"
    assert answer(door, made, "accepted")["status"] == "rejected", "that is its receiver's"
    assert answer(door, made, "withdrawn")["status"] == "accepted"
    assert answer(karin, made, "accepted")["status"] == "conflict"
    assert door.accepted("client.hand_over", body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"user": "x"},
        {"user": str(new_id())},
        {"organisation": str(new_id())},
        {"user": "self"},
        {"organisation": "own"},
        {"user": "opvang"},
        {"user": "both"},
    ],
)
def test_bad_input_comes_back_in_words(door: Door, olaf: str, body: dict[str, str], demo_database: Database):
    own = organisation_of(demo_database, "straatverpleegkundige")
    real = {"self": {"user": user_id(demo_database, "straatverpleegkundige")}, "own": {"organisation": own},
            "opvang": {"user": user_id(demo_database, "opvang")},
            "both": {"user": user_id(demo_database, YOUTH_WORKER),
                     "organisation": organisation_of(demo_database, YOUTH_WORKER)}}  # fmt: skip
    said = real.get(next(iter(body.values()), ""), body)
    answered = door.client.post(f"/clienten/{olaf}/overdragen", data={**said, "note": "Blijft staan"})
    assert answered.status_code == 422
    assert "Kies een collega of een organisatie." in answered.text
    assert "Blijft staan" in answered.text


@pytest.mark.parametrize("whose", ["straatverpleegkundige-almere", "opvang", "beleid", "jongerenwerker-almere"])
def test_others_know_nothing_of_it(
    door: Door, olaf: str, sign_in: SignIn, colleague: str, whose: str, demo_database: Database
):
    made = door.accepted("client.hand_over", {"client": olaf, "user": user_id(demo_database, colleague)})
    other = Door(sign_in(whose))
    assert other.client.get(f"/overdracht/clienten/{made}").status_code in (403, 404)
    assert other.client.get(f"/clienten/{olaf}/overdragen").status_code in (403, 404)
    assert answer(other, made, "accepted")["status"] == "rejected"
    assert (
        other.send("client.hand_over", {"client": olaf, "user": user_id(demo_database, colleague)})["status"]
        == "rejected"
    )


def test_who_does_not_work_with_them_hands_nobody_over(door: Door, olaf: str, karin: Door, demo_database: Database):
    result = karin.send("client.hand_over", {"client": olaf, "user": user_id(demo_database, "straatverpleegkundige")})
    assert result["code"] == "not_related"
    assert "Alleen wie met deze persoon werkt" in karin.client.get(f"/clienten/{olaf}/overdragen").text


def test_what_was_shared_of_them_ends_and_late_contacts_go_along(
    door: Door, olaf: str, karin: Door, youth: Door, colleague: str, demo_database: Database
):
    there = organisation_of(demo_database, YOUTH_WORKER)
    share = {"client": olaf, "user": user_id(demo_database, colleague), "until": in_days(9)}
    door.accepted("client.share", share)
    made = door.accepted("client.hand_over", {"client": olaf, "organisation": there, "consent": True})
    answer(youth, made, "accepted")
    assert karin.client.get(f"/clienten/{olaf}").status_code == 404
    story = youth.client.get(f"/clienten/{olaf}").text
    assert "Gedeeld met Demo Karin" in story


def test_merged_meanwhile_it_still_goes_over(
    door: Door, olaf: str, karin: Door, colleague: str, demo_database: Database
):
    made = door.accepted("client.hand_over", {"client": olaf, "user": user_id(demo_database, colleague)})
    twin = door.accepted("client.add", {"alias": "Olaf Twee", "legal_basis": "wmo"})
    door.accepted("client.merge", {"from": olaf, "into": twin})
    assert door.send("client.hand_over", {"client": olaf, "user": user_id(demo_database, colleague)})["code"] == "taken"
    assert answer(karin, made, "accepted")["status"] == "accepted"
    assert "Ik werk niet meer" in karin.client.get(f"/clienten/{twin}").text
    assert "Ik werk niet meer" not in door.client.get(f"/clienten/{twin}").text


def test_gone_elsewhere_it_cannot_be_taken(door: Door, olaf: str, youth: Door, demo_database: Database):
    there = organisation_of(demo_database, YOUTH_WORKER)
    made = door.accepted("client.hand_over", {"client": olaf, "organisation": there, "consent": True})
    with demo_database.transaction() as session:
        person = session.get_one(Person, UUID(olaf))
        opvang = accounts.find_demo_user(session, "opvang")
        assert opvang is not None
        person.organisation_id = opvang.organisation_id
        session.add(person)
    result = answer(youth, made, "accepted")
    assert (result["status"], result["code"]) == ("rejected", "gone")


def test_the_page_is_for_everyone(nurse: Client, olaf: str):
    page = nurse.get(f"/clienten/{olaf}/overdragen").text
    assert "Er verandert niets tot de ander ja zegt." in page


def test_in_another_job_nothing_of_it_is_theirs(
    door: Door, olaf: str, karin: Door, colleague: str, demo_database: Database, sign_in: SignIn
):
    made = door.accepted("client.hand_over", {"client": olaf, "user": user_id(demo_database, colleague)})
    there = organisation_of(demo_database, YOUTH_WORKER)
    with demo_database.transaction() as session:
        for name in ("straatverpleegkundige", colleague):
            user = accounts.find_demo_user(session, name)
            assert user is not None
            user.organisation_id = UUID(there)
            session.add(user)
    for name in ("straatverpleegkundige", colleague):
        other = Door(sign_in(name))
        assert other.client.get(f"/overdracht/clienten/{made}").status_code == 404, name
        assert NAME not in other.client.get("/overdracht").text
        assert answer(other, made, "accepted")["status"] == "rejected"
