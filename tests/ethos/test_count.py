"""A count day: everybody once, without a name, and for a reader of aggregates no small number."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.audit.models import AccessEntry
from webapp.db import Database, Session
from webapp.ethos import service
from webapp.ethos.columns import AgeGroup, Person
from webapp.ethos.models import EthosCount
from webapp.people.models import Client as Known

CANARY = "Kanarie Geteld"


@pytest.fixture
def today(demo_database: Database) -> str:
    """A count day of the region: today, with the contacts of today alone."""
    with demo_database.transaction() as session:
        user = accounts.find_demo_user(session, "beleid")
        assert user
        session.add(EthosCount(region_id=user.region_id, day=clock.today(), days=1, set_by=user.id))
    return f"/teldag/{clock.today()}"


def actor(session: Session, name: str) -> Actor:
    user = accounts.find_demo_user(session, name)
    assert user
    return actor_of(user)


def people(database: Database, name: str) -> list[Person]:
    with database.reading() as session:
        count = service.require_count(session, actor(session, name), clock.today())
        return service.list_people(session, actor(session, name), count)[0]


def rows(client: Client, path: str, **more: Any) -> list[dict[str, str]]:
    answer = client.post(path, data={"vorm": "csv", **more})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))


def test_everybody_counts_once_with_the_last_contact(
    door: Door, contact: Any, today: str, demo_database: Database
) -> None:
    before = len(people(demo_database, NURSE))
    one = door.accepted("client.add", {"alias": CANARY, "birth_year": 1990, "legal_basis": "wgbo"})
    earlier = clock.local(clock.now() - timedelta(minutes=1)).isoformat()
    door.accepted("contact.log", contact(client=one, occurred_at=earlier, ethos_category="public_space"))
    door.accepted("contact.log", contact(client=one, ethos_category="with_family_or_friends"))
    for alias in ("Één naam", "een naam"):
        door.accepted("contact.log", contact(alias=alias, ethos_category="eviction_threat"))
    door.accepted("contact.log", contact(alias=None))
    gone = door.accepted("contact.log", contact(alias="Vergissing"))
    door.accepted("contact.withdraw", {"contact": gone, "reason": "double"})
    found = people(demo_database, NURSE)
    assert len(found) == before + 2
    assert [one.category for one in found if one.birth_year == 1990] == ["with_family_or_friends"]


def test_file_has_no_name_and_the_chosen_columns(door: Door, contact: Any, today: str) -> None:
    one = door.accepted("client.add", {"name": CANARY, "birth_year": 1990, "legal_basis": "wgbo"})
    door.accepted("contact.log", contact(client=one, ethos_category="emergency_shelter", place=CANARY, note=CANARY))
    found = rows(door.client, today)
    assert CANARY not in repr(found)
    [row] = [row for row in found if row["leeftijdsgroep"] == "27-64" and row["categorie"] == "2"]
    assert (row["geslacht"], row["gemeente"]) == ("", "Hilversum"), "unknown stays empty"
    assert len({one["code"] for one in found}) == len(found)
    assert list(rows(door.client, today, kolom=["gemeente", "categorie"])[0]) == ["categorie", "gemeente"]
    for form in ("xlsx", "ods"):
        assert door.client.post(today, data={"vorm": form}).status_code == 200
    for wrong in ({"vorm": "pdf"}, {"vorm": "csv", "kolom": "naam"}):
        assert door.client.post(today, data=wrong).status_code == 404


def test_code_is_another_on_another_day(door: Door, contact: Any, today: str, demo_database: Database) -> None:
    door.accepted("contact.log", contact(alias=CANARY))
    with demo_database.transaction() as session:
        me = actor(session, NURSE)
        other = EthosCount(region_id=me.region_id, day=clock.today() + timedelta(days=28), days=90, set_by=me.user_id)
        now, later = (
            {one.code for one in service.list_people(session, me, count)[0]}
            for count in (service.require_count(session, me, clock.today()), other)
        )
    assert now
    assert not now & later


def test_secret_whereabouts_stay_secret(door: Door, contact: Any, today: str, demo_database: Database) -> None:
    hidden = door.accepted(
        "client.add", {"alias": CANARY, "birth_year": 1931, "legal_basis": "wgbo", "whereabouts": "hidden"}
    )
    door.accepted("contact.log", contact(client=hidden))
    [one] = [one for one in people(demo_database, NURSE) if one.birth_year == 1931]
    assert one.municipality == ""


def test_workers_count_their_own_organisation(
    door: Door, contact: Any, today: str, demo_database: Database, sign_in: SignIn
) -> None:
    one = door.accepted("client.add", {"alias": CANARY, "birth_year": 1932, "legal_basis": "wgbo"})
    door.accepted("contact.log", contact(client=one))
    with demo_database.reading() as session:
        is_colleague = actor(session, YOUTH_WORKER).organisation_id == actor(session, NURSE).organisation_id
    assert any(one.birth_year == 1932 for one in people(demo_database, YOUTH_WORKER)) == is_colleague
    assert any(one.birth_year == 1932 for one in people(demo_database, "beleid"))
    assert sign_in("straatverpleegkundige-almere").get(today).status_code == 404


def test_policy_officer_gets_numbers_alone(door: Door, contact: Any, today: str, sign_in: SignIn) -> None:
    for n in range(7):
        door.accepted("contact.log", contact(alias=f"Zes {n}", ethos_category="unconventional_dwelling"))
    door.accepted("contact.log", contact(alias="Alleen", ethos_category="leaving_institution"))
    policy = sign_in("beleid")
    found = rows(policy, today)
    assert list(found[0]) == ["onderdeel", "waarde", "aantal"]
    assert {row["onderdeel"] for row in found} == {"categorie"}, "no part whose total gives a small number away"
    numbers = {row["waarde"]: row["aantal"] for row in found}
    assert numbers["Komt uit een instelling"] == "<5"
    assert int(numbers["Auto, tent of caravan"]) >= 7
    page = policy.get(today).text
    assert "mensen in totaal" not in page
    assert "zonder naam. Die" not in page


@pytest.mark.parametrize(
    ("year", "group"),
    [
        (2010, AgeGroup.minor),
        (2008, AgeGroup.young),
        (1999, AgeGroup.adult),
        (1961, AgeGroup.old),
        (None, AgeGroup.unknown),
    ],
)
def test_age_groups(year: int | None, group: AgeGroup) -> None:
    assert Person("", "", year, "", "").age_group(date(2026, 5, 12)) is group


def test_policy_officer_sets_a_day_four_weeks_from_another(sign_in: SignIn, demo_database: Database) -> None:
    policy = sign_in("beleid")
    assert "Nog geen teldag" in policy.get("/teldag").text
    day = date(clock.today().year, 5, 12)
    assert policy.post("/teldag", data={"day": day, "days": "30"}).status_code == 303
    assert policy.post("/teldag", data={"day": day, "days": "30"}).status_code == 303, "twice is once"
    for near in (day, day + timedelta(days=1), day - timedelta(days=27)):
        answer = policy.post("/teldag", data={"day": near, "days": "31"})
        assert (answer.status_code, "binnen vier weken" in answer.text) == (422, True)
    assert policy.post("/teldag", data={"day": day + timedelta(days=28), "days": "30"}).status_code == 303
    for wrong in ({"day": "", "days": "30"}, {"day": "2019-01-01", "days": "30"}, {"day": "2026-12-31", "days": "0"}):
        assert policy.post("/teldag", data=wrong).status_code == 422
    with demo_database.reading() as session:
        made = session.exec(select(AccessEntry).where(AccessEntry.subject == "ethos_count")).all()
    assert [one.action for one in made].count("create") == 2


@pytest.mark.parametrize("who", [NURSE, YOUTH_WORKER])
def test_workers_set_no_day(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert client.post("/teldag", data={"day": "2026-05-12", "days": "30"}).status_code == 403
    assert "Leg de teldag vast" not in client.get("/teldag").text


@pytest.mark.parametrize("path", ["/teldag/x", "/teldag/2026-02-30", "/teldag/2020-01-01"])
def test_no_such_day(sign_in: SignIn, path: str) -> None:
    client = sign_in(NURSE)
    assert client.get(path).status_code == 404
    assert client.post(path, data={"vorm": "csv"}).status_code == 404


@pytest.mark.parametrize("who", ["opvang", "beheer", "vrijwilliger", "verhuurder"])
def test_others_have_no_count(sign_in: SignIn, today: str, who: str) -> None:
    client = sign_in(who)
    assert client.get(today).status_code == 403
    assert client.post(today, data={"vorm": "csv"}).status_code == 403


def test_export_is_in_the_log(door: Door, today: str, demo_database: Database) -> None:
    rows(door.client, today)
    with demo_database.reading() as session:
        found = session.exec(
            select(AccessEntry.detail).where(AccessEntry.subject == "ethos_count", AccessEntry.action == "export")
        ).all()
    assert len(found) == 1
    assert found[0]
    assert "csv" in found[0]


def test_merged_person_counts_with_the_one_that_stayed(
    door: Door, contact: Any, today: str, demo_database: Database
) -> None:
    ids = [door.accepted("client.add", {"alias": f"{CANARY} {n}", "legal_basis": "wgbo"}) for n in (1, 2)]
    before = len(people(demo_database, NURSE))
    for one in ids:
        door.accepted("contact.log", contact(client=one))
    assert len(people(demo_database, NURSE)) == before + 2
    with demo_database.transaction() as session:
        session.get_one(Known, UUID(ids[0])).merged_into = UUID(ids[1])
    assert len(people(demo_database, NURSE)) == before + 1
