"""Dates and times as a person says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from webapp import clock
from webapp.web import dates

NOW = datetime(2026, 11, 22, 20, 52, tzinfo=UTC)  # 21:52 in Amsterdam


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("ahead", "dutch", "english"),
    [
        (timedelta(minutes=-12), "vandaag 21:40", "today 21:40"),
        (timedelta(days=-1), "gisteren 21:52", "yesterday 21:52"),
        (timedelta(hours=3), "morgen 00:52", "tomorrow 00:52"),
        (timedelta(days=2), "di 24 nov 21:52", "Tue 24 Nov 21:52"),
        (timedelta(days=400), "ma 27 dec 2027 21:52", "Mon 27 Dec 2027 21:52"),
    ],
)
def test_moment_is_told_from_today(app: Flask, ahead: timedelta, dutch: str, english: str) -> None:
    with app.test_request_context("/"):
        assert dates.when(NOW + ahead) == dutch
    with app.test_request_context("/?lang=en"):
        assert dates.when(NOW + ahead) == english


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=20), "zojuist"),
        (timedelta(seconds=-90), "zojuist"),
        (timedelta(minutes=11), "11 min geleden"),
        (timedelta(hours=3, minutes=20), "3 uur geleden"),
        (timedelta(days=3), "3 dagen geleden"),
    ],
)
def test_age_is_told_in_its_own_unit(app: Flask, age: timedelta, said: str) -> None:
    with app.test_request_context("/"):
        assert dates.ago(NOW - age) == said


def test_quick_days_name_today_tomorrow_and_weekdays(app: Flask) -> None:
    with app.test_request_context("/"):
        assert dates.quick_days() == [
            ("2026-11-22", "Vandaag", "22 nov"),
            ("2026-11-23", "Morgen", "23 nov"),
            ("2026-11-24", "Dinsdag", "24 nov"),
            ("2026-11-29", "Week", "29 nov"),
        ]
