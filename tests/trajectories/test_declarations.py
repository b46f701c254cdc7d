"""Every kind of trajectory that a feature declares: no fault, and every answer of every step by every party tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.declarations import declared
from tests.trajectories.declared import KINDS, Taken
from webapp.features import reasons
from webapp.trajectories.kinds import Answer, Kind, Step, faults
from webapp.trajectories.rules import Refusal, standing, why_not
from webapp.trajectories.service import Scheme

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
APART = timedelta(days=30)
"""Longer than any seal."""
OURS = declared(Kind)
TRIED = [*OURS, *KINDS]


def words_of(kinds: list[Kind]) -> list[str]:
    return [kind.word for kind in kinds]


def test_kinds_are_found_and_their_words_differ():
    assert "overflow" in words_of(OURS)
    assert len(set(words_of(OURS))) == len(OURS)
    assert {scheme.kind.word for scheme in declared(Scheme)} == set(words_of(OURS))


@pytest.mark.parametrize("kind", OURS, ids=words_of(OURS))
def test_declaration_has_no_fault(kind: Kind):
    assert faults(kind) == []


@pytest.mark.parametrize("scheme", declared(Scheme), ids=lambda scheme: scheme.kind.word)
def test_reasons_are_told_to_who_sends_an_answer(scheme: Scheme):
    told = reasons().get(scheme.kind.word, {})
    assert told == {name: sorted(words) for name, words in scheme.reasons.items()}


@pytest.mark.parametrize("scheme", declared(Scheme), ids=lambda scheme: scheme.kind.word)
def test_scheme_has_the_reasons_its_kind_names_and_effects_of_its_answers_alone(scheme: Scheme):
    answers = [one for step in scheme.kind.steps for one in step.answers]
    assert {scheme.kind.parking, *(one.reasons for one in answers)} - {""} <= set(scheme.reasons)
    for step, answer in scheme.effects:
        assert scheme.kind.step(step).find(answer), f"{step} has no answer {answer}"
        assert not scheme.kind.step(step).sealed, "a seal that the clock opens calls nobody"


def said(step: Step, answer: Answer, at: datetime) -> list[Taken]:
    """The answers that are needed for this one to decide the step."""
    reason = "x" if answer.reasons else ""
    if answer.by:
        return [Taken(step.word, answer.word, answer.by[0], at, reason)]
    agreement = step.answers[0]
    if answer is not agreement and step.sealed is None:
        return [Taken(step.word, answer.word, step.by[0], at, reason)]
    first = Taken(step.word, answer.word, step.by[0], at, reason)
    return [first, *(Taken(step.word, agreement.word, one, at) for one in step.by[1:])]


def ways(kind: Kind) -> dict[str, list[Taken]]:
    """Step → answers that lead to it."""
    found: dict[str, list[Taken]] = {kind.steps[0].word: []}
    waiting = [kind.steps[0]]
    while waiting:
        step = waiting.pop()
        for answer in step.answers:
            if answer.to and answer.to not in found:
                found[answer.to] = [*found[step.word], *said(step, answer, later(found[step.word]))]
                waiting.append(kind.step(answer.to))
    return found


def later(taken: list[Taken]) -> datetime:
    return (taken[-1].at if taken else BEGAN) + APART


def every_answer() -> Iterator[tuple[Kind, Step, Answer]]:
    return ((kind, step, answer) for kind in TRIED for step in kind.steps for answer in step.answers)


@pytest.mark.parametrize(
    ("kind", "step", "answer"), [pytest.param(*one, id=".".join(part.word for part in one)) for one in every_answer()]
)
def test_answer_is_given_by_its_parties_alone_and_leads_where_it_says(kind: Kind, step: Step, answer: Answer):
    way = ways(kind)[step.word]
    at = later(way)
    parties = {one for every in kind.steps for one in every.by} | {one for a in step.answers for one in a.by}
    reasons = {one.reasons: {"x"} for every in kind.steps for one in every.answers}
    reason = "x" if answer.reasons else ""
    for party in (*sorted(parties), "stranger"):
        new = Taken(step.word, answer.word, party, at, reason)
        allowed = party in (answer.by or step.by)
        assert why_not(kind, BEGAN, way, new, reasons) is (None if allowed else Refusal.not_theirs)
        if allowed:
            new.reason = "" if reason else "x"
            assert why_not(kind, BEGAN, way, new, reasons) is Refusal.reason
    decided = [*way, *said(step, answer, at)]
    after = standing(kind, BEGAN, decided, at + APART)
    assert (after.word, after.step is None) == (answer.to or answer.word, not answer.to)
    assert after.given == {}
    again = Taken("nowhere", answer.word, "stranger", at + APART)
    assert why_not(kind, BEGAN, decided, again, reasons) is Refusal.moved_on
