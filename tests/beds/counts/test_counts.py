"""Counting: the effect of a count on the free places, and two people who count at once."""

from __future__ import annotations

import pytest

from tests.beds.night import AUTOMATIC, BY_HAND, FULL, Night, send, shelters_of
from tests.beds.stays.acts import check_in, check_out
from tests.support.client import Client
from webapp.beds.board import home
from webapp.beds.ledger.models import Stay
from webapp.beds.stays import service as stays
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotAllowed, NotFound


def test_count_is_on_the_board_when_it_was_taken(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    count = night.count(9, base=base)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.version, beds.counted_by) == (9, count.version, "Demo Kees")
    assert beds.version > base


def test_count_conflicts_when_somebody_counted_since(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    first = night.count(9, base=base)
    with pytest.raises(Conflict) as refused:
        night.count(4, base=base)
    assert refused.value.current["version"] == first.version
    assert refused.value.current["free"]["value"] == 9
    assert refused.value.current["free"]["by"] == "Demo Kees"
    assert refused.value.current["free"]["at"] == first.counted_at.isoformat()
    assert night.beds(AUTOMATIC, "mixed").free == 9


def test_count_is_taken_when_it_builds_on_the_conflict_it_was_shown(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    night.count(9, base=base)
    with pytest.raises(Conflict) as refused:
        night.count(4, base=base)
    night.count(4, base=refused.value.current["version"])
    assert night.beds(AUTOMATIC, "mixed").free == 4


def test_hold_granted_since_is_subtracted_and_is_no_conflict(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    night.ask(persons=2)
    night.count(6, base=base)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.held) == (4, 2)


def test_hold_that_was_seen_is_not_subtracted_again(night: Night):
    night.ask(persons=2)
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.held) == (4, 2)


def test_hold_that_ran_out_before_the_look_is_counted_as_free_once(night: Night):
    night.ask(persons=2)
    night.pass_time(hours=1)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.held) == (6, 0)
    night.count(6, base=beds.version)
    assert night.beds(AUTOMATIC, "mixed").free == 6


def test_hold_that_ran_out_after_the_look_comes_free_beside_the_count(night: Night):
    night.ask(persons=2)
    seen = night.beds(AUTOMATIC, "mixed")
    night.pass_time(hours=1)
    night.count(seen.free, base=seen.version)
    assert night.beds(AUTOMATIC, "mixed").free == 6


def test_guest_who_comes_back_after_the_look_is_subtracted_when_a_hold_had_run_out_before_it(night: Night):
    # Given four beds to give away, one of them held until just now
    left = check_out(night, check_in(night))
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    night.ask()
    night.pass_time(hours=1)
    seen = night.beds(AUTOMATIC, "mixed")
    assert (seen.free, seen.held) == (4, 0)
    # When a colleague lets a guest back in after somebody looked, who then tells four
    with night.write() as session:
        back = stays.come_back(session, night.actor("opvang"), left.id, new_id())
    with night.write() as session:
        session.get_one(Stay, back.id).entered_by = night.actor("beheer").user_id
    night.count(4, base=seen.version)
    # Then the guest's bed is none of those
    assert night.beds(AUTOMATIC, "mixed").free == 3


