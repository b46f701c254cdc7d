"""The pages of guests, closed beds and arrivals, as plain forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.beds.acts import ask, shelter_id
from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.nights.acts import report
from tests.beds.stays.forms import check_in
from tests.beds.winter.acts import with_beds
from tests.support.client import Client
from webapp import clock
from webapp.beds.sleep import nights_slept
from webapp.db import new_id
from webapp.web.dates import when


def test_arrival_shows_the_guest_to_the_shelter_and_the_asker_that_they_are_in(nurse: Client, worker: Client):
    url = ask(nurse, alias="Kanariepietje").location
    shelter = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    assert f"{url}/is-er" in worker.get(f"{shelter}/komst").text
    assert worker.post(f"{url}/is-er").location == shelter
    page = worker.get(shelter).text
    assert "Wie slapen er vannacht?" in page
    assert "Kanariepietje" in page.split("Wie slapen er vannacht?")[1]
    assert "Aangekomen" in nurse.get(url).text
    again = worker.post(f"{url}/niet-gekomen")
    assert again.status_code == 422
    assert "Deze aanvraag is al afgelopen." in again.text


def test_hold_that_ran_out_still_stands_at_the_door_as_late(night: Night, nurse: Client, worker: Client):
    ask(nurse, alias="Kanariepietje")
    night.pass_time(minutes=50)
    arrivals = worker.get(f"/bedden/{shelter_id(worker, AUTOMATIC)}/komst").text
    assert "Kanariepietje" in arrivals
    assert "tijd is om" in arrivals


def test_hold_that_runs_past_noon_is_still_expected(night: Night, nurse: Client, worker: Client):
    """Noon ends the night; a guest on the way still comes."""
    before_noon = clock.end_of_night(clock.tonight()) - clock.now() - timedelta(minutes=10)
    night.pass_time(seconds=before_noon.total_seconds())
    nurse.sign_in("straatverpleegkundige")
    worker.sign_in("opvang")
    night.count(3, base=night.beds(AUTOMATIC, "mixed").version)
    url = ask(nurse, alias="Kanariepietje").location
    night.pass_time(minutes=20)
    assert night.beds(AUTOMATIC, "mixed").held == 1
    assert url in nurse.get("/bedden/mijn").text
    assert f"{url}/is-er" in worker.get(f"/bedden/{shelter_id(worker, AUTOMATIC)}/komst").text
    night.pass_time(minutes=30)
    assert url not in nurse.get("/bedden/mijn").text
    assert "Kanariepietje" not in worker.get(f"/bedden/{shelter_id(worker, AUTOMATIC)}/komst").text


def test_asker_extends_a_hold_and_sees_it_in_the_track(nurse: Client):
    url = ask(nurse).location
    assert "Langer vasthouden" in nurse.get(url).text
    assert nurse.post(f"{url}/verlengen").location == url
    page = nurse.get(url).text
    assert "Langer vastgehouden" in page
    assert "/verlengen" not in page
    assert nurse.post(f"{url}/verlengen").location == url, "a second tap is the same"


def test_guest_is_checked_in_moved_and_checked_out_by_forms(worker: Client):
    url = check_in(worker, name="Kanariepietje", own_contribution="7,50")
    found = re.search(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(url).text)
    assert found is not None
    stay = worker.get(found[1]).text
    assert "€ 7,50 per nacht" in stay
    moved = worker.post(f"{found[1]}/verhuizen", data={"id": str(new_id()), "category": "women"})
    assert moved.status_code == 303
    assert "In een ander bed van deze opvang" in worker.get(moved.location).text
    assert worker.post(f"{moved.location}/uitschrijven").location == url
    assert "Kanariepietje" not in worker.get(url).text
    left = worker.get(moved.location).text
    assert "Vertrokken" in left
    back = re.search(r'action="([^"]+/terug)"[^>]*>.*?name="id" value="([^"]+)"', left, re.DOTALL)
    assert back is not None
    again = worker.post(back[1], data={"id": back[2]})
    assert worker.post(back[1], data={"id": back[2]}).location == again.location
    assert "Kanariepietje" in worker.get(url).text
    assert worker.post(back[1], data={"id": str(new_id())}).status_code == 422
    assert "Waar deze gast nu is ingeschreven" in worker.get(moved.location).text
    assert "Uitgeschreven en teruggekomen" in worker.get(again.location).text


def test_who_moved_or_came_back_is_a_guest_since_the_first_bed(night: Night, worker: Client):
    night.fall()
    worker.sign_in("opvang")
    url = check_in(worker, name="Kanariepietje")
    came = clock.now()
    night.pass_time(days=2)
    worker.sign_in("opvang")
    night.count(3, kind="women", base=night.beds(AUTOMATIC, "women").version)
    [first] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(url).text)
    second = worker.post(f"{first}/verhuizen", data={"id": str(new_id()), "category": "women"}).location
    worker.post(f"{second}/uitschrijven")
    third = worker.post(f"{second}/terug", data={"id": str(new_id())}).location
    with worker.application.test_request_context():
        since = when(came)
    for page, slept in ((second, 2), (third, 3)):
        assert f"<dt>Hier sinds</dt><dd>{since}, {slept} nachten</dd>" in worker.get(page).text
    assert f"sinds {since}" in worker.get(url).text
    assert f"<td>{since}</td>" in worker.get(f"{url}/nachtlijst").text


def test_guest_of_a_hold_gets_a_name_a_day_of_departure_and_a_contribution(nurse: Client, worker: Client):
    url = ask(nurse, alias="Kanariepietje").location
    house = worker.post(f"{url}/is-er").location
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(house).text)
    told = {
        "was.name": "Kanariepietje",
        "name": "Vinkje",
        "expected_departure": clock.today().isoformat(),
        "own_contribution": "7,5",
    }
    assert worker.post(f"{guest}/gegevens", data=told).location == guest
    page = worker.get(guest).text
    assert "<h1>Vinkje</h1>" in page
    assert "€ 7,50 per nacht" in page
    assert 'value="7,50"' in page
    assert "Verwacht vertrek</dt><dd>vandaag" in page
    assert "Kanariepietje" not in worker.get(house).text.split('id="gasten"')[1]


def test_mistake_in_one_field_does_not_undo_what_a_colleague_wrote_in_another(worker: Client):
    house = check_in(worker, name="Kanariepietje")
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(house).text)
    was = {"_from.name": "Kanariepietje", "_from.expected_departure": "", "_from.own_contribution": ""}
    worker.post(f"{guest}/gegevens", data={**was, "name": "Vinkje"})
    refused = worker.post(f"{guest}/gegevens", data={**was, "name": "Kanariepietje", "own_contribution": "zeven"})
    assert refused.status_code == 422
    assert 'value="zeven"' in refused.text
    shown = {name: re.findall(rf'name="{name}"[^>]* value="([^"]*)"', refused.text)[0] for name in (*was, "name")}
    assert worker.post(f"{guest}/gegevens", data={**shown, "own_contribution": "7"}).status_code == 303
    assert "<h1>Vinkje</h1>" in worker.get(guest).text


def test_day_of_departure_that_is_over_is_refused_and_one_that_stood_there_may_stay(night: Night, worker: Client):
    house = check_in(worker, name="Kanariepietje", expected_departure=clock.today().isoformat())
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(house).text)
    stood = clock.today()
    before = {"was.name": "Kanariepietje", "was.expected_departure": stood.isoformat()}
    wrong = {
        **before,
        "name": "Vinkje",
        "expected_departure": (stood - timedelta(1)).isoformat(),
        "own_contribution": "zeven",
    }
    refused = worker.post(f"{guest}/gegevens", data=wrong)
    assert refused.status_code == 422
    assert "bijvoorbeeld 7,50" in refused.text
    assert 'value="Vinkje"' in refused.text
    refused = worker.post(f"{guest}/gegevens", data={**wrong, "own_contribution": ""})
    assert "De verwachte dag van vertrek is al voorbij." in refused.text
    night.pass_time(days=2)
    worker.sign_in("opvang")
    assert worker.post(f"{guest}/gegevens", data={**before, "expected_departure": stood.isoformat()}).location == guest
    assert "Gast zonder naam" in worker.get(guest).text
    worker.post(f"{guest}/uitschrijven")
    assert "Deze gast is al vertrokken." in worker.post(f"{guest}/gegevens", data={}).text


def test_two_people_who_change_a_guest_do_not_undo_each_other(worker: Client):
    house = check_in(worker, name="Kanariepietje")
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(house).text)
    before = {"was.name": "Kanariepietje", "was.own_contribution": ""}
    assert worker.post(f"{guest}/gegevens", data={**before, "name": "Vinkje"}).status_code == 303
    late = {**before, "name": "Kanariepietje", "own_contribution": "5"}
    assert worker.post(f"{guest}/gegevens", data=late).status_code == 303, "another field: both stand"
    page = worker.get(guest).text
    assert "<h1>Vinkje</h1>" in page
    assert "€ 5,00 per nacht" in page
    refused = worker.post(f"{guest}/gegevens", data={**before, "name": "Mus", "was.own_contribution": "5"})
    assert refused.status_code == 409
    assert "Een collega veranderde dit intussen." in refused.text
    assert 'name="_from.name" value="Vinkje"' in refused.text
    assert 'value="Mus"' in refused.text


def test_bed_of_the_winter_regime_is_free(night: Night, worker: Client):
    with_beds(night)
    house = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    form = {"id": str(new_id()), "category": "winter", "age_group": "adult", "persons": "1", "name": "Kanariepietje"}
    paid = worker.post(f"{house}/inschrijven", data={**form, "own_contribution": "7,50"})
    assert paid.status_code == 422
    assert "is gratis" in paid.text
    assert worker.post(f"{house}/inschrijven", data=form).status_code == 303
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(house).text)
    told = {"was.name": "Kanariepietje", "name": "Kanariepietje", "own_contribution": "5"}
    assert "is gratis" in worker.post(f"{guest}/gegevens", data=told).text
    check_in(worker, name="Vinkje", own_contribution="7,50")
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^V]*Vinkje', worker.get(house).text)
    moved = worker.post(f"{guest}/verhuizen", data={"id": str(new_id()), "category": "winter"}).location
    assert "per nacht" not in worker.get(moved).text.split("<details")[0]


def test_night_between_leaving_and_coming_back_is_none_of_the_guest(night: Night, worker: Client):
    night.fall()
    worker.sign_in("opvang")
    url = check_in(worker, name="Kanariepietje")
    [first] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', worker.get(url).text)
    night.pass_time(hours=2)
    worker.post(f"{first}/uitschrijven")
    night.pass_time(hours=9)
    worker.sign_in("opvang")
    night.count(6, base=night.beds(AUTOMATIC, "mixed").version)
    back = worker.post(f"{first}/terug", data={"id": str(new_id())}).location
    night.pass_time(hours=1)
    worker.post(f"{back}/uitschrijven")
    assert ", 0 nachten</dd>" in worker.get(back).text
    assert [one.guests for one in report(night).shelters if AUTOMATIC in one.name] == [0]


def on(text: str) -> datetime:
    """A moment of November 2026."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=clock.AMSTERDAM)


