"""Any course: every accepted answer can be shown, moves it on, and is undone without a trace by taking it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trajectories.declared import KINDS, REASONS, Taken
from webapp.trajectories.kinds import PARK, RESUME, TAKE_BACK, Kind
from webapp.trajectories.rules import Standing, standing, why_not

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
CHOICES = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(1, 60)), max_size=25)


def words(kind: Kind) -> list[tuple[str, str, str]]:
    """Every answer one can think of, by everybody, to every step."""
    parties = sorted({one for step in kind.steps for one in step.by})
    parties += sorted({one for step in kind.steps for answer in step.answers for one in answer.by})
    answers = {step.word: [*(one.word for one in step.answers), PARK, RESUME, TAKE_BACK] for step in kind.steps}
    return [(step, answer, party) for step, known in answers.items() for answer in known for party in parties]


def reason_of(kind: Kind, step: str, answer: str) -> str:
    declared = kind.step(step).find(answer)
    wanted = declared.reasons if declared else kind.parking if answer == PARK else ""
    return next(iter(REASONS[wanted])) if wanted else ""


def without_clock(at: Standing) -> tuple[str, str, list[str]]:
    return at.word, at.came_by, sorted(at.given)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
@settings(max_examples=150, deadline=None)
@given(choices=CHOICES)
def test_what_is_accepted_counts_and_can_be_undone(kind: Kind, choices: list[tuple[int, int, int]]):
    taken: list[Taken] = []
    now, every = BEGAN, words(kind)
    for first, second, hours in choices:
        now += timedelta(hours=hours)
        possible = [one for one in every if accepted(kind, taken, one, now)]
        if not possible:
            break
        new = row(kind, possible[(first * 100 + second) % len(possible)], now)
        before = standing(kind, BEGAN, taken, now)
        after = standing(kind, BEGAN, [*taken, new], now)
        if new.answer not in (PARK, RESUME, TAKE_BACK):
            assert without_clock(after) != without_clock(before) or after.since != before.since
            back = row(kind, (new.step, TAKE_BACK, new.party), now)
            if why_not(kind, BEGAN, [*taken, new], back, REASONS) is None:
                assert standing(kind, BEGAN, [*taken, new, back], now) == before
        taken.append(new)
    assert standing(kind, BEGAN, taken, now + timedelta(days=400)).since >= BEGAN


def row(kind: Kind, said: tuple[str, str, str], at: datetime) -> Taken:
    step, answer, party = said
    until = (at + timedelta(days=9)).date() if answer == PARK else None
    return Taken(step, answer, party, at, reason_of(kind, step, answer), until)


def accepted(kind: Kind, taken: list[Taken], said: tuple[str, str, str], now: datetime) -> bool:
    return why_not(kind, BEGAN, taken, row(kind, said, now), REASONS) is None
