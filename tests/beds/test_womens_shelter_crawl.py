"""Nothing of a women's shelter comes out: every page of every user is read for words that stand only there.

Administrators know the names of the people they give accounts to. Where those work they do not know.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlmodel import select

from tests.beds.night import Night
from tests.beds.secret_houses import HOUSE, NOTE, NURSE, PHONE, Secret, Switched, found_in, secrets, switched
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp import clock
from webapp.accounts import store as accounts
from webapp.beds.shelters.models import Shelter, ShelterStaff
from webapp.db import new_id
from webapp.web.logging import JsonLines, log

__all__ = ["secrets", "switched"]  # fixtures

SEARCHED = ("/contacten", "/clienten", "/vervolgacties", "/kamers", "/kamers/verzoeken", "/beheer", "/meer", "/bedden")
DOORS = ("/offline/snapshot", "/offline/schema", "/offline/keys", "/health", "/manifest.webmanifest", "/bedden")
MOST_PAGES = 150
MOST_ALIKE = 8
"""Of pages that differ in an id only, so many are read; the directory of places is read whole."""
_LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)"')
_FIXED = re.compile(r"^/(static/|service-worker|uitloggen)")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Every line the application logs meanwhile: through ``logging``, and those of requests to standard error."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)

    def told() -> str:
        lines.write(capfd.readouterr().err)
        return lines.getvalue()

    yield told
    log.removeHandler(handler)


def shape(path: str) -> str:
    """Addresses that differ in an id only are one kind of page; of each kind a few are read."""
    return _ID.sub("<id>", re.sub(r"\d{4}-\d\d-\d\d", "<day>", path))


def text_of(data: bytes) -> str:
    """An answer as text: of a spreadsheet its parts, of a picture what is readable."""
    if not data.startswith(b"PK"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as sheet:
        return "".join(sheet.read(part).decode(errors="replace") for part in sheet.namelist())


def crawl(client: Client, user: str) -> tuple[set[str], list[str]]:
    """Read every page that links lead to; gives the pages, and the findings."""
    waiting = deque(["/", "/meer"])
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    leaks: list[str] = []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        if path in seen or _FIXED.match(path) or kinds.get(shape(path), 0) >= MOST_ALIKE:
            continue
        seen.add(path)
        kinds[shape(path)] = kinds.get(shape(path), 0) + 1
        answer = client.get(path)
        text = text_of(answer.get_data())
        leaks += [f"{user} {path}: {name}" for name in found_in(text, user, path)]
        if answer.location:
            waiting.append(urlsplit(urljoin(path, answer.location)).path)
        if answer.mimetype == "text/html":
            waiting.extend(unescape(link) for link in _LINK.findall(text))
    return seen, leaks


def knock(client: Client, user: str, secrets: list[Secret]) -> list[str]:
    """The doors without links: JSON, the phone's own, searches for each word, and pages that go wrong."""
    asked = [(path, {"Accept": "application/json"}) for path in DOORS]
    # Of the words themselves the page may say back what was typed: the half of a word finds the whole.
    asked += [(f"{path}?zoek={word}", {}) for path in SEARCHED for word in ("Kanari", "Oranje", "99988")]
    for secret in secrets:
        own = (
            f"/bedden/{secret.shelter_id}",
            f"/bedden/{secret.shelter_id}/komst",
            f"/beheer/opvang/{secret.shelter_id}",
        )
        asked += [(path, {}) for path in own]
        asked += [(f"/bedden/vragen?opvang={secret.shelter_id}&soort=women", {})]
    asked += [
        ("/bestaat-niet", {}),
        (f"/bedden/{new_id()}", {}),
        ("/bedden/geen-id", {}),
        ("/bedden/nacht/2026-01-01", {}),
    ]
    leaks = []
    for path, headers in asked:
        text = client.get(path, headers=headers).get_data(as_text=True)
        leaks += [f"{user} {path}: {name}" for name in found_in(text, user, path)]
    body = {"shelter": secrets[0].shelter_id, "category": "women", "age_group": "adult", "gender": "woman"}
    for path in ("/bedden/vragen", f"/bedden/{secrets[0].shelter_id}/tellen"):
        text = client.post(path, data=body).get_data(as_text=True)
        leaks += [f"{user} POST {path}: {name}" for name in found_in(text, user, path)]
    return leaks


def users_of(night: Night) -> list[str]:
    with night.database.reading() as session:
        return [user.username for user in accounts.list_demo_users(session) if user.username]


