"""Asking a bed: the rule that holds it, the shelter that decides, and who never gets an adult bed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.beds.night import AUTOMATIC, BY_HAND, FULL, OLD, SECRET, Night, send, shelters_of
from tests.beds.requests.acts import client_of, find, hold, refuse
from tests.support.client import Client
from webapp import clock
from webapp.beds.kinds import Refusal, State
from webapp.beds.requests import service as requests
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotAllowed, NotFound


def test_rule_holds_the_bed_at_once(night: Night):
    before = night.beds(AUTOMATIC, "mixed")
    request = night.ask(persons=2)
    after = night.beds(AUTOMATIC, "mixed")
    assert request.state == State.held
    assert (after.free, after.held) == (before.free - 2, before.held + 2)
    assert after.version > before.version


def test_hold_runs_out_by_the_clock_without_any_job(night: Night):
    request = night.ask()
    assert request.held_until is not None
    night.pass_time(minutes=44)
    assert request.state_at(clock.now()) is State.held
    night.pass_time(minutes=2)
    assert request.state_at(clock.now()) is State.expired
    assert night.beds(AUTOMATIC, "mixed").held == 0


def test_last_bed_goes_once_and_the_next_is_told_that_it_is_full(night: Night):
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    assert night.ask().state == State.held
    assert night.ask().state == State.full
    assert night.beds(AUTOMATIC, "mixed").free == 0


def test_party_is_not_split_when_fewer_beds_are_free(night: Night):
    night.count(2, base=night.beds(AUTOMATIC, "mixed").version)
    assert night.ask(persons=3).state == State.full
    assert night.beds(AUTOMATIC, "mixed").free == 2


def test_full_shelter_answers_full(night: Night):
    assert night.ask(FULL).state == State.full


def test_shelter_is_asked_when_it_decides_by_hand(night: Night):
    before = night.beds(BY_HAND, "mixed").free
    assert night.ask(BY_HAND).state == State.requested
    assert night.beds(BY_HAND, "mixed").free == before


def test_shelter_is_asked_when_its_count_is_old(night: Night):
    assert night.ask(OLD, "men", gender="man").state == State.requested


def test_request_is_one_when_it_is_sent_twice(night: Night):
    request_id = new_id()
    first = night.ask(id=request_id)
    assert night.ask(id=request_id).id == first.id
    assert night.beds(AUTOMATIC, "mixed").held == 1


def test_request_with_somebody_elses_id_is_refused(night: Night):
    request = night.ask()
    with pytest.raises(Conflict):
        night.ask(id=request.id, by="jongerenwerker")


@pytest.mark.one_store
@pytest.mark.parametrize("kind", ["mixed", "women", "youth"])
def test_minor_never_gets_an_adult_bed_and_the_numbers_are_told(night: Night, kind: str):
    with pytest.raises(Invalid) as refused:
        night.ask(kind=kind, age_group="minor")
    assert refused.value.code == "minor_adult_bed"
    assert "0800 2000" in refused.value.values["numbers"]


def test_minor_is_known_by_the_birth_year_of_the_client(night: Night):
    client = client_of(night, birth_year=clock.tonight().year - 16)
    with pytest.raises(Invalid) as refused:
        night.ask(client=client, age_group="adult")
    assert refused.value.code == "minor_adult_bed"


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [("youth", {"age_group": "adult"}, "age_group"), ("women", {"gender": "man"}, "gender")],
)
def test_beds_of_another_group_are_refused_at_the_field(night: Night, kind: str, more: dict[str, str], field: str):
    with pytest.raises(Invalid) as refused:
        night.ask(kind=kind, **more)
    assert list(refused.value.fields) == [field]


def test_youth_gets_a_youth_bed(night: Night):
    assert night.ask(kind="youth", age_group="18-23").state == State.held


def test_client_has_one_live_hold_at_most(night: Night):
    client = client_of(night)
    first = night.ask(client=client)
    with pytest.raises(Invalid) as refused:
        night.ask(kind="women", gender="woman", client=client)
    assert refused.value.code == "already_held"
    night.cancel(first)
    assert night.ask(kind="women", gender="woman", client=client).state == State.held


def test_client_may_ask_again_when_the_hold_ran_out(night: Night):
    client = client_of(night)
    night.ask(client=client)
    night.pass_time(minutes=50)
    assert night.ask(client=client).state == State.held


def test_alias_alone_refuses_nobody(night: Night):
    assert night.ask(alias="Jan").state == night.ask(alias="Jan").state == State.held


def test_client_of_somebody_else_is_not_found(night: Night):
    client = client_of(night, by="jongerenwerker")
    with pytest.raises(NotFound):
        night.ask(client=client)


def test_shelter_of_another_region_is_not_found(night: Night):
    with pytest.raises(NotFound):
        night.ask(by="straatverpleegkundige-almere")


def test_womens_shelter_cannot_be_asked(night: Night):
    with pytest.raises(NotFound):
        night.ask(SECRET, "women", gender="woman")


@pytest.mark.parametrize("days", [1, 30])
def test_night_that_was_over_on_arrival_is_told_and_holds_nothing(night: Night, days: int):
    with night.write() as session:
        shelter = night.shelter(AUTOMATIC)
        shelter.closes_on = clock.tonight() - timedelta(days=40)  # it is gone meanwhile
        session.add(shelter)
    request = night.ask(night=clock.tonight() - timedelta(days=days))
    assert request.state == State.lapsed
    assert requests.effect_of(request, clock.now()) == {"state": "lapsed", "until": None}
    assert request.granted is None


@pytest.mark.one_store
@pytest.mark.parametrize(("days", "code"), [(-400, "past_night"), (1, "future_night")])
def test_other_night_is_refused(night: Night, days: int, code: str):
    with pytest.raises(Invalid) as refused:
        night.ask(night=clock.tonight() + timedelta(days=days))
    assert (refused.value.code, list(refused.value.fields)) == (code, ["night"])


def test_closed_shelter_is_refused(night: Night):
    with night.write() as session:
        shelter = night.shelter(AUTOMATIC)
        shelter.closes_on = clock.tonight()
        session.add(shelter)
    with pytest.raises(Invalid) as refused:
        night.ask()
    assert refused.value.code == "closed"
    assert not [name for name in night.board() if AUTOMATIC in name]


def test_shelter_that_closed_meanwhile_holds_nothing(night: Night):
    request = night.ask(BY_HAND)
    with night.write() as session:
        shelter = night.shelter(BY_HAND)
        shelter.closes_on = clock.tonight()
        session.add(shelter)
    with pytest.raises(Invalid) as refused:
        hold(night, request)
    assert refused.value.code == "closed"


def test_bed_comes_free_when_it_is_given_back(night: Night):
    request = night.ask(persons=2)
    before = night.beds(AUTOMATIC, "mixed").free
    night.cancel(request, reason="Andere plek gevonden")
    assert find(night, request).state == State.cancelled
    assert night.beds(AUTOMATIC, "mixed").free == before + 2
    night.cancel(request)
    assert night.beds(AUTOMATIC, "mixed").free == before + 2


def test_giving_back_what_ran_out_changes_nothing(night: Night):
    request = night.ask()
    night.pass_time(hours=1)
    assert night.cancel(request).state_at(clock.now()) is State.expired


@pytest.mark.one_store
@pytest.mark.parametrize("by", ["jongerenwerker", "straatverpleegkundige-almere"])
def test_giving_back_somebody_elses_bed_is_not_found(night: Night, by: str):
    request = night.ask()
    with pytest.raises(NotFound):
        night.cancel(request, by=by)
    assert find(night, request).state == State.held


def test_shelter_holds_what_it_was_asked(night: Night):
    request = night.ask(BY_HAND, persons=2)
    held = hold(night, request)
    assert held.state == State.held
    beds = night.beds(BY_HAND, "mixed")
    assert (beds.free, beds.held) == (2, 2)
    assert hold(night, request).granted == held.granted


def test_shelter_cannot_hold_more_than_is_free(night: Night):
    night.count(1, BY_HAND, base=night.beds(BY_HAND, "mixed").version)
    requests_ = [night.ask(BY_HAND), night.ask(BY_HAND)]
    hold(night, requests_[0])
    with pytest.raises(Invalid) as refused:
        hold(night, requests_[1])
    assert refused.value.code == "full"


def test_shelter_does_not_hold_a_second_bed_for_one_client(night: Night):
    client = client_of(night)
    asked = night.ask(BY_HAND, client=client)
    night.ask(client=client)
    with pytest.raises(Invalid) as refused:
        hold(night, asked)
    assert refused.value.code == "already_held"


def test_shelter_refuses_with_a_reason_and_the_bed_comes_free(night: Night):
    request = night.ask()
    free = night.beds(AUTOMATIC, "mixed").free
    assert refuse(night, request).reason == Refusal.suspended
    assert find(night, request).state == State.refused
    assert night.beds(AUTOMATIC, "mixed").free == free + 1


@pytest.mark.one_store
@pytest.mark.parametrize(("by", "error"), [("opvang-almere", NotFound), ("straatverpleegkundige", NotAllowed)])
def test_only_the_people_of_the_shelter_answer(night: Night, by: str, error: type[Exception]):
    request = night.ask(BY_HAND)
    with pytest.raises(error):
        hold(night, request, by)
    with pytest.raises(error):
        refuse(night, request, by)


def test_what_the_shelter_reads_of_a_person_is_sealed_in_the_store(night: Night):
    request = night.ask(alias="Kanariepietje", note="heeft koorts-kanarie")
    with night.database.reading() as session:
        row = session.connection().execute(text("select * from bed_request")).mappings().one()
        steps = session.connection().execute(text("select * from bed_request_step")).mappings().all()
    stored = repr(dict(row)) + repr([dict(step) for step in steps])
    assert "Kanariepietje" not in stored
    assert "koorts-kanarie" not in stored
    assert find(night, request).name == "Kanariepietje"


def test_door_tells_the_effect_and_the_present_one_when_it_comes_again(nurse: Client, worker: Client):
    shelter = next(s for name, s in shelters_of(nurse).items() if BY_HAND in name)
    body = {"shelter": shelter["id"], "category": "mixed", "age_group": "adult", "gender": "man", "persons": 1}
    item = {"id": str(new_id()), "client_time": "2026-11-22T21:47:00+01:00"}
    first = send(nurse, "bed.request", body, **item)
    assert first["status"] == "accepted"
    assert first["effect"] == {"state": "requested", "until": None}
    assert worker.post(f"{first['url']}/vasthouden").status_code == 303
    again = send(nurse, "bed.request", body, **item)
    assert again["status"] == "duplicate"
    assert again["effect"]["state"] == "held"
    assert again["effect"]["until"]
    cancelled = send(nurse, "bed.cancel", {"request": item["id"], "reason": "Komt niet"}, seq=2)
    assert cancelled["status"] == "accepted"
    assert send(nurse, "bed.request", body, **item)["effect"]["state"] == "cancelled"


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"persons": 0}, "invalid", "persons"),
        ({"persons": 11}, "invalid", "persons"),
        ({"persons": -3}, "invalid", "persons"),
        ({"age_group": "minor"}, "minor_adult_bed", "age_group"),
        ({"age_group": None}, "invalid", "age_group"),
        ({"category": "families"}, "unknown_category", "category"),
        ({"night": "2020-01-01"}, "past_night", "night"),
        ({"needs": ["helicopter"]}, "invalid", "needs"),
        ({"shelter": "01970000-0000-7000-8000-000000000000"}, "not_found", None),
    ],
)
def test_door_names_the_field_in_dutch_when_a_request_cannot_be(
    nurse: Client, change: dict[str, object], code: str, field: str | None
):
    shelter = next(s for name, s in shelters_of(nurse).items() if AUTOMATIC in name)
    body = {"shelter": shelter["id"], "category": "mixed", "age_group": "adult", "gender": "man", **change}
    result = send(nurse, "bed.request", body)
    assert (result["status"], result["code"]) == ("rejected", code)
    assert result["message"].endswith(".")
    assert field is None or field in result["fields"]


@pytest.mark.one_store
def test_door_refuses_a_request_of_who_may_not_ask(worker: Client):
    shelter = next(iter(shelters_of(worker).values()))
    body = {"shelter": shelter["id"], "category": "mixed", "age_group": "adult", "gender": "man"}
    result = send(worker, "bed.request", body)
    assert (result["status"], result["code"]) == ("rejected", "not_allowed")
