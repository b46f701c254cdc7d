"""The report of a night: true numbers, nothing of a person, and no small number for who may not see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, BY_HAND, FULL, SECRET, Night
from tests.beds.nights.acts import lose, refuse, report
from tests.beds.stays.acts import arrive, check_in, check_out, no_show
from tests.beds.winter.acts import activate, change, end, with_beds
from tests.support.client import Client
from webapp import clock
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import answers
from webapp.errors import NotAllowed


def test_night_counts_places_holds_and_refusals_with_what_came_after(night: Night):
    refused = night.ask(BY_HAND, alias="Jan")
    with night.write() as session:
        answers.refuse_request(session, night.actor("opvang"), refused.id, Refusal.suspended, Alternative.other_shelter)
    night.ask(FULL, alias="Jan")
    night.ask(alias="Jan", persons=2)
    night.cancel(night.ask(alias="Piet"))
    found = report(night)
    shelters = {one.name: one for one in found.shelters}
    first = next(one for name, one in shelters.items() if AUTOMATIC in name)
    assert (first.places, first.kept, first.guests, first.taken) == (42, 2, 0, 0)
    assert found.asked == 4
    assert {(line.reason, line.number) for line in found.refusals} == {("Er is nu een schorsing", 1), ("Vol", 1)}
    assert all(AUTOMATIC in line.alternative for line in found.refusals)
    assert not [name for name in shelters if SECRET in name]
    assert found.places == 42 + 16 + 14 + 20


def deny(night: Night, request: BedRequest) -> None:
    with night.write() as session:
        answers.refuse_request(session, night.actor("opvang"), request.id, Refusal.house_unsafe, Alternative.none)


def test_shelter_that_said_no_after_all_gave_no_bed(night: Night):
    deny(night, night.ask(alias="Jan"))
    assert [line.alternative for line in report(night).refusals] == [""]


@pytest.mark.parametrize(
    ("came_of_it", "is_bed"),
    [
        (lambda night, request: None, True),
        (arrive, True),
        (Night.cancel, False),
        (deny, False),
        (no_show, False),
        (lambda night, request: night.pass_time(minutes=50), False),
    ],
    ids=["held", "arrived", "cancelled", "refused", "no_show", "expired"],
)
def test_bed_afterwards_is_one_that_is_kept_or_slept_in(
    night: Night, came_of_it: Callable[[Night, BedRequest], object], is_bed: bool
):
    night.ask(FULL, alias="Jan")
    came_of_it(night, night.ask(alias="Jan"))
    [first] = [line for line in report(night).refusals if line.reason == "Vol"]
    assert (AUTOMATIC in first.alternative) is is_bed


def before_four(night: Night) -> date:
    """Half past three in the morning, the beds counted just now; gives the night it is."""
    night.fall()
    evening = clock.tonight()
    early = datetime.combine(evening + timedelta(days=1), time(3, 30), clock.AMSTERDAM)
    night.pass_time(seconds=(early - clock.now()).total_seconds())
    night.count(6, base=night.beds(AUTOMATIC, "mixed").version)
    return evening


def held(night: Night, day: date) -> int:
    return next(one.held for one in report(night, day=day).shelters if AUTOMATIC in one.name)


def test_bed_held_at_four_stays_so_and_one_held_later_does_not_become_so(night: Night):
    evening = before_four(night)
    night.ask(persons=2)
    found = [held(night, evening)]
    night.pass_time(minutes=40)
    found.append(held(night, evening))
    night.pass_time(hours=1)
    found.append(held(night, evening))
    night.ask()  # writes down that the other ran out
    found.append(held(night, evening))
    assert found == [2, 2, 2, 2]


@pytest.mark.parametrize("end", [arrive, Night.cancel, deny, no_show])
@pytest.mark.parametrize(("minutes", "number"), [(20, 0), (40, 1)])
def test_bed_is_held_at_four_until_a_person_ends_it(
    night: Night, end: Callable[[Night, BedRequest], object], minutes: int, number: int
):
    evening = before_four(night)
    asked = night.ask()
    night.pass_time(minutes=minutes)
    end(night, asked)
    night.pass_time(minutes=20)
    assert held(night, evening) == number


def test_bed_of_who_came_after_all_was_not_held_meanwhile(night: Night):
    evening = before_four(night)
    asked = night.ask()
    no_show(night, asked)
    night.pass_time(minutes=40)
    arrive(night, asked)
    assert held(night, evening) == 0


def test_every_hold_counts_once_also_a_second_of_the_same_person(night: Night, nurse: Client):
    night.ask(alias="Jan", persons=2)
    night.pass_time(minutes=50)
    night.cancel(night.ask(alias="Jan", persons=2))
    night.ask(FULL)
    page = nurse.get(f"/bedden/nacht/{clock.tonight().isoformat()}").text
    assert "<dt>Keer een bed vastgehouden</dt><dd>2</dd>" in page
    assert report(night).kept == 2


def test_night_counts_who_slept_there_also_who_walked_in_and_nobody_who_left_before(night: Night):
    night.fall()
    night.count(6, base=night.beds(AUTOMATIC, "mixed").version)
    arrive(night, night.ask(persons=2))
    check_in(night)
    check_out(night, check_in(night))
    found = next(one for one in report(night).shelters if AUTOMATIC in one.name)
    assert (found.guests, found.taken) == (3, 3)
    tonight = clock.tonight()
    night.pass_time(hours=24)
    check_in(night)
    found = next(one for one in report(night, day=tonight).shelters if AUTOMATIC in one.name)
    assert (found.guests, found.taken) == (3, 3), "a guest of the next night did not sleep here"


def test_page_is_red_when_someone_found_no_place_and_green_when_not(night: Night, nurse: Client):
    url = f"/bedden/nacht/{clock.tonight().isoformat()}"
    assert "Niet geplaatst: 0" in nurse.get(url).text
    lose(night, 2)
    page = nurse.get(url).text
    assert "Niet geplaatst: 2" in page
    assert 'class="notice bad"' in page
    assert "<table" in page
    assert "Kanarie" not in page


def test_policy_officer_gets_no_number_under_five_but_knows_whether_it_is_zero(night: Night, demo_app: Flask):
    officer = Client(demo_app, demo_app.response_class).sign_in("beleid")
    url = f"/bedden/nacht/{clock.tonight().isoformat()}"
    assert "Niet geplaatst: 0" in officer.get(url).text
    lose(night, 4)
    night.ask(FULL)
    page = officer.get(url).text
    assert "Niet geplaatst: &lt;5" in page
    assert "<table" not in page
    assert AUTOMATIC not in page
    assert not [n for n in ("<b>1</b>", "Niet geplaatst: 4") if n in page]
    lose(night, 1)
    assert "Niet geplaatst: 5" in officer.get(url).text


def test_hidden_number_cannot_be_worked_out(night: Night):
    found = report(night, "beleid")
    assert found.small_hidden
    assert [found.tell(n) for n in (0, 1, 4, 5)] == ["0", "<5", "<5", "5"]


def test_requests_of_a_night_are_not_told_where_a_small_refusal_would_follow(night: Night, demo_app: Flask):
    officer = Client(demo_app, demo_app.response_class).sign_in("beleid")
    url = f"/bedden/nacht/{clock.tonight().isoformat()}"
    for _ in range(6):
        night.ask(FULL)
    assert report(night, "beleid").asked == 6
    refuse(night, Refusal.suspended)
    assert report(night, "beleid").asked is None, "7 requests, of which 6 were told as full"
    assert report(night).asked == 7
    page = officer.get(url).text
    assert "<dt>Aanvragen</dt><dd>niet getoond</dd>" in page
    assert "geen totaal waar zo’n aantal uit volgt" in page
    for _ in range(4):
        refuse(night, Refusal.suspended)
    assert report(night, "beleid").asked == 11
    night.cancel(night.ask())
    assert report(night, "beleid").asked is None, "12 requests, of which 11 were told as refused"


def test_requests_of_a_night_are_not_told_beside_few_kept_beds(night: Night):
    for _ in range(5):
        night.ask(FULL)
    night.ask(persons=2)
    assert report(night, "beleid").asked is None


def test_small_reasons_stand_in_an_order_that_does_not_tell_which_is_more(night: Night):
    refuse(night, Refusal.suspended)
    for _ in range(2):
        night.ask(FULL)
    assert [reason for reason, _ in report(night).reasons] == ["Vol", "Er is nu een schorsing"]
    assert [reason for reason, _ in report(night, "beleid").reasons] == ["Er is nu een schorsing", "Vol"]


def test_fresh_counts_are_judged_at_eleven(night: Night, monkeypatch: pytest.MonkeyPatch):
    evening = datetime.combine(clock.tonight(), time(23, 30), clock.AMSTERDAM)
    night.pass_time(seconds=(evening - clock.now()).total_seconds())
    night.count(3, base=night.beds(AUTOMATIC, "mixed").version)  # at 23:30: too late to count
    before = report(night)
    assert before.countable == 8
    night.pass_time(days=1, hours=-1)
    night.count(3, base=night.beds(AUTOMATIC, "mixed").version)
    night.pass_time(hours=1)
    assert report(night).fresh == 1


def places(night: Night, day: date) -> tuple[int, int]:
    """How many places two houses had in a night."""
    found = {one.name: one.places for one in report(night, day=day).shelters}
    first, second = (next(n for name, n in found.items() if house in name) for house in (AUTOMATIC, BY_HAND))
    return first, second


def test_other_number_of_winter_beds_leaves_the_nights_before_as_they_were(night: Night):
    first = clock.tonight()
    with_beds(night, places=10)
    before = report(night)
    night.pass_time(days=1)
    change(night, 20)
    change(night, 5, BY_HAND)
    after = report(night, day=first)
    assert (after.shelters, after.countable) == (before.shelters, before.countable)
    assert places(night, first) == (42 + 10, 16)
    assert places(night, clock.tonight()) == (42 + 20, 16 + 5)


def test_winter_beds_of_a_night_are_the_most_that_stood_open(night: Night):
    at_noon(night)
    first = clock.tonight()
    activate(night)
    assert places(night, first) == (42, 16)
    night.pass_time(hours=2)
    for number in (6, 10, 4):
        change(night, number)
        night.pass_time(hours=2)
    assert places(night, first) == (42 + 10, 16)
    night.pass_time(days=1)
    assert places(night, clock.tonight()) == (42 + 4, 16)
    end(night)
    night.pass_time(days=1)
    assert places(night, clock.tonight()) == (42, 16)
    assert places(night, first) == (42 + 10, 16)


def at_noon(night: Night) -> None:
    """Go on to ten past noon, when a night begins."""
    noon = datetime.combine(clock.tonight() + timedelta(days=1), time(12, 10), clock.AMSTERDAM)
    night.pass_time(seconds=(noon - clock.now()).total_seconds())


def test_report_stays_of_its_region_and_its_night(night: Night):
    lose(night, 1)
    night.ask(FULL)
    assert report(night, "straatverpleegkundige-almere").without == 0
    assert report(night, day=clock.tonight() - timedelta(days=1)).asked == 0
    assert report(night).without == 1


@pytest.mark.parametrize("name", ["vrijwilliger", "verhuurder", "coordinator", "beheer"])
def test_other_roles_do_not_see_the_report(night: Night, demo_client: Client, name: str):
    assert demo_client.sign_in(name).get(f"/bedden/nacht/{clock.tonight().isoformat()}").status_code == 403
    with pytest.raises(NotAllowed):
        report(night, name)


@pytest.mark.parametrize("day", ["morgen", "2019-12-31", "9999-12-31", "2026-13-01"])
@pytest.mark.one_store
def test_night_that_is_not_there_is_not_found(night: Night, nurse: Client, day: str):
    assert nurse.get(f"/bedden/nacht/{day}").status_code == 404


def test_nights_lead_to_each_other(night: Night, nurse: Client):
    assert nurse.get("/bedden/nacht").location == f"/bedden/nacht/{clock.tonight().isoformat()}"
    before = (clock.tonight() - timedelta(days=1)).isoformat()
    assert f'href="/bedden/nacht/{before}"' in nurse.get(f"/bedden/nacht/{clock.tonight().isoformat()}").text
    assert f'href="/bedden/nacht/{clock.tonight().isoformat()}"' in nurse.get(f"/bedden/nacht/{before}").text
