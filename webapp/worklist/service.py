"""What is due for a user, and what they did with it: done, tried in vain, and undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.due.duty import Duty
from webapp.due.rules import Done, Fact, Rule, list_due, round_of
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.people import store as people
from webapp.text import asked_words, fold
from webapp.web import submissions
from webapp.worklist import store
from webapp.worklist.declared import duties_of, find_duty
from webapp.worklist.inputs import DueDoneInput, DueUndoneInput
from webapp.worklist.models import DueDone

AHEAD, FAR = timedelta(days=14), timedelta(days=366)
"""So long before its day something is on the list of everything, and on that of its own rule; so it can be done."""
_NO_RULE = N_("Deze lijst is er niet, of niet voor jouw werk.")
_NO_OUTCOME = N_("Kies hoe het ging.")
_UNKNOWN = N_("Dit staat niet in jouw lijst.")
_OVER = N_("Dit is intussen al gedaan. Kijk hoe het nu staat.")
_EARLY = N_("Dit is nog niet aan de beurt.")
_ASKS = N_("Hierbij hoort een reden. Open de pagina van deze persoon.")


@dataclass(frozen=True)
class Task:
    """Something due for a user. ``tries``: the times it was tried in vain."""

    rule: Rule
    fact: Fact
    on: date
    tries: int = 0

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: of a record about a person."""
        fact = self.fact
        return (Read(fact.subject, fact.id, fact.client, fact.ground),) if fact.client or fact.who else ()


class Given(NamedTuple):
    """The row that an act made, None when it was done already; and the fact."""

    row: DueDone | None
    fact: Fact


def list_tasks(
    session: Session, actor: Actor, words: str = "", *, only: str = "", ahead: timedelta | None = None
) -> list[Task]:
    """What is due for this user: by rule, the oldest first. ``words`` occur in it; ``only`` one rule."""
    until = clock.today() + (ahead if ahead is not None else FAR if only else AHEAD)
    facts = [
        (duty.rule, duty.facts(session, actor, duty.rule.after.latest_start(until))) for duty in duties_of(actor, only)
    ]
    done = _read_done(session, actor, [fact.id for _, some in facts for fact in some])
    quiet = people.quiet_among(session, [fact.client for _, some in facts for fact in some])
    found = (_of_rule(rule, some, until, done, quiet) for rule, some in facts)
    return [task for some in found for task in some if _mentions(task, words)]


def count_now(session: Session, actor: Actor) -> int:
    """Count what is due today or was before."""
    return len(list_tasks(session, actor, ahead=timedelta()))


def _of_rule(
    rule: Rule, facts: Iterable[Fact], until: date, done: dict[tuple[str, UUID], list[Done]], quiet: Collection[UUID]
) -> list[Task]:
    of_rule = {fact_id: acts for (word, fact_id), acts in done.items() if word == rule.word}
    due = list_due(rule, facts, until, of_rule, quiet)
    return [Task(rule, one.fact, one.on, _tries(rule, of_rule.get(one.fact.id, ()))) for one in due]


def _tries(rule: Rule, done: Sequence[Done]) -> int:
    return sum(1 for one in done if (found := rule.result(one.outcome)) and found.again)


def _read_done(session: Session, actor: Actor, ids: Collection[UUID]) -> dict[tuple[str, UUID], list[Done]]:
    found: dict[tuple[str, UUID], list[Done]] = defaultdict(list)
    for row in store.list_done(session, actor.region_id, ids):
        found[row.rule, row.subject_id].append(_as_done(row))
    return found


def _as_done(row: DueDone) -> Done:
    return Done(row.due_on, row.done_on, row.outcome)


def _mentions(task: Task, words: str) -> bool:
    text = fold(f"{task.fact.who} {task.fact.what} {task.rule.label}")
    return all(word in text for word in asked_words(words))


