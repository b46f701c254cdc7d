"""The home screen per role, the way in, and what stands under 'Meer'."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask import Flask

from tests.contacts.acts import SignIn
from tests.support.client import Client
from webapp import clock
from webapp.accounts.models import Region
from webapp.db import Database
from webapp.today import pages

ROLES = ["straatverpleegkundige", "jongerenwerker", "opvang", "coordinator", "vrijwilliger", "verhuurder",
         "vroegsignaleerder", "plaatsing", "beleid", "beheer"]  # fmt: skip


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("name", "there", "not_there"),
    [
        ("straatverpleegkundige", ["Contact vastleggen", "Vannacht vrij", "Vervolgacties"], ["Jouw opvang"]),
        ("jongerenwerker", ["Contact vastleggen", "Vannacht vrij", "Aanmelden voor een kamer"], ["Rooie Piet"]),
        ("opvang", ["Tel nu", "Jouw opvang", "Vannacht vrij"], ["Vervolgacties", "Contact vastleggen"]),
        (
            "coordinator",
            ["Verhuurders en kamers", "Kamers met Aandacht", "open aanvra"],
            ["Vannacht vrij", "Vervolgacties"],
        ),
        ("vrijwilliger", ["Bedden vannacht", "Vannacht vrij", "Jouw werk in Onderdak"], ["Vervolgacties"]),
        ("verhuurder", ["Jouw werk in Onderdak", "Mijn kamer"], ["Vannacht vrij", "Vervolgacties"]),
        ("vroegsignaleerder", ["signalen nog niet"], ["Vannacht vrij", "Vervolgacties"]),
        ("plaatsing", ["Wie wacht het langst", "wie het langst wacht"], ["Vannacht vrij", "contact vastleggen"]),
        ("beleid", ["hoe ver het plan is, in aantallen"], ["Vannacht vrij", "Vervolgacties"]),
        ("beheer", ["Naar beheer", "Nodig collega’s uit"], ["Vannacht vrij", "Vervolgacties"]),
    ],
)
def test_home_shows_what_the_role_has_and_nothing_else(
    sign_in: SignIn, name: str, there: list[str], not_there: list[str]
) -> None:
    html = sign_in(name).get("/").text
    shown = html[html.index("<main") :]
    for words in there:
        assert words in shown, words
    for words in not_there:
        assert words not in shown, words


@pytest.mark.one_store
def test_every_role_gets_a_home_and_a_way_out(sign_in: SignIn) -> None:
    for name in ROLES:
        browser = sign_in(name)
        assert browser.get("/").status_code == 200, name
        more = browser.get("/meer").text
        assert "data-signout" in more, name
        assert ("/beheer" in more) is (name == "beheer")
        assert ('href="/clienten"' in more) is (name in ROLES[:2])


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("hour", "greeting"), [(3, "Goedenacht"), (8, "Goedemorgen"), (13, "Goedemiddag"), (23, "Goedenavond")]
)
def test_greeting_follows_the_amsterdam_clock(
    demo_app: Flask, monkeypatch: pytest.MonkeyPatch, hour: int, greeting: str
) -> None:
    moment = datetime(2026, 11, 22, hour, 30, tzinfo=clock.AMSTERDAM)
    monkeypatch.setattr(clock, "now", lambda: moment)
    with demo_app.test_request_context("/"):
        assert pages.greeting() == greeting


@pytest.mark.one_store
def test_welcome_names_one_region_and_its_number(client: Client, database: Database) -> None:
    with database.transaction() as session:
        session.add(Region(slug="een", name="Regio Een", help_phone="035 000 00 09"))
    shown = client.get("/").text
    assert "in Regio Een" in shown
    assert 'href="tel:+31350000009"' in shown
    assert "/demo" not in shown


@pytest.mark.one_store
def test_welcome_lists_every_region_that_has_a_number(demo_client: Client, demo_database: Database) -> None:
    with demo_database.transaction() as session:
        session.add(Region(slug="stil", name="Regio Zonder Nummer"))
    shown = demo_client.get("/").text
    assert 'href="tel:+31350000000"' in shown
    assert 'href="tel:+31360000000"' in shown
    assert "Regio Zonder Nummer" not in shown
    assert 'href="/demo"' in shown
    assert 'href="/kamers/aanbieden"' in shown


@pytest.mark.one_store
def test_pages_speak_english_when_asked(sign_in: SignIn) -> None:
    answer = sign_in("straatverpleegkundige").get("/meer?lang=en")
    assert '<html lang="en"' in answer.text


@pytest.mark.one_store
def test_what_is_late_comes_before_what_is_free(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    nurse = sign_in("straatverpleegkundige")
    for late, first in ((1, "h-todo"), (0, "h-beds")):
        counts = {"late": late, "today": 0, "tomorrow": 0, "later": 0}
        monkeypatch.setattr(pages, "count_due", lambda *_, counts=counts: counts)
        html = nurse.get("/").text
        assert (html.index('id="h-todo"') < html.index('id="h-beds"')) is (first == "h-todo"), late


@pytest.mark.one_store
def test_home_counts_nothing_that_is_not_there(sign_in: SignIn) -> None:
    for name in ("straatverpleegkundige", "opvang", "coordinator", "vrijwilliger"):
        assert '<b class="count">0</b>' not in sign_in(name).get("/").text, name


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("address", "language", "first"),
    [
        ("/manifest.webmanifest", "nl", ("Contact vastleggen", "/contacten/nieuw")),
        ("/manifest.webmanifest?taal=en", "en", ("Record a contact", "/contacten/nieuw")),
        ("/manifest.webmanifest?voor=opvang", "nl", ("Tel nu", "/bedden/tellen")),
        ("/manifest.webmanifest?taal=en&voor=opvang", "en", ("Count now", "/bedden/tellen")),
    ],
)
def test_shortcuts_are_in_the_language_and_for_the_work_of_their_address(
    demo_client: Client, address: str, language: str, first: tuple[str, str]
) -> None:
    demo_client.set_cookie("lang", "en")  # a browser sends none here, and what it keeps may be another's
    answer = demo_client.get(address)
    told = answer.get_json()
    assert (told["lang"], told["id"]) == (language, "/")
    assert (told["shortcuts"][0]["name"], told["shortcuts"][0]["url"]) == first
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.one_store
def test_pages_name_the_manifest_of_their_reader(sign_in: SignIn, client: Client) -> None:
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/").text
    assert 'href="/manifest.webmanifest?voor=opvang"' in sign_in("opvang").get("/").text
    english = sign_in("opvang").get("/?lang=en").text
    assert 'href="/manifest.webmanifest?taal=en&amp;voor=opvang"' in english


@pytest.mark.one_store
def test_shortcut_to_count_leads_to_the_count_that_is_wanted(sign_in: SignIn) -> None:
    worker = sign_in("opvang")
    assert re.fullmatch(r"/bedden/[0-9a-f-]{36}", worker.get("/bedden/tellen").location)
    assert sign_in("straatverpleegkundige").get("/bedden/tellen").status_code == 403


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["beleid", "beheer", "vroegsignaleerder", "verhuurder"])
def test_who_cannot_record_is_not_told_that_it_can_be_done(sign_in: SignIn, name: str) -> None:
    browser = sign_in(name)
    assert '<strong class="grow">Nog te versturen</strong>' not in browser.get("/meer").text
    assert "data-outbox-line hidden" in browser.get("/").text, "what an earlier role left on this phone is still found"
    for path in ("/offline", "/meer", "/bedden"):
        page = browser.get(path).text
        for words in ("kun je vastleggen", "Vastleggen kan", "meteen voor je vastgehouden"):
            assert words not in page, (path, words)


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["straatverpleegkundige", "jongerenwerker", "opvang", "coordinator", "plaatsing"])
def test_who_records_finds_what_waits_on_the_phone(sign_in: SignIn, name: str) -> None:
    browser = sign_in(name)
    assert '<strong class="grow">Nog te versturen</strong>' in browser.get("/meer").text
    assert "Vastleggen kan altijd" in browser.get("/offline").text
