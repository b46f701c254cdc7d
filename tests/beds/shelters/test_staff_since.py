"""Staff of a house stay so in the job it was given for: not after a move, not by oneself."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import AUTOMATIC, Night
from tests.beds.shelters.acts import place
from tests.facilities.respite_house import facility
from tests.support.client import Client
from tests.support.stores import go_back
from webapp import schema
from webapp.accounts import store as accounts
from webapp.accounts.models import User
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import ShelterStaff
from webapp.db import new_id
from webapp.facilities import store as facility_store
from webapp.facilities.models import FacilityStaff

FORMS: dict[str, dict[str, Any]] = {
    "/beheer/opvang/nieuw": {
        "confidential": "false",
        "hold_rule": "automatic",
        "hold_minutes": "30",
        "stale_minutes": "120",
    },
    "/beheer/voorzieningen/nieuw": {"kind": "respite", "longest_days": "21"},
}


@pytest.fixture
def admin(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class).sign_in("beheer")


@pytest.fixture
def worker_row(night: Night) -> User:
    with night.database.reading() as session:
        worker = accounts.find_demo_user(session, "opvang")
        assert worker
        return worker


@pytest.mark.parametrize("path", FORMS)
def test_administrator_alone_does_not_become_staff(admin: Client, night: Night, worker_row: User, path: str):
    form = {"id": str(new_id()), "name": "Nieuw huis", "municipality": "Laren", "phone": "035 000 00 09", **FORMS[path]}
    form |= {"organisation": str(worker_row.organisation_id), "staff": [str(worker_row.id)]}
    with night.database.transaction() as session:
        row = accounts.find_demo_user(session, "beheer")
        assert row
        row.roles = ["administrator", "shelter_worker"]  # by a second person's yes
        session.add(row)
    refused = admin.post(path, data={**form, "staff": [str(row.id)]})
    assert refused.status_code == 422
    assert "Jezelf toevoegen kan niet" in refused.text
    added = admin.post(path, data=form)
    assert added.status_code == 303
    edited = admin.post(added.headers["Location"], data={**form, "staff": [*form["staff"], str(row.id)]})
    assert edited.status_code == 422
    with night.database.reading() as session:
        for table in (ShelterStaff, FacilityStaff):
            assert session.exec(select(table).where(table.user_id == row.id)).first() is None


def houses(night: Night) -> list[str]:
    """A page with guests of each kind of house the worker keeps."""
    return [
        f"/bedden/{night.shelter(AUTOMATIC).id}/inschrijven",
        f"/bedden/voorzieningen/{facility(night).id}/aankomst",
    ]


@pytest.mark.parametrize("work", [{"elsewhere": True}, {"roles": ["volunteer"]}])
def test_move_or_other_work_closes_the_house(night: Night, worker: Client, worker_row: User, work: dict[str, Any]):
    before = [worker.get(path).status_code for path in houses(night)]
    assert before == [200, 200]
    place(night.database, worker_row, **work)
    after = [worker.get(path).status_code for path in houses(night)]
    assert set(after) <= {403, 404}, after
    with night.database.reading() as session:
        actor = night.actor("opvang")
        assert list(shelter_store.list_own_shelters(session, actor)) == []
        assert list(facility_store.list_own(session, actor)) == []
        assert worker_row.id not in shelter_store.list_staff(session, night.shelter(AUTOMATIC).id)
    if "roles" in work:  # the same work once more, given by two people: the house is given again too
        place(night.database, worker_row, roles=["shelter_worker"])
        assert {worker.get(path).status_code for path in houses(night)} <= {403, 404}


def test_house_that_follows_its_old_worker_opens_nothing_until_chosen_again(
    night: Night, worker: Client, worker_row: User
):
    new = place(night.database, worker_row, elsewhere=True)
    with night.database.transaction() as session:
        shelter = session.merge(night.shelter(AUTOMATIC))
        shelter.organisation_id = new
        session.add(shelter)
    path = houses(night)[0]
    assert worker.get(path).status_code in (403, 404)
    with night.database.transaction() as session:
        session.merge(ShelterStaff(shelter_id=night.shelter(AUTOMATIC).id, user_id=worker_row.id))
    assert worker.get(path).status_code == 200


def test_staff_of_before_comes_through_the_migration(demo_app: Flask, night: Night, worker_row: User):
    database = night.database
    go_back(database, "0017")
    schema.migrate(database)
    with database.reading() as session:
        worker = session.get_one(User, worker_row.id)
        rows = session.exec(select(ShelterStaff).where(ShelterStaff.user_id == worker.id)).all()
        assert rows
        assert {row.since for row in rows} == {worker.created_at}
        assert all(row.since for row in session.exec(select(FacilityStaff)))
