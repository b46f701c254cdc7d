"""All visits together: the latest word rules, in whatever order they came in."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from webapp.rooms.screening.facts import Seen, fold, missing

FIRST = Seen(date(2026, 11, 1), ("room",), True, date(2026, 9, 1), None, "waiting")
SECOND = Seen(date(2026, 11, 8), ("lock",), None, None, date(2026, 11, 7), "lender")
THIRD = Seen(date(2026, 11, 9), (), False)


def test_order_of_coming_in_changes_nothing() -> None:
    expected = fold([FIRST, SECOND, THIRD])
    assert all(fold(order) == expected for order in permutations([FIRST, SECOND, THIRD]))
    assert expected.checks == {"room", "lock"}
    assert (expected.lives_alone, expected.consent) == (False, "lender")
    assert (expected.certificate_on, expected.certificate_seen_on) == (date(2026, 9, 1), date(2026, 11, 1))


def test_nothing_is_missing_when_all_was_seen() -> None:
    assert missing(fold([FIRST, SECOND])) == []
    assert len(missing(fold([]))) == 4
    assert missing(fold([FIRST])) == [
        "een referentie, want de verhuurder woont alleen",
        "toestemming van verhuurder of bank",
    ]
