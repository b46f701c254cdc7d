"""Hostile submissions: never a 5xx, 429 with Retry-After, and the honest host beside them gets through."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.rooms.screening.acts import fresh
from tests.rooms.walk import ANSWERS, START, url_of
from webapp.rooms.points.inputs import CountInput

HOSTILE = {"REMOTE_ADDR": "203.0.113.66"}
HONEST = {"REMOTE_ADDR": "203.0.113.67"}
VALUES = [
    "", " ", "x" * 5000, "0", "-1", "1e999", "NaN", "true", "null", "[]", "{}", "<script>", "' or 1=1", "%00", "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "\u202e\u2066", "🏠" * 300, "../../etc/passwd",
    "2027-13-45", "99999999999999999999", "a@b\r\nBcc: c@d.nl", "gerda@example.nl", "٣٠", "elsewhere", "Hilversum",
    "reken", "overslaan", "12,5", "a4", "shower",
]  # fmt: skip
NAMES = sorted(
    {name for answers in ANSWERS.values() for name in answers}
    | {"_naar", "_van", "id", "code", "_geen_bsn", "bare_rent", *CountInput.model_fields}
)
PATHS = [*(url_of(step) for step in ANSWERS), f"{START}/controle", f"{START}/opnieuw", f"{START}/later/code"]
PATHS += [f"{START}/later/mail", f"{START}/verder", f"{START}/verder/x", f"{START}/bedankt", f"{START}/niets"]
PATHS += ["/kamers/mijn-aanmelding/x/hulp", "/kamers/mijn-aanmelding/x/stoppen", "/kamers/mijn-aanmelding/x/adres"]


def attack(app: Flask, times: int, seed: int) -> set[int]:
    """The statuses of so many submissions, in the middle of which an honest host signs up."""
    chance, browser, found = random.Random(seed), fresh(app), set()
    honest = honest_host(app)
    for number in range(times):
        if number % (times // 20) == 0:
            next(honest, None)
        if chance.random() < 0.3:
            browser = fresh(app)
        form = {name: chance.choice(VALUES) for name in chance.sample(NAMES, chance.randrange(6))}
        answer = browser.post(chance.choice(PATHS), data=form, environ_base=HOSTILE)
        found.add(answer.status_code)
        assert answer.status_code < 500, form
        assert answer.status_code != 429 or int(answer.headers["Retry-After"]) > 0
    assert next(honest, None) is None, "signed up while it went on"
    return found


def honest_host(app: Flask) -> Iterator[str]:
    """A host elsewhere, a page at a time."""
    browser = fresh(app)
    for step, answers in ANSWERS.items():
        assert browser.post(url_of(step), data=answers, environ_base=HONEST).status_code == 303
        yield step
    assert browser.post(f"{START}/controle", environ_base=HONEST).location == f"{START}/bedankt"


@pytest.mark.one_store
def test_hostile_submissions_are_stopped_and_the_honest_host_gets_through(demo_app: Flask) -> None:
    assert 429 in attack(demo_app, 400, seed=14)


@pytest.mark.long
@pytest.mark.one_store
def test_ten_thousand_are_stopped_too(demo_app: Flask) -> None:
    for seed in range(10):
        assert 429 in attack(demo_app, 1000, seed)
