"""A personal link: what it opens, for whom, how long, and what no machine does with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.matches.acts import COORDINATOR, Match, a_day_later
from tests.support.client import Client
from webapp import clock
from webapp.audit.models import AccessEntry
from webapp.db import Database
from webapp.links.models import PersonalLink
from webapp.links.service import LASTS
from webapp.rooms.passing import pass_time
from webapp.trajectories.models import TakenRow

DEAD = "Deze link werkt niet of niet meer."


@pytest.fixture
def made(match: Match) -> tuple[Match, str]:
    """A proposed match, and the host's link."""
    match.propose()
    return match, match.link("host")


def test_secret_is_long_and_only_its_hash_is_kept(made: tuple[Match, str], demo_app: Flask) -> None:
    token = made[1].rsplit("/", 1)[1]
    assert len(token) >= 43, "256 bits"
    database: Database = demo_app.extensions["database"]
    with database.reading() as session:
        [link] = session.exec(select(PersonalLink)).all()
    assert token not in link.model_dump_json()


def test_looking_and_empty_posts_change_nothing(made: tuple[Match, str]) -> None:
    match, link = made
    for _ in range(3):
        page = match.anybody.get(link)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
    assert match.anybody.head(link).status_code == 200
    for sent in ({}, {"step": "proposal"}, {"step": "proposal", "answer": ""}):
        assert match.anybody.post(link, data=sent).status_code == 422
    assert match.anybody.post(link, data={"answer": "yes"}).status_code == 409
    assert (
        match.anybody.post(link, data={"step": "proposal", "answer": "stopped", "reason": "other"}).status_code == 422
    )
    assert match.told()["parties"] == {"youth": None, "host": None}
    assert "checked" not in match.anybody.get(link).text.split('id="h-answer"')[1]


def test_host_answers_by_it_and_the_log_says_how(made: tuple[Match, str], demo_app: Flask) -> None:
    match, link = made
    page = match.anybody.get(link).text
    assert "Iemand voor je kamer in Laren" in page
    assert "Demo Gastvrouw" not in page
    assert match.anybody.post(link, data={"step": "proposal", "answer": "yes"}).status_code == 303
    assert match.anybody.post(link, data={"step": "proposal", "answer": "yes"}).status_code == 303, "twice is one"
    assert "Je zei ja" in match.anybody.get(link).text
    course = match.coordinator.get(match.url).text.split('id="h-loop"')[1]
    assert course.count("Verhuurder: ja gezegd") == 1
    assert "met een persoonlijke link" in course
    database: Database = demo_app.extensions["database"]
    with database.reading() as session:
        [row] = session.exec(select(TakenRow).where(TakenRow.step == "proposal")).all()
        log = session.exec(select(AccessEntry).where(AccessEntry.ground == "link")).all()
    assert row.link_id
    assert {one.action for one in log} == {"read", "update"}
    assert {one.user_id for one in log} == {None}


def test_a_no_is_thanked_for_though_its_link_ends(made: tuple[Match, str]) -> None:
    match, link = made
    answer = match.anybody.post(link, data={"step": "proposal", "answer": "no", "reason": "privacy"})
    assert answer.status_code == 200
    assert "Dit voorstel gaat niet door" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert match.anybody.get(link).status_code == 404
    assert match.told()["reason"] == "privacy"


def test_it_speaks_for_its_own_party_alone(made: tuple[Match, str]) -> None:
    match, link = made
    sent = {"step": "proposal", "answer": "yes", "party": "youth"}
    assert match.anybody.post(link, data=sent).status_code == 303
    assert match.told()["parties"] == {"youth": None, "host": "yes"}


def test_every_dead_link_says_the_same(
    made: tuple[Match, str], demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    match, link = made
    newer = match.link("host")
    pages = {match.anybody.get(link).text, match.anybody.get("/kamers/antwoord/" + "x" * 43).text}
    assert match.says(match.coordinator, "proposal", "no", party="youth", reason="no_reply") == 303
    pages.add(match.anybody.get(newer).text)
    other = Match(demo_app, alias="Demo Veerle").propose()
    late = other.link("youth")
    then = clock.now() + LASTS + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: then)
    pages.add(match.anybody.get(late).text)
    assert {DEAD in page for page in pages} == {True}
    assert match.anybody.get(late).status_code == 404
    assert match.anybody.post(late, data={"step": "proposal", "answer": "yes"}).status_code == 404


def test_answer_after_it_went_on_changes_nothing(match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    match.introduced()
    link = match.link("youth")
    late = match.anybody.post(link, data={"step": "proposal", "answer": "no", "reason": "too_far"})
    assert (late.status_code, "Dit is intussen al verder" in late.text) == (409, True)
    assert match.anybody.post(link, data={"step": "thinking", "answer": "yes"}).status_code == 303
    page = match.anybody.get(link).text
    assert "Je antwoord is bewaard" in page
    assert "checked" not in page.split('id="h-answer"')[1], "who has the link reads not what was answered"
    assert match.anybody.post(link, data={"step": "thinking", "answer": "no", "reason": "too_far"}).status_code == 303
    assert match.anybody.post(link, data={"step": "thinking", "answer": "no"}).status_code == 422
    assert match.says(match.host, "thinking", "yes") == 303
    assert match.told()["step"] == "thinking"
    a_day_later(monkeypatch)
    match.coordinator = match.browser(COORDINATOR)
    assert match.told()["reason"] == "too_far"
    assert match.anybody.get(link).status_code == 404


def test_nobody_changes_what_a_party_said_itself(match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    match.introduced()
    link = match.link("host")
    assert match.anybody.post(link, data={"step": "thinking", "answer": "yes"}).status_code == 303
    assert match.says(match.coordinator, "thinking", "no", party="host", reason="privacy") == 403
    assert match.says(match.coordinator, "thinking", "yes", party="youth") == 303
    assert match.says(match.coordinator, "thinking", "no", party="youth", reason="too_far") == 303, (
        "what they passed on"
    )
    assert match.says(match.worker, "thinking", "yes", party="youth") == 303
    assert match.says(match.coordinator, "thinking", "no", party="youth", reason="too_far") == 403
    a_day_later(monkeypatch)
    match.coordinator = match.browser(COORDINATOR)
    assert match.told()["step"] == "contract"


def test_guessing_is_stopped(demo_app: Flask) -> None:
    guesser = Client(demo_app, demo_app.response_class)
    statuses = [guesser.get(f"/kamers/antwoord/{'y' * 40}{number}").status_code for number in range(40)]
    assert set(statuses[:30]) == {404}
    assert set(statuses[30:]) == {429}


def test_only_a_coordinator_gives_one(match: Match) -> None:
    match.propose()
    for client in (match.worker, match.host):
        assert client.post(f"{match.url}/link", data={"party": "host"}).status_code == 403
    assert match.coordinator.post(f"{match.url}/link", data={"party": "coordinator"}).status_code == 422


def test_old_ones_are_forgotten(made: tuple[Match, str], demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    database: Database = demo_app.extensions["database"]
    then = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: then)
    with database.transaction() as session:
        pass_time(session)
    with database.reading() as session:
        assert session.exec(select(PersonalLink)).all() == []
