"""The rules of every feature, by word: handed over once, by ``features``, for it knows all and nobody below does."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.accounts.actor import Actor
from webapp.due.duty import Duty
from webapp.due.rules import Rule

_DUTIES: dict[str, Duty] = {}


def declare(duties: Iterable[Duty]) -> None:
    """Take the rules of the house.

    Raises:
        ValueError: when two have one word.
    """
    for one in duties:
        if _DUTIES.setdefault(one.rule.word, one) is not one:
            raise ValueError(f"two rules are called {one.rule.word}")


def find_duty(word: str) -> Duty | None:
    """The rule with this word."""
    return _DUTIES.get(word)


def duties_of(actor: Actor, only: str = "") -> list[Duty]:
    """The rules of this user's work; ``only`` one, by its word."""
    return [one for one in _DUTIES.values() if only in ("", one.rule.word) and actor.may(one.rule.permission)]


def rules_of(actor: Actor) -> list[Rule]:
    """The same as rules."""
    return [one.rule for one in duties_of(actor)]
