"""Two people with the same form: a field one of them left alone is the other's, a field both changed is asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp import edits
from webapp.errors import Invalid


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
        ("06 1", "06 1", "\u202a06 1\u202c", "06 1"),
    ],
)
def test_what_one_left_alone_stays_as_the_other_made_it(was: Any, typed: Any, stands: Any, wanted: Any):
    assert edits.merged({"field": was}, {"field": typed}, {"field": stands}) == {"field": wanted}


@pytest.mark.parametrize(
    ("stands", "said"), [("c", "Er staat nu: c"), (None, "niets"), (date(2026, 12, 1), "01-12-2026"), (7, ": 7")]
)
def test_field_that_both_changed_says_what_stands_there(stands: Any, said: str):
    with pytest.raises(Invalid) as refused:
        edits.merged({"field": "a", "other": 1}, {"field": "b", "other": 2}, {"field": stands, "other": 1})
    assert (refused.value.code, list(refused.value.fields)) == ("changed", ["field"])
    sentence = refused.value.fields["field"]
    assert said in str(sentence) % getattr(sentence, "values", {})
