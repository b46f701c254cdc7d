"""The forms and pages around a bed: asking, counting, answering, and one request's page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.beds.acts import ask, shelter_id
from tests.beds.night import AUTOMATIC, BY_HAND, FULL, SECRET, Night
from tests.support.client import Client
from webapp.beds.kinds import State
from webapp.db import new_id

pytestmark = pytest.mark.one_store


def test_form_asks_a_bed_and_goes_to_its_page(nurse: Client):
    answer = ask(nurse, alias="Kanariepietje", needs=["dog", "quiet"], note="Komt lopend.")
    assert answer.status_code == 303
    html = nurse.get(answer.location).text
    assert "Het bed staat klaar tot" in html
    assert "‘Bed voor Kanariepietje, gevraagd door Demo Sanne.’" in html
    assert "Hond mee, Rustige plek" in html
    assert "Komt lopend." in html


def test_form_says_what_is_missing_and_keeps_what_was_typed(nurse: Client):
    answer = ask(nurse, age_group="", alias="Kanariepietje", persons="40")
    assert answer.status_code == 422
    assert "Kies hoe oud iemand is." in answer.text
    assert "Vul in voor hoeveel mensen: 1 tot en met 10." in answer.text
    assert 'value="Kanariepietje"' in answer.text


def test_form_shows_the_numbers_when_someone_is_under_18(nurse: Client):
    answer = ask(nurse, age_group="minor", alias="Kanariepietje", note="Wacht bij het station.")
    assert answer.status_code == 422
    assert "Onder 18 nooit een bed voor volwassenen" in answer.text
    assert 'href="tel:08002000"' in answer.text
    assert "Fout:" not in answer.text
    assert 'class="notice bad errors"' not in answer.text.split('<template id="errors">')[0]
    dock = answer.text[answer.text.index('class="main-action"') :]
    assert re.search(r"data-for-grown hidden.*?Bel Crisisdienst jeugd", dock, re.DOTALL)
    assert 'value="Kanariepietje"' in answer.text
    assert "Wacht bij het station." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_empty_form_may_be_kept_and_holds_nobody(night: Night, nurse: Client):
    night.ask(alias="Kanariepietje")
    answer = nurse.get(f"/bedden/vragen?opvang={shelter_id(nurse, AUTOMATIC)}&soort=mixed")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    for word in ("Demo Sanne", "Kanariepietje", str(night.actor("straatverpleegkundige").user_id)):
        assert word not in answer.text


def test_form_for_any_bed_offers_all_and_takes_the_choice_without_scripts(nurse: Client):
    answer = nurse.get("/bedden/vragen")
    assert answer.status_code == 200
    options = re.findall(r'<option value="([^"]+ [a-z_]+)"', answer.text)
    wanted = f"{shelter_id(nurse, AUTOMATIC)} mixed"
    assert wanted in options
    sent = ask(nurse, shelter="", category="", _bed=wanted)
    assert sent.status_code == 303


def test_form_about_a_client_is_not_kept(demo_app: Flask, nurse: Client):
    added = nurse.post(
        "/clienten/nieuw", data={"id": str(new_id()), "alias": "Demo Q.", "legal_basis": "wgbo", "contact_ways": []}
    )
    client_id = added.location.rsplit("/", 1)[1]
    answer = nurse.get(f"/bedden/vragen?opvang={shelter_id(nurse, AUTOMATIC)}&soort=mixed&client={client_id}")
    assert "Demo Q." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_full_request_shows_where_there_is_room_and_whom_to_call(nurse: Client):
    answer = nurse.get(ask(nurse, FULL).location)
    assert "Geen bed bij" in answer.text
    assert "Andere plekken" in answer.text
    assert f"opvang={shelter_id(nurse, AUTOMATIC)}&amp;soort=mixed" in answer.text
    assert "soort=women" not in answer.text  # asked for a man
    assert "Bel de nachtdienst" in answer.text


def test_other_place_is_asked_with_what_was_said_before(nurse: Client, worker: Client):
    url = ask(nurse, BY_HAND, needs=["dog"]).location
    worker.post(f"{url}/weigeren", data={"reason": "last_bed_given", "alternative": "none"})
    full = nurse.get(url).text
    other = re.findall(rf'href="([^"]*opvang={shelter_id(nurse, AUTOMATIC)}&amp;soort=mixed[^"]*)"', full)[0]
    form = nurse.get(unescape(other)).text
    for said in ('value="adult"', 'value="man"', 'value="dog"'):
        assert re.search(f"{said} checked", form), said
    assert not re.search('value="wheelchair" checked', form)


def test_room_for_two_is_proposed_to_two(nurse: Client):
    """Two people take two beds, and one room."""
    assert "soort=couples" in nurse.get(ask(nurse, FULL, persons="2").location).text
    assert "soort=couples" not in nurse.get(ask(nurse, FULL).location).text


def test_asked_bed_is_never_called_held(nurse: Client):
    text = nurse.get(ask(nurse, BY_HAND).location).text
    assert "Nog niet zeker" in text
    assert "vastgehouden" not in text.lower().split("hoe het loopt")[0]


def test_asker_sees_the_answer_and_the_shelter_the_question(nurse: Client, worker: Client):
    url = ask(nurse, BY_HAND, alias="Kanariepietje").location
    page = f"/bedden/{shelter_id(worker, BY_HAND)}"
    assert "Kanariepietje" in worker.get(f"{page}/komst").text
    refused = worker.post(f"{url}/weigeren", data={})
    assert refused.status_code == 422
    assert "Kies een reden." in refused.text
    assert worker.post(f"{url}/weigeren", data={"reason": "from_elsewhere", "alternative": "none"}).status_code == 422
    assert worker.post(f"{url}/weigeren", data={"reason": "suspended", "alternative": "none"}).location.startswith(
        f"{page}?antwoord="
    )
    block = nurse.get(url, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert "er is nu een schorsing" in block
    assert "<!doctype" not in block
    assert "Kanariepietje" not in worker.get(f"{page}/komst").text


def test_same_name_is_a_warning_only(nurse: Client):
    ask(nurse, alias="Jan")
    text = nurse.get(ask(nurse, alias="JAN").location).text
    assert "Misschien dubbel" in text
    assert "Het bed staat klaar" in text


@pytest.mark.parametrize("name", ["jongerenwerker", "vrijwilliger", "opvang-almere", "straatverpleegkundige-almere"])
def test_request_of_somebody_else_is_not_there(demo_app: Flask, nurse: Client, name: str):
    url = ask(nurse).location
    other = Client(demo_app, demo_app.response_class).sign_in(name)
    expected = 403 if name == "vrijwilliger" else 404
    assert other.get(url).status_code == expected
    assert other.post(f"{url}/teruggeven").status_code in (403, 404)
    assert other.post(f"{url}/vasthouden").status_code in (403, 404)
    assert "Het bed staat klaar" in nurse.get(url).text


def test_bed_is_given_back_after_asking(nurse: Client):
    url = ask(nurse).location
    assert "Bed teruggeven?" in nurse.get(f"{url}/teruggeven").text
    assert nurse.post(f"{url}/teruggeven", data={"reason": "Komt vannacht niet"}).location == url
    text = nurse.get(url).text
    assert "Teruggegeven" in text
    assert "Komt vannacht niet" in text


def count(client: Client, page: str, free: dict[str, str]) -> TestResponse:
    html = client.get(page).text
    rows = re.findall(r'name="category" value="(\w+)".*?name="base_version" value="(\d+)"', html, re.S)
    data = {
        "category": [kind for kind, _ in rows],
        "base_version": [version for _, version in rows],
        "free": [free[kind] for kind, _ in rows],
    }
    return client.post(f"{page}/tellen", data={"id": str(new_id()), **data})


def test_three_counts_go_in_one_form(worker: Client):
    page = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    assert "Klopt nog: 6, 2 en 3 vrij" in worker.get(page).text
    assert count(worker, page, {"mixed": "9", "women": "1", "youth": "0"}).status_code == 303
    assert "Klopt nog: 9, 1 en 0 vrij" in worker.get(page).text


def test_form_takes_no_count_when_one_is_wrong(worker: Client):
    page = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    answer = count(worker, page, {"mixed": "9", "women": "11", "youth": "-1"})
    assert answer.status_code == 422
    assert "Er zijn hier 10 plekken. Meer kunnen er niet vrij zijn." in answer.text
    assert 'href="#free-women"' in answer.text
    assert 'value="9"' in answer.text  # typed values stay
    assert "Klopt nog: 6, 2 en 3 vrij" in worker.get(page).text


def test_second_counter_reads_both_numbers_and_can_confirm(night: Night, worker: Client):
    page = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    html = worker.get(page).text
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    rows = re.findall(r'name="category" value="(\w+)".*?name="base_version" value="(\d+)"', html, re.S)
    stale = {"category": [k for k, _ in rows], "base_version": [v for _, v in rows], "free": ["9", "2", "3"]}
    answer = worker.post(f"{page}/tellen", data=stale)
    assert answer.status_code == 409
    assert "Gemengd: Demo Kees telde 4 vrij. Jij vulde 9 in." in answer.text
    fresh = dict(re.findall(r'name="category" value="(\w+)".*?name="base_version" value="(\d+)"', answer.text, re.S))
    again = {**stale, "base_version": [fresh[kind] for kind, _ in rows]}
    assert worker.post(f"{page}/tellen", data=again).status_code == 303
    assert night.beds(AUTOMATIC, "mixed").free == 9


def test_shelter_page_is_a_count_for_its_people_and_a_list_for_others(nurse: Client, worker: Client):
    own, other = shelter_id(worker, AUTOMATIC), shelter_id(worker, FULL)
    assert 'id="telling"' in worker.get(f"/bedden/{own}").text
    assert 'id="telling"' not in worker.get(f"/bedden/{other}").text
    assert 'id="telling"' not in nurse.get(f"/bedden/{own}").text
    assert worker.get(f"/bedden/{other}/komst").status_code == 404
    assert (
        worker.post(f"/bedden/{other}/tellen", data={"category": "mixed", "base_version": "1", "free": "1"}).status_code
        == 404
    )


def test_hostile_text_is_shown_as_text(nurse: Client, worker: Client):
    nasty = "<script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=1>"
    url = ask(nurse, BY_HAND, alias=nasty, note=nasty).location
    for text in (nurse.get(url).text, worker.get(f"/bedden/{shelter_id(worker, BY_HAND)}/komst").text):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "{{ 7*7 }}" in text


def test_confidential_shelter_is_nowhere_for_who_does_not_work_there(night: Night, demo_app: Flask):
    secret = night.shelter(SECRET)
    for name in ("straatverpleegkundige", "jongerenwerker", "opvang", "vrijwilliger", "beheer"):
        client = Client(demo_app, demo_app.response_class).sign_in(name)
        assert client.get(f"/bedden/{secret.id}").status_code in (403, 404)
        for path in ("/", "/bedden", "/bedden/nu", "/bedden/mijn", "/bedden/vragen", "/offline/snapshot", "/meer",
                     "/beheer/opvang", f"/beheer/opvang/{secret.id}", "/beheer/organisaties"):  # fmt: skip
            text = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
            assert SECRET not in text, f"{path} for {name}"
            assert name == "beheer" or str(secret.id) not in text, f"{path} for {name}"


def test_own_people_of_a_confidential_shelter_count_there_without_its_name(night: Night, worker: Client):
    secret = night.shelter(SECRET)
    night.employ(secret.id, "opvang")
    page = f"/bedden/{secret.id}"
    text = worker.get(page).text
    assert "Vrouwenopvang" in text
    assert SECRET not in text
    assert count(worker, page, {"women": "5"}).status_code == 303
    assert night.ask(AUTOMATIC).state == State.held


def test_count_form_for_a_phone_holds_nobody_and_is_kept(night: Night, nurse: Client, worker: Client):
    night.ask(alias="Kanariepietje")
    path = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    assert "Kanariepietje" in worker.get(path).text
    answer = worker.get(f"{path}/tellen")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    for word in ("Kanariepietje", "Demo Kees", "Demo Sanne", "komst", str(night.actor("opvang").user_id)):
        assert word not in answer.text
    form = re.compile(r'<ul class="rows">.*?</form>', re.DOTALL)
    assert form.findall(answer.text)[0] == form.findall(worker.get(path).text)[0]
    assert nurse.get(f"{path}/tellen").status_code == 403


def test_pages_of_own_people_ask_the_phone_to_keep_the_count_form(nurse: Client, worker: Client):
    path = f"/bedden/{shelter_id(worker, AUTOMATIC)}"
    for page in ("/", path, f"{path}/gasten"):
        assert f'data-keep="{path}/tellen"' in worker.get(page).text
        assert "data-keep" not in nurse.get(page).text
    elsewhere = f"/bedden/{shelter_id(worker, FULL)}"
    assert "data-keep" not in worker.get(elsewhere).text
    assert worker.get(f"{elsewhere}/tellen").status_code == 404


def test_count_form_of_a_womens_shelter_stays_on_no_phone(night: Night, worker: Client):
    secret = night.shelter(SECRET)
    path = f"/bedden/{secret.id}"
    assert worker.get(f"{path}/tellen").status_code == 404
    night.employ(secret.id, "opvang")
    answer = worker.get(f"{path}/tellen")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert SECRET not in answer.text
    worker.post("/offline/lock")
    assert worker.get(f"{path}/tellen").status_code == 303, "not for who found the phone either"
    worker.sign_in("opvang")
    for page in ("/", path, f"{path}/gasten"):
        text = worker.get(page).text
        assert path in text
        assert f'data-keep="{path}' not in text