@pytest.mark.parametrize(
    ("arrived", "left", "nights"),
    [
        ("22 20:00", "23 09:00", 1),
        ("22 20:00", "23 13:00", 1),
        ("22 11:30", "23 09:00", 1),
        ("22 20:00", "23 02:00", 0),
        ("23 03:00", "23 09:00", 1),
        ("20 20:00", None, 4),
        ("24 02:00", None, 1),
    ],
)
def test_night_counts_when_someone_is_there_at_four(arrived: str, left: str | None, nights: int):
    assert nights_slept([(on(arrived), on(left) if left else None)], on("24 02:30")) == nights


@pytest.mark.parametrize(
    ("times", "now", "nights"),
    [
        (("20 20:00", "22 21:00", "22 21:00", None), "22 22:00", 3),
        (("22 20:00", "23 06:00", "23 06:00", None), "23 07:00", 1),
        (("22 20:00", "23 06:00", "23 06:00", None), "23 13:00", 2),
        (("22 20:00", "22 23:00", "23 08:00", "23 09:00"), "23 10:00", 0),
        (("22 20:00", "22 23:00", "23 08:00", None), "23 09:00", 1),
        (("22 20:00", "22 23:00", "23 02:00", "23 09:00"), "23 10:00", 1),
        (("22 20:00", "23 03:00", "23 05:00", "23 09:00"), "23 10:00", 0),
    ],
)
def test_nights_of_a_guest_are_those_of_each_stay(times: Sequence[str | None], now: str, nights: int):
    came, went, again, left = (on(text) if text else None for text in times)
    assert came
    assert again
    assert nights_slept([(came, went), (again, left)], on(now)) == nights


