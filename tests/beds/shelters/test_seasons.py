"""The effect of a season and of door hours on holds, extra beds, reminders and the month."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from tests.beds.night import AUTOMATIC, Night
from tests.beds.nights.acts import month, of
from tests.beds.stays.acts import check_in, close, extend
from tests.beds.winter.acts import activate, end, with_beds
from tests.support.client import Client
from webapp import clock
from webapp.beds.board import home
from webapp.beds.kinds import HoldRule, State
from webapp.beds.ledger import turns
from webapp.beds.shelters.models import Shelter
from webapp.errors import Invalid, NotAllowed


@pytest.fixture
def house(night: Night) -> Callable[..., None]:
    """Change what is known of the house whose rule grants at once."""

    def change(**more: object) -> None:
        with night.write() as session:
            turns.take_turn(session, night.actor("opvang")).move_board()
            found = session.get_one(Shelter, night.shelter(AUTOMATIC).id)
            for name, value in more.items():
                setattr(found, name, value)
            session.add(found)

    return change


def at(night: Night, moment: datetime) -> None:
    """It becomes this moment."""
    night.pass_time(seconds=(moment - clock.now()).total_seconds())


def evening(hour: int, minute: int = 0) -> datetime:
    """A moment of tomorrow evening."""
    return datetime.combine(clock.today() + timedelta(days=1), time(hour, minute), clock.AMSTERDAM)


def other_season(nights: int = 60) -> dict[str, str]:
    """A season of one night that is not this one."""
    day = clock.tonight() + timedelta(days=nights)
    return {"season_from": f"{day:%m-%d}", "season_until": f"{day:%m-%d}"}


def recount(night: Night) -> None:
    for kind in ("mixed", "women", "youth"):
        beds = night.beds(AUTOMATIC, kind)
        night.count(beds.book if beds.book < 3 else 3, kind=kind, base=beds.version)


def test_hold_ends_when_the_door_closes(night: Night, house: Callable[..., None]):
    begun = evening(23, 10)
    at(night, begun)
    recount(night)
    house(doors_open="17:00", doors_close="23:30")
    request = night.ask()
    assert request.state == State.held
    assert request.held_until == begun + timedelta(minutes=20)
    with pytest.raises(Invalid) as caught:
        extend(night, request)
    assert caught.value.code == "closed"


def test_asker_does_not_extend_behind_a_closed_door_and_the_board_says_who_decides(
    night: Night, house: Callable[..., None]
):
    at(night, evening(22, 50))
    recount(night)
    request = night.ask()
    house(doors_open="17:00", doors_close="23:00")
    night.pass_time(minutes=20)
    with pytest.raises(NotAllowed):
        extend(night, request)
    assert next(one for name, one in night.board().items() if AUTOMATIC in name).hold_now is HoldRule.by_hand


def test_hold_of_the_last_night_ends_with_it(night: Night, house: Callable[..., None]):
    morning = datetime.combine(clock.today() + timedelta(days=2), time(11, 40), clock.AMSTERDAM)
    at(night, morning)
    recount(night)
    last = clock.tonight()
    house(season_from=f"{last - timedelta(days=30):%m-%d}", season_until=f"{last:%m-%d}")
    assert night.ask().held_until == clock.end_of_night(last)


def test_extra_winter_beds_are_not_opened_where_nobody_can_come(night: Night, house: Callable[..., None]):
    house(**other_season())
    with pytest.raises(Invalid) as caught:
        activate(night, shelter=night.shelter(AUTOMATIC).id, places=4)
    assert caught.value.code == "closed"


def test_closed_house_is_not_reminded_to_count(night: Night, house: Callable[..., None]):
    house(count_times=f"{clock.local(clock.now()) - timedelta(minutes=1):%H:%M}", **other_season())
    with night.database.reading() as session:
        own = home.my_shelters(session, night.actor("opvang"))
    assert all(one.count_was_due is None for one in own if AUTOMATIC in one.shelter.name)


def test_month_tells_of_a_season_within_it_and_of_a_house_that_was_lived_in(night: Night, house: Callable[..., None]):
    at(night, datetime.combine(date(clock.today().year + 1, 5, 10), time(20), clock.AMSTERDAM))
    check_in(night)
    at(night, datetime.combine(date(clock.today().year, 5, 25), time(20), clock.AMSTERDAM))
    house(season_from="05-05", season_until="05-15")
    told = dict(zip(month(night).nights, of(month(night), AUTOMATIC), strict=True))
    year = clock.today().year
    assert told[date(year, 5, 5)] == (0, 42)
    assert told[date(year, 5, 10)] == (1, 42)
    assert told[date(year, 5, 4)] == (0, 0)
    assert told[date(year, 5, 20)] == (1, 42), "its guest did not leave"


def test_shelter_decides_when_its_doors_are_closed(night: Night):
    shelter = night.shelter(AUTOMATIC)
    minute = clock.local(clock.now() - timedelta(minutes=5))
    with night.write() as session:
        found = session.merge(shelter)
        found.doors_open, found.doors_close = f"{minute - timedelta(hours=1):%H:%M}", f"{minute:%H:%M}"
        session.add(found)
    assert night.ask().state == State.requested
    assert not night.board()[shelter.name].lets_in


def test_form_promises_no_bed_at_once_when_a_person_decides(night: Night, house: Callable[..., None], nurse: Client):
    form = f"/bedden/vragen?opvang={night.shelter(AUTOMATIC).id}&soort=mixed"
    at_once = "De plek wordt meteen voor je vastgehouden."
    assert at_once in nurse.get(form).text
    minute = clock.local(clock.now() - timedelta(minutes=5))
    house(doors_open=f"{minute - timedelta(hours=1):%H:%M}", doors_close=f"{minute:%H:%M}")
    assert at_once not in nurse.get(form).text
    house(doors_open="", doors_close="")
    night.pass_time(hours=5)
    assert at_once not in nurse.get(form).text, "the count is too old"


def test_house_for_the_young_is_not_for_the_old(night: Night):
    with night.write() as session:
        found = session.merge(night.shelter(AUTOMATIC))
        found.max_age = 23
        session.add(found)
    with pytest.raises(Invalid) as caught:
        night.ask(age_group="adult")
    assert caught.value.code == "misfit"
    assert night.ask(age_group="18-23").state == State.held


def test_ages_of_a_house_stand_on_the_board_and_at_the_choice(night: Night, house: Callable[..., None], nurse: Client):
    form = f"/bedden/vragen?opvang={night.shelter(AUTOMATIC).id}&soort=mixed"
    assert "Deze opvang is voor" not in nurse.get(form).text
    house(min_age=24)
    assert "24 jaar en ouder" in nurse.get("/bedden").text
    young = re.search(r'<input[^>]*value="18-23"[^>]*>', nurse.get(form).text)
    assert young is not None
    assert 'data-refuse="Deze opvang is voor mensen van 24 jaar en ouder."' in young[0]


def test_house_out_of_season_is_on_no_board_and_takes_no_request(night: Night):
    shelter = night.shelter(AUTOMATIC)
    other_month = clock.tonight() + timedelta(days=60)
    with night.write() as session:
        found = session.merge(shelter)
        found.season_from = found.season_until = f"{other_month:%m-%d}"
        session.add(found)
    assert shelter.name not in night.board()
    with pytest.raises(Invalid) as caught:
        night.ask()
    assert caught.value.code == "closed"


def test_winter_beds_that_open_again_over_who_sleeps_there_show_no_difference(night: Night):
    with_beds(night, 10)
    check_in(night, kind="winter", persons=3)
    close(night, 1, kind="winter")
    end(night)
    with_beds(night, 10)
    beds = night.beds(AUTOMATIC, "winter")
    assert (beds.free, beds.counted_now, beds.difference) == (6, 6, 0)


def test_request_of_a_winter_bed_says_which_bed_it_was_after_the_regime(night: Night, nurse: Client):
    with_beds(night, 10)
    asked = night.ask(kind="winter")
    end(night)
    assert "<dt>Bed</dt><dd>Extra winterbedden" in nurse.get(f"/bedden/aanvragen/{asked.id}").text