@pytest.mark.one_store
def test_nothing_of_a_womens_shelter_comes_out_for_anyone_but_its_staff(
    demo_app: Flask, night: Night, secrets: list[Secret], switched: Switched, logged: Callable[[], str]
):
    users = users_of(night)
    assert len(users) == 22
    read_by: dict[str, set[str]] = {}
    leaks: list[str] = []
    for user in users:
        client = Client(demo_app, demo_app.response_class).sign_in(user)
        read_by[user], found = crawl(client, user)
        leaks += found + knock(client, user, secrets)
    assert leaks == []
    assert found_in(logged(), "", "log") == []
    assert '"beds.index"' in logged()
    assert min(len(pages) for pages in read_by.values()) >= 5  # else the crawl stopped at the door
    assert {"/bedden", "/bedden/winterkou", "/bedden/mijn", *switched.requests} < read_by[NURSE]
    assert f"/bedden/nacht/{clock.tonight().isoformat()}" in read_by[NURSE]
    assert f"/beheer/opvang/{secrets[0].shelter_id}" in read_by["beheer"]
    assert "/bedden/winterkou" in read_by["beleid"]


@pytest.mark.one_store
def test_administrator_learns_that_it_is_there_and_not_who_works_there(
    demo_app: Flask, night: Night, secrets: list[Secret]
):
    admin = Client(demo_app, demo_app.response_class).sign_in("beheer")
    listed = admin.get("/beheer/opvang").text
    assert "Vrouwenopvang" in listed
    assert "geheim" in listed
    page = admin.get(f"/beheer/opvang/{secrets[0].shelter_id}").text
    assert f'value="{secrets[0].staff_id}"' in page
    assert f'value="{secrets[0].staff_id}" checked' not in page
    assert not re.search(r'name="staff"[^>]* checked', page)


@pytest.mark.one_store
def test_what_an_administrator_leaves_empty_keeps_what_it_was(demo_app: Flask, night: Night, secrets: list[Secret]):
    admin = Client(demo_app, demo_app.response_class).sign_in("beheer")
    shelter = night.shelter(HOUSE)
    form = filled_in(admin.get(f"/beheer/opvang/{shelter.id}").text, "opvang")
    assert (form["name"], form["phone"], form["note"], "staff" in form) == ([""], [""], [""], False)
    form["hold_minutes"] = ["30"]
    assert admin.post(f"/beheer/opvang/{shelter.id}", data=form).status_code == 303
    kept = night.shelter(HOUSE)
    assert (kept.phone, kept.note, kept.hold_minutes) == (PHONE, NOTE, 30)
    with night.database.reading() as session:
        staff = session.exec(select(ShelterStaff.user_id).where(ShelterStaff.shelter_id == shelter.id)).all()
    assert [str(one) for one in staff] == [secrets[0].staff_id]
    answer = admin.post(f"/beheer/opvang/{shelter.id}", data={**form, "confidential": "false", "name": "Open huis"})
    assert answer.status_code == 422  # out in the open it needs a telephone that may be told
    assert found_in(answer.text, "beheer", "/beheer/opvang") == []


@pytest.mark.one_store
def test_crawl_finds_what_a_page_lets_slip(demo_app: Flask, secrets: list[Secret], monkeypatch: pytest.MonkeyPatch):
    leaking = DictLoader(
        {
            "beds/no_place/_button.html": f"<p>{HOUSE}</p>",
            "today/more.html": '{% extends "base.html" %}{% block title %}Meer{% endblock %}'
            f"{{% block main %}}<h1>Meer</h1><p>{PHONE.replace(' ', '-')}</p>{{% endblock %}}",
        }
    )
    assert demo_app.jinja_env.loader is not None
    templates = demo_app.jinja_env  # of an application that other tests use too
    monkeypatch.setattr(templates, "loader", ChoiceLoader([leaking, templates.loader]))
    monkeypatch.setattr(templates, "bytecode_cache", None)
    monkeypatch.setattr(templates, "cache", {})
    client = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    leaks = crawl(client, "straatverpleegkundige")[1]
    assert f"straatverpleegkundige /bedden: {HOUSE}" in leaks
    assert "straatverpleegkundige /meer: telephone" in leaks


@pytest.mark.one_store
def test_crawl_finds_what_a_json_door_and_a_log_line_let_slip(
    demo_app: Flask, night: Night, secrets: list[Secret], logged: Callable[[], str]
):
    with night.write() as session:
        shelter = session.get_one(Shelter, night.shelter(HOUSE).id)
        shelter.confidential = False  # the purpose of the filter on the board
        session.add(shelter)
    client = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    leaks = knock(client, "straatverpleegkundige", secrets)
    assert any("/bedden: Kanariehuis" in leak for leak in leaks)
    log.info("request", extra={"fields": {"shelter": HOUSE}})
    assert found_in(logged(), "", "log") == [HOUSE]


def test_its_own_staff_reaches_the_count_and_nobody_else(night: Night, worker: Client, secrets: list[Secret]):
    page = f"/bedden/{secrets[0].shelter_id}"
    assert worker.get(page).status_code == 404
    night.employ(night.shelter(HOUSE).id, "opvang")
    assert worker.get(page).status_code == 200
