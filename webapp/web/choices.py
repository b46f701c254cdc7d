"""Choices and values in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext

Choices = list[tuple[str, str]]
Pairs = list[tuple[str, str]]


def options(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    """An enumeration's choices in the reader's language."""
    return [(str(value), gettext(label)) for value, label in labels.items()]


def choices(labels: Mapping[Any, str]) -> Choices:
    """A set of labels as the options of a field."""
    return [(str(value), gettext(label)) for value, label in labels.items()]


def yes_or_no() -> Choices:
    """The options of a true or false field."""
    return [("true", gettext("Ja")), ("false", gettext("Nee"))]


def told(labels: Mapping[Any, str], value: str | None) -> str:
    """One choice in words."""
    return gettext(labels[value]) if value else ""


def listed(labels: Mapping[Any, str], values: Iterable[str]) -> str:
    """Several choices in words; 'geen' when there are none."""
    return ", ".join(gettext(labels[value]) for value in values) or gettext("geen")


def by_number(labels: Mapping[Any, str], counts: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Counts as bars: (label, number, highest), most first."""
    most = max(counts.values(), default=0)
    return [
        (gettext(labels[value]), number, most)
        for value, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def yes_no(value: Any) -> str:
    """True or false in words."""
    return gettext("ja") if value else gettext("nee")
