"""The month of a region and the printed list of a night: true numbers, and nothing for who may not see it."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import AUTOMATIC, BY_HAND, SECRET, Night
from tests.beds.nights.acts import lose, month, of, refuse, report
from tests.beds.stays.acts import check_in, check_out, close
from tests.beds.winter.acts import change, with_beds
from tests.support.client import Client
from webapp import clock
from webapp.beds.kinds import Refusal
from webapp.beds.ledger.models import Stay
from webapp.errors import NotAllowed, NotFound
from webapp.figures import small_numbers


def forget_guests(night: Night) -> None:
    """Forget the demo's own guests: the next guest is the first of their house."""
    with night.write() as session:
        for known in session.exec(select(Stay)).all():
            session.delete(known)


@pytest.fixture
def midmonth(night: Night) -> Night:
    """The demo's night, in the middle of a month."""
    ahead = (clock.tonight().replace(day=1) + timedelta(days=32)).replace(day=15)
    night.pass_time(seconds=(datetime.combine(ahead, time(20), clock.AMSTERDAM) - clock.now()).total_seconds())
    return night


def test_month_tells_who_slept_there_each_night(night: Night):
    night.fall()
    first = clock.tonight()
    check_in(night, persons=2)
    night.pass_time(days=1)
    stay = check_in(night)
    night.pass_time(days=1)
    check_out(night, stay)
    found = month(night, day=clock.tonight())
    nights = dict(zip(found.nights, of(found, AUTOMATIC), strict=True))
    days = [first + timedelta(days=n) for n in range(3)]
    assert [nights[day] for day in days if day in nights] == [
        (taken, 42) for day, taken in zip(days, (2, 3, 2), strict=True) if day in nights
    ]
    assert not any(SECRET in shelter.name for shelter in found.shelters)


@pytest.fixture
def second_month(midmonth: Night) -> Night:
    """A house's first guest ever came and went in the middle of a month; the fourth night of the next month."""
    night = midmonth
    forget_guests(night)
    check_out(night, check_in(night))
    fourth = (clock.tonight() + timedelta(days=32)).replace(day=4)
    night.pass_time(days=(fourth - clock.tonight()).days)
    return night


def test_night_without_guests_is_known_since_the_first_guest_ever(second_month: Night):
    night = second_month
    before = (clock.tonight().replace(day=1) - timedelta(days=1)).replace(day=15)
    check_in(night, persons=3)
    night.pass_time(hours=12)
    found = month(night)
    house = next(one for one in found.shelters if AUTOMATIC in one.name)
    assert house.nights == ((0, 42), (0, 42), (0, 42), (3, 42))
    assert [column.shown for column in found.columns(house)] == ["0", "0", "0", "3"]
    assert (house.share, found.region.share) == (2, 2), "3 of 168"
    for day in (before - timedelta(days=1), before, *found.nights):
        told = next(one for one in report(night, day=day).shelters if AUTOMATIC in one.name)
        then = month(night, day=day)
        [there] = [one for one in then.shelters if one.name == house.name]
        shown = then.columns(there)[then.nights.index(day)].shown
        assert shown == ("" if told.no_book else str(told.taken)), day


def test_empty_month_of_a_house_with_a_book_is_known(second_month: Night, demo_app: Flask):
    found = month(second_month)
    house = next(one for one in found.shelters if AUTOMATIC in one.name)
    assert house.keeps_book
    assert found.region.keeps_book
    assert (house.share, [column.shown for column in found.columns(house)]) == (0, ["0"] * 4)
    assert [one.name for one in found.shelters if one.keeps_book] == [house.name]
    assert month(second_month, day=found.begins).is_known
    page = Client(demo_app, demo_app.response_class).sign_in("opvang").get("/bedden/bezetting").text
    part = next(one for one in page.split("<section") if f">{house.name}</h2>" in one)
    assert "0% bezet" in part
    assert "schreef nog niemand in" not in part


