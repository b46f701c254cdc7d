"""An act that waited on a phone counts at its own time, not at its arrival; the phone's clock need not be right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.beds.night import AUTOMATIC, Night, send
from tests.beds.nights.acts import report
from tests.beds.stays.acts import check_in, check_out, move
from tests.support.client import Client
from webapp import clock
from webapp.beds.ledger.models import Stay
from webapp.beds.requests import store as request_store

OFF = [timedelta(0), timedelta(days=-900), timedelta(days=1), timedelta(days=9000)]
"""How far a phone's clock is beside the truth."""


def deliver(client: Client, kind: str, body: dict[str, Any], ago: timedelta, off: timedelta, **more: Any) -> Any:
    """Something done a while ago on a phone whose clock is off."""
    there = clock.now() + off
    result = send(client, kind, body, client_time=(there - ago).isoformat(), sent_at=there.isoformat(), **more)
    assert result["status"] == "accepted", result
    return result


@pytest.mark.parametrize("off", OFF, ids=str)
def test_count_is_as_old_as_it_is(night: Night, worker: Client, off: timedelta):
    body = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "free": 5}
    deliver(worker, "bed.count", body, timedelta(hours=6), off, base_version=night.beds(AUTOMATIC, "mixed").version)
    assert night.beds(AUTOMATIC, "mixed").call_first
    deliver(worker, "bed.count", body, timedelta(), off, base_version=night.beds(AUTOMATIC, "mixed").version)
    assert not night.beds(AUTOMATIC, "mixed").call_first


@pytest.mark.parametrize("sent_at", [None, "gisteren", 12, {}, "2026-11-22T21:40:05", "99999-01-01T00:00:00Z"])
def test_phone_that_does_not_say_when_it_sends_counts_now(night: Night, worker: Client, sent_at: Any):
    body = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "free": 5}
    told = (clock.now() - timedelta(hours=6)).isoformat()
    base = night.beds(AUTOMATIC, "mixed").version
    result = send(worker, "bed.count", body, client_time=told, sent_at=sent_at, base_version=base)
    assert result["status"] == "accepted"
    assert not night.beds(AUTOMATIC, "mixed").call_first


def test_guest_who_was_checked_in_and_out_without_network_slept_there(night: Night, worker: Client):
    night.fall()
    worker.sign_in("opvang")
    evening = clock.tonight()
    night.pass_time(hours=12)  # the next morning
    worker.sign_in("opvang")
    guests = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    before = {one.name: one.guests for one in report(night, day=evening).shelters}
    stayed, left = (deliver(worker, "bed.check_in", guests, timedelta(hours=11), OFF[1], seq=n) for n in (1, 2))
    for stay, ago, seq in ((left, 9, 3), (stayed, 1, 4)):
        deliver(worker, "bed.check_out", {"stay": stay["effect"]["stay"]}, timedelta(hours=ago), OFF[1], seq=seq)
    after = {one.name: one.guests for one in report(night, day=evening).shelters}
    assert after[next(name for name in after if AUTOMATIC in name)] == 1
    assert sum(after.values()) == sum(before.values()) + 1


def at_the_door(night: Night, worker: Client, nurse: Client) -> tuple[dict[str, str], int, list[str]]:
    """A house with two free beds as its phone knows it, with two held ones."""
    house = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed"}
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    bed = {**house, "age_group": "adult"}
    held = [deliver(nurse, "bed.request", bed, timedelta(), OFF[0], seq=n)["id"] for n in (1, 2)]
    assert night.beds(AUTOMATIC, "mixed").free == 2
    night.pass_time(minutes=30)
    for client, user in ((worker, "opvang"), (nurse, "straatverpleegkundige")):
        client.sign_in(user)
    return house, night.beds(AUTOMATIC, "mixed").version, held


