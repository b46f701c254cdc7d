"""Contacts that a phone sends after its user could know the client no more: kept, and given to the new worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import Organisation
from webapp.accounts.store import find_demo_user
from webapp.contacts.models import LateContact, StreetContact
from webapp.db import Database
from webapp.people.models import WorkingRelation

Late = Callable[..., dict[str, Any]]


@pytest.fixture
def gone(door: Door, person: str, youth: Client, demo_database: Database) -> str:
    """The nurse's client went over to the youth worker, a moment ago."""
    with demo_database.reading() as session:
        there = find_demo_user(session, YOUTH_WORKER)
        assert there
    said = {"client": person, "entry": str(there.organisation_id), "purpose": "Verder helpen", "consent": True}
    made = door.accepted("referral.send", {**said, "keeps": False})
    Door(youth).accepted("referral.answer", {"referral": made, "step": "sent", "answer": "accepted"})
    assert door.client.get(f"/clienten/{person}").status_code == 404
    return person


@pytest.fixture
def late(door: Door, contact: Any) -> Late:
    """The result of a contact that the nurse's phone kept for an hour."""

    def send(client: str, minutes: int = 60, **more: Any) -> dict[str, Any]:
        saved = clock.local(clock.now() - timedelta(minutes=minutes)).isoformat()
        times = {"client_time": saved, "sent_at": clock.local(clock.now()).isoformat()}
        return door.send("contact.log", contact(client=client, occurred_at=saved, **more), **times)

    return send


def test_contact_of_before_is_kept_and_stands_with_the_new_worker(
    door: Door, gone: str, late: Late, youth: Client, demo_database: Database
) -> None:
    result = late(gone, note="Had het erg koud")
    assert (result["status"], result["effect"]["state"]) == ("accepted", "late")
    assert "1 bericht van een vorige collega kwam later binnen" in youth.get("/").text
    page = youth.get("/contacten/laat").text
    assert "Had het erg koud" in page
    assert "Demo Sanne schreef dit over" in page
    assert "Had het erg koud" in youth.get(f"/clienten/{gone}").text
    assert door.client.get(f"/clienten/{gone}").status_code == 404, "the old worker reads no further"
    assert "Wietske" not in door.client.get("/clienten").text
    with demo_database.reading() as session:
        query = select(WorkingRelation.ended).where(WorkingRelation.client_id == UUID(gone))
        assert sum(one is None for one in session.exec(query)) == 1, "no relation begins again"
    assert youth.post(f"/contacten/laat/{result['id']}/gezien").status_code == 303
    assert "later binnen" not in youth.get("/").text


def test_sent_twice_it_is_one(door: Door, gone: str, contact: Any, demo_database: Database) -> None:
    saved = clock.local(clock.now() - timedelta(minutes=60)).isoformat()
    times = {"client_time": saved, "sent_at": clock.local(clock.now()).isoformat()}
    body = contact(client=gone, occurred_at=saved)
    first = door.send("contact.log", body, **times)
    again = door.send("contact.log", body, id=first["id"], **times)
    assert [first["status"], again["status"]] == ["accepted", "duplicate"]
    with demo_database.reading() as session:
        assert len(session.exec(select(LateContact)).all()) == 1


def test_contact_of_after_is_refused(door: Door, gone: str, contact: Any) -> None:
    result = door.send("contact.log", contact(client=gone))
    assert (result["status"], result["code"]) == ("rejected", "not_found")


def test_it_comes_within_a_month_or_not_at_all(
    door: Door, gone: str, late: Late, pass_time: Callable[..., None]
) -> None:
    pass_time(days=40)
    door.client.sign_in(NURSE)
    result = late(gone, minutes=60 * 24 * 41)
    assert result["status"] == "rejected"


def test_form_in_a_browser_writes_nothing_late(door: Door, gone: str) -> None:
    form = {"client": gone, "ethos_category": "public_space", "channel": "street"}
    assert door.client.post("/contacten/nieuw", data=form).status_code == 404


def test_stranger_cannot_write_to_somebody_they_never_knew(
    gone: str, sign_in: SignIn, contact: Any, colleague: str
) -> None:
    saved = clock.local(clock.now() - timedelta(minutes=60)).isoformat()
    times = {"client_time": saved, "sent_at": clock.local(clock.now()).isoformat()}
    for who in ("jongerenwerker-almere", "straatverpleegkundige-almere"):
        result = Door(sign_in(who)).send("contact.log", contact(client=gone, occurred_at=saved), **times)
        assert (result["status"], result["code"]) == ("rejected", "not_found")
    result = Door(sign_in(colleague)).send("contact.log", contact(client=gone, occurred_at=saved), **times)
    assert result["effect"]["state"] == "late", "a colleague of the organisation that knew them then"


