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
    """A possible outcome. ``again``: it did not succeed, so it is due once more after this term.

    ``asks``: it needs more than a tap, so it is given on the page of the record.
    """

    word: str
    label: str
    again: Term | None = None
    asks: bool = False


@dataclass(frozen=True)
class Rule:
    """A thing to do ``after`` a fact began, and then every ``repeats``; for users with the permission.

    ``ends_itself``: the record of a fact decides that nothing is due any more, such as an answered referral.
    """

    word: str
    label: str
    after: Term
    permission: Permission
    outcomes: tuple[Result, ...]
    repeats: Term | None = None
    ends_itself: bool = False

    def result(self, outcome: str) -> Result | None:
        """The outcome with this word."""
        return next((one for one in self.outcomes if one.word == outcome), None)

    def settles(self, outcome: str) -> bool:
        """True when nothing is due after this outcome, until the fact begins anew."""
        found = self.result(outcome)
        return self.repeats is None and (found is None or found.again is None)


@dataclass(frozen=True)
class Fact:
    """The subject of a rule: a record of a feature. ``since``: the day from which its terms are counted.

    ``who``: the person it is about, as this reader may know them. ``ground``: the reader's, for the access log.
    """

    subject: str
    id: UUID
    client: UUID | None
    since: date
    what: str
    url: str
    who: str = ""
    phone: str = ""
    ground: str = "organisation"


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
    """The next day it is due, None when it was done for good. ``extra``: as ``Term.after`` has it.

    Acts on a day before the first are about an earlier time of the same record.
    """
    first = rule.after.after(since, extra)
    last = max((one for one in done if one.due_on >= first), key=lambda one: (one.due_on, one.on), default=None)
    if last is None:
        return first
    found = rule.result(last.outcome)
    if found and found.again:
        return found.again.after(last.on, extra)
    if rule.repeats is None:
        return None
    days = (rule.repeats.times(n).after(first, extra) for n in count(1))
    return next(day for day in days if day > last.due_on)


def round_of(
    rule: Rule, since: date, done: Sequence[Done], seen: date | None, until: date, extra: Collection[date] = ()
) -> tuple[date | None, Done | None]:
    """The due day that a new act is for; None when its round is over, with the act that ended it, if any.

    ``seen``: the day its doer saw; a colleague may have acted since. A try in vain leaves the round open. ``until``: an
    act is not taken for a day after this one.
    """
    now = due_on(rule, since, done, extra)
    if seen is not None and seen != now:
        of_seen = [one for one in done if one.due_on == seen]
        ended = next((one for one in of_seen if not (found := rule.result(one.outcome)) or found.again is None), None)
        if ended or not of_seen:
            return None, ended
    if now is None or now > until:
        return None, max(done, key=lambda one: (one.due_on, one.on), default=None)
    return now, None


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
        *(() if rule.ends_itself or any(one.again is None for one in rule.outcomes) else (f"{rule.word}: never done",)),
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
