"""One's own week: contacts, people and agreements, of nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.contacts.acts import NURSE, SignIn
from tests.support.client import Client
from tests.support.colleagues import add_colleague
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import User
from webapp.db import Database
from webapp.week import service

WEDNESDAY = datetime(2026, 9, 16, 12, tzinfo=UTC)
MONDAY = date(2026, 9, 14)


@pytest.fixture
def fresh(demo_database: Database, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Door:
    """The phone of a nurse who did nothing yet, on a Wednesday."""
    name = add_colleague(demo_database)
    monkeypatch.setattr(clock, "now", lambda: WEDNESDAY)
    return Door(sign_in(name))


@pytest.fixture
def me(fresh: Door, demo_database: Database) -> Actor:
    user_id = fresh.client.get("/offline/snapshot").get_json()["user"]
    with demo_database.reading() as session:
        return actor_of(session.get_one(User, UUID(user_id)))


def week(database: Database, actor: Actor, monday: date = MONDAY) -> service.Week:
    with database.reading() as session:
        return service.read_week(session, actor, monday)


def test_empty_week_says_so_and_leads_on(fresh: Door) -> None:
    page = fresh.client.get("/mijn-week").text
    assert "Nog niets in deze week" in page
    assert 'href="/mijn-week?week=2026-09-07"' in page
    assert "Week erna" not in page


def test_people_count_once_and_agreements_by_their_day(
    fresh: Door, me: Actor, contact: Any, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = fresh.accepted("client.add", {"alias": "Week (demo)", "legal_basis": "wgbo"})
    for more in ({"client": person}, {"client": person, "channel": "phone"}, {"alias": "Één"}, {"alias": "een"}, {}):
        fresh.accepted("contact.log", contact(**more))
    kept = fresh.accepted("contact.log", contact(alias="een", follow_up={"text": "a", "due_on": "2026-09-17"}))
    fresh.accepted("contact.log", contact(alias="een", follow_up={"text": "b", "due_on": "2026-09-20"}))
    late = fresh.accepted("contact.log", contact(alias="een", follow_up={"text": "c", "due_on": "2026-09-16"}))
    fresh.accepted("contact.log", contact(alias="een", follow_up={"text": "d", "due_on": "2026-09-21"}))
    fresh.accepted("follow_up.complete", {"follow_up": kept, "outcome": None})
    monkeypatch.setattr(clock, "now", lambda: WEDNESDAY + timedelta(hours=11))  # Thursday in Amsterdam
    fresh.accepted("follow_up.complete", {"follow_up": late, "outcome": None})
    found = week(demo_database, me)
    assert (found.contacts, found.people, found.anonymous) == (9, 2, 1)
    assert (found.agreed, found.kept, found.late) == (3, 1, 1)
    assert [one.shown for one in found.days] == ["0", "0", "9", "0", "", "", ""]
    page = fresh.client.get("/mijn-week").text
    assert "van 3 afspraken op tijd gedaan" in page
    assert "Per dag in een tabel" in page


def test_withdrawn_contact_and_those_of_colleagues_count_nowhere(
    fresh: Door, me: Actor, contact: Any, demo_database: Database, sign_in: SignIn
) -> None:
    made = fresh.accepted("contact.log", contact())
    fresh.accepted("contact.withdraw", {"contact": made, "reason": "double"})
    Door(sign_in(NURSE)).accepted("contact.log", contact())
    assert week(demo_database, me).is_empty


def test_handed_on_agreement_is_the_receivers(
    fresh: Door, me: Actor, contact: Any, demo_database: Database, sign_in: SignIn
) -> None:
    nurse = Door(sign_in(NURSE))
    made = nurse.accepted("contact.log", contact(follow_up={"text": "x", "due_on": "2026-09-18"}))
    nurse.accepted("follow_up.hand_on", {"follow_up": made, "colleague": str(me.user_id), "holder": None})
    assert week(demo_database, me).agreed == 1


def test_night_after_sunday_belongs_to_the_next_week(
    fresh: Door, me: Actor, contact: Any, demo_database: Database
) -> None:
    for moment in ("2026-09-13T23:59:00+02:00", "2026-09-14T00:00:00+02:00"):
        fresh.accepted("contact.log", contact(occurred_at=moment))
    assert week(demo_database, me).contacts == 1
    assert week(demo_database, me, MONDAY - timedelta(days=7)).contacts == 1


def test_any_day_of_a_week_leads_to_it(fresh: Door) -> None:
    assert "ma 7 sep" in fresh.client.get("/mijn-week?week=2026-09-10").text
    assert "Week erna" in fresh.client.get("/mijn-week?week=2026-09-10").text


@pytest.mark.parametrize(
    "text", ["x", "2026-13-01", "0001-01-01", "9999-12-31", "2019-01-01", "2026-09-21", "2026-W38-9"]
)
def test_no_such_week(fresh: Door, text: str) -> None:
    assert fresh.client.get(f"/mijn-week?week={text}").status_code == 404


@pytest.mark.parametrize("who", ["opvang", "beleid", "beheer", "vrijwilliger"])
def test_others_have_no_week(sign_in: SignIn, who: str) -> None:
    client: Client = sign_in(who)
    assert client.get("/mijn-week").status_code == 403