@pytest.mark.parametrize("off", OFF, ids=str)
@pytest.mark.parametrize("done", ["bed.arrive", "bed.no_show", "bed.check_in"])
def test_count_after_what_the_counter_did_at_the_door_without_network(
    night: Night, worker: Client, nurse: Client, done: str, off: timedelta
):
    # Given a phone without network that still shows two free and two held beds
    house, base, [held, _] = at_the_door(night, worker, nurse)
    # When something happens at the door, and then is counted: two stand empty
    body = {**house, "age_group": "adult"} if done == "bed.check_in" else {"request": held}
    came = deliver(worker, done, body, timedelta(minutes=15), off, seq=1)
    deliver(worker, "bed.count", {**house, "free": 2}, timedelta(minutes=10), off, seq=2, base_version=base)
    # Then two are free; the count knows nothing later.
    assert night.beds(AUTOMATIC, "mixed").free == 2
    if stay := came["effect"].get("stay"):
        deliver(worker, "bed.check_out", {"stay": stay}, timedelta(minutes=5), off, seq=3)
        assert night.beds(AUTOMATIC, "mixed").free == 3


def test_count_after_a_guest_left_without_network(night: Night, worker: Client, nurse: Client):
    house, base, [held, _] = at_the_door(night, worker, nurse)
    stay = deliver(worker, "bed.arrive", {"request": held}, timedelta(minutes=15), OFF[0], seq=1)["effect"]["stay"]
    deliver(worker, "bed.check_out", {"stay": stay}, timedelta(minutes=12), OFF[0], seq=2)
    deliver(worker, "bed.count", {**house, "free": 3}, timedelta(minutes=10), OFF[0], seq=3, base_version=base)
    assert night.beds(AUTOMATIC, "mixed").free == 3


def test_count_knows_nothing_of_what_others_did_meanwhile(night: Night, worker: Client, nurse: Client):
    house, base, [came, _] = at_the_door(night, worker, nurse)
    deliver(nurse, "bed.cancel", {"request": came}, timedelta(), OFF[0], seq=3)
    deliver(nurse, "bed.request", {**house, "age_group": "adult"}, timedelta(), OFF[0], seq=4)
    count = {**house, "free": 2}
    deliver(worker, "bed.count", count, timedelta(minutes=30), OFF[0], base_version=base)
    assert night.beds(AUTOMATIC, "mixed").free == 2


def test_count_that_arrives_late_did_not_see_who_came_after_it(night: Night, worker: Client, nurse: Client):
    house, base, _ = at_the_door(night, worker, nurse)
    deliver(worker, "bed.check_in", {**house, "age_group": "adult"}, timedelta(minutes=5), OFF[0], seq=2)
    deliver(worker, "bed.count", {**house, "free": 2}, timedelta(minutes=30), OFF[0], seq=1, base_version=base)
    assert night.beds(AUTOMATIC, "mixed").free == 1


def steps(night: Night, request: str) -> list[str]:
    """The steps on the page of a request, in order."""
    with night.database.reading() as session:
        return [step.state for step, _ in request_store.list_steps(session, UUID(request))]


def test_guest_who_came_before_the_time_was_over_is_told_as_such(night: Night, worker: Client, nurse: Client):
    _, _, [held, _] = at_the_door(night, worker, nurse)
    night.pass_time(hours=1)
    worker.sign_in("opvang")
    deliver(worker, "bed.arrive", {"request": held}, timedelta(minutes=70), OFF[0])
    assert steps(night, held) == ["requested", "held", "arrived"]


def test_guest_whom_another_phone_missed_is_told_after_that(night: Night, worker: Client, nurse: Client):
    _, _, [held, _] = at_the_door(night, worker, nurse)
    deliver(worker, "bed.no_show", {"request": held}, timedelta(), OFF[0], seq=1)
    deliver(worker, "bed.arrive", {"request": held}, timedelta(minutes=5), OFF[0], seq=2)
    assert steps(night, held) == ["requested", "held", "no_show", "arrived"]


def test_guest_who_came_slept_there_when_it_is_sent_after_the_night(night: Night, worker: Client, nurse: Client):
    night.fall()
    for client, user in ((worker, "opvang"), (nurse, "straatverpleegkundige")):
        client.sign_in(user)
    _, _, [held, other] = at_the_door(night, worker, nurse)
    evening = clock.tonight()
    night.pass_time(hours=16)
    worker.sign_in("opvang")
    guests = sum(house.guests for house in report(night, day=evening).shelters)
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    deliver(worker, "bed.arrive", {"request": held}, timedelta(hours=15, minutes=50), OFF[0], seq=1)
    assert sum(house.guests for house in report(night, day=evening).shelters) == guests + 1
    assert send(worker, "bed.arrive", {"request": other}, seq=2)["code"] == "over"


