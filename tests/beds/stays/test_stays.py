"""Guests: arriving on a hold, walking in, moving, leaving; never more than there are beds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.beds.night import AUTOMATIC, BY_HAND, Night, send, shelters_of
from tests.beds.requests.acts import client_of, find, hold
from tests.beds.stays.acts import arrive, check_in, check_out, close, extend, move, no_show
from tests.support.client import Client
from webapp import clock
from webapp.beds.closures import service as closures
from webapp.beds.kinds import State
from webapp.beds.requests import service as requests
from webapp.beds.stays import store as stay_store
from webapp.db import new_id
from webapp.errors import Invalid, NotAllowed, NotFound
from webapp.people.models import Client as Person


def test_arrival_makes_the_hold_a_stay_and_frees_nothing(night: Night):
    request = night.ask(persons=2, alias="Kanariepietje")
    before = night.beds(AUTOMATIC, "mixed")
    stay = arrive(night, request)
    after = night.beds(AUTOMATIC, "mixed")
    assert find(night, request).state == State.arrived
    assert (after.free, after.held, after.stays) == (before.free, 0, before.stays + 2)
    assert (stay.name, stay.places, stay.request_id) == ("Kanariepietje", 2, request.id)
    night.pass_time(hours=3)
    assert night.beds(AUTOMATIC, "mixed").free == before.free


def test_arrival_is_one_stay_when_it_is_told_twice(night: Night):
    request = night.ask()
    assert arrive(night, request).id == arrive(night, request).id
    assert night.beds(AUTOMATIC, "mixed").free == 5


def test_late_guest_gets_the_bed_while_it_is_free(night: Night):
    request = night.ask()
    night.pass_time(hours=1)
    arrive(night, request)
    assert night.beds(AUTOMATIC, "mixed").free == 5


def test_late_guest_is_refused_when_the_bed_is_gone(night: Night):
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    request = night.ask()
    night.pass_time(hours=1)
    night.ask()
    with pytest.raises(Invalid) as refused:
        arrive(night, request)
    assert refused.value.code == "full"


def test_guest_of_an_unanswered_question_cannot_be_checked_off(night: Night):
    with pytest.raises(Invalid) as refused:
        arrive(night, night.ask(BY_HAND))
    assert refused.value.code == "not_held"


@pytest.mark.one_store
@pytest.mark.parametrize(("by", "error"), [("opvang-almere", NotFound), ("straatverpleegkundige", NotAllowed)])
def test_only_the_people_of_the_shelter_check_off(night: Night, by: str, error: type[Exception]):
    request = night.ask()
    for act in (arrive, no_show):
        with pytest.raises(error):
            act(night, request, by)


def test_no_show_frees_the_place_at_once(night: Night):
    request = night.ask(persons=2)
    no_show(night, request)
    assert find(night, request).state == State.no_show
    assert night.beds(AUTOMATIC, "mixed").free == 6


def test_guest_who_comes_after_all_gets_the_bed_while_it_is_free(night: Night):
    request = night.ask(persons=2)
    no_show(night, request)
    stay = arrive(night, request)
    assert (stay.request_id, night.beds(AUTOMATIC, "mixed").free) == (request.id, 4)
    assert find(night, request).state == State.arrived


def test_guest_who_comes_after_all_waits_when_the_bed_is_given_away(night: Night):
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    request = night.ask()
    no_show(night, request)
    night.ask()
    with pytest.raises(Invalid) as refused:
        arrive(night, request)
    assert refused.value.code == "full"


def test_client_is_never_in_two_beds(night: Night):
    client = client_of(night)
    stay = arrive(night, night.ask(client=client))
    other = night.ask(kind="women", gender="woman", client=client)
    with pytest.raises(Invalid) as refused:
        arrive(night, other)
    assert refused.value.code == "sleeps"
    check_out(night, stay)
    assert arrive(night, other).client_id == client


def test_walk_in_takes_a_place_and_leaving_gives_it_back(night: Night):
    stay = check_in(night, persons=2, own_contribution="7,50")
    assert stay.own_contribution == 750
    assert night.beds(AUTOMATIC, "mixed").free == 4
    left = check_out(night, stay)
    assert night.beds(AUTOMATIC, "mixed").free == 6
    assert check_out(night, stay).left_at == left.left_at


def test_walk_in_is_one_when_it_is_sent_twice(night: Night):
    stay_id = new_id()
    assert check_in(night, id=stay_id).id == check_in(night, id=stay_id).id
    assert night.beds(AUTOMATIC, "mixed").free == 5


def test_walk_in_is_refused_when_nothing_is_free_until_someone_counts(night: Night):
    night.count(0, base=night.beds(AUTOMATIC, "mixed").version)
    with pytest.raises(Invalid) as refused:
        check_in(night)
    assert (refused.value.code, list(refused.value.fields)) == ("full", ["category"])
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    check_in(night)
    assert night.beds(AUTOMATIC, "mixed").free == 0


def test_full_book_refuses_although_the_count_says_free(night: Night):
    night.count(8, kind="youth", base=night.beds(AUTOMATIC, "youth").version)
    for _ in range(8):
        check_in(night, kind="youth", age_group="18-23")
    night.count(2, kind="youth", base=night.beds(AUTOMATIC, "youth").version)
    beds = night.beds(AUTOMATIC, "youth")
    assert (beds.free, beds.book, beds.difference) == (0, 0, 2)
    with pytest.raises(Invalid) as refused:
        check_in(night, kind="youth", age_group="18-23")
    assert refused.value.code == "full"


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"age_group": "minor"}, "minor_adult_bed"),
        ({"kind": "women", "gender": "man"}, "misfit"),
        ({"kind": "families"}, "unknown_category"),
        ({"expected_departure": "2020-01-01"}, "past"),
        ({"persons": 0}, "invalid"),
        ({"own_contribution": "-3"}, "invalid"),
    ],
)
def test_walk_in_is_refused_with_a_reason(night: Night, more: dict[str, Any], code: str):
    with pytest.raises(Invalid) as refused:
        check_in(night, **more)
    assert refused.value.code == code


@pytest.mark.one_store
@pytest.mark.parametrize("by", ["opvang-almere", "straatverpleegkundige"])
def test_guests_are_only_of_their_own_shelter(night: Night, by: str):
    stay = check_in(night)
    with pytest.raises((NotFound, NotAllowed)):
        check_in(night, by=by)
    with pytest.raises((NotFound, NotAllowed)):
        check_out(night, stay, by)
    with pytest.raises((NotFound, NotAllowed)):
        move(night, stay, "women", by)
    with night.database.reading() as session:
        assert stay_store.find_stay(session, night.actor(by), stay.id) is None
        assert not stay_store.list_guests(session, night.actor(by), stay.shelter_id)


def test_moving_ends_one_stay_and_begins_the_next(night: Night):
    stay = check_in(night, guest="Kanariepietje")
    women = night.beds(AUTOMATIC, "women").free
    moved = move(night, stay, "women")
    assert (moved.moved_from, moved.name, moved.left_at) == (stay.id, "Kanariepietje", None)
    assert (night.beds(AUTOMATIC, "mixed").free, night.beds(AUTOMATIC, "women").free) == (6, women - 1)


def test_moving_is_refused_when_the_other_beds_are_taken(night: Night):
    night.count(0, kind="women", base=night.beds(AUTOMATIC, "women").version)
    stay = check_in(night)
    with pytest.raises(Invalid) as refused:
        move(night, stay, "women")
    assert refused.value.code == "full"
    assert night.beds(AUTOMATIC, "mixed").free == 5


def test_guest_who_turns_out_to_be_under_18_gets_no_adult_bed(night: Night):
    client = client_of(night)
    request = night.ask(client=client)
    with night.write() as session:
        known = session.get_one(Person, client)
        known.birth_year = clock.today().year - 15
        session.add(known)
    with pytest.raises(Invalid) as refused:
        arrive(night, request)
    assert refused.value.code == "minor_adult_bed"


def test_asker_extends_once_where_the_rule_decides(night: Night):
    request = night.ask()
    assert request.held_until is not None
    assert extend(night, request).held_until == request.held_until + timedelta(minutes=45)
    night.pass_time(minutes=60)
    assert find(night, request).state_at(clock.now()) is State.held
    with pytest.raises(Invalid) as refused:
        extend(night, request)
    assert refused.value.code == "extended"


def test_asker_cannot_extend_where_a_person_decides_and_the_shelter_can(night: Night):
    request = night.ask(BY_HAND)
    hold(night, request)
    with pytest.raises(NotAllowed):
        extend(night, request)
    assert extend(night, request, "opvang").extended_at is not None


def test_closed_bed_is_not_free_until_someone_opens_it(night: Night):
    closure = close(night, 2)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.out_of_use) == (4, 2)
    with night.write() as session:
        closures.open_beds(session, night.actor("opvang"), closure.id)
    assert night.beds(AUTOMATIC, "mixed").free == 6


def test_bed_someone_has_cannot_be_closed(night: Night):
    with pytest.raises(Invalid) as refused:
        close(night, 25)
    assert refused.value.code == "over_book"


@pytest.mark.one_store
def test_closing_and_opening_is_for_the_own_people(night: Night):
    closure = close(night, 1)
    with pytest.raises(NotFound):
        close(night, 1, by="opvang-almere")
    with pytest.raises(NotFound), night.write() as session:
        closures.open_beds(session, night.actor("opvang-almere"), closure.id)


def test_guests_name_is_sealed_in_the_store(night: Night):
    check_in(night, guest="Kanariepietje")
    with night.database.reading() as session:
        rows = session.connection().execute(text("select * from bed_stay")).mappings().all()
    assert "Kanariepietje" not in repr([dict(row) for row in rows])


def test_door_takes_arrivals_and_guests_with_their_effect(night: Night, worker: Client):
    request, other = night.ask(), night.ask()
    arrived = send(worker, "bed.arrive", {"request": str(request.id)})
    assert (arrived["status"], arrived["effect"]["state"]) == ("accepted", "arrived")
    missed = send(worker, "bed.no_show", {"request": str(other.id)}, seq=2)
    assert (missed["status"], missed["effect"]["state"]) == ("accepted", "no_show")
    shelter = next(s for name, s in shelters_of(worker).items() if AUTOMATIC in name)
    body = {"shelter": shelter["id"], "category": "mixed", "age_group": "adult", "name": "Jan", "own_contribution": 7.5}
    inside = send(worker, "bed.check_in", body, seq=3)
    assert (inside["status"], inside["effect"]["state"]) == ("accepted", "arrived")
    left = send(worker, "bed.check_out", {"stay": inside["effect"]["stay"]}, seq=4)
    assert (left["status"], left["effect"]["state"]) == ("accepted", "left")
    assert send(worker, "bed.check_out", {"stay": str(new_id())}, seq=5)["code"] == "not_found"


@pytest.mark.one_store
@pytest.mark.parametrize("kind", ["bed.arrive", "bed.no_show", "bed.check_in", "bed.check_out"])
def test_door_refuses_guests_of_who_does_not_work_in_a_shelter(nurse: Client, night: Night, kind: str):
    request = night.ask()
    shelter = str(night.shelter(AUTOMATIC).id)
    body: dict[str, Any] = {
        "bed.check_in": {"shelter": shelter, "category": "mixed", "age_group": "adult"},
        "bed.check_out": {"stay": str(new_id())},
    }.get(kind, {"request": str(request.id)})
    assert send(nurse, kind, body)["code"] == "not_allowed"


def test_effect_of_a_request_that_arrived_is_told_when_it_comes_again(night: Night):
    request = night.ask()
    arrive(night, request)
    with night.database.reading() as session:
        effect = requests.effect_now(session, night.actor("straatverpleegkundige"), request.id)
    assert effect == {"state": "arrived", "until": None}
