"""Numbers a person enters: the last holds, the earlier stay, unknown is not zero, small ones are not for everyone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.beds.night import Night
from tests.facilities.acts import HOME, enter, report, this_month, visit
from tests.facilities.respite_house import also, arrive, facility, leave
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotAllowed, NotFound
from webapp.facilities import entries as facility_entries
from webapp.facilities import report as facility_report
from webapp.facilities.entries import Entries
from webapp.facilities.kinds import MONTHLY, FacilityKind, Metric
from webapp.facilities.models import FacilityStaff
from webapp.figures import periods


def entries(night: Night, month: date | None = None) -> Entries:
    with night.database.reading() as session:
        first = month or this_month()
        return facility_entries.read_entries(session, facility(night, HOME), MONTHLY, first, first)


def employ(night: Night, username: str) -> None:
    also(night, username, Role.shelter_worker)
    with night.write() as session:
        session.add(FacilityStaff(facility_id=facility(night, HOME).id, user_id=night.actor(username).user_id))


def test_last_number_holds_and_the_earlier_ones_stay_with_who_and_when(night: Night):
    employ(night, "jongerenwerker")
    enter(night, occupied=6, incidents=2)
    enter(night, by="jongerenwerker", occupied=6, incidents=3)
    found = entries(night)
    assert found.value(Metric.incidents, this_month()) == 3
    kept = [(entry.metric, entry.value, entry.by) for entry in found.history(this_month())]
    assert kept[0] == (Metric.incidents, 3, "Demo Karim")
    assert sorted(kept[1:]) == [(Metric.incidents, 2, "Demo Kees"), (Metric.occupied, 6, "Demo Kees")]


def test_unknown_is_not_zero_and_a_number_can_become_unknown_again(night: Night):
    enter(night, incidents=0)
    found = entries(night)
    assert (found.value(Metric.incidents, this_month()), found.value(Metric.police, this_month())) == (0, None)
    enter(night, was={"incidents": "0"})
    assert entries(night).value(Metric.incidents, this_month()) is None
    assert [entry.shown for entry in entries(night).history(this_month())] == ["", "0"]


def test_same_numbers_again_write_nothing(night: Night):
    for _ in range(2):
        enter(night, occupied=6, self_reliance="2,8")
    assert len(entries(night).history(this_month())) == 2
    assert entries(night).last(Metric.self_reliance, this_month()).shown == "2,8"  # type: ignore[union-attr]


def test_form_that_arrives_twice_does_not_undo_a_colleague(night: Night):
    employ(night, "jongerenwerker")
    enter(night, incidents=2)
    enter(night, by="jongerenwerker", incidents=5)
    with pytest.raises(Conflict):
        enter(night, incidents=2, was={})
    assert entries(night).value(Metric.incidents, this_month()) == 5
    enter(night, incidents=2)
    assert entries(night).value(Metric.incidents, this_month()) == 2


def test_number_one_left_alone_stays_as_a_colleague_made_it(night: Night, worker: Client):
    employ(night, "jongerenwerker")
    enter(night, incidents=2)
    url = f"/bedden/voorzieningen/{facility(night, HOME).id}/maand/{this_month():%Y-%m}"
    form = filled_in(worker.get(url).text, "maand")
    enter(night, by="jongerenwerker", incidents=5, police=7)
    refused = worker.post(url, data={**form, "occupied": "99"})
    assert refused.status_code == 422
    again = filled_in(refused.text, "maand")
    assert (again["occupied"], again["incidents"], again["police"]) == (["99"], ["5"], ["7"])
    assert worker.post(url, data={**form, "occupied": "3"}).status_code == 303
    refused = worker.post(url, data={**again, "occupied": "4"})
    assert refused.status_code == 409
    assert "Er staat nu: 3." in refused.text
    assert "Laatst bijgewerkt door Demo Kees" in refused.text
    assert worker.post(url, data=filled_in(refused.text, "maand")).status_code == 303
    found = entries(night)
    stands = [found.value(one, this_month()) for one in (Metric.occupied, Metric.incidents, Metric.police)]
    assert stands == [4, 5, 7]
    assert worker.post(url, data={**filled_in(worker.get(url).text, "maand"), "police": ""}).status_code == 303
    assert entries(night).value(Metric.police, this_month()) is None


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({}, "occupied"),
        ({"occupied": 9}, "occupied"),
        ({"occupied": -1}, "occupied"),
        ({"incidents": "veel"}, "incidents"),
        ({"police": 10**9}, "police"),
        ({"self_reliance": "5,1"}, "self_reliance"),
        ({"self_reliance": "0"}, "self_reliance"),
        ({"self_reliance": "2,85"}, "self_reliance"),
        ({"self_reliance": "nan"}, "self_reliance"),
    ],
)
def test_number_that_cannot_be_is_refused_at_its_field(night: Night, numbers: dict[str, Any], field: str):
    with pytest.raises(Invalid) as refused:
        enter(night, **numbers)
    assert list(refused.value.fields) == [field]


def test_visitors_are_counted_by_week_and_corrected(night: Night):
    monday = periods.week_of(clock.today())
    visit(night, 12)
    visit(night, 41, monday)
    with night.database.reading() as session:
        cells = facility_report.visitors_by_week(session, facility(night), hidden=False)[Metric.visitors]
    assert (cells[-1].period, cells[-1].shown, cells[-1].part) == (monday, "41", 91.1)
    with pytest.raises(Invalid):
        visit(night, 3, clock.today() + timedelta(days=8))
    with pytest.raises(Invalid):
        visit(night, "", monday - timedelta(weeks=60))
    with pytest.raises(Invalid):
        visit(night, -2)


def test_only_its_own_people_enter_numbers(night: Night):
    with pytest.raises(NotFound):
        enter(night, by="opvang-almere", occupied=1)
    for other in ("straatverpleegkundige", "beleid", "beheer"):
        with pytest.raises(NotAllowed):
            enter(night, by=other, occupied=1)


def test_policy_officer_gets_no_small_number(night: Night):
    enter(night, occupied=4, incidents=3, nuisance=0, police=6, self_reliance="2,8")
    own, aggregate = report(night, "opvang"), report(night, "beleid")
    shown = {metric: (own.series[metric][-1].shown, aggregate.series[metric][-1].shown) for metric in MONTHLY}
    assert shown == {
        Metric.occupied: ("4", "<5"),
        Metric.incidents: ("3", "<5"),
        Metric.nuisance: ("0", "0"),
        Metric.police: ("6", "6"),
        Metric.self_reliance: ("2,8", ""),
    }
    assert aggregate.series[Metric.self_reliance][-1].few
    enter(night, occupied=3, incidents=1, nuisance=0, police=6, self_reliance="2,8")
    assert [aggregate.series[metric][-1].part for metric in (Metric.occupied, Metric.incidents)] == [None, None]
    drawn = [[cell.part for cell in cells] for cells in report(night, "beleid").series.values()]
    assert drawn == [[cell.part for cell in cells] for cells in aggregate.series.values()], "the picture tells nothing"


def test_policy_officer_sees_stays_that_ended_and_no_part_that_is_small(night: Night):
    aggregate = report(night, "beleid", FacilityKind.respite).stays
    own = report(night, "opvang", FacilityKind.respite).stays
    assert own is not None
    assert aggregate is not None
    assert (aggregate.shown, aggregate.referrers.lines, aggregate.outcomes.lines) == (str(own.number), None, None)
    assert sum(number for _, number in own.outcomes.lines or ()) == own.number
    leave(night, arrive(night))
    after = report(night, "opvang", FacilityKind.respite).stays
    assert after is not None
    assert after.number == own.number + 1


def test_nobody_else_reads_the_figures(night: Night):
    for other in ("straatverpleegkundige", "beheer", "opvang-almere", "beleid-almere"):
        with pytest.raises(NotFound):
            report(night, other)


@pytest.mark.one_store
def test_policy_pages_show_no_name_and_no_small_number(night: Night, demo_app: Flask):
    arrive(night, guest="Kanariepietje")
    visit(night, 3)
    enter(night, occupied=4, self_reliance="2,9")
    officer = Client(demo_app, demo_app.response_class).sign_in("beleid")
    assert "Keerpunt Zuid" in officer.get("/bedden/voorzieningen/cijfers").text
    for kind in FacilityKind:
        house = facility(night, kind).id
        page = officer.get(f"/bedden/voorzieningen/{house}/cijfers").text
        assert "&lt;5" in page
        assert ("te weinig mensen" in page.lower()) is (kind is HOME)
        assert "Gast" not in page.replace("gasten", "")
        assert "Kanarie" not in page
        assert officer.get(f"/bedden/voorzieningen/{house}").status_code == 403
    assert "/bedden/voorzieningen/cijfers" in officer.get("/meer").text


@pytest.mark.one_store
def test_month_page_keeps_what_was_typed_and_shows_who_filled_in_what(night: Night, worker: Client):
    home = f"/bedden/voorzieningen/{facility(night, HOME).id}"
    url = f"{home}/maand/{this_month():%Y-%m}"
    form = {"id": str(new_id()), "occupied": "99", "incidents": "2", "self_reliance": "2,8"}
    refused = worker.post(url, data=form)
    assert refused.status_code == 422
    assert "Er waren toen 8 plekken." in refused.text
    assert 'value="2,8"' in refused.text
    for _ in range(2):
        assert worker.post(url, data={**form, "occupied": "7"}).status_code == 303
    page = worker.get(url).text
    assert page.count("Demo Kees") == 3
    assert "zelfredzaamheid 2,8" in worker.get(home).text
    for text in ("2999-01", "1999-01", "geen"):
        assert worker.get(f"{home}/maand/{text}").status_code == 404
    assert worker.get(f"{home}/bezoekers").status_code == 404, "a small home has no visitors"


@pytest.mark.one_store
def test_visitors_page_keeps_what_was_typed(night: Night, worker: Client):
    home = f"/bedden/voorzieningen/{facility(night).id}"
    week = periods.week_of(clock.today()).isoformat()
    refused = worker.post(f"{home}/bezoekers", data={"week": week, "visitors": "-4"})
    assert refused.status_code == 422
    assert 'value="-4"' in refused.text
    assert worker.post(f"{home}/bezoekers", data={"week": week, "visitors": "44"}).location == home
    assert "<b>44</b>" in worker.get(home).text
    assert worker.get(f"{home}/cijfers?jaar=1999").status_code == 404
