"""'Is er' tapped for the wrong guest is taken back as if nobody had tapped: no bed is lost and none given twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.beds.night import AUTOMATIC, BY_HAND, Night, send
from tests.beds.requests.acts import client_of, find
from tests.beds.stays.acts import arrive, check_out, move, no_show, undo
from tests.support.client import Client
from webapp import clock
from webapp.beds.kinds import State
from webapp.beds.ledger.models import Stay
from webapp.beds.requests import store as request_store
from webapp.errors import Invalid, NotAllowed, NotFound

NAME = "Kanariepietje"


def stands(night: Night) -> tuple[int, int, int, int]:
    beds = night.beds(AUTOMATIC, "mixed")
    return beds.free, beds.held, beds.stays, beds.book


def test_bed_is_kept_again_as_before(night: Night):
    request = night.ask(alias=NAME, persons=2)
    before, until = stands(night), request.held_until
    stay = arrive(night, request)
    night.pass_time(minutes=3)
    undo(night, request)
    row = find(night, request)
    assert (row.state, row.held_until, row.ended) == (State.held, until, None)
    assert stands(night) == before
    with night.database.reading() as session:
        assert session.get(Stay, stay.id) is None
    night.pass_time(minutes=60)
    assert find(night, request).state_at(clock.now()) is State.expired
    assert stands(night)[:2] == (before[0] + 2, 0)


def test_told_twice_it_is_one_and_the_guest_may_still_come(night: Night):
    request = night.ask()
    arrive(night, request)
    undo(night, request)
    version = night.beds(AUTOMATIC, "mixed").version
    undo(night, request)
    assert night.beds(AUTOMATIC, "mixed").version == version
    arrive(night, request)
    assert stands(night)[1:3] == (0, 1)


def test_undo_that_waited_on_a_phone_leaves_who_came_after_it(night: Night, worker: Client):
    """Two phones of a house undo one tap; then the guest really comes, and the second undo arrives."""
    request = night.ask()
    arrive(night, request)
    pressed = clock.now()
    undo(night, request)
    night.pass_time(minutes=20)
    arrive(night, request)
    night.pass_time(minutes=5)
    at = {"client_time": pressed.isoformat(), "sent_at": clock.now().isoformat()}
    assert send(worker, "bed.unarrive", {"request": str(request.id)}, **at)["status"] == "accepted"
    assert find(night, request).state == State.arrived
    assert stands(night)[1:3] == (0, 1)


def test_page_that_shows_an_arrival_undoes_that_one_and_no_later(night: Night, worker: Client):
    request = night.ask()
    first = arrive(night, request)
    house = f"/bedden/{night.shelter(AUTOMATIC).id}"
    assert f'name="stay" value="{first.id}"' in worker.get(f"{house}/komst").text
    undo(night, request)
    second = arrive(night, request)
    worker.post(f"/bedden/aanvragen/{request.id}/toch-niet", data={"stay": str(first.id)})
    assert stands(night)[1:3] == (0, 1)
    worker.post(f"/bedden/aanvragen/{request.id}/toch-niet", data={"stay": str(second.id)})
    assert stands(night)[1:3] == (1, 0)


def test_time_that_ran_out_meanwhile_ends_it(night: Night):
    request = night.ask()
    free = stands(night)[0]
    arrive(night, request)
    night.pass_time(minutes=50)
    undo(night, request)
    assert find(night, request).state == State.expired
    assert stands(night)[:3] == (free + 1, 0, 0)


@pytest.mark.parametrize("missed", [False, True])
def test_who_had_come_late_has_no_bed_any_more(night: Night, missed: bool):
    request = night.ask()
    night.pass_time(minutes=50)
    if missed:
        no_show(night, request)
    before = stands(night)
    arrive(night, request)
    undo(night, request)
    assert find(night, request).state == (State.no_show if missed else State.expired)
    assert stands(night) == before


def test_count_between_the_two_gives_no_bed_twice(night: Night):
    request = night.ask()
    arrive(night, request)
    counted = night.beds(AUTOMATIC, "mixed")
    night.count(counted.free, base=counted.version)
    undo(night, request)
    assert stands(night)[:3] == (counted.free, 1, 0)


@pytest.mark.one_store
def test_guest_who_left_or_moved_since_is_not_undone(night: Night):
    for act in (check_out, lambda night, stay: move(night, stay, "women")):
        request = night.ask()
        act(night, arrive(night, request))
        with pytest.raises(Invalid) as refused:
            undo(night, request)
        assert refused.value.code == "left"


@pytest.mark.one_store
def test_client_whose_other_bed_is_held_by_now_keeps_one(night: Night):
    known = client_of(night)
    request = night.ask(client=known)
    arrive(night, request)
    night.ask(client=known)
    with pytest.raises(Invalid) as refused:
        undo(night, request)
    assert refused.value.code == "already_held"
    assert stands(night)[1:3] == (1, 1)


@pytest.mark.one_store
def test_night_that_is_over_stays_as_it_is(night: Night):
    request = night.ask()
    arrive(night, request)
    night.pass_time(hours=24)
    with pytest.raises(Invalid) as refused:
        undo(night, request)
    assert refused.value.code == "over"


@pytest.mark.one_store
@pytest.mark.parametrize(("by", "error"), [("opvang-almere", NotFound), ("straatverpleegkundige", NotAllowed)])
def test_only_the_people_of_the_shelter_take_it_back(night: Night, by: str, error: type[Exception]):
    request = night.ask()
    arrive(night, request)
    with pytest.raises(error):
        undo(night, request, by)


@pytest.mark.one_store
def test_report_knows_it_as_kept(night: Night):
    request = night.ask()
    arrive(night, request)
    undo(night, request)
    with night.database.reading() as session:
        held = request_store.places_held(
            session, [request.shelter_id], request.night, clock.now() + timedelta(seconds=1)
        )
    assert held == {request.shelter_id: 1}


def test_phone_sends_both_at_once(night: Night, worker: Client):
    request = night.ask()
    body = {"request": str(request.id)}
    assert send(worker, "bed.arrive", body)["effect"]["state"] == "arrived"
    undone = send(worker, "bed.unarrive", body, seq=2)
    assert undone["status"] == "accepted"
    assert undone["effect"]["state"] == "held"
    assert send(worker, "bed.unarrive", body, seq=3)["status"] == "accepted"
    assert stands(night)[1:3] == (1, 0)


@pytest.mark.one_store
def test_page_shows_the_guest_and_the_way_back_for_a_few_minutes(night: Night, nurse: Client, worker: Client):
    request = night.ask(alias=NAME)
    url, house = f"/bedden/aanvragen/{request.id}", f"/bedden/{request.shelter_id}"
    worker.post(f"{url}/is-er")
    coming, guests = worker.get(f"{house}/komst").text.split('id="gasten"')
    assert f"{url}/toch-niet" in coming
    assert NAME in guests
    assert worker.post(f"{url}/toch-niet").location == house
    coming, guests = worker.get(f"{house}/komst").text.split('id="gasten"')
    assert f"{url}/is-er" in coming
    assert NAME not in guests.split('id="vragen"')[0]
    track = nurse.get(url).text
    assert "Het bed staat klaar tot" in track
    assert "Aankomst ongedaan gemaakt" in track
    assert "Langer vastgehouden" not in track
    worker.post(f"{url}/is-er")
    night.pass_time(minutes=11)
    assert f"{url}/toch-niet" not in worker.get(f"{house}/komst").text


@pytest.mark.one_store
def test_of_a_question_nobody_answered_nothing_is_undone(night: Night):
    request = night.ask(BY_HAND)
    assert undo(night, request).state == State.requested