def give_outcome(
    session: Session, actor: Actor, data: DueDoneInput, done_id: UUID, *, explained: bool = False
) -> Given:
    """Note an outcome. Given by two people it is one; a note is kept anyway.

    ``explained``: its feature has read what else the outcome asks.

    Raises:
        Invalid: at ``rule`` or ``outcome`` for a word that is none, or that asks more; at ``due_on`` before its time.
        NotAllowed: for other roles.
        NotFound: when the record is not this user's.
        Conflict: when a colleague gave another outcome meanwhile; ``current`` has that one.
    """
    duty = _require_duty(actor, data.rule)
    rule = duty.rule
    result = rule.result(data.outcome)
    if result is None:
        raise Invalid({"outcome": _NO_OUTCOME})
    if result.asks and not explained:
        raise Invalid({"outcome": _ASKS})
    fact = _require_fact(session, actor, duty, data.subject)
    if made := submissions.known(session, DueDone, done_id, by=actor.user_id, subject_id=fact.id):
        return Given(made, fact)
    rows = [one for one in store.list_done(session, actor.region_id, [fact.id]) if one.rule == rule.word]
    done = [_as_done(one) for one in rows]
    day, ended = round_of(rule, fact.since, done, data.due_on, clock.today() + (FAR if data.due_on else AHEAD))
    if day is None and (ended is None or ended.outcome != data.outcome):
        _refuse(session, rows, ended, data)
    if day is None and not data.note:
        return Given(None, fact)
    row = DueDone(
        id=done_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        rule=rule.word,
        subject_id=fact.id,
        client_id=fact.client,
        due_on=day or ended.due_on,  # type: ignore[union-attr]
        done_on=clock.local(actor.happened).date(),
        outcome=data.outcome,
        settles=rule.settles(data.outcome),
        note=data.note,
        before=dict(duty.act(session, actor, fact, data.outcome)) if day and duty.act else {},
        by=actor.user_id,
    )
    session.add(row)
    session.flush()
    _record(session, actor, Action.create, row, fact)
    return Given(row, fact)


def _refuse(session: Session, rows: Sequence[DueDone], ended: Done | None, data: DueDoneInput) -> None:
    if ended is None and data.due_on is None:
        raise Invalid({"due_on": _EARLY}, "early")
    row = next((one for one in reversed(rows) if ended and _as_done(one) == ended), None)
    by = people.names_of(session, [row.by]).get(row.by) if row else None
    current = {"value": row.outcome if row else "", "by": by, "at": row.at.isoformat() if row else None}
    raise Conflict(_OVER, {"outcome": current})


def take_back(session: Session, actor: Actor, data: DueUndoneInput) -> Fact:
    """Undo this user's own last outcome; without one nothing changes. What a colleague did after it stays.

    Raises:
        Invalid, NotAllowed, NotFound: as for an outcome.
    """
    duty = _require_duty(actor, data.rule)
    fact = _require_fact(session, actor, duty, data.subject)
    rows = [one for one in store.list_done(session, actor.region_id, [fact.id]) if one.rule == data.rule]
    own = next((one for one in reversed(rows) if one.by == actor.user_id), None)
    if own is None:
        return fact
    own.undone_by, own.undone_at = actor.user_id, clock.now()
    session.add(own)
    session.flush()
    if duty.undo and own.before and own is rows[-1]:
        duty.undo(session, actor, fact, own.before)
    _record(session, actor, Action.update, own, fact)
    return fact


def _require_duty(actor: Actor, word: str) -> Duty:
    duty = find_duty(word)
    if duty is None:
        raise Invalid({"rule": _NO_RULE})
    actor.require(duty.rule.permission)
    return duty


def _require_fact(session: Session, actor: Actor, duty: Duty, subject: UUID) -> Fact:
    fact = duty.find(session, actor, subject)
    if fact is None:
        raise NotFound(_UNKNOWN)
    return fact


def _record(session: Session, actor: Actor, action: Action, row: DueDone, fact: Fact) -> None:
    record(session, actor, action, "due_done", row.id, client_id=fact.client, ground=fact.ground, detail=row.rule)