def test_change_of_capacity_does_not_rewrite_the_nights_before(night: Night):
    night.fall()
    tonight = clock.tonight()
    check_in(night)
    with night.write() as session:
        from webapp.beds.administration.inputs import CapacityInput
        from webapp.beds.administration.service import set_capacity

        data = CapacityInput(kind="mixed", capacity=10, from_date=tonight + timedelta(days=1))
        set_capacity(session, night.actor("beheer"), data, night.shelter(AUTOMATIC).id)
    night.pass_time(days=1)
    found = month(night, day=clock.tonight())
    nights = dict(zip(found.nights, of(found, AUTOMATIC), strict=True))
    assert nights[clock.tonight()] == (1, 28)
    assert nights.get(tonight, (1, 42)) == (1, 42)


def test_other_number_of_winter_beds_does_not_rewrite_the_nights_before(night: Night):
    night.fall()
    tonight = clock.tonight()
    check_in(night)
    with_beds(night, places=10)
    night.pass_time(days=1)
    change(night, 20)
    for day, places in ((tonight, 42 + 10), (clock.tonight(), 42 + 20)):
        found = month(night, day=day)
        assert dict(zip(found.nights, of(found, AUTOMATIC), strict=True))[day] == (1, places)


def test_month_counts_who_found_no_place_and_every_reason(night: Night):
    lose(night, 3)
    night.ask("Linde", "families", persons=4)
    found = month(night)
    assert sum(found.without) == 3
    assert found.reasons == [("Vol", 1)]


def test_page_has_a_picture_with_its_table_and_the_months_beside_it(night: Night, demo_app: Flask):
    night.fall()
    check_in(night)
    first = month(night).begins
    night.pass_time(days=32)
    worker = Client(demo_app, demo_app.response_class).sign_in("opvang")
    page = worker.get("/bedden/bezetting").text
    assert page.count('<svg class="columns" role="img" aria-label="Bezetting per nacht') >= 2
    assert page.count("<table>") >= 2
    assert "Deze opvang schreef nog niemand in." in page
    before = (clock.tonight().replace(day=1) - timedelta(days=1)).replace(day=1)
    assert f"?maand={before:%Y-%m}" in page
    assert 'rel="prev"' not in worker.get(f"/bedden/bezetting?maand={first:%Y-%m}").text, "nothing was known before it"


@pytest.mark.parametrize("text", ["2026-13", "november", "2999-01", "1999-01", "2026-1"])
def test_month_that_is_not_there_is_not_found(worker: Client, text: str):
    assert worker.get(f"/bedden/bezetting?maand={text}").status_code == 404


def test_policy_officer_sees_the_region_and_no_number_under_five(night: Night, demo_app: Flask):
    forget_guests(night)
    lose(night, 2)
    check_in(night)
    officer = Client(demo_app, demo_app.response_class).sign_in("beleid")
    page = officer.get("/bedden/bezetting").text
    assert "<td>&lt;5</td>" in page
    assert "Niet geplaatst" not in page
    assert AUTOMATIC not in page
    assert month(night, "beleid").shelters == ()


def told_in_tally(demo_app: Flask, by: str = "beleid") -> list[str]:
    """The figures on top of the page: the share, people without a place, the fresh counts."""
    page = Client(demo_app, demo_app.response_class).sign_in(by).get("/bedden/bezetting").text
    return re.findall(r'<b class="count">(.*?)</b>', page)[:3]


def test_total_of_a_month_is_not_told_where_a_hidden_night_would_follow(midmonth: Night, demo_app: Flask):
    night = midmonth
    lose(night, 6)
    assert told_in_tally(demo_app)[1] == "6"
    night.pass_time(days=1)
    lose(night, 3)
    assert told_in_tally(demo_app, "opvang")[1] == "9"
    assert told_in_tally(demo_app)[1] == "–", "9 less the 6 of the other night is the hidden 3"
    page = Client(demo_app, demo_app.response_class).sign_in("beleid").get("/bedden/bezetting").text
    assert "keer geen plek gevonden: niet getoond" in page
    assert "geen totaal waar zo’n aantal uit volgt" in page
    lose(night, 2)
    assert told_in_tally(demo_app)[1] == "11"


def test_small_total_of_a_month_is_not_told_either(midmonth: Night, demo_app: Flask):
    for _ in range(4):
        lose(midmonth, 1)
        midmonth.pass_time(days=1)
    assert told_in_tally(demo_app)[1] == "–", "under '<5' each of four nights with '<5' is 1"


