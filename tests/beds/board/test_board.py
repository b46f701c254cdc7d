"""The board: its contents, the users it is the same for, and the cost of an unchanged one."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.beds.night import AUTOMATIC, BY_HAND, FULL, OLD, SECRET, Night, shelters_of
from tests.support.client import Client
from webapp import clock
from webapp.demo import beds as demo_beds
from webapp.demo import fill


def board(client: Client, path: str = "/bedden", **headers: str) -> tuple[str, str]:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.get_data(as_text=True), answer.headers["ETag"]


@pytest.fixture
def still(night: Night) -> Night:
    """The clock stands still, so that two answers fall in one minute."""
    moment = datetime.now(clock.AMSTERDAM)
    night.monkeypatch.setattr(clock, "now", lambda: moment)
    return night


@pytest.mark.parametrize("region", ["", "-almere"])
def test_demo_night_is_as_promised_in_each_region(demo_client: Client, region: str):
    shelters = shelters_of(demo_client.sign_in(f"straatverpleegkundige{region}"))

    def one(name: str) -> dict[str, object]:
        return next(shelter for label, shelter in shelters.items() if name in label)

    automatic = {c["category"]: c for c in one(AUTOMATIC)["categories"]}  # type: ignore[attr-defined]
    assert one(AUTOMATIC)["hold"] == "automatic"
    assert automatic["mixed"]["free"] >= 3
    assert one(BY_HAND)["hold"] == "by_hand"
    assert all(c["free"] == 0 and not c["call_first"] for c in one(FULL)["categories"])  # type: ignore[attr-defined]
    assert all(c["call_first"] for c in one(OLD)["categories"])  # type: ignore[attr-defined]
    assert not [name for name in shelters if SECRET in name]
    for shelter in shelters.values():
        assert set(shelter) == {"id", "name", "municipality", "phone", "hold", "categories"}
        for category in shelter["categories"]:
            assert category["free"] + category["held"] <= category["capacity"]


def test_demo_counts_are_renewed_at_a_new_start_and_holds_stay(night: Night):
    night.ask(persons=2)
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    fill(night.database, with_past=False)
    assert night.beds(AUTOMATIC, "mixed").free == 1  # counted by a person just now
    night.pass_time(minutes=30)
    with night.write() as session:
        demo_beds.renew(session)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.held) == (6, 2)
    assert night.beds(OLD, "men").call_first


@pytest.mark.one_store
def test_board_is_the_same_for_everyone_of_a_role(still: Night, demo_app: Flask):
    pages = []
    for name in ("straatverpleegkundige", "opvang", "vrijwilliger"):
        client = Client(demo_app, demo_app.response_class).sign_in(name)
        html, _ = board(client)
        person = still.actor(name)
        assert person.name not in html
        assert str(person.user_id) not in html
        pages.append(html)
    assert len(set(pages)) == 3


@pytest.mark.one_store
def test_packed_answer_is_known_by_the_tag_it_was_sent_with(still: Night, demo_app: Flask):
    browser = FlaskClient(demo_app, demo_app.response_class)
    browser.post("/demo/inloggen", data={"user": "straatverpleegkundige"})
    for path in ("/bedden", "/bedden/nu"):
        tag = browser.get(path, headers={"Accept-Encoding": "br"}).headers["ETag"]
        assert tag.endswith(':br"')
        answer = browser.get(path, headers={"If-None-Match": tag, "Accept-Encoding": "br"})
        assert (answer.status_code, answer.headers["ETag"]) == (304, tag)


def test_tag_changes_with_the_board_the_minute_the_language_and_the_shape(still: Night, nurse: Client):
    tags = [board(nurse)[1], board(nurse, "/bedden/nu")[1], board(nurse, "/bedden?lang=en")[1]]
    nurse.delete_cookie("lang")
    still.ask()
    tags.append(board(nurse)[1])
    still.cancel(still.ask())
    tags.append(board(nurse)[1])
    still.count(2, base=still.beds(AUTOMATIC, "mixed").version)
    tags.append(board(nurse)[1])
    still.ask(BY_HAND)
    tags.append(board(nurse)[1])
    later = clock.now().replace(second=0, microsecond=0)
    still.monkeypatch.setattr(clock, "now", lambda: later.replace(minute=(later.minute + 1) % 60))
    tags.append(board(nurse)[1])
    assert len(set(tags)) == len(tags)


@pytest.mark.one_store
def test_bytes_are_the_same_for_the_whole_minute(night: Night, nurse: Client):
    night.ask()
    minute = datetime.now(clock.AMSTERDAM).replace(second=0, microsecond=0)
    seen = set()
    for second in (0, 17, 59):
        moment = minute.replace(second=second)
        night.monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        seen.add(board(nurse))
    assert len(seen) == 1


def test_board_of_one_region_does_not_move_with_another(still: Night, nurse: Client, demo_app: Flask):
    there = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige-almere")
    before = board(there)
    still.ask()
    assert board(there) == before
    ids = {shelter["id"] for shelter in shelters_of(there).values()}
    assert ids.isdisjoint(shelter["id"] for shelter in shelters_of(nurse).values())


@pytest.mark.one_store
def test_old_count_is_told_with_its_number_to_call_and_no_way_to_ask(nurse: Client):
    html, _ = board(nurse)
    article = next(part for part in html.split("<article")[1:] if OLD in part)
    assert "eerst bellen" in article
    assert "Toen waren er 3 bedden vrij." in article
    assert 'href="tel:+31350000006"' in article
    assert "/bedden/vragen" not in article


@pytest.mark.one_store
def test_womens_shelter_is_one_line_with_the_regions_number(nurse: Client):
    html, _ = board(nurse)
    line = next(part for part in html.split("<article")[1:] if "Vrouwenopvang" in part)
    assert "Adres en vrije plekken zijn geheim." in line
    assert 'href="tel:+31350000003"' in line


@pytest.mark.one_store
def test_filter_hides_what_does_not_fit_without_scripts(nurse: Client):
    html, _ = board(nurse, "/bedden?voor=family&filter=free")
    shown = re.findall(r'<li data-tags="([^"]*)">', html)
    assert shown == []  # the one place for families is full
    html, _ = board(nurse, "/bedden?voor=woman")
    assert all("woman" in tags for tags in re.findall(r'<li data-tags="([^"]*)">', html))


@pytest.mark.one_store
def test_volunteer_sees_the_board_but_cannot_ask_or_see_requests(demo_client: Client):
    demo_client.sign_in("vrijwilliger")
    html, _ = board(demo_client)
    assert AUTOMATIC in html
    assert "/bedden/vragen" not in html
    assert "/bedden/mijn" not in html
    assert demo_client.get("/bedden/mijn").status_code == 403
    assert demo_client.get("/bedden/vragen").status_code == 403


def test_own_requests_are_a_part_of_their_own_that_nobody_keeps(night: Night, nurse: Client, worker: Client):
    night.ask(alias="Kanariepietje")
    answer = nurse.get("/bedden/mijn")
    assert "Kanariepietje" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Kanariepietje" not in nurse.get("/bedden").text
    assert "Kanariepietje" not in worker.get("/bedden/mijn").text


def test_empty_region_tells_what_to_do(demo_app: Flask, demo_client: Client):
    with demo_app.extensions["database"].transaction() as session:
        for table in ("bed_stay", "bed_count", "shelter_staff", "bed_category_capacity", "bed_category", "shelter"):
            session.connection().exec_driver_sql(f"delete from {table}")
    html, _ = board(demo_client.sign_in("straatverpleegkundige"))
    assert "Nog geen opvang" in html
    assert "Bel de nachtdienst" in html
