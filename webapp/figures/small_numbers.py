"""Small numbers of people: who may only see aggregates gets none of 1 to 4, nor a sum from which one follows. Pure."""

from __future__ import annotations

from collections.abc import Iterable

MANY = 20
"""Of fewer people no mean is told to them."""
LEAST = 5
"""Numbers of people below this are not told to who may only see aggregates."""


def is_small(number: int) -> bool:
    """Whether this is a number that not everyone is told; 0 everyone is."""
    return 0 < number < LEAST


def tell(number: int | None, *, hidden: bool) -> str:
    """A number of people as a reader may see it; '' for a sum that is not told."""
    if number is None:
        return ""
    return f"<{LEAST}" if hidden and is_small(number) else str(number)


def may_tell_sum(parts: Iterable[int]) -> bool:
    """Whether a sum may stand where its parts are told: with a small part, the sum less the others would be that part.

    A small sum is no exception: of four parts that are told as '<5', a sum of '<5' says that each is 1.
    """
    return not any(is_small(part) for part in parts)


def told_sum(number: int, parts: Iterable[int], *, hidden: bool) -> int | None:
    """A sum, or what follows from it, as a reader may see it beside its parts; None when it is not told."""
    return number if not hidden or may_tell_sum(parts) else None


def tell_mean(mean: float, people: int, *, hidden: bool) -> float | None:
    """A mean as a reader may see it; None when it is not told.

    Beside the size of a group the means of two periods tell the value of the one who came between: who may only see
    aggregates gets it of many people only, and in whole numbers.
    """
    if not hidden:
        return mean
    return round(mean) if people >= MANY else None


def rank(line: tuple[str, int | None], *, hidden: bool) -> tuple[int, str]:
    """The most frequent first; what this reader is not told stands last, in an order that says nothing of it."""
    name, number = line
    return (0 if number is None or (hidden and is_small(number)) else -number, name)