def test_count_builds_on_the_own_earlier_one_when_both_come_from_one_phone(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    night.ask(persons=1)
    first = night.count(5, base=base)
    night.count(7, base=first.id)
    assert night.beds(AUTOMATIC, "mixed").free == 6


def test_count_conflicts_when_it_builds_on_a_count_that_is_not_the_last(night: Night):
    first = night.count(5, base=night.beds(AUTOMATIC, "mixed").version)
    night.count(7, base=first.version)
    with pytest.raises(Conflict):
        night.count(3, base=first.id)


@pytest.mark.one_store
@pytest.mark.parametrize("base", [None, 99_999, -1])
def test_count_conflicts_when_it_saw_no_version_that_exists(night: Night, base: int | None):
    with pytest.raises(Conflict):
        night.count(3, base=base)


def test_count_is_one_when_it_is_sent_twice(night: Night):
    count_id, base = new_id(), night.beds(AUTOMATIC, "mixed").version
    first = night.count(9, base=base, count_id=count_id)
    assert night.count(9, base=base, count_id=count_id).version == first.version


def test_count_over_the_capacity_is_refused(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    with pytest.raises(Invalid) as refused:
        night.count(25, base=base)
    assert (refused.value.code, list(refused.value.fields)) == ("over_capacity", ["free"])
    night.count(24, base=base)


@pytest.mark.one_store
@pytest.mark.parametrize(("name", "by"), [(FULL, "opvang"), (AUTOMATIC, "opvang-almere")])
def test_count_of_somebody_elses_shelter_is_not_found(night: Night, name: str, by: str):
    with pytest.raises(NotFound):
        night.count(1, name=name, by=by, base=0)


def test_count_is_refused_to_who_does_not_work_in_a_shelter(night: Night):
    with pytest.raises(NotAllowed):
        night.count(1, by="straatverpleegkundige", base=0)


def test_old_count_says_call_first_and_a_new_one_takes_that_away(night: Night):
    night.pass_time(hours=4)
    beds = night.beds(AUTOMATIC, "mixed")
    assert beds.call_first
    night.count(6, base=beds.version)
    assert not night.beds(AUTOMATIC, "mixed").call_first


def test_summary_counts_only_what_one_can_rely_on(night: Night):
    with night.database.reading() as session:
        summary = home.tonight_summary(session, night.actor("straatverpleegkundige"))
    assert {group.label: group.free for group in summary.groups}["Mannen"] == 0  # the shelter to call has 3
    assert summary.free == sum(group.free for group in summary.groups)
    assert summary.call_first == 1


def test_summary_is_as_old_as_the_oldest_count_it_holds(night: Night):
    night.pass_time(minutes=20)
    new = night.count(9, base=night.beds(AUTOMATIC, "mixed").version)
    with night.database.reading() as session:
        summary = home.tonight_summary(session, night.actor("straatverpleegkundige"))
    beds = [beds for shelter in night.board().values() for beds in shelter.categories if not beds.call_first]
    oldest = min(one.counted_at for one in beds if one.counted_at)
    assert oldest < new.counted_at
    assert summary.counted_at == oldest.replace(second=0, microsecond=0)


def test_own_shelters_tell_how_many_requests_wait(night: Night):
    night.ask(BY_HAND)
    night.ask(AUTOMATIC)
    with night.database.reading() as session:
        own = {one.shelter.name: one for one in home.my_shelters(session, night.actor("opvang"))}
    assert [(one.open_requests, one.on_the_way) for name, one in sorted(own.items())] == [(0, 1), (1, 0)]


def test_door_takes_a_count_and_answers_a_late_one_with_the_present_state(worker: Client):
    shelter = next(s for name, s in shelters_of(worker).items() if AUTOMATIC in name)
    body = {"shelter": shelter["id"], "category": "mixed", "free": 8}
    version = shelter["categories"][0]["version"]
    first = send(worker, "bed.count", body, base_version=version)
    assert first["status"] == "accepted"
    second = send(worker, "bed.count", {**body, "free": 2}, base_version=version, seq=2)
    assert second["status"] == "conflict"
    assert second["current"]["free"]["value"] == 8
    assert second["current"]["version"] == first["version"]
    chained = send(worker, "bed.count", {**body, "free": 3}, base_version=first["id"], seq=3)
    assert chained["status"] == "accepted"


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"free": -1}, "invalid", "free"),
        ({"free": 10**9}, "invalid", "free"),
        ({"free": 25}, "over_capacity", "free"),
        ({"category": "families"}, "unknown_category", "category"),
        ({"category": "penthouse"}, "invalid", "category"),
        ({"shelter": "01970000-0000-7000-8000-000000000000"}, "not_found", None),
    ],
)
def test_door_names_the_field_in_dutch_when_a_count_cannot_be(
    worker: Client, change: dict[str, object], code: str, field: str | None
):
    shelter = next(s for name, s in shelters_of(worker).items() if AUTOMATIC in name)
    body = {"shelter": shelter["id"], "category": "mixed", "free": 8, **change}
    result = send(worker, "bed.count", body, base_version=shelter["categories"][0]["version"])
    assert (result["status"], result["code"]) == ("rejected", code)
    assert result["message"].endswith(".")
    assert field is None or field in result["fields"]
