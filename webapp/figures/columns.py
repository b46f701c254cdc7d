"""The columns of a chart of numbers over time, as this reader may see them. Pure.

A hidden number has no height: it is a low column of one size. An unknown one is not drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.figures import small_numbers


@dataclass(frozen=True)
class Column:
    """The number of one period. ``shown`` is '' when it is unknown; ``part``: of a whole column, in percents.

    ``few``: of so few people that it is hidden from this reader. ``running``: the period is not over.
    """

    period: date
    shown: str
    part: float | None
    few: bool = False
    running: bool = False


def column(period: date, value: int | None, whole: int, *, hidden: bool, running: bool = False) -> Column:
    """A number of people, drawn beside the ``whole`` it is part of."""
    if value is None:
        return Column(period, "", None)
    shown = small_numbers.show(value, hidden=hidden)
    if hidden and small_numbers.is_small(value):
        return Column(period, shown, None, few=True, running=running)
    if not whole and not value:
        return Column(period, shown, None, running=running)
    return Column(period, shown, round(100 * min(1, value / max(whole, 1)), 1), running=running)
