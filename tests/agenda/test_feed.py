"""A private calendar: off by default, without a word of anybody, and gone when it is revoked."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn, user_id
from tests.support.client import Client
from tests.support.door import Door
from webapp.accounts import store as accounts
from webapp.agenda import views
from webapp.agenda.models import CalendarFeed
from webapp.audit.models import AccessEntry
from webapp.db import Database

ADDRESS = re.compile(r'value="[^"]*(/agenda/[\w-]+\.ics)"')


def switch_on(client: Client) -> str:
    found = ADDRESS.search(client.post("/account/agenda/aan").text)
    assert found
    return found[1]


@pytest.fixture
def visitor(demo_app: Flask) -> Client:
    """A calendar program: it knows the address, and nothing else."""
    return Client(demo_app, demo_app.response_class)


def days_of(text: str) -> list[str]:
    return re.findall(r"DTSTART;VALUE=DATE:(\d{8})", text)


def test_it_is_off_until_its_user_wants_it(nurse: Client, demo_database: Database) -> None:
    assert "Staat uit" in nurse.get("/account/agenda").text
    with demo_database.reading() as session:
        assert not session.exec(select(CalendarFeed)).all()


def test_calendar_holds_own_days_and_nobody(door: Door, contact: Any, due: Any, visitor: Client) -> None:
    person = door.accepted("client.add", {"name": "Kanarie Naam", "legal_basis": "wgbo"})
    made = due("kanarie-afspraak", 3, client=person, place="kanarie-plek", note="kanarie-notitie")
    done = due("af", 5)
    door.accepted("follow_up.complete", {"follow_up": done, "outcome": None})
    answer = visitor.get(switch_on(door.client))
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    assert "anarie" not in answer.text
    assert f"UID:{made}@" in answer.text.replace("\r\n ", "")
    assert done not in answer.text
    assert set(re.findall(r"SUMMARY:(.*)\r\n", answer.text)) == {"Afspraak (Onderdak)"}


def test_moved_agreement_moves_and_counts_on(door: Door, due: Any, visitor: Client) -> None:
    made, address = due("Bellen", 0), switch_on(door.client)
    before = visitor.get(address).text
    door.accepted("follow_up.tomorrow", {"follow_up": made, "due_on": None})
    after = visitor.get(address).text
    assert days_of(before) != days_of(after)
    event = next(part for part in after.replace("\r\n ", "").split("BEGIN:VEVENT") if made in part)
    assert "SEQUENCE:1" in event


def test_revoked_or_replaced_address_is_gone(nurse: Client, visitor: Client) -> None:
    first = switch_on(nurse)
    second = switch_on(nurse)
    assert (visitor.get(first).status_code, visitor.get(second).status_code) == (404, 200)
    assert "Je agenda haalde de dagen op" in nurse.get("/account/agenda").text
    assert nurse.post("/account/agenda/uit").status_code == 303
    assert visitor.get(second).status_code == 404
    assert nurse.post("/account/agenda/uit").status_code == 303, "off twice is off"


def test_address_ends_with_the_job(nurse: Client, visitor: Client, demo_database: Database) -> None:
    address = switch_on(nurse)
    with demo_database.transaction() as session:
        user = accounts.find_user(session, UUID(user_id(demo_database, NURSE)))
        assert user
        roles, organisation = list(user.roles), user.organisation_id
        user.place(organisation, roles, active=False)
        session.add(user)
    assert visitor.get(address).status_code == 404
    with demo_database.transaction() as session:
        user = accounts.find_user(session, UUID(user_id(demo_database, NURSE)))
        assert user
        user.place(organisation, roles)
        session.add(user)
    assert visitor.get(address).status_code == 404, "access given again wakes no old address"


def test_address_is_kept_and_logged_nowhere(
    nurse: Client, visitor: Client, demo_database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    address = switch_on(nurse)
    token = address.removeprefix("/agenda/").removesuffix(".ics")
    visitor.get(address)
    visitor.get(address + "x")
    assert token not in capfd.readouterr().err
    assert token not in nurse.get("/account/agenda").text
    with demo_database.reading() as session:
        [feed] = session.exec(select(CalendarFeed)).all()
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject == "calendar_feed")).all()
    assert token not in repr(feed)
    assert [one.action for one in entries] == ["create"]
    assert token not in repr(entries)


def test_guessing_is_stopped_and_the_owner_gets_in(
    nurse: Client, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = switch_on(nurse)
    answers = [visitor.get(f"/agenda/{n:043}.ics").status_code for n in range(views.WRONG + 1)]
    assert answers == [*[404] * views.WRONG, 429]
    elsewhere = visitor.get(address, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert elsewhere.status_code == 200


def test_calendar_that_asks_all_the_time_waits(nurse: Client, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ASKED", 3)
    address = switch_on(nurse)
    answers = [visitor.get(address) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert int(answers[3].headers["Retry-After"]) > 0


@pytest.mark.parametrize("who", ["vrijwilliger", "beleid", "beheer", "verhuurder"])
def test_others_have_no_calendar(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).post("/account/agenda/aan").status_code == 403


def test_calendar_of_one_is_not_that_of_another(door: Door, due: Any, sign_in: SignIn, visitor: Client) -> None:
    made = due("Van de verpleegkundige", 2)
    youth = sign_in(YOUTH_WORKER)
    assert made not in visitor.get(switch_on(youth)).text
    assert made in visitor.get(switch_on(door.client)).text.replace("\r\n ", "")


@pytest.mark.parametrize(
    "path", ["/agenda/.ics", "/agenda/%00.ics", "/agenda/é%0d%0a.ics", "/agenda/" + "a" * 5000 + ".ics"]
)
def test_odd_addresses_are_not_there(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code in (400, 404)
