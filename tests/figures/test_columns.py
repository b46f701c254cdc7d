"""Charts of numbers over time: a hidden number has one size, an unknown one is not drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import AUTOMATIC, Night
from tests.beds.nights.acts import report
from tests.beds.stays.acts import arrive, check_in
from tests.beds.winter.acts import activate, end
from tests.facilities.acts import HOME, enter, this_month, visit
from tests.facilities.respite_house import facility
from tests.support.client import Client
from webapp import clock
from webapp.beds.ledger.models import Stay
from webapp.facilities.models import FacilityFigure
from webapp.figures import periods
from webapp.figures.columns import column

DAY = date(2026, 11, 1)


@pytest.fixture
def officer(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class).sign_in("beleid")


def section(page: str, title: str) -> str:
    return next(part for part in page.split("<section") if re.search(rf"<h2[^>]*>{re.escape(title)}</h2>", part))


def picture(page: str, title: str) -> str:
    found = re.search(r'<svg class="columns".*?</svg>.*?</svg>', section(page, title), re.DOTALL)
    return found.group() if found else ""


def figures(night: Night, officer: Client) -> str:
    return officer.get(f"/bedden/voorzieningen/{facility(night, HOME).id}/cijfers").text


def only_months(night: Night, *numbers: int) -> None:
    """The last twelve months have these numbers of incidents, the newest last, and nothing else is known."""
    with night.write() as session:
        for row in session.exec(select(FacilityFigure).where(FacilityFigure.facility_id == facility(night, HOME).id)):
            session.delete(row)
    for month, number in zip(periods.last_months(this_month(), len(numbers)), numbers, strict=True):
        enter(night, month=month, incidents=number)


def test_hidden_number_has_no_height_and_zero_and_unknown_are_two_things():
    hidden = [column(DAY, number, 4, hidden=True) for number in (1, 2, 3, 4)]
    assert len(set(hidden)) == 1
    assert (hidden[0].shown, hidden[0].part, hidden[0].few) == ("<5", None, True)
    assert [column(DAY, number, 8, hidden=True).part for number in (0, 6, None)] == [0, 75, None]
    assert column(DAY, 3, 4, hidden=False).part == 75
    assert column(DAY, 0, 0, hidden=False).part is None


def test_hidden_month_is_a_low_column_with_its_words_above(night: Night, officer: Client):
    only_months(night, 1, 4, 9, 0, 2, 3)
    drawn = picture(figures(night, officer), "Incidenten in huis")
    assert re.findall(r'<text class="of"[^>]*>(.*?)</text>', drawn) == ["&lt;5", "&lt;5", "9", "0", "&lt;5", "&lt;5"]
    low = re.findall(r'<rect class="few"[^>]*>', drawn)
    assert len(low) == 4
    assert len({re.sub(r' x="[^"]*"', "", one) for one in low}) == 1
    assert drawn.count('class="room"') == 2


def test_months_that_are_all_hidden_are_one_sentence(night: Night, officer: Client):
    only_months(night, 1, 4, 2, 3, 1, 2)
    found = section(figures(night, officer), "Incidenten in huis")
    assert "<p>Elke maand minder dan 5.</p>" in found
    assert not [word for word in ("<svg class=", "<table") if word in found]
    only_months(night, 1)
    found = section(figures(night, officer), "Incidenten in huis")
    assert "<p>Elke ingevulde maand minder dan 5.</p>" in found
    assert '<svg class="columns"' not in found


def test_hidden_week_has_no_bar(night: Night, officer: Client):
    visit(night, 3)
    page = officer.get(f"/bedden/voorzieningen/{facility(night).id}/cijfers").text
    assert re.search(r"<b>&lt;5</b></li>", page)


def test_end_labels_stand_under_the_first_and_the_last_column(night: Night, officer: Client):
    only_months(night, 6, 7, 8, 9, 6, 7)
    drawn = picture(figures(night, officer), "Incidenten in huis")
    columns = re.findall(r'<rect class="room" x="([\d.]+)%" width="([\d.]+)%"', drawn)
    labels = re.findall(r'<text (?:class="end" )?x="([\d.]+)%" y="7.7em">', drawn)
    (first, _), (last, width) = columns[0], columns[-1]
    assert float(labels[0]) == pytest.approx(float(first), abs=0.1)
    assert float(labels[1]) == pytest.approx(float(last) + float(width), abs=0.1)


@pytest.fixture
def see(demo_app: Flask) -> Callable[..., str]:
    """A page, also after the time has moved on."""
    return lambda path, by="opvang": Client(demo_app, demo_app.response_class).sign_in(by).get(path).text


@pytest.fixture
def evening(night: Night) -> Night:
    """Nine in the evening, in the middle of a month; the demo's own guests are of no night."""
    ahead = (clock.tonight().replace(day=1) + timedelta(days=32)).replace(day=15)
    night.pass_time(seconds=(datetime.combine(ahead, time(21), clock.AMSTERDAM) - clock.now()).total_seconds())
    with night.write() as session:
        for known in session.exec(select(Stay)).all():
            session.delete(known)
    return night


