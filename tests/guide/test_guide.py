"""The guide: every tab and link of a role is explained to it, and the files say what the app says."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask

from scripts.guide import DOCS, guides
from tests.support.client import Client
from webapp.features import chapters
from webapp.today.navigation import LINKS, TABS

pytestmark = pytest.mark.one_store
USERS = ("straatverpleegkundige", "jongerenwerker", "opvang", "coordinator", "vrijwilliger", "beleid", "beheer")
HELP = re.compile(r'href="(/hulp[^"]*)"')
OWN = {"/hulp", "/privacy"}


def signed_in(app: Flask, name: str) -> Client:
    return Client(app, app.response_class).sign_in(name)


def test_files_say_what_the_app_says():
    """Mended by `python -m scripts.guide`."""
    assert {path.name: path.read_text() == text for path, text in guides().items()} == {
        "handleiding.md": True,
        "guide.md": True,
    }


def test_every_picture_of_a_chapter_exists():
    for path in guides():
        for picture in re.findall(r'src="([^"]+)"', path.read_text()):
            assert (DOCS / picture).exists(), picture


def test_every_word_names_one_chapter():
    assert [word for word, n in Counter(chapter.word for chapter in chapters()).items() if n > 1] == []


@pytest.mark.parametrize("name", USERS)
def test_bar_leads_to_the_chapter_of_each_page_of_a_role(demo_app: Flask, name: str):
    someone = signed_in(demo_app, name)
    guide = someone.get("/hulp").text
    menu = someone.get("/meer").text
    pages = {one.url for one in (*TABS, *LINKS) if f'href="{one.url}"' in menu} - OWN
    assert len(pages) > 1
    places = {page: set(HELP.findall(someone.get(page, follow_redirects=True).text)) - {"/hulp"} for page in pages}
    assert {page for page, found in places.items() if len(found) != 1} == set()
    for page, (place,) in places.items():
        assert f'id="{place.removeprefix("/hulp#")}"' in guide, page


def test_chapters_of_another_role_are_not_shown(demo_app: Flask):
    volunteer, nurse = signed_in(demo_app, "vrijwilliger"), signed_in(demo_app, "straatverpleegkundige")
    assert 'id="over-clienten"' in nurse.get("/hulp").text
    assert 'id="over-clienten"' not in volunteer.get("/hulp").text


def test_shelter_worker_reads_of_counting_where_a_nurse_reads_of_asking(demo_app: Flask):
    assert 'href="/hulp#over-tellen"' in signed_in(demo_app, "opvang").get("/bedden").text
    assert 'href="/hulp#over-bedden"' in signed_in(demo_app, "straatverpleegkundige").get("/bedden").text


def test_privacy_is_read_by_everyone_in_both_languages(demo_app: Flask):
    visitor = Client(demo_app, demo_app.response_class)
    page = visitor.get("/privacy").text
    assert "Nooit een BSN" in page
    assert "/hulp" not in page
    assert "Wmo 2015, artikel 5.3.4" in page
    assert "Never a citizen service number" in visitor.get("/privacy?lang=en").text
    assert 'href="/privacy"' in visitor.get("/").text


def test_guide_asks_to_sign_in(demo_app: Flask):
    assert Client(demo_app, demo_app.response_class).get("/hulp").status_code in (302, 303)
