"""What a phone keeps of tenancies is read in one go."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, Match, a_day_later
from tests.rooms.tenancies.acts import begin
from tests.support.client import Client
from tests.support.statements import asked_of


def test_twenty_tenancies_cost_as_many_questions_as_one(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    matches = [Match(demo_app, alias=alias).introduced() for alias in ("Demo Yara", "Demo Ymke")]
    assert [one.says(who, "thinking", "yes") for one in matches for who in (one.worker, one.host)] == [303] * 4
    a_day_later(monkeypatch)
    browser = Client(demo_app, demo_app.response_class).sign_in(COORDINATOR)
    for match in matches:
        match.coordinator = browser
    urls = {begin(match) for match in matches}
    assert len(urls) == 2
    with asked_of(demo_app.extensions["database"]) as asked:
        kept = browser.get("/offline/snapshot").get_json()["fragments"]
    assert urls <= set(kept)
    for table in ("tenancy_signal", "tenancy_evaluation", "personal_link"):
        assert sum(f"FROM {table}" in one for one in asked.statements) == 1, table