def test_reason_of_a_month_is_not_told_where_a_hidden_night_would_follow(midmonth: Night, demo_app: Flask):
    night, officer = midmonth, Client(demo_app, demo_app.response_class)
    for _ in range(6):
        refuse(night, Refusal.suspended)
    for _ in range(5):
        refuse(night, Refusal.house_unsafe)
    assert [number for _, number in month(night, "beleid").reasons] == [6, 5]
    night.pass_time(days=1)
    refuse(night, Refusal.suspended)
    often, other = Refusal.suspended.label, Refusal.house_unsafe.label
    assert month(night).reasons == [(often, 7), (other, 5)]
    assert month(night, "beleid").reasons == [(other, 5), (often, None)]
    page = officer.sign_in("beleid").get("/bedden/bezetting").text
    assert "<b>niet getoond</b>" in page
    assert "<b>7</b>" not in page


def test_share_of_a_month_is_not_told_where_a_hidden_night_would_follow(midmonth: Night, demo_app: Flask):
    night = midmonth
    forget_guests(night)
    stays = [check_in(night) for _ in range(6)]
    assert told_in_tally(demo_app)[0] == f"{month(night).region.share}%"
    night.pass_time(days=1)
    for stay in stays[:3]:
        check_out(night, stay)
    night.pass_time(hours=12)
    assert told_in_tally(demo_app)[0] == "–", "share x places less the 6 of the other night is the hidden 3"
    assert told_in_tally(demo_app, "opvang")[0] == f"{month(night).region.share}%"


@pytest.mark.parametrize(
    ("parts", "told"), [((), True), ((0, 5), True), ((0, 4), False), ((6, 1, 9), False), ((1, 1, 1, 1), False)]
)
def test_sum_is_told_beside_its_parts_unless_one_is_small(parts: tuple[int, ...], told: bool):
    assert small_numbers.may_tell_sum(parts) is told
    assert (small_numbers.visible_sum(sum(parts), parts, hidden=True) is not None) is told
    assert small_numbers.visible_sum(sum(parts), parts, hidden=False) == sum(parts)


def test_who_may_not_see_nights_sees_no_month(night: Night):
    with pytest.raises(NotAllowed):
        month(night, "coordinator")
    with pytest.raises(NotFound):
        month(night, day=clock.tonight() + timedelta(days=40))


def test_night_list_names_who_comes_and_who_sleeps_here(night: Night, worker: Client):
    shelter = night.shelter(AUTOMATIC).id
    check_in(night, guest="Kanarie Gast")
    close(night, 1)
    night.ask(alias="Kanariepietje", needs=["dog"])
    page = worker.get(f"/bedden/{shelter}/nachtlijst").text
    for words in ("Kanarie Gast", "Kanariepietje", "Hond mee", "Vernietig het papier"):
        assert words in page
    assert f"/bedden/{shelter}/nachtlijst" in worker.get(f"/bedden/{shelter}").text


def test_night_list_is_for_the_people_of_the_shelter_only(night: Night, demo_app: Flask, nurse: Client):
    shelter = night.shelter(BY_HAND).id
    assert nurse.get(f"/bedden/{shelter}/nachtlijst").status_code == 403
    elsewhere = Client(demo_app, demo_app.response_class).sign_in("opvang-almere")
    assert elsewhere.get(f"/bedden/{shelter}/nachtlijst").status_code == 404


def test_night_that_is_not_over_changes_no_share_of_the_month(midmonth: Night):
    # Given one night in the books, in which everything was counted shortly before 23:00
    night = midmonth
    forget_guests(night)
    night.pass_time(hours=2)
    for house in night.board().values():
        for beds in house.categories:
            with contextlib.suppress(NotFound):
                night.count(beds.capacity, house.name, beds.kind, base=beds.version)
    stay = check_in(night, persons=10)
    night.pass_time(hours=12)  # the next morning
    before = month(night)
    assert before.running is None
    # When that night is over and its guest has left
    check_out(night, stay)
    night.pass_time(hours=4)
    after = month(night)
    # Then the month still tells of nights that are settled
    assert after.running == clock.tonight()
    assert (after.share, after.fresh_share) == (before.share, before.fresh_share)
    assert before.share
    assert before.fresh_share
    assert next(one.share for one in after.shelters if AUTOMATIC in one.name) == before.share
