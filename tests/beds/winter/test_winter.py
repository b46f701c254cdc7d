"""The winter regime: the decision, its time, its beds, and a banner that costs no query per page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import AUTOMATIC, BY_HAND, SECRET, Night, send, shelters_of
from tests.beds.winter.acts import activate, change, end, with_beds
from tests.support.client import Client
from tests.support.statements import asked_of
from webapp import clock
from webapp.audit.models import AccessEntry
from webapp.beds import admission
from webapp.beds.kinds import Alternative, Kind, Refusal
from webapp.beds.requests import answers
from webapp.beds.requests import service as requests
from webapp.beds.requests.inputs import BedRequestInput
from webapp.beds.shelters.winter_models import ColdBeds
from webapp.beds.winter import banner
from webapp.beds.winter import store as winter_store
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotAllowed, NotFound
from webapp.validation import read

BANNER = "Winterkouderegeling is aan"


@pytest.fixture
def officer(demo_app: Flask) -> Client:
    """The policy officer's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("beleid")


@pytest.mark.parametrize("by", ["straatverpleegkundige", "opvang", "vrijwilliger", "coordinator"])
def test_activation_is_refused_to_who_does_not_decide_for_the_region(night: Night, by: str):
    with pytest.raises(NotAllowed):
        activate(night, by)


def test_extra_beds_stand_on_the_board_only_while_it_is_on(night: Night, nurse: Client):
    assert night.board()[night.shelter(AUTOMATIC).name].category("winter") is None
    with_beds(night)
    beds = night.beds(AUTOMATIC, "winter")
    assert (beds.free, beds.capacity, beds.call_first) == (12, 12, False)
    assert BANNER in nurse.get("/bedden").text
    assert [c for c in shelters_of(nurse)[night.shelter(AUTOMATIC).name]["categories"] if c["category"] == "winter"]
    end(night)
    assert night.board()[night.shelter(AUTOMATIC).name].category("winter") is None
    assert BANNER not in nurse.get("/bedden").text


def test_activation_ends_by_the_clock_without_any_job(night: Night):
    with_beds(night)
    night.pass_time(days=2, minutes=1)
    assert night.board()[night.shelter(AUTOMATIC).name].category("winter") is None
    with pytest.raises(Invalid, match="niet aan"):
        night.ask(kind="winter")


def test_planned_activation_opens_nothing_before_it_begins(night: Night):
    begin = (clock.now() + timedelta(hours=2)).isoformat()
    with_beds(night, begins_at=begin)
    with pytest.raises(Invalid, match="niet aan"):
        night.ask(kind="winter")
    night.pass_time(hours=2, minutes=1)
    assert night.beds(AUTOMATIC, "winter").free == 12


def test_winter_bed_is_held_for_anyone_and_never_for_a_minor(night: Night):
    with_beds(night, places=1)
    with pytest.raises(Invalid) as refused:
        night.ask(kind="winter", age_group="minor")
    assert refused.value.code == "minor_adult_bed"
    assert night.ask(kind="winter", gender="man").state == "held"
    assert night.ask(kind="winter", gender="woman").state == "full"


def test_more_beds_keep_what_is_held(night: Night):
    with_beds(night, places=2)
    night.ask(kind="winter", persons=2)
    change(night, 5)
    beds = night.beds(AUTOMATIC, "winter")
    assert (beds.free, beds.held, beds.capacity) == (3, 2, 5)


def test_old_count_stays_old_when_the_number_of_beds_changes(night: Night):
    with_beds(night, places=10)
    counted = night.count(8, kind="winter", base=night.beds(AUTOMATIC, "winter").version)
    night.pass_time(hours=6)
    change(night, 20)
    beds = night.beds(AUTOMATIC, "winter")
    assert (beds.free, beds.capacity, beds.call_first) == (18, 20, True)
    assert (beds.counted_at, beds.counted_by) == (counted.counted_at, night.actor("opvang").name)
    assert night.ask(kind="winter").state == "requested"


def test_own_earlier_count_is_no_ground_to_count_over_a_change(night: Night):
    with_beds(night, places=10)
    counted = night.count(8, kind="winter", base=night.beds(AUTOMATIC, "winter").version)
    change(night, 20)
    with pytest.raises(Conflict):
        night.count(7, kind="winter", base=counted.id)


