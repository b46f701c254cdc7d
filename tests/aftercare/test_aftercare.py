"""Aftercare: who is called when, who is not, what a call tells, and how many were reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.aftercare import service
from webapp.aftercare.kind import CALL
from webapp.aftercare.models import SupportEnd
from webapp.db import Database, new_id
from webapp.due.rules import due_on
from webapp.people.models import Client as Person
from webapp.people.models import Lodging, WorkingRelation

HOME = "/vervolgacties?rule=aftercare"
LONG_AGO = 100
"""Days: more than three calendar months."""


@pytest.fixture
def person(door: Door) -> str:
    return door.accepted(
        "client.add", {"name": "Ruud Vermeer", "legal_basis": "wmo", "contact_ways": ["06 1234 5678", "bij de kerk"]}
    )


@pytest.fixture
def ended(door: Door, person: str, demo_database: Database) -> str:
    """Support of that person ended long ago; nobody met them since."""
    return end(door, demo_database, person)


def end(door: Door, database: Database, person: str, days: int = LONG_AGO) -> str:
    day = clock.today() - timedelta(days=days)
    made = door.accepted("support.end", {"client": person, "ended_on": day.isoformat()})
    forget(database, person)
    return made


def forget(database: Database, person: str) -> None:
    """The last contact with this person was long ago."""
    with database.transaction() as session:
        for one in session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(person))):
            one.last_at = clock.now() - timedelta(days=LONG_AGO + 30)


def lodge(database: Database, person: str, since: int, until: int | None) -> None:
    """The person slept somewhere from so many days ago until so many days ago."""
    today = clock.today()
    with database.transaction() as session:
        region = session.get_one(Person, UUID(person)).region_id
        session.add(
            Lodging(
                kind="bed", stay_id=new_id(), region_id=region, client_id=UUID(person),
                since=today - timedelta(days=since), until=None if until is None else today - timedelta(days=until),
            )
        )  # fmt: skip


def called(client: Client) -> list[str]:
    rows = client.get(HOME, headers={"Accept": "application/json"}).get_json()["rows"]
    return [row["subject"] for row in rows]


def leave_only(database: Database, made: list[str]) -> None:
    """The people of the demo are called by nobody."""
    with database.transaction() as session:
        for one in session.exec(select(SupportEnd)):
            if str(one.id) not in made:
                session.delete(one)


def outcome(door: Door, subject: str, word: str, **more: Any) -> dict[str, Any]:
    return door.send("due.done", {"rule": "aftercare", "subject": subject, "outcome": word, **more})


@pytest.mark.parametrize(
    ("end_day", "call"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 2, 5), date(2026, 5, 5)),
        (date(2026, 12, 28), date(2027, 3, 28)),
        (date(2026, 7, 25), date(2026, 10, 25)),
    ],
)
def test_call_is_three_calendar_months_later(end_day: date, call: date) -> None:
    assert due_on(CALL, end_day) == call


def test_end_of_a_day_is_midnight_in_amsterdam_also_when_the_clock_changes(
    door: Door, person: str, demo_database: Database
) -> None:
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        with demo_database.transaction() as session:
            made = service.note_end(session, session.get_one(Person, UUID(person)), day, service.End.stay)
            after = clock.local(made.ended_at)
        assert (after.date(), after.hour) == (day + timedelta(days=1), 0)


def test_nobody_is_called_before_the_day(door: Door, person: str, demo_database: Database) -> None:
    made = end(door, demo_database, person, days=20)
    assert made not in door.client.get("/vervolgacties").text
    assert made in called(door.client), "the part of the rule shows what will come"


def test_call_is_on_the_list_of_the_organisation_and_can_be_done(
    door: Door, ended: str, sign_in: SignIn, colleague: str, demo_database: Database
) -> None:
    other = sign_in(colleague)
    for client in (door.client, other):
        page = client.get("/vervolgacties").text
        assert "Nabellen" in page
        assert "Ruud Vermeer" in page
        assert 'href="tel:+31612345678"' in page
    page = other.get(f"/nabellen/{ended}").text
    assert "bij de kerk" in page
    assert "Nog niet gebeld" in page
    assert outcome(Door(other), ended, "not_reached", note="Voicemail")["status"] == "accepted"
    again = door.client.get(f"/nabellen/{ended}").text
    assert "Voicemail" in again
    assert ended in called(door.client), "again in some days"
    assert outcome(door, ended, "reached", note="Woont nu in Huizen")["status"] == "accepted"
    assert ended not in called(other)
    assert "Gesproken" in other.get(f"/nabellen/{ended}").text
    with demo_database.reading() as session:
        assert session.get_one(SupportEnd, UUID(ended)).outcome == "reached"
    assert door.send("due.undone", {"rule": "aftercare", "subject": ended})["status"] == "accepted"
    assert ended in called(other)


def test_late_phone_does_not_undo_who_was_reached(door: Door, ended: str, sign_in: SignIn, colleague: str) -> None:
    assert outcome(door, ended, "homeless_again")["status"] == "accepted"
    late = outcome(Door(sign_in(colleague)), ended, "not_reached")
    assert late["status"] == "conflict"
    assert late["current"]["outcome"]["value"] == "homeless_again"


@pytest.mark.parametrize("state", ["died", "moved", "asked_for_rest"])
def test_nobody_calls_who_died_moved_or_wants_rest(door: Door, ended: str, person: str, state: str) -> None:
    door.accepted("client.quiet", {"client": person, "state": state})
    assert ended not in called(door.client)
    assert "stil" in door.client.get(f"/nabellen/{ended}").text


def test_contact_or_a_bed_since_then_is_support_again(
    door: Door, ended: str, person: str, contact: Callable[..., Any], demo_database: Database
) -> None:
    lodge(demo_database, person, 3, None)
    assert ended not in called(door.client)
    with demo_database.transaction() as session:
        session.exec(select(Lodging).where(Lodging.client_id == UUID(person))).one().until = clock.today()
    assert ended in called(door.client)
    door.accepted("contact.log", contact(client=person))
    assert ended not in called(door.client)


def test_departures_are_noted_by_the_house_once_for_each_client(
    door: Door, person: str, demo_database: Database
) -> None:
    lodge(demo_database, person, 20, 9)
    lodge(demo_database, person, 8, 4)

    def ends() -> list[SupportEnd]:
        with demo_database.transaction() as session:
            service.note_departures(session)
        with demo_database.reading() as session:
            return list(session.exec(select(SupportEnd).where(SupportEnd.client_id == UUID(person))).all())

    [first] = ends()
    assert first.ended_on == clock.today() - timedelta(days=4)
    assert [one.id for one in ends()] == [first.id], "every hour the same"
    lodge(demo_database, person, 3, 1)
    [moved] = ends()
    assert (moved.id, moved.ended_on) == (first.id, clock.today() - timedelta(days=1)), "one call, about the last end"


def test_merged_client_is_called_once(door: Door, ended: str, person: str, demo_database: Database) -> None:
    other = door.accepted("client.add", {"name": "Ruud Vermeir", "legal_basis": "wmo"})
    second = end(door, demo_database, other, days=LONG_AGO + 5)
    door.accepted("client.merge", {"from": other, "into": person})
    forget(demo_database, person)
    assert set(called(door.client)) & {ended, second} == {ended}, "about the last end"


def test_other_organisation_region_and_role_see_nothing(
    youth: Client, sign_in: SignIn, ended: str, person: str
) -> None:
    for other in (youth, sign_in("straatverpleegkundige-almere")):
        assert ended not in called(other)
        assert other.get(f"/nabellen/{ended}").status_code == 404
        assert outcome(Door(other), ended, "reached")["status"] == "rejected"
        assert Door(other).send("support.end", {"client": person})["status"] == "rejected"
        assert other.post(f"/clienten/{person}/begeleiding-klaar", data={}).status_code == 404
    for name in ("opvang", "beleid", "beheer", "coordinator"):
        other = sign_in(name)
        assert other.get("/nabellen").status_code == 403
        assert other.get(f"/nabellen/{ended}").status_code == 403
        assert outcome(Door(other), ended, "reached")["code"] == "not_allowed"


def test_hidden_person_is_called_by_who_works_with_them(
    door: Door, ended: str, person: str, sign_in: SignIn, colleague: str, demo_database: Database
) -> None:
    with demo_database.transaction() as session:
        session.get_one(Person, UUID(person)).whereabouts = "hidden"
    other = sign_in(colleague)
    assert ended not in called(other)
    assert other.get(f"/nabellen/{ended}").status_code == 404
    assert ended in called(door.client)
    kept = door.client.get("/offline/snapshot").get_json()["fragments"]
    assert f"/nabellen/{ended}" not in kept


def test_phone_keeps_the_calls(door: Door, ended: str) -> None:
    kept = door.client.get("/offline/snapshot").get_json()["fragments"]
    assert "Ruud Vermeer" in kept[f"/nabellen/{ended}"]["html"]
    assert ended in kept["/vervolgacties"]["html"]


@pytest.mark.parametrize("days", [-1, 400])
def test_impossible_day_is_a_sentence(door: Door, person: str, days: int) -> None:
    day = (clock.today() - timedelta(days=days)).isoformat()
    sent = door.send("support.end", {"client": person, "ended_on": day})
    assert (sent["status"], list(sent["fields"])) == ("rejected", ["ended_on"])
    page = door.client.post(f"/clienten/{person}/begeleiding-klaar", data={"ended_on": day})
    assert (page.status_code, day in page.text) == (422, True)


def test_form_leads_to_the_call_and_is_one_when_sent_twice(door: Door, person: str, demo_database: Database) -> None:
    assert "Begeleiding klaar" in door.client.get(f"/clienten/{person}").text
    form = {"id": str(new_id()), "ended_on": clock.today().isoformat()}
    where = [door.client.post(f"/clienten/{person}/begeleiding-klaar", data=form).location for _ in (1, 2)]
    assert where[0] == where[1]
    assert door.client.get(where[0]).status_code == 200
    assert door.client.get("/nabellen").location == "/vervolgacties?rule=aftercare"


def test_share_reached_is_of_those_whose_day_has_come(door: Door, sign_in: SignIn, demo_database: Database) -> None:
    made = [
        end(door, demo_database, door.accepted("client.add", {"alias": f"Nabelproef {n}", "legal_basis": "wmo"}))
        for n in range(4)
    ]
    leave_only(demo_database, made)
    for subject, word in zip(made, ("reached", "homeless_again", "refused", "not_reached"), strict=True):
        outcome(door, subject, word)
    year = (clock.today() - timedelta(days=LONG_AGO - 92)).year
    page = door.client.get(f"/nabellen/cijfers?jaar={year}").text
    assert "67%" in page, "two of three; who wants no call counts in no share"
    seen = sign_in("beleid").get(f"/nabellen/cijfers?jaar={year}").text
    assert "67%" not in seen
    assert "&lt;5" in seen
    assert "Dit tonen we niet" in seen
    for wrong in ("1999", "2999", "nul", "²⁰²⁶"):
        assert door.client.get(f"/nabellen/cijfers?jaar={wrong}").status_code == 404
    for name in ("opvang", "beheer", "vrijwilliger"):
        assert sign_in(name).get("/nabellen/cijfers").status_code == 403
