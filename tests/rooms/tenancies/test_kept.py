"""What a phone keeps of tenancies is read in one go."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, Match, a_day_later
from tests.rooms.tenancies.acts import begin
from tests.support.client import Client
from tests.support.statements import asked_of
from webapp.rooms.tenancies import service


def test_twenty_tenancies_cost_as_many_questions_as_one(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    matches = [Match(demo_app, alias=alias).introduced() for alias in ("Demo Yara", "Demo Ymke")]
    assert [one.says(who, "thinking", "yes") for one in matches for who in (one.worker, one.host)] == [303] * 4
    a_day_later(monkeypatch)
    browser = Client(demo_app, demo_app.response_class).sign_in(COORDINATOR)
    for match in matches:
        match.coordinator = browser
    urls = {begin(match) for match in matches}
    assert len(urls) == 2
    questions = {}
    for most in (20, 1, 20):
        monkeypatch.setattr(service, "_KEPT", most)
        with asked_of(demo_app.extensions["database"]) as asked:
            kept = {one for one in browser.get("/offline/snapshot").get_json()["fragments"] if "/kamers/huur/" in one}
        assert len(kept) == 1 if most == 1 else urls <= kept
        questions[most] = sum(one.startswith("SELECT") for one in asked.statements)
    assert questions[20] == questions[1]