def count(night: Night) -> None:
    night.count(6, base=night.beds(AUTOMATIC, "mixed").version)


def test_night_before_the_book_has_no_bar_and_tonight_is_an_outline(evening: Night, see: Callable[..., str]):
    night = evening
    for _ in range(3):
        check_in(night)
    night.pass_time(days=1)
    drawn = picture(see("/bedden/bezetting"), "De hele regio")
    assert (drawn.count('class="room"'), drawn.count('class="running"')) == (1, 1)
    assert ">100%</text>" in drawn
    month = see("/bedden/bezetting")
    assert "vannacht, loopt nog" in month
    assert "geen balk: niet bekend" in month
    assert re.search(r">1 \w+</text>", drawn)
    assert re.search(r">16 \w+</text>", drawn)
    night.pass_time(hours=9)
    drawn = picture(see("/bedden/bezetting"), "De hele regio")
    assert (drawn.count('class="room"'), drawn.count('class="running"')) == (2, 0), "after 04:00 it is told who slept"


def test_hidden_nights_of_a_month_have_one_size(evening: Night, see: Callable[..., str]):
    night = evening
    check_in(night)
    found = section(see("/bedden/bezetting", "beleid"), "De hele regio")
    assert "<p>Elke bekende nacht minder dan 5.</p>" in found
    assert '<svg class="columns"' not in found
    night.pass_time(days=1)
    for _ in range(5):
        check_in(night)
    night.pass_time(hours=9)
    page = see("/bedden/bezetting", "beleid")
    drawn = picture(page, "De hele regio")
    assert (drawn.count('class="few"'), drawn.count('class="room"')) == (1, 1)
    assert "</svg>minder dan 5</li>" in page


@pytest.mark.one_store
def test_month_of_which_nothing_is_known_says_so(night: Night, see: Callable[..., str]):
    page = see("/bedden/bezetting?maand=2025-01")
    assert "Van deze maand weten we niets." in page
    assert re.findall(r'<b class="count">(.*?)</b>', page) == ["–", "–", "–"]
    assert not [word for word in ("0%", "<section", "Geen enkele keer", 'rel="prev"') if word in page]
    assert 'rel="next"' in page


def test_table_and_picture_of_a_night_tell_the_same_places(evening: Night, see: Callable[..., str]):
    night = evening
    count(night)
    arrive(night, night.ask(persons=2))
    night.ask()
    with night.write() as session:
        linde = night.shelter("Linde")
        like = (
            session.exec(select(Stay)).one().model_dump(exclude={"id", "request_id", "shelter_id", "persons", "places"})
        )
        session.add(Stay(**like, shelter_id=linde.id, persons=5, places=1))
    found = {one.name: one for one in report(night).shelters}
    house, family = (next(one for name, one in found.items() if word in name) for word in (AUTOMATIC, "Linde"))
    assert (house.taken, house.held, house.guests, house.no_book) == (2, 1, 2, "")
    assert (family.taken, family.held, family.guests) == (1, 0, 5)
    page = see(f"/bedden/nacht/{clock.tonight()}")
    heads = re.findall(r'<th scope="col">(.*?)</th>', page)
    assert heads == ["Plekken", "Bezet", "Vast", "Mensen"]
    rows = {
        name: re.findall(r"<td>(.*?)</td>", row)
        for name, row in re.findall(r'<th scope="rowgroup"[^>]*>(.*?)</th></tr>\s*<tr>(.*?)</tr>', page)
    }
    bars = dict(re.findall(r"<li><span>([^<]*)</span><b[^>]*>(.*?)</b>", page))
    assert {name: row[1] for name, row in rows.items()} == bars
    assert rows[family.name][1:] == ["1", "0", "5"]
    wending = next(row for name, row in rows.items() if "Wending" in name)
    assert wending == ["20", "schrijft niet in", "0", "–"]


def test_night_before_the_first_guest_is_not_known(evening: Night, see: Callable[..., str]):
    before = clock.tonight()
    evening.pass_time(days=1)
    check_in(evening)
    house = next(one for one in report(evening, day=before).shelters if AUTOMATIC in one.name)
    assert house.no_book == "niet bekend"
    page = see(f"/bedden/nacht/{before}")
    assert "<dt>Ingeschreven gasten</dt><dd>niet bekend</dd>" in page


def test_hold_that_ended_is_held_no_more(evening: Night):
    count(evening)
    evening.ask()
    tonight = clock.tonight()
    evening.pass_time(hours=15)
    house = next(one for one in report(evening, day=tonight).shelters if AUTOMATIC in one.name)
    assert (house.kept, house.held) == (1, 0)


def test_winter_regime_is_on_while_it_holds_and_was_afterwards(evening: Night, see: Callable[..., str]):
    activate(evening)
    url = f"/bedden/nacht/{clock.tonight()}"
    assert "De winterkouderegeling is aan." in see(url)
    end(evening)
    assert "De winterkouderegeling was aan." in see(url)