def test_intake_says_what_is_wrong_and_keeps_what_was_typed(worker: Client):
    url = f"/bedden/{shelter_id(worker, AUTOMATIC)}/inschrijven"
    answer = worker.post(url, data={"category": "mixed", "name": "Kanariepietje", "own_contribution": "veel"})
    assert answer.status_code == 422
    assert "Kies hoe oud iemand is." in answer.text
    assert "Vul een bedrag in euro’s in, bijvoorbeeld 7,50." in answer.text
    assert 'value="Kanariepietje"' in answer.text
    minor = worker.post(url, data={"category": "mixed", "age_group": "minor"})
    assert 'href="tel:08002000"' in minor.text


def test_difference_between_book_and_count_is_shown_until_it_is_settled(night: Night, worker: Client):
    url = f"/bedden/{shelter_id(worker, BY_HAND)}"
    assert "De telling en de gastenlijst verschillen" not in worker.get(url).text
    night.count(6, BY_HAND, base=night.beds(BY_HAND, "mixed").version)
    assert "geteld 6 vrij, volgens de gastenlijst 4." in worker.get(url).text
    assert night.beds(BY_HAND, "mixed").free == 4
    for stay in re.findall(r"/bedden/verblijf/[^\"]+", worker.get(url).text)[:2]:
        assert worker.post(f"{stay}/uitschrijven").status_code == 303
    night.count(6, BY_HAND, base=night.beds(BY_HAND, "mixed").version)
    assert "De telling en de gastenlijst verschillen" not in worker.get(url).text


