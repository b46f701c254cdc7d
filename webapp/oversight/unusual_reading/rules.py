"""Unusual reading: rules as data, and the facts that they count. Pure.

A number here is a practice, not a law: it says when a person should look, never that somebody did wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.errors import N_

NIGHT = range(1, 5)
"""The hours of the clock at which hardly anybody works outside a shelter."""
NIGHT_ROLES = frozenset({"shelter_worker"})
"""Roles with a night shift of their own."""


@dataclass(frozen=True)
class Fact:
    """One thing that a person did: opened one client's record, was refused, or failed to sign in.

    ``outside``: no working relation then. ``namesake``: the client bears the name of a colleague. ``on_shift``: this
    person also recorded something in the same night.
    """

    kind: str
    at: datetime
    user_id: UUID | None
    role: str = ""
    client_id: UUID | None = None
    outside: bool = False
    namesake: bool = False
    on_shift: bool = True


OPENED, REFUSED, FAILED = "opened", "refused", "failed"
Stretch = Callable[[Fact], Hashable]


@dataclass(frozen=True)
class Rule:
    """``counts`` picks facts; so many of them (by ``of_each``) in one stretch of one person's time is a finding."""

    word: str
    label: str
    sentence: str
    at_least: int
    counts: Callable[[Fact], bool]
    stretch: Stretch
    of_each: Callable[[Fact], Hashable] = lambda fact: fact.client_id


@dataclass(frozen=True)
class Finding:
    """A rule that was met; ``client_id`` when it is about one client."""

    rule: str
    user_id: UUID | None
    client_id: UUID | None
    since: datetime
    last_at: datetime
    count: int
    stretch: str


def _hour(fact: Fact) -> Hashable:
    return clock.local(fact.at).strftime("%Y-%m-%d %H")


def _day(fact: Fact) -> Hashable:
    return clock.local(fact.at).date().isoformat()


def _night(fact: Fact) -> Hashable:
    return clock.night_of(fact.at).isoformat()


def _day_and_client(fact: Fact) -> Hashable:
    return f"{_day(fact)} {fact.client_id}"


def _moment(fact: Fact) -> Hashable:
    return fact.at


RULES: tuple[Rule, ...] = (
    Rule(
        "outside_relation",
        N_("Buiten de werkrelatie"),
        N_("Opende op één dag %(n)s mensen met wie er geen werkrelatie was."),
        5,
        lambda fact: fact.kind == OPENED and fact.outside,
        _day,
    ),
    Rule(
        "many_in_an_hour",
        N_("Veel in een uur"),
        N_("Opende in één uur %(n)s verschillende mensen."),
        30,
        lambda fact: fact.kind == OPENED,
        _hour,
    ),
    Rule(
        "name_of_a_colleague",
        N_("Naam van een collega"),
        N_("Opende %(n)s keer iemand met dezelfde naam als een medewerker."),
        1,
        lambda fact: fact.kind == OPENED and fact.namesake,
        _day_and_client,
        _moment,
    ),
    Rule(
        "night_without_shift",
        N_("’s Nachts zonder dienst"),
        N_("Opende tussen 01:00 en 05:00 %(n)s mensen en legde die nacht niets vast."),
        3,
        lambda fact: (
            fact.kind == OPENED
            and clock.local(fact.at).hour in NIGHT
            and not fact.on_shift
            and fact.role not in NIGHT_ROLES
        ),
        _night,
    ),
    Rule(
        "refused_often",
        N_("Vaak niet toegelaten"),
        N_("Probeerde op één dag %(n)s keer iets te openen dat niet mag."),
        10,
        lambda fact: fact.kind == REFUSED and fact.user_id is not None,
        _day,
        _moment,
    ),
    Rule(
        "failed_sign_in",
        N_("Vaak mislukt inloggen"),
        N_("Inloggen mislukte in één uur %(n)s keer."),
        10,
        lambda fact: fact.kind == FAILED,
        _hour,
        _moment,
    ),
)
BY_WORD = {rule.word: rule for rule in RULES}


def find(facts: Sequence[Fact]) -> Iterator[Finding]:
    """Every rule that these facts meet, once per person and stretch of time."""
    for rule in RULES:
        yield from _findings(rule, filter(rule.counts, facts))


def _findings(rule: Rule, facts: Iterable[Fact]) -> Iterator[Finding]:
    stretches: dict[tuple[UUID | None, Hashable], list[Fact]] = defaultdict(list)
    for fact in facts:
        stretches[fact.user_id, rule.stretch(fact)].append(fact)
    for (user_id, stretch), found in stretches.items():
        count = len({rule.of_each(fact) for fact in found})
        if count >= rule.at_least:
            clients = {fact.client_id for fact in found}
            client_id = clients.pop() if len(clients) == 1 else None
            times = sorted(fact.at for fact in found)
            yield Finding(rule.word, user_id, client_id, times[0], times[-1], count, str(stretch))


def window_before(through: datetime) -> datetime:
    """The moment from which facts must be read so that no stretch that is still going on misses its begin."""
    day = clock.local(through).date()
    return datetime(day.year, day.month, day.day, tzinfo=clock.AMSTERDAM) - timedelta(hours=12)
