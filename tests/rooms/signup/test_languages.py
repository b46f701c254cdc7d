"""A host reads every page without an account in four languages; the rest of the house speaks two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask
from sqlmodel import select

from scripts.translations import KEYWORDS, OPTIONS, ROOT
from tests.rooms.screening.acts import SEEN, VISIT, fresh, plan, user_id
from tests.rooms.walk import ANSWERS, START, url_of
from tests.support.client import Client
from webapp.mail.models import Letter
from webapp.rooms import words
from webapp.rooms.models import Host, Room
from webapp.web import directions
from webapp.web.i18n import HOST_LANGUAGES, LANGUAGES, SOURCES

OWN_LANGUAGES = [code for code in HOST_LANGUAGES if code not in LANGUAGES]
PARK = {"until": f"{VISIT}", "why": "other"}
COUNTED: dict[str, Any] = {
    "room_m2": "7", "sharers": "2", "label": "d", "worktop": "to_2", "sanitary": ["shower"], "drawbacks": ["high_sill"],
    "heated": "no", "living_m2": "10", "heated_rooms": "1", "outside_m2": "10", "woz": "mean", "_naar": "reken",
}  # fmt: skip
MISTAKES: dict[str, list[dict[str, Any]]] = {
    "waar": [
        {"municipality": "elsewhere", "from_date": "1800-01-01", "until_date": "x"},
        {"municipality": "Hilversum", "from_date": "2027-01-01", "until_date": "2026-12-01"},
    ],
    "kosten": [{"included": "no", "rent": "5"}, {"included": "no", "rent": "5", "service_costs": "veel"}],
    "punten": [
        {"room_m2": "veel", "sharers": "0", "built": "3", "living_m2": "x"},
        {"room_m2": "12", "sharers": "2", "_naar": "reken"},
        COUNTED,
    ],
    "wie": [{"min_age": "25", "max_age": "20"}],
    "aandacht": [{"note": "x" * 5000}, {"note": "123.456.782"}],
    "jij": [{"email": "x", "phone": "12"}, {"email": "x@y"}],
}


def catalogue(code: str) -> Catalog:
    with (SOURCES / code / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        return read_po(stream, locale=code)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Every sentence that a page asks for, while this runs."""
    found: set[str] = set()

    class Recorder:
        def ugettext(self, text: str) -> str:
            found.add(text)
            return text

        def ungettext(self, one: str, many: str, number: int) -> str:
            found.add(one)
            return one if number == 1 else many

    monkeypatch.setattr(directions.Sentences, "get_translations", lambda _self: Recorder())
    monkeypatch.setattr(directions, "get_translations", Recorder)
    _forget()
    yield found
    _forget()


def _forget() -> None:
    directions._said.cache_clear()
    directions._said_whole.cache_clear()


def sentences_of_the_phone() -> set[str]:
    """What the frame holds for people with an account: signed out nobody sees it."""
    found = extract_from_dir(
        ROOT, [("templates/offline/**.html", "jinja2")], OPTIONS, keywords=KEYWORDS, directory_filter=lambda _path: True
    )
    return {
        one for _file, _line, message, _c, _x in found for one in ([message] if isinstance(message, str) else message)
    }