def test_guest_whom_a_colleague_gave_another_bed_is_not_told_to_have_left(night: Night, worker: Client):
    first = check_in(night, guest="Kanariepietje")
    night.count(3, kind="women", base=night.beds(AUTOMATIC, "women").version)
    moved = move(night, first, "women")
    refused = send(worker, "bed.check_out", {"stay": str(first.id)})
    assert (refused["status"], refused["code"]) == ("rejected", "moved")
    page = worker.post(f"/bedden/verblijf/{first.id}/uitschrijven")
    assert page.status_code == 422
    assert "Deze gast kreeg intussen een ander bed." in page.text
    assert f'href="/bedden/verblijf/{moved.id}"' in page.text
    check_out(night, moved)
    assert send(worker, "bed.check_out", {"stay": str(first.id)}, seq=2)["status"] == "accepted"


@pytest.mark.parametrize("off", OFF, ids=str)
def test_tonight_by_the_phones_clock_is_tonight(night: Night, nurse: Client, off: timedelta):
    bed = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    there = clock.night_of(clock.now() + off).isoformat()
    asked = deliver(nurse, "bed.request", {**bed, "night": there}, timedelta(), off)
    assert asked["effect"]["state"] == "held"
    deliver(nurse, "bed.no_place", {"night": there, "request": asked["id"]}, timedelta(), off, seq=2)
    assert report(night).without == 1


@pytest.mark.parametrize("off", OFF, ids=str)
def test_request_of_a_night_that_is_over_holds_nothing(night: Night, nurse: Client, off: timedelta):
    bed = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    ago = timedelta(days=2)
    there = clock.night_of(clock.now() + off - ago).isoformat()
    asked = deliver(nurse, "bed.request", {**bed, "night": there}, ago, off)
    assert asked["effect"]["state"] == "lapsed"


@pytest.mark.parametrize(("done", "empty"), [("bed.arrive", 2), ("bed.no_show", 3)])
def test_count_after_the_door_when_the_hold_has_run_out_before_it_is_sent(
    night: Night, worker: Client, nurse: Client, done: str, empty: int
):
    # Given a house whose book has more beds left than stand empty, and a phone without network
    house, base, [held, _] = at_the_door(night, worker, nurse)
    # When the guest of a held bed comes or stays away, the beds are counted, and an hour later both are sent
    night.pass_time(hours=1)
    for client, user in ((worker, "opvang"), (nurse, "straatverpleegkundige")):
        client.sign_in(user)
    deliver(worker, done, {"request": held}, timedelta(minutes=70), OFF[0], seq=1)
    count = {**house, "free": empty}
    deliver(worker, "bed.count", count, timedelta(minutes=65), OFF[0], seq=2, base_version=base)
    # Then what was counted is free, with the other held bed that ran out
    assert night.beds(AUTOMATIC, "mixed").free == empty + 1


def test_count_gives_back_no_bed_that_its_counter_never_saw_taken(night: Night, worker: Client, nurse: Client):
    house, base, _ = at_the_door(night, worker, nurse)
    bed = {**house, "age_group": "adult"}
    held = deliver(nurse, "bed.request", bed, timedelta(), OFF[0], seq=3)["id"]
    deliver(worker, "bed.no_show", {"request": held}, timedelta(), OFF[0], seq=1)
    came = deliver(worker, "bed.check_in", bed, timedelta(), OFF[0], seq=2)["effect"]["stay"]
    with night.write() as session:
        session.get_one(Stay, UUID(came)).entered_by = night.actor("beheer").user_id  # a colleague, on another phone
    deliver(worker, "bed.check_out", {"stay": came}, timedelta(), OFF[0], seq=3)
    deliver(worker, "bed.count", {**house, "free": 2}, timedelta(), OFF[0], seq=4, base_version=base)
    assert night.beds(AUTOMATIC, "mixed").free == 2