def test_number_is_told_once_however_often_it_changed(night: Night):
    begin = clock.now() + timedelta(hours=2)
    activation = with_beds(night, places=5, begins_at=begin.isoformat())
    change(night, 9)
    night.pass_time(hours=3)
    for places in (7, 6, 6):
        change(night, places)
    change(night, 4, BY_HAND)
    with night.database.reading() as session:
        [cold] = winter_store.read_cold(session, activation.region_id, clock.now())
        [past] = winter_store.list_history(session, activation.region_id, 1)
        listed = [beds.places for _, beds in winter_store.list_beds(session, activation.id)]
        first = min(session.exec(select(ColdBeds)).all(), key=lambda row: row.from_at)
    assert (cold.places, past.places, sorted(listed)) == (10, 10, [4, 6])
    assert (first.from_at, first.places) == (activation.begins_at, 9)
    assert night.beds(AUTOMATIC, "winter").capacity == 6


def test_second_activation_starts_with_empty_beds(night: Night):
    with_beds(night, places=2)
    night.ask(kind="winter", persons=2)
    end(night)
    night.pass_time(days=3)
    with_beds(night, places=4)
    beds = night.beds(AUTOMATIC, "winter")
    assert (beds.free, beds.held) == (4, 0)


def test_winter_bed_is_refused_to_nobody_for_a_suspension_or_another_group(night: Night):
    with_beds(night)
    asked = night.ask(kind="winter")
    opvang = night.actor("opvang")
    for reason in (Refusal.suspended, Refusal.other_target_group):
        with pytest.raises(Invalid) as refused, night.write() as session:
            answers.refuse_request(session, opvang, asked.id, reason, Alternative.none)
        assert refused.value.code == "winter_is_for_all"
    with night.database.reading() as session:
        assert len(admission.reasons_to_refuse(session, asked)) == len(Refusal) - 2
        assert len(admission.reasons_to_refuse(session, night.ask())) == len(Refusal)
    with night.write() as session:
        refused_row = answers.refuse_request(session, opvang, asked.id, Refusal.house_unsafe, Alternative.other_shelter)
    assert refused_row.state == "refused"


def test_confidential_or_foreign_shelter_cannot_get_winter_beds(night: Night):
    for shelter in (night.shelter(SECRET), night.shelter(AUTOMATIC, almere=True)):
        with pytest.raises(NotFound):
            activate(night, shelter=shelter.id, places=3)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": "2020-01-01T12:00:00+01:00"}, "ends_at"),
        ({"ends_at": "2090-01-01T12:00:00+01:00"}, "ends_at"),
        ({"begins_at": "2020-01-01T12:00:00+01:00"}, "begins_at"),
        ({"reason": ""}, "reason"),
        ({"places": 4}, "shelter"),
        ({"places": -1}, "places"),
    ],
)
@pytest.mark.one_store
def test_decision_says_what_is_wrong(night: Night, change: dict[str, Any], field: str):
    with pytest.raises(Invalid) as refused:
        activate(night, **change)
    assert field in refused.value.fields


def test_same_number_told_again_changes_nothing(night: Night):
    with_beds(night)
    before = night.beds(AUTOMATIC, "winter").version
    change(night, 12)
    assert night.beds(AUTOMATIC, "winter").version == before
    change(night, 13)
    assert night.beds(AUTOMATIC, "winter").version > before


def test_it_is_on_once_at_a_time_and_each_region_decides_alone(night: Night, demo_app: Flask):
    activate(night)
    with pytest.raises(Invalid, match="al aan"):
        activate(night)
    there = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige-almere")
    assert BANNER not in there.get("/bedden").text
    activate(night, "beleid-almere")
    assert BANNER in there.get("/bedden").text


