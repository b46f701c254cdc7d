"""A reader of numbers learns nobody's facts by trying or by subtracting: policy officers and administrators.

Each test plays the attack: the same acts beside two houses that differ in a few people only must get the same answers.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.beds.administration.acts import places
from tests.beds.night import AUTOMATIC, BY_HAND, FULL, Night
from tests.facilities.acts import enter, report
from tests.facilities.respite_house import arrive, facility, leave
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp import clock
from webapp.accounts import store as accounts
from webapp.facilities import entries as facility_entries
from webapp.facilities.kinds import FacilityKind, Metric
from webapp.figures import small_numbers
from webapp.units.store import read_supply

Answers = list[tuple[int, str]]


def browser(app: Flask, user: str) -> Client:
    return Client(app, app.response_class).sign_in(user)


def said(answer: Any) -> tuple[int, str]:
    """An answer without the parts that differ by themselves: its status and its page."""
    found = re.findall(r'role="alert".*?</|class="error".*?</', answer.text, re.DOTALL)
    return answer.status_code, " ".join(re.sub(r"[0-9a-f-]{36}", "", one) for one in found)


@pytest.mark.parametrize("role", ["policy_officer", "administrator"])
def test_role_that_an_administrator_gives_alone_shows_no_small_number(night: Night, demo_app: Flask, role: str):
    """A volunteer sees the board and a policy officer the nights; together they are nobody who works with guests."""
    night.ask(FULL, alias="Jan")
    chief = browser(demo_app, "beheer")
    with night.write() as session:
        row = accounts.find_demo_user(session, "beheer")
        assert row
        row.roles = list(dict.fromkeys([role, "policy_officer", "volunteer"]))
        session.add(row)
    pages = ["/bedden/nacht/" + clock.tonight().isoformat(), "/bedden/bezetting"]
    told = [chief.get(path) for path in pages]
    assert [answer.status_code for answer in told] == [200, 200]
    assert all("onder de 5 tonen we niet" in answer.text for answer in told)
    assert FULL not in "".join(answer.text for answer in told)


@pytest.mark.parametrize("user", ["beleid", "beheer"])
@pytest.mark.parametrize("again", [False, True], ids=["while it holds", "begun anew"])
def test_winter_beds_answer_the_same_whoever_sleeps_in_them(night: Night, demo_app: Flask, user: str, *, again: bool):
    chief = browser(demo_app, user)
    end = (clock.local(clock.now()) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    decision = {"ends_at": end, "reason": "Vorst", "sure": "yes"}
    houses = [night.shelter(name).id for name in (AUTOMATIC, BY_HAND)]
    assert chief.post("/bedden/winterkou/aan", data=decision).status_code == 303
    for house in houses:
        assert chief.post("/bedden/winterkou/bedden", data={"shelter": str(house), "places": "9"}).status_code == 303
    for _ in range(3):
        night.ask(AUTOMATIC, kind="winter")
    if again:
        assert chief.post("/bedden/winterkou/uit", data={"reason": "Dooi"}).status_code == 303
        answers = []
        for house in houses:
            tried = {**decision, "shelter": str(house), "places": "1"}
            answers.append(said(chief.post("/bedden/winterkou/aan", data=tried)))
            assert chief.post("/bedden/winterkou/uit", data={"reason": "Dooi"}).status_code == 303
    else:
        answers = [
            [said(chief.post("/bedden/winterkou/bedden", data={"shelter": str(house), "places": str(n)}))
             for n in (8, 4, 3, 2, 1, 9)]
            for house in houses
        ]  # fmt: skip
    assert answers[0] == answers[1]
    beds = night.beds(AUTOMATIC, "winter") if not again else None
    assert beds is None or (beds.held, beds.free) == (3, 6)  # nobody lost a bed, and none is promised twice


def test_who_is_held_a_winter_bed_keeps_it_when_there_are_fewer_and_nobody_else_gets_it(night: Night, demo_app: Flask):
    chief = browser(demo_app, "beleid")
    end = (clock.local(clock.now()) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    chief.post("/bedden/winterkou/aan", data={"ends_at": end, "reason": "Vorst", "sure": "yes"})
    form = {"shelter": str(night.shelter(AUTOMATIC).id)}
    chief.post("/bedden/winterkou/bedden", data={**form, "places": "9"})
    held = [night.ask(AUTOMATIC, kind="winter") for _ in range(3)]
    assert chief.post("/bedden/winterkou/bedden", data={**form, "places": "1"}).status_code == 303
    beds = night.beds(AUTOMATIC, "winter")
    assert (beds.capacity, beds.held, beds.free) == (1, 3, 0)
    assert night.ask(AUTOMATIC, kind="winter").state != "held"
    assert {one.state for one in held} == {"held"}


def test_places_and_closing_answer_an_administrator_the_same_whoever_sleeps_there(night: Night, demo_app: Flask):
    admin = browser(demo_app, "beheer")
    url = f"/beheer/opvang/{night.shelter(AUTOMATIC).id}"
    whole = night.beds(AUTOMATIC, "mixed").capacity

    def attack() -> list[Any]:
        form = filled_in(admin.get(url).text, "opvang")
        tried = [said(places(admin, url, "mixed", whole - n)) for n in (1, 2, 3, 4, whole)]
        return [*tried, said(admin.post(url, data={**form, "closes_on": clock.tonight().isoformat()}))]

    before = attack()
    night.ask(persons=2)
    assert attack() == before
    assert {status for status, _ in before} == {422}
    assert not any(re.search(r"\bbezet|vastgehouden", text) for _, text in before)


def test_places_of_respite_answer_an_administrator_the_same_whoever_stays_there(night: Night, demo_app: Flask):
    admin = browser(demo_app, "beheer")
    house = facility(night).id
    with night.database.reading() as session:
        whole = read_supply(session, house).on(clock.today())

    def attack() -> Answers:
        body = {"from_date": clock.today().isoformat()}
        url = f"/beheer/voorzieningen/{house}/plekken"
        return [said(admin.post(url, data={**body, "places": str(n)})) for n in range(whole)]

    before = attack()
    arrive(night)
    assert attack() == before
    assert {status for status, _ in before} == {422}


def test_means_beside_group_sizes_tell_no_newcomer(night: Night):
    """Seven people had a mean of 3,0; an eighth comes, and by 3,2 would be a 4,6."""
    enter(night, occupied=7, self_reliance="3,0")
    first = report(night, "beleid").series[Metric.self_reliance][-1]
    enter(night, occupied=8, self_reliance="3,2")
    second = report(night, "beleid").series[Metric.self_reliance][-1]
    assert (first.shown, first.part, second.shown, second.part) == ("", None, "", None)
    assert report(night, "opvang").series[Metric.self_reliance][-1].shown == facility_entries.tenths(32)


@pytest.mark.parametrize(
    ("people", "mean", "told"), [(0, 3.2, None), (4, 3.2, None), (19, 3.2, None), (20, 3.2, 3), (200, 3.6, 4)]
)
def test_a_mean_is_told_of_many_and_in_whole_numbers(people: int, mean: float, told: int | None):
    assert small_numbers.visible_mean(mean, people, hidden=True) == told
    assert small_numbers.visible_mean(mean, people, hidden=False) == mean


def test_parts_of_a_year_that_goes_on_tell_nobody_where_the_next_one_went(
    night: Night, demo_app: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(small_numbers, "LEAST", 1)  # as in a house with many stays of every kind

    monkeypatch.setattr(small_numbers, "MANY", 1)

    def look() -> tuple[Any, Any, Any]:
        found = report(night, "beleid", FacilityKind.respite).stays
        assert found is not None
        return found.outcomes.lines, found.referrers.lines, found.mean_nights

    before = look()
    leave(night, arrive(night, arrived_on=clock.today() - timedelta(days=20)))
    assert look() == before == (None, None, "")
    page = browser(demo_app, "beleid").get(f"/bedden/voorzieningen/{facility(night).id}/cijfers").text
    assert "De verdeling staat hier als het jaar om is." in page
    assert "gemiddelde lengte: als het jaar om is" in page