def walk(app: Flask, asked: set[str]) -> None:
    """Every page of a host, with every mistake; what the coordinator's pages ask between does not count."""
    host = fresh(app)
    for path in ("", "/weten", "/verder", "/verder/niets", "?kwijt=1", "/jongeren"):
        host.get(f"{START}{path}")
    for code in ("", "abc"):
        host.post(f"{START}/verder", data={"code": code})
    for step, answers in ANSWERS.items():
        host.get(url_of(step))
        for typed in ({}, *MISTAKES.get(step, [])):
            host.post(url_of(step), data=typed)
            host.get(url_of(step))
        email = {"email": "gerda@example.nl"} if step == "jij" else {}
        assert host.post(url_of(step), data=answers | email).status_code == 303
    for path in ("", "/later", "/controle"):
        host.get(f"{START}{path}")
    host.post(url_of("punten"), data=COUNTED)
    host.post(url_of("huis"), data=ANSWERS["huis"] | {"pets_present": []})
    host.get(f"{START}/controle")
    host.post(f"{START}/later/code")
    for email in ("", "gerda@example.nl"):
        host.post(f"{START}/later/mail", data={"email": email})
    host.post(f"{START}/controle")
    host.get(f"{START}/bedankt")
    with app.extensions["database"].reading() as session:
        letter = session.exec(select(Letter).order_by(Letter.made_at.desc())).first()
        made, room = session.exec(
            select(Host, Room).join(Room, Room.host_id == Host.id).order_by(Room.created_at.desc())
        ).first()
    at = letter.link.removeprefix("http://localhost").partition("?")[0]
    host.get(at)
    host.post(f"{at}/adres")
    for act in (
        lambda coordinator: coordinator.post(f"/kamers/{room.id}/gebeld"),
        lambda coordinator: plan(coordinator, made, user_id(app, "coordinator")),
        lambda coordinator: coordinator.post(f"/kamers/verhuurders/{made.id}/parkeren", data=PARK),
        lambda coordinator: coordinator.post(f"/kamers/bezoeken/{made.id}", data=SEEN),
        lambda coordinator: coordinator.post(f"/kamers/verhuurders/{made.id}/besluit", data={"decision": "accepted"}),
    ):
        before = set(asked)
        act(fresh(app).sign_in("coordinator"))
        asked.intersection_update(before)
        host.get(at)
    host.post(f"{at}/hulp", data={"words": "x"})
    host.get(f"{at}?hulp=1")
    host.get(f"{at}/stoppen")
    host.post(f"{at}/stoppen", data={})
    host.post(f"{at}/stoppen", data={"reason": "other"})
    host.get(at)


@pytest.mark.one_store
def test_every_sentence_that_a_host_reads_is_translated(demo_app: Flask, asked: set[str]) -> None:
    walk(demo_app, asked)
    choices = (words.Animal, words.Attention, words.Accepts, words.Included, words.Heard, words.StopReason)
    wanted = asked | {one.label for kind in choices for one in kind}
    assert len(asked) > 150, "the pages changed: this test looks at nothing"
    needed = wanted - sentences_of_the_phone()
    for code in OWN_LANGUAGES:
        known = catalogue(code)
        missing = sorted(text for text in needed if not (known.get(text) and known.get(text).string))
        assert missing == [], code


@pytest.mark.parametrize("code", OWN_LANGUAGES)
def test_catalogue_holds_the_values_of_the_source_and_nothing_else(code: str) -> None:
    known, english = catalogue(code), catalogue("en")
    wrong = [f"{message.id!r}: {fault}" for message in known if message.id for fault in message.check(known)]
    assert wrong == []
    assert [message.id for message in known if message.id and english.get(message.id) is None] == []


@pytest.mark.one_store
@pytest.mark.parametrize(("code", "word"), [("tr", "Oda nerede?"), ("ar", "أين الغرفة؟"), ("en", "Where is the room?")])
def test_page_says_its_language_and_its_direction(demo_client: Client, code: str, word: str) -> None:
    page = demo_client.get(f"{START}?lang={code}").text
    opening = re.search(r"<html[^>]*>", page)[0]
    assert f'lang="{code}"' in opening
    assert ('dir="rtl"' in opening) == (code == "ar")
    assert word in page
    assert f'lang="{code}"' in re.search(r"<html[^>]*>", demo_client.get(START).text)[0], "the next page speaks it too"


@pytest.mark.one_store
def test_rest_of_the_house_speaks_two_languages(demo_client: Client) -> None:
    demo_client.get(f"{START}?lang=ar")
    assert '<html lang="nl"' in demo_client.get("/").text
    assert '<html lang="nl"' in demo_client.get("/?lang=tr").text


@pytest.mark.one_store
def test_mail_and_own_page_are_in_the_hosts_language(demo_app: Flask, demo_client: Client) -> None:
    demo_client.get(f"{START}?lang=tr")
    for step, answers in ANSWERS.items():
        demo_client.post(url_of(step), data=answers | ({"email": "gerda@example.nl"} if step == "jij" else {}))
    demo_client.post(f"{START}/controle")
    shown = fresh(demo_app).get("/demo/post").text
    assert "Bu e-posta adresi doğru mu?" in shown
    link = re.search(r'href="http://localhost(/kamers/mijn-aanmelding/[^"]+)"', shown)[1]
    assert '<html lang="tr"' in fresh(demo_app).get(link).text
