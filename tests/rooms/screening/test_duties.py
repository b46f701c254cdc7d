"""A next look and the end of a parking stand in the one list, for every coordinator of the region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.rooms.screening.acts import SEEN, fresh, new_host, room_now
from tests.support.client import Client
from webapp import clock
from webapp.rooms.models import Host
from webapp.rooms.screening.models import Screening

Moves = Callable[..., None]
LIST, DONE, BACK = "/vervolgacties", "/vervolgacties/taken/gedaan", "/vervolgacties/taken/terug"


def screening_now(app: Flask, host_id: object) -> Screening:
    with app.extensions["database"].reading() as session:
        return session.get_one(Screening, host_id)


def accepted(app: Flask, name: str, next_look_on: date) -> tuple[Client, object, object]:
    """A host whose rooms are on offer, to be looked at again on a day; with a coordinator."""
    host, room = new_host(app, name=name)
    coordinator = fresh(app).sign_in("coordinator")
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    said = {"decision": "accepted", "next_look_on": next_look_on.isoformat()}
    assert coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data=said).status_code == 303
    return coordinator, host.id, room.id


def test_next_look_is_due_on_its_day_and_moves_a_year(demo_app: Flask, clock_moves: Moves) -> None:
    day = clock.today() + timedelta(days=40)
    coordinator, host, _room = accepted(demo_app, "Demo Kijkje", day)
    assert "Demo Kijkje" not in coordinator.get(LIST).text
    clock_moves(days=40)
    coordinator, colleague = fresh(demo_app).sign_in("coordinator"), fresh(demo_app).sign_in("coordinator")
    assert "Demo Kijkje" in colleague.get(LIST).text
    assert "Demo Kijkje" not in fresh(demo_app).sign_in("coordinator-almere").get(LIST).text
    said = {"rule": "host_next_look", "subject": str(host), "outcome": "looked", "due_on": day.isoformat()}
    assert fresh(demo_app).sign_in("coordinator-almere").post(DONE, data=said).status_code == 404
    assert fresh(demo_app).sign_in("jongerenwerker").post(DONE, data=said).status_code == 403
    assert coordinator.post(DONE, data=said).status_code == 303
    assert screening_now(demo_app, host).next_look_on > day + timedelta(days=300)
    assert "Demo Kijkje" not in colleague.get(LIST).text
    assert coordinator.post(BACK, data=said).status_code == 303
    assert screening_now(demo_app, host).next_look_on == day
    assert "Demo Kijkje" in colleague.get(LIST).text


def test_parked_host_comes_back_with_rooms_and_undo(demo_app: Flask, clock_moves: Moves) -> None:
    until = clock.today() + timedelta(days=30)
    coordinator, host, room = accepted(demo_app, "Demo Wachter", clock.today() + timedelta(days=365))
    said = {"until": until.isoformat(), "why": "away"}
    assert coordinator.post(f"/kamers/verhuurders/{host}/parkeren", data=said).status_code == 303
    assert room_now(demo_app, room).state == "paused"
    clock_moves(days=31)
    coordinator = fresh(demo_app).sign_in("coordinator")
    assert "Demo Wachter" in coordinator.get(LIST).text
    waits = {"rule": "host_parked", "subject": str(host), "outcome": "not_yet"}
    assert coordinator.post(DONE, data=waits).status_code == 303
    assert room_now(demo_app, room).state == "paused"
    assert coordinator.post(BACK, data=waits).status_code == 303
    goes_on = waits | {"outcome": "goes_on"}
    assert coordinator.post(DONE, data=goes_on).status_code == 303
    assert (room_now(demo_app, room).state, screening_now(demo_app, host).parked_until) == ("screened", None)
    assert "Demo Wachter" not in coordinator.get(LIST).text
    colleague = fresh(demo_app).sign_in("coordinator")
    assert colleague.post(DONE, data=goes_on).status_code == 303, "said twice it is one act"
    assert coordinator.post(BACK, data=goes_on).status_code == 303
    assert (room_now(demo_app, room).state, screening_now(demo_app, host).parked_until) == ("paused", until)
    assert "Demo Wachter" in coordinator.get(LIST).text


@pytest.mark.one_store
def test_host_who_never_waited_does_not_go_on(demo_app: Flask) -> None:
    coordinator, host, room = accepted(demo_app, "Demo Wachtte Nooit", clock.today() + timedelta(days=365))
    for outcome in ("goes_on", "not_yet"):
        said = {"rule": "host_parked", "subject": str(host), "outcome": outcome}
        assert coordinator.post(DONE, data=said).status_code == 404
        assert coordinator.post(BACK, data=said).status_code in (303, 404)
    assert (room_now(demo_app, room).state, screening_now(demo_app, host).parked_until) == ("screened", None)


def test_erased_host_is_no_task(demo_app: Flask, clock_moves: Moves) -> None:
    day = clock.today() + timedelta(days=10)
    _coordinator, host, _room = accepted(demo_app, "Demo Gewist", day)
    with demo_app.extensions["database"].transaction() as session:
        session.get_one(Host, host).erased_at = clock.now()
    clock_moves(days=11)
    assert str(host) not in fresh(demo_app).sign_in("coordinator").get(LIST).text
