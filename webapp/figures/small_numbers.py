"""Small numbers of people: a reader of aggregates gets none of 1 to 4, nor a sum that gives one away. Pure."""

from __future__ import annotations

from collections.abc import Iterable

MANY = 20
"""The least people of a mean that they see."""
LEAST = 5
"""Numbers of people below this are hidden from readers of aggregates."""


def is_small(number: int) -> bool:
    """True for a number that not everyone may see; 0 is for everyone."""
    return 0 < number < LEAST


def show(number: int | None, *, hidden: bool) -> str:
    """A number of people as a reader may see it; '' for a hidden sum."""
    if number is None:
        return ""
    return f"<{LEAST}" if hidden and is_small(number) else str(number)


def may_tell_sum(parts: Iterable[int]) -> bool:
    """True when a sum may be shown beside its parts: with a small part, the sum less the others would be that part.

    A small sum is no exception: beside four parts of '<5', a sum of '<5' gives away that each is 1.
    """
    return not any(is_small(part) for part in parts)


def visible_sum(number: int, parts: Iterable[int], *, hidden: bool) -> int | None:
    """A sum, or a figure made of it, as a reader may see it beside its parts; None when it is hidden."""
    return number if not hidden or may_tell_sum(parts) else None


def visible_mean(mean: float, people: int, *, hidden: bool) -> float | None:
    """A mean as a reader may see it; None when it is hidden.

    Beside the size of a group the means of two periods reveal the value of a person who joined in between: a reader of
    aggregates gets it of many people only, and in whole numbers.
    """
    if not hidden:
        return mean
    return round(mean) if people >= MANY else None


def rank(line: tuple[str, int | None], *, hidden: bool) -> tuple[int, str]:
    """Sort key: the most frequent first; hidden numbers last, in an order that reveals nothing of them."""
    name, number = line
    return (0 if number is None or (hidden and is_small(number)) else -number, name)
