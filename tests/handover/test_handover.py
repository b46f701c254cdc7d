"""Sharing, covering and leaving: what a colleague gets, where it counts, how it ends, and who is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn, in_days, user_id
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.store import find_demo_user
from webapp.audit.models import AccessEntry
from webapp.contacts.models import FollowUp
from webapp.db import Database
from webapp.handover import service
from webapp.people.grants import Grant, best_of
from webapp.people.models import Granted, WorkingRelation

PassTime = Callable[..., None]
SECRET = "Huizen"
"""The municipality of a hidden person: colleagues read it only when they work with them."""


def shared(door: Door, person: str, user: str, days: int = 3, **more: Any) -> dict[str, Any]:
    return door.send("client.share", {"client": person, "user": user, "until": in_days(days), **more})


def end(client: Client, handover: str) -> int:
    return client.post(f"/overdracht/{handover}/beeindigen").status_code


def sees(client: Client, person: str) -> bool:
    """True when this user reads where a hidden person is."""
    page = client.get(f"/clienten/{person}")
    return page.status_code == 200 and SECRET in page.text


def test_share_opens_and_ends_by_itself(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, pass_time: PassTime
) -> None:
    other = sign_in(colleague)
    assert not sees(other, person)
    result = shared(door, person, user_id(demo_database, colleague), days=2)
    assert result["status"] == "accepted"
    assert sees(other, person)
    assert "Demo Sanne deelt iemand met jou" in other.get("/").text
    assert "Demo Karin kijkt mee met iemand van jou" in door.client.get("/").text
    pass_time(days=3, hours=1)
    assert not sees(sign_in(colleague), person)
    assert sees(sign_in(NURSE), person)


def test_colleague_who_was_given_access_saw_nobody_yet(door: Door, colleague: str, demo_database: Database) -> None:
    made = door.accepted("client.add", {"alias": "Overdrachtsproef Otto", "legal_basis": "wmo"})
    shared(door, made, user_id(demo_database, colleague))
    alike = door.client.post("/clienten/lijkt-op", data={"alias": "Overdrachtsproef Otta"}).text
    assert "Demo Sanne" in alike
    assert "Demo Karin" not in alike


@pytest.mark.parametrize("ender", ["giver", "receiver"])
def test_either_ends_a_share_early(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, ender: str
) -> None:
    made = shared(door, person, user_id(demo_database, colleague))["id"]
    other = sign_in(colleague)
    assert end(other if ender == "receiver" else door.client, made) == 303
    assert not sees(other, person)
    for client in (other, door.client):
        assert "beëindigd" in client.get(f"/overdracht/{made}").text
    assert door.send("client.share_end", {"handover": made})["status"] == "accepted", "ended twice it is once"


def test_other_organisation_needs_the_consent_of_the_person(
    door: Door, person: str, youth: Client, demo_database: Database
) -> None:
    worker = user_id(demo_database, YOUTH_WORKER)
    refused = shared(door, person, worker)
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["consent"])
    assert youth.get(f"/clienten/{person}").status_code == 404
    assert shared(door, person, worker, consent=True)["status"] == "accepted"
    assert sees(youth, person)


def test_grant_counts_everywhere(door: Door, person: str, youth: Client, demo_database: Database, contact: Any) -> None:
    follow_up = {"text": "Paspoort halen", "due_on": in_days(0)}
    logged = door.accepted("contact.log", contact(client=person, note="Woont nu even bij zus", follow_up=follow_up))
    assert "Paspoort halen" not in youth.get("/vervolgacties").text
    shared(door, person, user_id(demo_database, YOUTH_WORKER), consent=True)
    assert "Wietske" in youth.get("/clienten").text
    assert "Wietske" in youth.get("/clienten?zoek=hoekstra").text
    assert "Woont nu even bij zus" in youth.get(f"/contacten/{logged}").text
    assert "Paspoort halen" in youth.get("/vervolgacties").text
    assert "Wietske" in youth.get("/contacten/nieuw/wie").text
    snapshot = youth.get("/offline/snapshot").get_json()["fragments"]
    assert "Paspoort halen" in snapshot["/vervolgacties"]["html"]
    page = youth.get(f"/clienten/{person}").text
    assert "kijkt mee tot" in page


def test_grant_has_a_ground_of_its_own_in_the_log(
    door: Door, person: str, youth: Client, demo_database: Database
) -> None:
    shared(door, person, user_id(demo_database, YOUTH_WORKER), consent=True)
    youth.get(f"/clienten/{person}")
    door.client.get(f"/clienten/{person}")
    with demo_database.reading() as session:
        query = select(AccessEntry.ground).where(
            AccessEntry.subject == "client", AccessEntry.subject_id == UUID(person), AccessEntry.action == "read"
        )
        assert sorted(session.exec(query)) == ["organisation", "share"]


def test_clinical_note_stays_shut_for_who_gives_no_care(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, contact: Any
) -> None:
    body = contact(client=person, topics=["wound"], note="Verband", clinical_note="wond links")
    logged = door.accepted("contact.log", body)
    shared(door, person, user_id(demo_database, colleague))
    assert "wond links" not in sign_in(colleague).get(f"/contacten/{logged}").text


def test_contact_while_it_is_shared_keeps_nothing_afterwards(
    door: Door,
    person: str,
    colleague: str,
    sign_in: SignIn,
    demo_database: Database,
    contact: Any,
    pass_time: PassTime,
) -> None:
    shared(door, person, user_id(demo_database, colleague), days=1)
    Door(sign_in(colleague)).accepted("contact.log", contact(client=person))
    pass_time(days=2, hours=1)
    assert not sees(sign_in(colleague), person)


def test_cover_begins_on_its_day_and_gives_everybody(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, pass_time: PassTime
) -> None:
    form = {"user": user_id(demo_database, colleague), "since": in_days(2), "until": in_days(9)}
    url = door.client.post("/overdracht/waarneming", data=form).location
    other = sign_in(colleague)
    assert "Jij neemt waar voor Demo Sanne" in other.get("/").text
    assert not sees(other, person)
    later = door.accepted("client.add", {"name": "Iemand Later", "legal_basis": "wmo", "whereabouts": "hidden"})
    pass_time(days=2, hours=1)
    with demo_database.transaction() as session:
        service.renew(session)
    other = sign_in(colleague)
    assert sees(other, person)
    assert later in other.get("/clienten").text
    assert "verblijf geheim" in other.get(f"/clienten/{later}").text
    assert end(other, url.rsplit("/", 1)[1]) == 303
    assert not sees(other, person)
    assert "beëindigd" in other.get("/").text


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [(-1, 3, "vandaag of een dag daarna"), (3, 1, "vóór de eerste dag"), (0, 900, "binnen een jaar")],
)
def test_cover_of_impossible_days_is_told_at_its_field(
    door: Door, colleague: str, demo_database: Database, since: int, until: int, field: str
) -> None:
    form = {"user": user_id(demo_database, colleague), "since": in_days(since), "until": in_days(until)}
    answer = door.client.post("/overdracht/waarneming", data=form)
    assert (answer.status_code, field in answer.text) == (422, True)


def test_cover_is_for_a_colleague_of_the_same_organisation(door: Door, demo_database: Database) -> None:
    form = {"user": user_id(demo_database, YOUTH_WORKER), "since": in_days(0), "until": in_days(3)}
    assert door.client.post("/overdracht/waarneming", data=form).status_code == 422


def test_leaver_gives_people_and_follow_ups_and_it_is_undone_also_after_changes(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, contact: Any
) -> None:
    met = door.accepted("client.add", {"name": "Al Ontmoet", "legal_basis": "wmo", "whereabouts": "hidden"})
    agreed = {"text": "Sleutel brengen", "due_on": in_days(0)}
    loose = door.accepted("contact.log", contact(alias="Losse Loes", follow_up=agreed))
    admin = sign_in("beheer")
    form = {"user": user_id(demo_database, colleague)}
    page = admin.get(f"/beheer/mensen/{user_id(demo_database, NURSE)}/overdracht")
    assert "Wietske" not in page.text
    url = admin.post(f"/beheer/mensen/{user_id(demo_database, NURSE)}/overdracht", data=form).location
    other = sign_in(colleague)
    assert sees(other, person)
    assert "Sleutel brengen" in other.get("/vervolgacties").text
    assert "nam de mensen van Demo Sanne over" in other.get("/").text
    assert "Demo Karin nam jouw mensen over" in door.client.get("/").text
    assert "Wietske" not in admin.get(url).text
    Door(other).accepted("contact.log", contact(client=met))
    assert end(admin, url.rsplit("/", 1)[1]) == 303
    assert not sees(other, person)
    with demo_database.reading() as session:
        assert session.get_one(FollowUp, UUID(loose)).holder_id is None
        query = select(WorkingRelation.ended).where(
            WorkingRelation.client_id == UUID(met), WorkingRelation.user_id == UUID(form["user"])
        )
        assert session.exec(query).one() is None, "met since: theirs"


def test_administrator_gives_nobody_to_themselves(sign_in: SignIn, demo_database: Database, door: Door) -> None:
    with demo_database.transaction() as session:
        admin = find_demo_user(session, "beheer")
        assert admin
        admin.roles = ["administrator", "street_nurse"]
        own = str(admin.id)
    url = f"/beheer/mensen/{user_id(demo_database, NURSE)}/overdracht"
    answer = sign_in("beheer").post(url, data={"user": own})
    assert (answer.status_code, "Jezelf kiezen kan niet" in answer.text) == (422, True)


@pytest.mark.parametrize("who", ["straatverpleegkundige-almere", "beheer-almere", "opvang", "beleid", "jongerenwerker"])
def test_others_see_and_end_nothing(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, who: str
) -> None:
    made = shared(door, person, user_id(demo_database, colleague))["id"]
    other = sign_in(who)
    assert other.get(f"/overdracht/{made}").status_code in (403, 404)
    assert end(other, made) in (403, 404)
    assert sees(sign_in(colleague), person)


def test_who_does_not_work_with_someone_does_not_share_them(
    person: str, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    result = shared(Door(sign_in(colleague)), person, user_id(demo_database, NURSE))
    assert (result["status"], result["code"]) == ("rejected", "not_related")


def test_who_was_given_access_cannot_keep_it_by_another_job(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    shared(door, person, user_id(demo_database, colleague))
    with demo_database.transaction() as session:
        user = find_demo_user(session, colleague)
        assert user
        user.placed_at = clock.now() + timedelta(seconds=1)
    assert not sees(sign_in(colleague), person)


def test_letting_go_holds_also_after_the_hourly_round(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    shared(door, person, user_id(demo_database, colleague))
    other = sign_in(colleague)
    assert other.post(f"/clienten/{person}/loslaten").status_code == 303
    with demo_database.transaction() as session:
        service.renew(session)
    assert not sees(other, person)


def test_referral_that_goes_over_ends_what_its_sender_shared(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database, youth: Client
) -> None:
    shared(door, person, user_id(demo_database, colleague))
    with demo_database.reading() as session:
        there = find_demo_user(session, YOUTH_WORKER)
        assert there
    said = {"client": person, "entry": str(there.organisation_id), "purpose": "Verder helpen", "consent": True}
    made = door.accepted("referral.send", {**said, "keeps": False})
    Door(youth).accepted("referral.answer", {"referral": made, "step": "sent", "answer": "accepted"})
    assert sign_in(colleague).get(f"/clienten/{person}").status_code == 404
    with demo_database.transaction() as session:
        service.renew(session)
    assert sign_in(colleague).get(f"/clienten/{person}").status_code == 404


def test_of_overlapping_grants_the_running_one_that_lasts_longest_counts() -> None:
    now = clock.now()

    def grant(begin: int, end: int) -> Grant:
        return Grant(Granted.share, now + timedelta(days=begin), now + timedelta(days=end))

    assert best_of([], now) is None
    assert best_of([grant(-9, -1)], now) is None
    assert best_of([grant(-1, 2), grant(-1, 5), grant(3, 9)], now) == grant(-1, 5)
    assert best_of([grant(7, 9), grant(3, 4)], now) == grant(3, 4)


def test_leaver_is_told_of_notes_that_stand_here_alone(
    door: Door, person: str, sign_in: SignIn, demo_database: Database, contact: Any
) -> None:
    body = contact(client=person, topics=["wound"], clinical_note="wond links")
    made, _other = (door.accepted("contact.log", body) for _ in range(2))
    admin, nurse = sign_in("beheer"), user_id(demo_database, NURSE)
    before = door.client.get("/overdracht/vertrek").text
    there = admin.get(f"/beheer/mensen/{nurse}/overdracht").text
    told = re.search(r"(\d+) verpleegkundige notities van jou staan nog alleen hier", before)
    assert told
    assert f"{told[1]} verpleegkundige notities staan nog alleen hier" in there
    assert "wond links" not in before + there
    assert "Eerst de verpleegkundige notities" in admin.get(f"/beheer/mensen/{nurse}/stoppen").text
    assert "Wietske" in door.client.get("/verpleegkundige-notities?alle=ja").text
    assert door.client.post(f"/contacten/{made}/verpleegkundige-notitie", data={"vorm": "txt"}).status_code == 200
    assert f">{int(told[1]) - 1} verpleegkundige" in door.client.get("/overdracht/vertrek").text


def test_nobody_without_notes_is_warned(youth: Client, sign_in: SignIn, demo_database: Database) -> None:
    assert "alleen hier" not in youth.get("/overdracht/vertrek").text
    worker = user_id(demo_database, YOUTH_WORKER)
    admin = sign_in("beheer")
    assert "alleen hier" not in admin.get(f"/beheer/mensen/{worker}/overdracht").text
    assert "Eerst de verpleegkundige" not in admin.get(f"/beheer/mensen/{worker}/stoppen").text
