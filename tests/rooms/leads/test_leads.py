"""A colleague or volunteer passes somebody on; the coordinator calls, and nobody else reads it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.screening.acts import fresh
from tests.support.door import Door
from webapp.rooms.leads.models import Lead

LEAD = {"name": "Demo Buurvrouw Els", "phone": "06 00 00 00 77", "municipality": "Laren", "note": "", "agreed": "true"}


def the_lead(app: Flask) -> Lead:
    with app.extensions["database"].reading() as session:
        return session.exec(select(Lead).order_by(Lead.created_at.desc())).first()


@pytest.mark.parametrize("role", ["vrijwilliger", "jongerenwerker", "straatverpleegkundige", "opvang"])
def test_tip_reaches_the_coordinator_and_its_end_whoever_gave_it(demo_app: Flask, role: str) -> None:
    giver = fresh(demo_app).sign_in(role)
    assert giver.post("/kamers/tips/nieuw", data=LEAD).status_code == 303
    assert "nog niet gebeld" in giver.get("/kamers/tips").text
    coordinator = fresh(demo_app).sign_in("coordinator")
    assert "tip om te bellen" in coordinator.get("/").text
    assert "Demo Buurvrouw Els" in coordinator.get("/kamers/tips").text
    at = f"/kamers/tips/{the_lead(demo_app).id}"
    assert coordinator.post(at, data={"outcome": ""}).status_code == 422
    assert giver.post(at, data={"outcome": "not_now"}).status_code == 403
    assert coordinator.post(at, data={"outcome": "signed_up"}).status_code == 303
    assert coordinator.post(at, data={"outcome": "not_now"}).status_code == 303
    assert the_lead(demo_app).outcome == "signed_up"
    assert "Biedt een kamer aan" in giver.get("/kamers/tips").text
    assert "tip om te bellen" not in coordinator.get("/").text


@pytest.mark.one_store
def test_nobody_else_reads_a_tip(demo_app: Flask) -> None:
    fresh(demo_app).sign_in("vrijwilliger").post("/kamers/tips/nieuw", data=LEAD)
    for name in ("jongerenwerker", "coordinator-almere"):
        assert "Buurvrouw" not in fresh(demo_app).sign_in(name).get("/kamers/tips").text
    almere = fresh(demo_app).sign_in("coordinator-almere")
    assert almere.post(f"/kamers/tips/{the_lead(demo_app).id}", data={"outcome": "not_now"}).status_code == 404
    assert fresh(demo_app).sign_in("beleid").get("/kamers/tips").status_code == 403


@pytest.mark.one_store
@pytest.mark.parametrize("left_out", [{"agreed": ""}, {"name": " "}, {"phone": ""}, {"phone": "12"}])
def test_tip_is_not_taken_without_a_yes_and_a_way_to_call(demo_app: Flask, left_out: dict[str, str]) -> None:
    giver = fresh(demo_app).sign_in("vrijwilliger")
    refused = giver.post("/kamers/tips/nieuw", data=LEAD | {"note": "Zolder"} | left_out)
    assert refused.status_code == 422
    assert "Zolder" in refused.text


def test_tip_from_a_phone_is_kept_once(demo_app: Flask) -> None:
    door = Door(fresh(demo_app).sign_in("vrijwilliger"))
    body = {"name": "Demo Oom Ap", "phone": "06 00 00 00 78", "agreed": True}
    assert door.send("room.lead", body, id=door.accepted("room.lead", body))["status"] == "duplicate"
