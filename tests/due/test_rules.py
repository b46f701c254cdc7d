"""Deadlines, on paper."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.support.declarations import declared
from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.due.rules import (
    Done,
    Fact,
    Heading,
    Result,
    Rule,
    count_by_heading,
    due_on,
    faults,
    heading,
    list_due,
    round_of,
)

SINCE = date(2026, 8, 31)
CALL = Rule(
    "aftercare",
    "Nabellen",
    Term(months=3),
    Permission.log_contacts,
    (Result("reached", "Gesproken"), Result("not_reached", "Niet bereikt", again=Term(working_days=3))),
)
EVALUATION = Rule(
    "evaluation",
    "Evaluatie",
    Term(months=1),
    Permission.coordinate_rooms,
    (Result("held", "Gehouden"), Result("moved", "Verzet", again=Term(days=7))),
    repeats=Term(months=3),
)
FIRST, SECOND, CLIENT = (UUID(int=n) for n in (1, 2, 3))


def done(due: date, outcome: str, on: date | None = None) -> Done:
    return Done(due, on or due, outcome)


def fact(fact_id: UUID, since: date = SINCE, client: UUID | None = None) -> Fact:
    return Fact("exit", fact_id, client, since, "Vertrokken", f"/uitstroom/{fact_id}")


def test_it_is_due_a_term_after_the_fact():
    assert due_on(CALL, SINCE) == date(2026, 11, 30)


def test_what_was_done_is_due_no_more():
    assert due_on(CALL, SINCE, [done(date(2026, 11, 30), "reached")]) is None


def test_what_did_not_succeed_is_due_again_from_the_day_it_was_tried():
    tried = [done(date(2026, 11, 30), "not_reached", date(2026, 12, 23))]
    assert due_on(CALL, SINCE, tried) == date(2026, 12, 29), "Christmas is no working day"
    assert due_on(CALL, SINCE, [*tried, done(date(2026, 12, 29), "reached")]) is None
    assert due_on(CALL, SINCE, [done(date(2026, 12, 29), "reached"), *tried]) is None, "in any order"


def test_what_repeats_keeps_to_its_own_days_however_late_it_was_done():
    assert due_on(EVALUATION, SINCE) == date(2026, 9, 30)
    first = done(date(2026, 9, 30), "held", date(2026, 11, 4))
    assert due_on(EVALUATION, SINCE, [first]) == date(2026, 12, 30)
    moved = done(date(2026, 12, 30), "moved", date(2026, 12, 29))
    assert due_on(EVALUATION, SINCE, [first, moved]) == date(2027, 1, 5)
    held = done(date(2027, 1, 5), "held")
    assert due_on(EVALUATION, SINCE, [first, moved, held]) == date(2027, 3, 30)


def test_extra_days_of_a_decree_are_skipped():
    rule = Rule("r", "R", Term(working_days=2), Permission.log_contacts, ())
    assert due_on(rule, date(2026, 5, 12), extra={date(2026, 5, 15)}) == date(2026, 5, 18)


def test_list_holds_what_is_due_by_a_day_the_oldest_first():
    facts = [fact(FIRST, SINCE + timedelta(days=1)), fact(SECOND)]
    assert [one.fact.id for one in list_due(CALL, facts, date(2026, 12, 1), {})] == [SECOND, FIRST]
    assert [one.on for one in list_due(CALL, facts, date(2026, 11, 30), {})] == [date(2026, 11, 30)]
    settled = {SECOND: [done(date(2026, 11, 30), "reached")]}
    assert [one.fact.id for one in list_due(CALL, facts, date(2026, 12, 1), settled)] == [FIRST]


def test_nothing_is_due_for_a_client_who_died_moved_or_asked_for_rest():
    facts = [fact(FIRST, client=CLIENT), fact(SECOND)]
    assert [one.fact.id for one in list_due(CALL, facts, date(2027, 1, 1), {}, quiet={CLIENT})] == [SECOND]


@pytest.mark.parametrize(
    ("distance", "word"), [(-400, "late"), (-1, "late"), (0, "today"), (1, "tomorrow"), (2, "later")]
)
def test_heading_tells_how_far_away_a_day_is(distance: int, word: str):
    assert heading(SINCE + timedelta(days=distance), SINCE) == word


def test_headings_are_counted_and_an_empty_one_is_there():
    days = {SINCE - timedelta(days=3): 2, SINCE - timedelta(days=1): 1, SINCE + timedelta(days=9): 4}
    assert count_by_heading(days, SINCE) == {Heading.late: 3, "today": 0, "tomorrow": 0, "later": 4}


def test_faults_of_a_declaration_are_told():
    assert [faults(rule) for rule in (CALL, EVALUATION, *declared(Rule))] == [[]] * (2 + len(declared(Rule)))
    again = Result("again", "Opnieuw", again=Term())
    wrong = Rule("r", "R", Term(), Permission.log_contacts, (again, again), repeats=Term())
    assert faults(wrong) == [
        "r: outcome again twice",
        "r: again after no time",
        "r: repeats after no time",
        "r: never done",
    ]


DAY = date(2026, 11, 30)
LATER = date(2027, 12, 31)


def test_act_is_for_the_day_that_is_due_now():
    assert round_of(CALL, SINCE, (), DAY, LATER) == (DAY, None)
    assert round_of(CALL, SINCE, (), None, LATER) == (DAY, None)
    assert round_of(CALL, SINCE, (), None, date(2026, 11, 29)) == (None, None), "not before its time"


def test_round_that_ended_stays_ended_and_a_try_leaves_it_open():
    reached, missed = done(DAY, "reached"), done(DAY, "not_reached")
    assert round_of(CALL, SINCE, [reached], DAY, LATER) == (None, reached)
    assert round_of(CALL, SINCE, [reached], None, LATER) == (None, reached)
    assert round_of(CALL, SINCE, [missed], DAY, LATER) == (date(2026, 12, 3), None)
    held = done(date(2026, 9, 30), "held")
    assert round_of(EVALUATION, SINCE, [held], date(2026, 9, 30), LATER) == (None, held)
    assert round_of(EVALUATION, SINCE, [held], None, date(2026, 10, 14)) == (None, held), "not three months early"
    assert round_of(EVALUATION, SINCE, [], date(2026, 9, 1), LATER) == (None, None), "a day that was never due"


def test_fact_that_begins_anew_is_due_anew():
    assert due_on(CALL, DAY, [done(DAY, "reached")]) == date(2027, 2, 28), "three months after 30 November"
    assert due_on(CALL, date(2026, 2, 5)) == date(2026, 5, 5)


@pytest.mark.parametrize("term", [Term(months=3), Term(days=7), Term(working_days=3), Term(2, 3, 4), Term(months=-1)])
def test_latest_start_misses_nothing(term: Term):
    for n in range(800):
        start = date(2026, 1, 1) + timedelta(days=n)
        assert start <= term.latest_start(term.after(start))


def test_what_is_due_on_the_day_itself_can_be_settled():
    rule = Rule("r", "R", Term(), Permission.log_contacts, (Result("done", "Gedaan"),))
    assert due_on(rule, DAY) == DAY
    assert due_on(rule, DAY, [done(DAY, "done")]) is None
    assert due_on(rule, LATER, [done(DAY, "done")]) == LATER, "another day is another time"
