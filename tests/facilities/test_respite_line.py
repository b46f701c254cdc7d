"""Respite in the line of time of a client: for those who work with this person, and for the staff of the house."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from tests.beds.night import Night
from tests.beds.requests.acts import client_of
from tests.caseload.acts import relate
from tests.contacts.acts import SignIn
from tests.facilities.respite_house import LUWTE, also, arrive, leave
from tests.support.client import Client
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.audit.models import AccessEntry
from webapp.facilities import respite, store

NURSE, HOUSE, YOUTH = "straatverpleegkundige", "opvang", "jongerenwerker"
KIND = "?soort=respijt"


@pytest.fixture
def guest(night: Night) -> UUID:
    """Somebody of the nurse, whom the house knows too, and who is there since two days."""
    also(night, HOUSE, Role.street_nurse)
    client = client_of(night, alias="Logerende Loes")
    relate(night, HOUSE, str(client))
    arrive(night, client=client, arrived_on=clock.today() - timedelta(days=2))
    return client


def line(browser: Client, client: UUID) -> str:
    answer = browser.get(f"/clienten/{client}{KIND}")
    assert answer.status_code == 200
    return answer.text


def test_line_tells_it_to_those_who_work_with_this_person(night: Night, guest: UUID, sign_in: SignIn) -> None:
    nurse, house = sign_in(NURSE), sign_in(HOUSE)
    shown = line(nurse, guest)
    assert f"Kwam logeren, {LUWTE}" in shown.replace("\u2068", "").replace("\u2069", "")
    assert "logeert daar nu" in shown
    assert "/bedden/respijt/" not in shown, "the page of a stay is the house's"
    assert "/bedden/respijt/" in line(house, guest)
    with night.database.reading() as session:
        grounds = session.exec(select(AccessEntry.ground).where(AccessEntry.subject == "respite_stay")).all()
    assert {"working_relation", "facility"} <= set(grounds)
    kept = nurse.get("/offline/snapshot").get_json()["fragments"][f"/clienten/{guest}"]["html"]
    assert "Kwam logeren" in kept


def test_line_tells_nobody_else(night: Night, guest: UUID, sign_in: SignIn) -> None:
    assert sign_in(YOUTH).get(f"/clienten/{guest}{KIND}").status_code == 404
    nurse = sign_in(NURSE)
    assert nurse.post(f"/clienten/{guest}/loslaten").status_code == 303
    assert "Kwam logeren" not in line(nurse, guest), "of the organisation, but works with them no more"


def test_departure_and_mistake_are_told(night: Night, guest: UUID, sign_in: SignIn) -> None:
    with night.database.reading() as session:
        stay = store.list_of_clients(session, night.actor(NURSE), [guest], [])[0][0]
    leave(night, stay)
    shown = line(sign_in(NURSE), guest)
    assert "logeert daar nu" not in shown
    assert "tot" in shown
    assert "ziekenhuis" not in shown.lower(), "where a guest went is the house's"
    with night.write() as session:
        respite.undo_arrival(session, night.actor(HOUSE), stay.id)
    assert "Kwam logeren" not in line(sign_in(NURSE), guest)


def test_phone_keeps_nothing_of_it_for_somebody_with_a_safety_flag(night: Night, sign_in: SignIn) -> None:
    also(night, HOUSE, Role.street_nurse)
    client = client_of(night, alias="Verborgen Vera", whereabouts="hidden")
    relate(night, HOUSE, str(client))
    arrive(night, client=client)
    nurse = sign_in(NURSE)
    assert "Kwam logeren" in line(nurse, client)
    kept = nurse.get("/offline/snapshot").get_json()["fragments"][f"/clienten/{client}"]["html"]
    assert "Kwam logeren" not in kept
