"""Legal grounds: which may be used on a day, and the days that follow. Expected days are counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.due.days import add_months
from webapp.rooms.grounds import rules
from webapp.rooms.grounds.table import BEGINS, GROUNDS, LegalGround

TODAY = date(2026, 11, 30)
ALL = {row.ground: row for row in GROUNDS}
TEMPORARY = (LegalGround.emergency_from_shelter, LegalGround.social_emergency, LegalGround.second_chance)
days = st.dates(date(2024, 7, 1), date(2060, 12, 31))


def test_every_row_is_dated_with_a_source_and_every_ground_has_one():
    assert {row.ground for row in GROUNDS} == set(LegalGround)
    for row in GROUNDS:
        assert "." in row.source, row.ground
        assert row.valid_from is None or row.valid_until is None or row.valid_from <= row.valid_until


def test_rows_of_one_ground_never_overlap():
    for first in GROUNDS:
        rest = [row for row in GROUNDS if row.ground is first.ground and row is not first]
        assert all((first.valid_until or date.max) < (row.valid_from or date.max) for row in rest)


def test_where_the_host_lives_in_every_ground_in_force_is_offered():
    found = [row.ground for row in rules.usable(TODAY, host_lives_in=True)]
    assert found == [LegalGround.hospita, *TEMPORARY, LegalGround.open_ended]


def test_hospita_is_not_offered_where_the_host_lives_elsewhere():
    assert LegalGround.hospita not in {row.ground for row in rules.usable(TODAY, host_lives_in=False)}


def test_bill_is_off_until_it_has_a_first_day():
    assert rules.row_of(LegalGround.hospita_2026_bill, date(2040, 1, 1)) is None
    switched = replace(ALL[LegalGround.hospita_2026_bill], valid_from=date(2027, 7, 1))
    now = replace(ALL[LegalGround.hospita], valid_until=date(2027, 6, 30))
    rows = (now, switched)
    assert [row.ground for row in rules.usable(date(2027, 6, 30), host_lives_in=True, rows=rows)] == ["hospita"]
    assert [row.ground for row in rules.usable(date(2027, 7, 1), host_lives_in=True, rows=rows)] == [
        "hospita_2026_bill"
    ]
    assert rules.longest_end(switched, date(2027, 7, 1)) == date(2032, 6, 30)


def test_table_knows_no_contract_from_before_it_begins():
    assert rules.usable(BEGINS - timedelta(days=1), host_lives_in=True) == []
    assert len(rules.usable(BEGINS, host_lives_in=True)) == 5


@pytest.mark.parametrize(
    ("start", "last_notice", "protected", "longest"),
    [
        (date(2027, 3, 1), date(2027, 11, 30), date(2027, 12, 1), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 9, 14), date(2027, 9, 15), date(2027, 12, 14)),
        (date(2027, 5, 31), date(2028, 2, 28), date(2028, 2, 29), date(2028, 5, 30)),
        (date(2026, 5, 31), date(2027, 2, 27), date(2027, 2, 28), date(2027, 5, 30)),
        (date(2028, 2, 29), date(2028, 11, 28), date(2028, 11, 29), date(2029, 2, 27)),
    ],
)
def test_hospita_has_a_last_day_of_notice_and_is_permanent_after(
    start: date, last_notice: date, protected: date, longest: date
):
    row = ALL[LegalGround.hospita]
    assert rules.last_notice_day(row, start) == last_notice
    assert rules.protected_from(row, start) == protected
    assert rules.longest_end(row, start) == longest


def test_notice_of_the_last_day_ends_within_the_longest_term():
    row, start = ALL[LegalGround.hospita], date(2027, 3, 1)
    assert rules.notice_ends(row, date(2027, 11, 30)) == date(2028, 2, 29) == rules.longest_end(row, start)


@given(days)
def test_notice_given_in_time_ends_within_a_year(start: date):
    row = ALL[LegalGround.hospita]
    last = rules.last_notice_day(row, start)
    assert last is not None
    ends = rules.notice_ends(row, last)
    assert ends is not None
    assert start < last < ends <= add_months(start, 12)


@pytest.mark.parametrize("ground", TEMPORARY)
def test_temporary_contract_lasts_two_years_at_most(ground: LegalGround):
    row = ALL[ground]
    assert rules.longest_end(row, date(2027, 1, 1)) == date(2028, 12, 31)
    assert rules.longest_end(row, date(2027, 2, 28)) == date(2029, 2, 27)
    assert rules.longest_end(row, date(2028, 2, 29)) == date(2030, 2, 27)


@pytest.mark.parametrize("ground", TEMPORARY)
def test_what_no_source_told_is_no_date_but_a_question(ground: LegalGround):
    row = ALL[ground]
    assert rules.last_notice_day(row, TODAY) is None
    assert rules.protected_from(row, TODAY) is None
    assert rules.notice_ends(row, TODAY) is None
    assert row.open


def test_nothing_is_extended_and_only_the_emergencies_ask_proof():
    assert not any(rules.may_extend(row) for row in GROUNDS)
    proof = {row.ground for row in GROUNDS if row.needs_proof}
    assert proof == {LegalGround.emergency_from_shelter, LegalGround.social_emergency}


def test_open_ended_is_protected_from_the_first_day_without_an_end():
    row = ALL[LegalGround.open_ended]
    assert rules.protected_from(row, TODAY) == TODAY
    assert rules.longest_end(row, TODAY) is None
    assert rules.last_notice_day(row, TODAY) is None
    assert row.open


def fault(ground: LegalGround, start: date, end: date | None, *, lives_in: bool = True, proof: bool = True):
    row = rules.row_of(ground, start)
    return rules.find_fault(row, start, end, host_lives_in=lives_in, has_proof=proof)


@pytest.mark.parametrize("ground", TEMPORARY)
def test_one_day_over_two_years_is_refused(ground: LegalGround):
    start = date(2027, 1, 15)
    assert fault(ground, start, date(2029, 1, 14)) is None
    refused = fault(ground, start, date(2029, 1, 15))
    assert refused is not None
    assert refused[0] == "end"


def test_contract_of_five_years_as_in_2021_is_refused_on_every_ground_that_has_an_end():
    start = date(2027, 1, 1)
    offered = [row.ground for row in rules.usable(start, host_lives_in=True)]
    assert len(offered) == 5
    assert all(fault(ground, start, add_months(start, 60)) for ground in offered)


@pytest.mark.parametrize(
    ("ground", "end", "lives_in", "proof", "field"),
    [
        (LegalGround.hospita, None, False, False, "ground"),
        (LegalGround.hospita_2026_bill, None, True, True, "ground"),
        (LegalGround.social_emergency, date(2027, 12, 31), True, False, "proof"),
        (LegalGround.emergency_from_shelter, None, True, True, "end"),
        (LegalGround.second_chance, date(2026, 12, 31), True, False, "end"),
        (LegalGround.open_ended, date(2028, 1, 1), True, False, "end"),
    ],
)
def test_contract_is_refused_at_the_field_that_forbids_it(
    ground: LegalGround, end: date | None, lives_in: bool, proof: bool, field: str
):
    refused = fault(ground, date(2027, 1, 1), end, lives_in=lives_in, proof=proof)
    assert refused is not None
    assert refused[0] == field


@pytest.mark.parametrize(
    ("ground", "end"),
    [
        (LegalGround.hospita, None),
        (LegalGround.hospita, date(2027, 12, 31)),
        (LegalGround.second_chance, date(2028, 12, 31)),
        (LegalGround.social_emergency, date(2027, 1, 1)),
        (LegalGround.open_ended, None),
    ],
)
def test_lawful_contract_has_no_fault(ground: LegalGround, end: date | None):
    assert fault(ground, date(2027, 1, 1), end) is None


@given(st.sampled_from(list(LegalGround)), days, st.one_of(st.none(), days), st.booleans(), st.booleans())
def test_no_contract_without_fault_breaks_a_rule(
    ground: LegalGround, start: date, end: date | None, lives_in: bool, proof: bool
):
    row = rules.row_of(ground, start)
    if rules.find_fault(row, start, end, host_lives_in=lives_in, has_proof=proof):
        return
    assert row is not None
    assert row in rules.usable(start, host_lives_in=lives_in)
    assert proof or not row.needs_proof
    longest = rules.longest_end(row, start)
    assert end is None or (longest is not None and start <= end <= longest)