def test_decision_is_asked_twice_and_noted_with_its_person(night: Night, officer: Client, nurse: Client):
    form = {"ends_at": "2026-11-29T12:00", "reason": "Het voelt als min negen"}
    form["ends_at"] = (clock.local(clock.now()) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    first = officer.post("/bedden/winterkou/aan", data=form)
    assert first.status_code == 200
    assert "Nu aanzetten" in first.text
    assert BANNER not in nurse.get("/bedden").text
    assert officer.post("/bedden/winterkou/aan", data={**form, "sure": "yes"}).status_code == 303
    shown = nurse.get("/bedden/winterkou").text
    assert night.actor("beleid").name in shown
    assert "Het voelt als min negen" in shown
    assert "/bedden/winterkou/uit" not in shown
    with night.database.reading() as session:
        log = session.exec(select(AccessEntry).where(AccessEntry.subject == "cold_activation")).all()
    assert [entry.action for entry in log] == ["create"]
    assert officer.post("/bedden/winterkou/uit", data={"reason": ""}).status_code == 422
    assert officer.post("/bedden/winterkou/uit", data={"reason": "Dooi"}).status_code == 303
    assert "Eerder uit door" in nurse.get("/bedden/winterkou").text


def test_banner_stands_on_every_screen_of_the_region_at_once(night: Night, officer: Client, demo_app: Flask):
    form = {"ends_at": "2090-01-01T12:00", "reason": "Vorst", "sure": "yes"}
    form["ends_at"] = (clock.local(clock.now()) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    officer.get("/account")
    assert officer.post("/bedden/winterkou/aan", data=form).status_code == 303
    for name, path in (
        ("straatverpleegkundige", "/"), ("straatverpleegkundige", "/contacten/nieuw"), ("opvang", "/meer"),
        ("coordinator", "/kamers"), ("beheer", "/beheer"), ("beleid", "/geen-pagina"),
    ):  # fmt: skip
        page = Client(demo_app, demo_app.response_class).sign_in(name).get(path).text
        assert page.count(BANNER) == 1, (name, path)
        assert night.actor("beleid").name not in page.split("<main")[0]
    host = Client(demo_app, demo_app.response_class).sign_in("verhuurder").get("/kamers/mijn").text
    assert BANNER not in host, "a host is at home"


def test_banner_costs_no_query_per_page(night: Night, nurse: Client):
    activate(night)
    nurse.get("/meer")
    with asked_of(night.database) as asked:
        for _ in range(5):
            assert BANNER in nurse.get("/meer").text
    assert asked.statements
    assert [one for one in asked.statements if "cold_" in one] == []


def test_banner_is_read_again_after_some_seconds(night: Night, nurse: Client):
    nurse.get("/meer")
    activate(night)
    night.monkeypatch.setattr(banner, "KEPT_SECONDS", -1)
    assert BANNER in nurse.get("/meer").text


def test_board_tag_moves_with_the_decision_and_the_304_asks_nothing_of_it(night: Night, nurse: Client):
    moment = datetime.now(clock.AMSTERDAM)
    night.monkeypatch.setattr(clock, "now", lambda: moment)
    tags = [nurse.get("/bedden").headers["ETag"]]
    activate(night)
    tags.append(nurse.get("/bedden").headers["ETag"])
    end(night)
    tags.append(nurse.get("/bedden").headers["ETag"])
    assert len(set(tags)) == 3
    with asked_of(night.database) as asked:
        assert nurse.get("/bedden", headers={"If-None-Match": tags[-1]}).status_code == 304
    assert [one for one in asked.statements if "cold_" in one] == []


def test_threshold_is_the_regions_own(night: Night, officer: Client, nurse: Client):
    assert "-5 °C" in nurse.get("/bedden/winterkou").text
    assert officer.post("/bedden/winterkou/grens", data={"threshold": "-10"}).status_code == 303
    assert "-10 °C" in nurse.get("/bedden/winterkou").text
    assert officer.post("/bedden/winterkou/grens", data={"threshold": "-99"}).status_code == 422
    assert nurse.post("/bedden/winterkou/grens", data={"threshold": "-1"}).status_code == 403


def test_shelter_counts_and_phone_asks_winter_beds(night: Night, worker: Client, nurse: Client):
    with_beds(night, places=3)
    shelter = night.shelter(AUTOMATIC)
    beds = night.beds(AUTOMATIC, "winter")
    body = {"shelter": str(shelter.id), "category": "winter", "free": 4}
    assert send(worker, "bed.count", body, base_version=beds.version)["status"] == "rejected"
    assert send(worker, "bed.count", {**body, "free": 1}, base_version=beds.version)["status"] == "accepted"
    ask = {"shelter": str(shelter.id), "category": "winter", "age_group": "adult"}
    assert send(nurse, "bed.request", ask)["effect"]["state"] == "held"
    assert send(nurse, "bed.request", ask)["effect"]["state"] == "full"


def test_administrator_does_not_give_winter_beds_as_lasting_places(night: Night, demo_app: Flask):
    admin = Client(demo_app, demo_app.response_class).sign_in("beheer")
    form = {"kind": Kind.winter.value, "capacity": "4", "from_date": clock.tonight().isoformat()}
    answer = admin.post(f"/beheer/opvang/{night.shelter(AUTOMATIC).id}/capaciteit", data=form)
    assert answer.status_code == 422
    assert "winterkouderegeling" in answer.text


def test_request_for_a_shelter_by_hand_stays_possible(night: Night):
    activate(night)
    data = read(BedRequestInput, {"shelter": night.shelter("De Vaart").id, "category": "mixed", "age_group": "adult"})
    with night.write() as session:
        assert requests.request_bed(session, night.actor("jongerenwerker"), data, new_id()).state == "requested"
