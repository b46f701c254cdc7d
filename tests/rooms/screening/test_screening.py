"""A host is visited, seen and decided on; until then nobody is proposed for the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.rooms.screening.acts import SEEN, VISIT, fresh, new_host, plan, room_now, user_id
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.store import find_demo_user
from webapp.db import new_id
from webapp.rooms import store as rooms_store


@pytest.fixture
def coordinator(demo_app: Flask) -> Client:
    return fresh(demo_app).sign_in("coordinator")


def on_offer(app: Flask) -> set[str]:
    with app.extensions["database"].reading() as session:
        actor = actor_of(find_demo_user(session, "coordinator"))
        return {str(room.id) for room in rooms_store.list_free_rooms(session, actor)}


def test_room_is_on_offer_once_its_host_is_screened(demo_app: Flask, coordinator: Client) -> None:
    host, room = new_host(demo_app)
    assert str(room.id) not in on_offer(demo_app)
    coordinator.post(f"/kamers/{room.id}/gebeld")
    assert str(room.id) not in on_offer(demo_app)
    refused = coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data={"decision": "accepted"})
    assert refused.status_code == 422
    assert "de VOG zien" in refused.text
    assert coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN).status_code == 303
    yes = {"decision": "accepted", "next_look_on": "2027-11-30"}
    assert coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data=yes).status_code == 303
    assert str(room.id) in on_offer(demo_app)
    page = coordinator.get(f"/kamers/verhuurders/{host.id}").text
    assert "kan verhuren" in page
    assert "Weer kijken op" in page


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ({"checks": []}, "de kamer zien"),
        ({"certificate_on": ""}, "de VOG zien"),
        ({"lives_alone": ""}, "vragen of de verhuurder alleen woont"),
        ({"reference_on": ""}, "een referentie, want de verhuurder woont alleen"),
        ({"consent": "waiting"}, "toestemming van verhuurder of bank"),
    ],
)
def test_yes_needs_everything(demo_app: Flask, coordinator: Client, left_out: dict[str, str], missing: str) -> None:
    host, room = new_host(demo_app)
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN | left_out)
    assert missing in coordinator.get(f"/kamers/verhuurders/{host.id}").text
    answer = coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data={"decision": "accepted"})
    assert answer.status_code == 422
    assert room_now(demo_app, room.id).state == "new"


@pytest.mark.one_store
def test_no_has_a_reason_and_the_room_falls_away_with_it(demo_app: Flask, coordinator: Client) -> None:
    host, room = new_host(demo_app)
    at = f"/kamers/verhuurders/{host.id}/besluit"
    assert coordinator.post(at, data={"decision": "declined"}).status_code == 422
    assert coordinator.post(at, data={"decision": "declined", "reason": "not_safe"}).status_code == 303
    now = room_now(demo_app, room.id)
    assert (now.state, now.decline_reason) == ("declined", "not_safe")


def test_visitor_sees_the_host_from_the_plan_until_the_decision(demo_app: Flask, coordinator: Client) -> None:
    host, _room = new_host(demo_app)
    volunteer = fresh(demo_app).sign_in("vrijwilliger")
    at = f"/kamers/bezoeken/{host.id}"
    assert volunteer.get(at).status_code == 404
    assert volunteer.post(at, data=SEEN).status_code == 404
    plan(coordinator, host, user_id(demo_app, "vrijwilliger"))
    assert "Demostraat 1" in volunteer.get(at).text
    assert host.name in volunteer.get("/kamers/bezoeken").text
    assert volunteer.get(f"/kamers/verhuurders/{host.id}").status_code == 403
    assert volunteer.post(at, data=SEEN).status_code == 303
    coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data={"decision": "accepted"})
    assert volunteer.get(at).status_code == 404
    assert host.name not in volunteer.get("/kamers/bezoeken").text


@pytest.mark.one_store
def test_other_visitor_region_and_role_see_nothing(demo_app: Flask, coordinator: Client) -> None:
    host, _room = new_host(demo_app)
    plan(coordinator, host, user_id(demo_app, "coordinator"))
    for name, expected in {
        "vrijwilliger": 404,
        "coordinator-almere": 404,
        "vrijwilliger-almere": 404,
        "opvang": 403,
    }.items():
        other = fresh(demo_app).sign_in(name)
        assert other.get(f"/kamers/bezoeken/{host.id}").status_code == expected, name
        assert other.post(f"/kamers/bezoeken/{host.id}", data=SEEN).status_code == expected, name
    almere = fresh(demo_app).sign_in("coordinator-almere")
    for path in ("bezoek", "besluit", "parkeren", "verder"):
        data = {"visit_at": f"{VISIT}T19:00", "visitor": user_id(demo_app, "coordinator-almere"), "reason": "other"}
        data |= {"decision": "declined", "until": f"{VISIT}", "why": "other"}
        assert almere.post(f"/kamers/verhuurders/{host.id}/{path}", data=data).status_code == 404, path


@pytest.mark.one_store
def test_who_may_not_visit_cannot_be_sent(demo_app: Flask, coordinator: Client) -> None:
    host, _room = new_host(demo_app)
    for name in ("opvang", "vrijwilliger-almere"):
        assert plan(coordinator, host, user_id(demo_app, name)).status_code == 422
    assert plan(coordinator, host, str(new_id())).status_code == 422


def test_visit_from_a_phone_is_kept_once(demo_app: Flask, coordinator: Client) -> None:
    host, _room = new_host(demo_app)
    plan(coordinator, host, user_id(demo_app, "vrijwilliger"))
    door = Door(fresh(demo_app).sign_in("vrijwilliger"))
    body = {"host": str(host.id), "checks": ["room"], "certificate_on": "2026-10-01", "note": "Aan de keukentafel"}
    visit_id = door.accepted("host.visit", body)
    assert door.send("host.visit", body, id=visit_id)["status"] == "duplicate"
    assert coordinator.get(f"/kamers/verhuurders/{host.id}").text.count("Aan de keukentafel") == 1
    stranger = Door(fresh(demo_app).sign_in("vrijwilliger-almere"))
    assert stranger.send("host.visit", body)["status"] == "rejected"


@pytest.mark.one_store
def test_mistake_is_taken_back_and_stays_readable(demo_app: Flask, coordinator: Client) -> None:
    import re

    host, _room = new_host(demo_app)
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    page = coordinator.get(f"/kamers/bezoeken/{host.id}").text
    action = re.search(rf"/kamers/bezoeken/{host.id}/[0-9a-f-]+/klopt-niet", page)
    assert action
    volunteer = fresh(demo_app).sign_in("vrijwilliger")
    assert volunteer.post(action[0]).status_code == 404
    assert coordinator.post(action[0]).status_code == 303
    page = coordinator.get(f"/kamers/verhuurders/{host.id}").text
    assert "Fijn huis" in page
    assert "de VOG zien" in page


@pytest.mark.one_store
@pytest.mark.parametrize("field", ["certificate_on", "reference_on", "on"])
def test_day_that_is_still_to_come_is_refused(demo_app: Flask, coordinator: Client, field: str) -> None:
    host, _room = new_host(demo_app)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    refused = coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN | {field: tomorrow})
    assert refused.status_code == 422
    assert "Fijn huis" in refused.text


def test_parked_host_waits_and_comes_back_on_the_first_page(
    demo_app: Flask, coordinator: Client, clock_moves: Callable[..., None]
) -> None:
    host, room = new_host(demo_app)
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data={"decision": "accepted"})
    until = (clock.today() + timedelta(days=10)).isoformat()
    at = f"/kamers/verhuurders/{host.id}/parkeren"
    assert coordinator.post(at, data={"until": clock.today().isoformat(), "why": "away"}).status_code == 422
    assert coordinator.post(at, data={"until": until, "why": "away"}).status_code == 303
    assert str(room.id) not in on_offer(demo_app)
    assert "klaar met wachten" not in coordinator.get("/").text
    clock_moves(days=10)
    coordinator = fresh(demo_app).sign_in("coordinator")
    assert "klaar met wachten" in coordinator.get("/").text
    assert host.name in coordinator.get("/kamers/verhuurders").text
    coordinator.post(f"/kamers/verhuurders/{host.id}/verder")
    assert str(room.id) in on_offer(demo_app)
    assert "klaar met wachten" not in coordinator.get("/").text


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["Zoë Çelebi-O’Hara", "ليلى", "N" * 200, "🏠 Huis", "<b>x</b>"])
def test_any_name_can_be_visited(demo_app: Flask, coordinator: Client, name: str) -> None:
    host, _room = new_host(demo_app, name=name)
    plan(coordinator, host, user_id(demo_app, "coordinator"))
    for path in ("/kamers/bezoeken", f"/kamers/bezoeken/{host.id}", f"/kamers/verhuurders/{host.id}"):
        assert coordinator.get(path).status_code == 200


@pytest.mark.one_store
def test_of_two_who_decide_or_plan_at_once_the_second_is_told(demo_app: Flask, coordinator: Client) -> None:
    host, room = new_host(demo_app)
    at = f"/kamers/verhuurders/{host.id}"
    no = {"decision": "declined", "reason": "other", "seen": ""}
    assert coordinator.post(f"{at}/besluit", data=no).status_code == 303
    late = coordinator.post(f"{at}/besluit", data=no | {"reason": "not_safe"})
    assert late.status_code == 422
    assert "Een collega besloot intussen" in late.text
    assert room_now(demo_app, room.id).decline_reason == "other"
    visitor = user_id(demo_app, "coordinator")
    assert plan(coordinator, host, visitor, seen="0").status_code == 303
    assert "Een collega plande intussen" in plan(coordinator, host, visitor, seen="0").text


@pytest.mark.one_store
def test_no_way_back_puts_a_room_on_offer_whose_host_is_not_screened(demo_app: Flask, coordinator: Client) -> None:
    host, room = new_host(demo_app)
    at = f"/kamers/verhuurders/{host.id}/besluit"
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    coordinator.post(at, data={"decision": "accepted"})
    coordinator.post(at, data={"decision": "declined", "reason": "no_certificate", "seen": "accepted"})
    assert coordinator.post(f"/kamers/{room.id}/terug").status_code == 303
    assert room_now(demo_app, room.id).state == "called"
    assert str(room.id) not in on_offer(demo_app)


@pytest.mark.one_store
def test_room_that_the_host_paused_is_on_offer_once_the_host_goes_on(demo_app: Flask, coordinator: Client) -> None:
    own = fresh(demo_app).sign_in("verhuurder")
    url = own.get("/kamers/mijn").text.split('href="/kamers/mijn/')[1].split("/")[0]
    host_at = coordinator.get(f"/kamers/{url}").text.split("/kamers/verhuurders/")[1][:36]
    own.post(f"/kamers/mijn/{url}/pauze")
    coordinator.post(f"/kamers/bezoeken/{host_at}", data=SEEN)
    coordinator.post(f"/kamers/verhuurders/{host_at}/besluit", data={"decision": "accepted", "seen": "accepted"})
    assert url not in on_offer(demo_app)
    own.post(f"/kamers/mijn/{url}/hervatten")
    assert url in on_offer(demo_app)
