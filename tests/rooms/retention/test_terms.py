"""Hosts and leads past their term lose their name; what is counted stays."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Flask
from sqlmodel import select

from tests.rooms.screening.acts import SEEN, fresh, new_host, room_now
from webapp.rooms.leads.models import Lead
from webapp.rooms.models import Host, RoomEvent
from webapp.rooms.portal import service as portal
from webapp.rooms.retention.service import erase_past_term
from webapp.rooms.screening.models import HostVisit

Moves = Callable[..., None]


def erase(app: Flask) -> None:
    with app.extensions["database"].transaction() as session:
        erase_past_term(session)


def host_now(app: Flask, host_id: UUID) -> Host:
    with app.extensions["database"].reading() as session:
        return session.get_one(Host, host_id)


def test_sign_up_that_came_to_nothing_is_kept_six_weeks(demo_app: Flask, clock_moves: Moves) -> None:
    host, room = new_host(demo_app, email="gerda@example.nl")
    kept, _room = new_host(demo_app, name="Demo Blijft")
    coordinator = fresh(demo_app).sign_in("coordinator")
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    coordinator.post(f"/kamers/{room.id}/notitie", data={"note": "Aardige vrouw"})
    with demo_app.extensions["database"].transaction() as session:
        secret = portal.make_link(session, session.get_one(Host, host.id))
    fresh(demo_app).post(f"{portal.OWN}/{secret}/stoppen", data={"reason": "changed_mind"})
    clock_moves(days=41)
    erase(demo_app)
    assert host_now(demo_app, host.id).name == "Demo Gerda"
    clock_moves(days=43)
    erase(demo_app)
    gone = host_now(demo_app, host.id)
    assert (gone.name, gone.phone, gone.email) == ("", "", None)
    assert (gone.heard, gone.municipality) == ("newspaper", "Hilversum")
    now = room_now(demo_app, room.id)
    assert (now.note, now.state, now.decline_reason, "gerda" in now.search_key) == (
        "",
        "declined",
        "changed_mind",
        False,
    )
    with demo_app.extensions["database"].reading() as session:
        events = session.exec(select(RoomEvent).where(RoomEvent.room_id == room.id)).all()
        visits = session.exec(select(HostVisit).where(HostVisit.host_id == host.id)).all()
    assert [event.note for event in events] == [None, None]
    assert [visit.note for visit in visits] == [None]
    assert fresh(demo_app).get(f"{portal.OWN}/{secret}").status_code == 404
    assert host_now(demo_app, kept.id).name == "Demo Blijft"
    page = fresh(demo_app).sign_in("coordinator").get(f"/kamers/{room.id}").text
    assert "Gegevens gewist" in page


def test_host_whose_room_was_on_offer_is_kept_two_years(demo_app: Flask, clock_moves: Moves) -> None:
    host, room = new_host(demo_app)
    coordinator = fresh(demo_app).sign_in("coordinator")
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data={"decision": "accepted"})
    coordinator.post(f"/kamers/{room.id}/afgevallen", data={"reason": "room_needed"})
    clock_moves(days=700)
    erase(demo_app)
    assert host_now(demo_app, host.id).name == "Demo Gerda"
    clock_moves(days=732)
    erase(demo_app)
    assert host_now(demo_app, host.id).name == ""


def test_closed_tip_is_kept_six_weeks_and_an_open_one_stays(demo_app: Flask, clock_moves: Moves) -> None:
    giver = fresh(demo_app).sign_in("vrijwilliger")
    for name in ("Demo Dicht", "Demo Open"):
        giver.post("/kamers/tips/nieuw", data={"name": name, "phone": "06 00 00 00 79", "agreed": "true"})
    with demo_app.extensions["database"].reading() as session:
        first = session.exec(select(Lead).order_by(Lead.created_at)).first()
    coordinator = fresh(demo_app).sign_in("coordinator")
    coordinator.post(f"/kamers/tips/{first.id}", data={"outcome": "not_now"})
    clock_moves(days=43)
    erase(demo_app)
    with demo_app.extensions["database"].reading() as session:
        left = session.exec(select(Lead).order_by(Lead.created_at)).all()
    assert [(lead.name, lead.outcome) for lead in left] == [(None, "not_now"), ("Demo Open", None)]