def test_bed_is_closed_and_opened_by_forms(worker: Client):
    url = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    empty = worker.post(f"{url}/sluiten", data={"category": "mixed", "places": "2"})
    assert empty.status_code == 422
    form = {"id": str(new_id()), "category": "mixed", "places": "2", "reason": "vermin"}
    assert worker.post(f"{url}/sluiten", data=form).location == f"{url}/sluiten"
    assert worker.post(f"{url}/sluiten", data=form).status_code == 303
    page = worker.get(f"{url}/sluiten").text
    assert "2 bedden, Gemengd" in page
    assert "2 gesloten" in worker.get(url).text
    found = re.findall(r'action="(/bedden/gesloten/[^"]+)"', page)
    assert len(found) == 1
    assert worker.post(found[0]).location == f"{url}/sluiten"
    assert "Er is geen bed gesloten." in worker.get(f"{url}/sluiten").text


def test_bed_that_would_be_open_again_is_told_where_one_counts(night: Night, worker: Client):
    url = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    for places, days in (("2", 1), ("1", 3)):
        until = (clock.today() + timedelta(days=days)).isoformat()
        form = {"id": str(new_id()), "category": "mixed", "places": places, "reason": "cleaning", "until": until}
        assert worker.post(f"{url}/sluiten", data=form).status_code == 303
    for days, told in (
        (1, None),
        (1, "2 gesloten bedden zouden al open zijn"),
        (2, "3 gesloten bedden zouden al open zijn"),
    ):
        night.pass_time(days=days)
        worker.sign_in("opvang")
        for page in (url, "/"):
            said = re.findall(r"\d gesloten bed[^<]* al open zijn", worker.get(page).text)
            assert said == ([told] if told else []), page
    assert f'href="{url}/sluiten">Kijk wat weer open kan' in worker.get(url).text


def test_refusal_tells_the_asker_what_was_offered(nurse: Client, worker: Client):
    url = ask(nurse, BY_HAND).location
    worker.post(f"{url}/weigeren", data={"reason": "suspended", "alternative": "partner_region"})
    assert "Aangeboden: een plek in een buurregio." in nurse.get(url).text


@pytest.mark.parametrize(
    ("name", "status"), [("straatverpleegkundige", 403), ("opvang-almere", 404), ("beleid", 403), ("beheer", 403)]
)
def test_guests_are_not_there_for_others(demo_app: Flask, worker: Client, name: str, status: int):
    url = check_in(worker, name="Kanariepietje")
    found = re.search(r"/bedden/verblijf/[^\"]+", worker.get(url).text)
    assert found is not None
    other = Client(demo_app, demo_app.response_class).sign_in(name)
    for address in (found[0], f"{url}/inschrijven", f"{url}/sluiten"):
        assert other.get(address).status_code == status
    assert other.post(f"{found[0]}/uitschrijven").status_code == status
    assert "Kanariepietje" not in other.get(url).text
