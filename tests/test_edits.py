"""Two people with the same form: a field one of them left alone is the other's, a field both changed is asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp import edits
from webapp.edits import Change
from webapp.errors import Conflict, Invalid


def settle(changes: list[Change], present: dict[str, Any]) -> dict[str, Any]:
    """What stands there afterwards; a conflict tells each present value."""
    made = edits.settle(changes, present, lambda field: {"value": present[field]})
    return {**present, **{change.field: change.wanted for change in made}}


@pytest.mark.parametrize(
    ("was", "typed", "stands", "wanted"),
    [
        ("a", "a", "a", "a"),
        ("a", "b", "a", "b"),
        ("a", "a", "c", "c"),  # left alone: the colleague's stays
        ("a", "b", "b", "b"),  # both made it the same
        ("a", None, "a", None),
        ([1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 4, 3]),  # both added one
        ([1, 2], [1], [1, 2, 4], [1, 4]),
        ([1], [1], [], []),
        ("06 1", "06 2", "\u202a06 1\u202c", "06 2"),  # pasted with signs of direction, before these were left out
        ("06 1", "06 1", "\u202a06 1\u202c", "\u202a06 1\u202c"),
        ("2020-01-01", date(2026, 12, 1), date(2020, 1, 1), date(2026, 12, 1)),  # seen as the form shows it
    ],
)
def test_what_one_left_alone_stays_as_the_other_made_it(was: Any, typed: Any, stands: Any, wanted: Any):
    assert settle([Change("field", was, typed)], {"field": stands}) == {"field": wanted}


@pytest.mark.parametrize("stands", ["c", None, date(2026, 12, 1), 7])
def test_field_that_both_changed_is_a_conflict_and_nothing_of_the_edit_is_done(stands: Any):
    changes = [Change("field", "a", "b"), Change("other", 1, 2)]
    with pytest.raises(Conflict) as refused:
        settle(changes, {"field": stands, "other": 1})
    assert refused.value.current == {"field": {"value": stands}}


def test_edit_of_nothing_is_told():
    edits.require_change([Change("field", "a", "b")])
    with pytest.raises(Invalid):
        edits.require_change([Change("field", "a", "a")])
