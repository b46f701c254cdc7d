"""Deadlines: a rule, the facts it holds for, and a person's acts on them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.errors import N_
from webapp.words import Worded


@dataclass(frozen=True)
class Result:
    """A possible outcome. ``again``: it did not succeed, so it is due once more after this term."""

    word: str
    label: str
    again: Term | None = None


@dataclass(frozen=True)
class Rule:
    """A thing to do ``after`` a fact began, and then every ``repeats``; for users with the permission."""

    word: str
    label: str
    after: Term
    permission: Permission
    outcomes: tuple[Result, ...]
    repeats: Term | None = None


@dataclass(frozen=True)
class Fact:
    """The subject of a rule: a record of a feature. ``since``: the day from which its terms are counted."""

    subject: str
    id: UUID
    client: UUID | None
    since: date
    what: str
    url: str


@dataclass(frozen=True)
class Done:
    """A person's act on a fact: ``due_on`` is the day it was due, ``on`` the day they did it."""

    due_on: date
    on: date
    outcome: str


@dataclass(frozen=True)
class Due:
    """A fact with the day it is due."""

    rule: Rule
    fact: Fact
    on: date


def due_on(rule: Rule, since: date, done: Sequence[Done] = (), extra: Collection[date] = ()) -> date | None:
    """The next day it is due, None when it was done for good. ``extra``: as ``Term.after`` has it."""
    if not done:
        return rule.after.after(since, extra)
    last = max(done, key=lambda one: (one.due_on, one.on))
    again = next((one.again for one in rule.outcomes if one.word == last.outcome), None)
    if again:
        return again.after(last.on, extra)
    if rule.repeats is None:
        return None
    days = (rule.repeats.times(n).after(rule.after.after(since, extra), extra) for n in count(1))
    return next(day for day in days if day > last.due_on)


def list_due(
    rule: Rule,
    facts: Iterable[Fact],
    until: date,
    done: Mapping[UUID, Sequence[Done]],
    quiet: Collection[UUID] = (),
    extra: Collection[date] = (),
) -> list[Due]:
    """Everything due up to and including a day, the oldest first. ``done``: by fact.

    ``quiet``: clients who died, moved or asked for rest; nothing is due for them.
    """
    asked = (fact for fact in facts if fact.client is None or fact.client not in quiet)
    days = ((fact, due_on(rule, fact.since, done.get(fact.id, ()), extra)) for fact in asked)
    found = [Due(rule, fact, day) for fact, day in days if day is not None and day <= until]
    return sorted(found, key=lambda one: (one.on, one.fact.id))


def faults(rule: Rule) -> list[str]:
    """The faults of a declaration: an outcome twice, none that settles it, or a term of no time."""
    words = Counter(outcome.word for outcome in rule.outcomes)
    terms = {outcome.word: outcome.again for outcome in rule.outcomes} | {"repeats": rule.repeats}
    return [
        *(f"{rule.word}: outcome {word} twice" for word, number in words.items() if number > 1),
        *(f"{rule.word}: {word} after no time" for word, term in terms.items() if term == Term()),
        *(() if any(outcome.again is None for outcome in rule.outcomes) else (f"{rule.word}: never done",)),
    ]


class Heading(Worded):
    """The heading in a list of due items."""

    late = "late", N_("Te laat")
    today = "today", N_("Vandaag")
    tomorrow = "tomorrow", N_("Morgen")
    later = "later", N_("Later")


def heading(day: date, today: date) -> Heading:
    """The heading for a day."""
    distance = (day - today).days
    return Heading.late if distance < 0 else {0: Heading.today, 1: Heading.tomorrow}.get(distance, Heading.later)


def count_by_heading(days: Mapping[date, int], today: date) -> dict[str, int]:
    """Heading → number of items, from the number per day."""
    found = {one.value: 0 for one in Heading}
    for day, number in days.items():
        found[heading(day, today)] += number
    return found