@pytest.mark.parametrize("becomes", ["elsewhere", "volunteer"])
def test_user_who_left_the_team_loses_nothing_that_was_written(
    person: str, late: Late, demo_database: Database, sign_in: SignIn, colleague: str, becomes: str
) -> None:
    with demo_database.transaction() as session:
        user = find_demo_user(session, NURSE)
        assert user
        before = user.organisation_id
        if becomes == "elsewhere":
            other = Organisation(region_id=user.region_id, name="Elders (demo)")
            session.add(other)
            session.flush()
            user.place(other.id, user.roles)
        else:
            user.place(user.organisation_id, ["volunteer"])
        session.add(user)
    result = late(person, note="Wil graag een bed")
    assert (result["status"], result["effect"]["state"]) == ("accepted", "late")
    with demo_database.reading() as session:
        assert session.get_one(StreetContact, UUID(result["id"])).organisation_id == before, "the work of then"
    assert sign_in(NURSE).get(f"/clienten/{person}").status_code in (403, 404)
    assert sign_in(NURSE).get(f"/contacten/{result['id']}").status_code in (403, 404)


def test_hidden_person_is_on_the_list_of_who_works_with_them_only(
    gone: str, late: Late, sign_in: SignIn, youth: Client
) -> None:
    late(gone, note="Slaapt bij de brug")
    for who in (NURSE, "jongerenwerker-almere"):
        assert "Slaapt bij de brug" not in sign_in(who).get("/contacten/laat").text
    assert sign_in("opvang").get("/contacten/laat").status_code == 403
    assert "Slaapt bij de brug" in youth.get("/contacten/laat").text
    assert "Slaapt bij de brug" not in youth.get("/contacten/laat?zoek=brandweer").text


def saved(minutes: int = 60) -> dict[str, str]:
    """The times of an act that waited so long on a phone."""
    then = clock.local(clock.now() - timedelta(minutes=minutes)).isoformat()
    return {"client_time": then, "sent_at": clock.local(clock.now()).isoformat()}


def test_a_change_of_before_waits_for_the_new_worker(
    door: Door, gone: str, youth: Client, demo_database: Database
) -> None:
    body = {"client": gone, "changes": {"municipality": {"from": "Huizen", "to": "Bussum"}}}
    result = door.send("client.edit", body, **saved())
    assert (result["status"], result["effect"]["state"]) == ("accepted", "late")
    assert door.send("client.edit", body, id=result["id"], **saved())["status"] == "duplicate"
    assert "1 bericht van een vorige collega kwam later binnen" in youth.get("/").text
    page = youth.get("/contacten/laat").text
    assert "Bussum" in page
    assert "Demo Sanne schreef dit" in page
    assert "Bussum" not in youth.get(f"/clienten/{gone}").text, "the new worker decides"
    assert youth.post("/contacten/laat", data={"zoek": "bussum"}).text.count("Bussum") == 1
    assert youth.post(f"/contacten/laat/{result['id']}/verwerkt").status_code == 303
    assert "later binnen" not in youth.get("/").text
    assert youth.post(f"/contacten/laat/{result['id']}/verwerkt").status_code == 404


def test_an_outcome_of_before_waits_too(
    door: Door, person: str, youth: Client, contact: Any, demo_database: Database
) -> None:
    agreed = {"text": "Verband wisselen", "due_on": clock.today().isoformat()}
    other = door.accepted("contact.log", contact(client=person, follow_up=agreed))
    with demo_database.reading() as session:
        there = find_demo_user(session, YOUTH_WORKER)
        assert there
    said = {"client": person, "organisation": str(there.organisation_id), "consent": True}
    made = door.accepted("client.hand_over", said)
    Door(youth).accepted("hand_over.answer", {"hand_over": made, "step": "proposal", "answer": "accepted"})
    result = door.send("follow_up.complete", {"follow_up": other, "outcome": "Gedaan bij de inloop"}, **saved())
    assert result["status"] == "accepted"
    if result.get("effect"):
        assert "Gedaan bij de inloop" in youth.get("/contacten/laat").text


def test_late_words_are_for_nobody_else(door: Door, gone: str, youth: Client, sign_in: SignIn) -> None:
    body = {"client": gone, "changes": {"municipality": {"from": "Huizen", "to": "Bussum"}}}
    made = door.send("client.edit", body, **saved())["id"]
    for name in (NURSE, "straatverpleegkundige-almere", "jongerenwerker-almere"):
        other = sign_in(name)
        assert "Bussum" not in other.get("/contacten/laat").text, name
        assert other.post(f"/contacten/laat/{made}/verwerkt").status_code == 404, name
    assert sign_in("opvang").post(f"/contacten/laat/{made}/verwerkt").status_code == 403
    after = door.send("client.edit", body)
    assert (after["status"], after["code"]) == ("rejected", "not_found"), "written after the end"
    stranger = Door(sign_in("straatverpleegkundige-almere"))
    assert stranger.send("client.edit", body, **saved())["status"] == "rejected", "who never knew them"


def test_late_words_go_with_a_merge_and_back(door: Door, gone: str, youth: Client) -> None:
    body = {"client": gone, "changes": {"municipality": {"from": "Huizen", "to": "Bussum"}}}
    door.send("client.edit", body, **saved())
    mine = Door(youth)
    twin = mine.accepted("client.add", {"alias": "Wietske Twee", "legal_basis": "jeugdwet"})
    mine.accepted("client.merge", {"from": gone, "into": twin})
    assert "Bussum" in youth.get("/contacten/laat").text
    mine.accepted("client.unmerge", {"client": gone})
    assert "Bussum" in youth.get("/contacten/laat").text
