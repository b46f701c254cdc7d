"""Choices and values in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext

from webapp.words import Worded

Choices = list[tuple[str, str]]
Pairs = list[tuple[str, str]]


def options(choices: Iterable[Worded]) -> Choices:
    """An enumeration, or some of it, as the options of a field."""
    return [(choice.value, gettext(choice.label)) for choice in choices]


def hinted_options(choices: Iterable[Worded]) -> list[tuple[str, str, str]]:
    """Options with the hint of each."""
    return [(choice.value, gettext(choice.label), gettext(choice.hint)) for choice in choices]


def yes_or_no() -> Choices:
    """The options of a true or false field."""
    return [("true", gettext("Ja")), ("false", gettext("Nee"))]


def label_of(kind: type[Worded], value: str | None) -> str:
    """One choice in words."""
    return gettext(kind(value).label) if value else ""


def listed(kind: type[Worded], values: Iterable[str]) -> str:
    """Several choices in words; 'geen' when there are none."""
    return ", ".join(gettext(kind(value).label) for value in values) or gettext("geen")


def by_number(kind: type[Worded], counts: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Counts as bars: (label, number, highest), most first."""
    most = max(counts.values(), default=0)
    return [
        (gettext(kind(value).label), number, most)
        for value, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def yes_no(value: Any) -> str:
    """True or false in words."""
    return gettext("ja") if value else gettext("nee")
