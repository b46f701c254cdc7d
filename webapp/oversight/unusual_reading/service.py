"""Unusual reading: found every hour, kept until an overseer has looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts.emergency import judgements
from webapp.db import Session
from webapp.errors import N_, Conflict, NotAllowed, NotFound
from webapp.oversight.inputs import SeenInput
from webapp.oversight.models import OversightMark, UnusualReading
from webapp.oversight.unusual_reading import log_facts_store, rules, store
from webapp.oversight.unusual_reading.rules import Finding

SUBJECT = "unusual_reading"
FIRST_LOOK = timedelta(days=7)
"""How far back the first look goes."""
FRESH = timedelta(minutes=5)
"""Within this time the page does not look again."""
_OWN = N_("Dit gaat over jezelf. Vraag een andere functionaris of de directie om te kijken.")


def look_everywhere(session: Session) -> None:
    """Look through what came into the log of every region since the last look."""
    for region_id in store.list_region_ids(session):
        look(session, region_id)


def look_if_stale(session: Session, actor: Actor) -> None:
    """The same for the overseer's region, when the last look is not fresh."""
    actor.require(Permission.oversee_access)
    mark = session.get(OversightMark, actor.region_id)
    if mark is None or mark.through < clock.now() - FRESH:
        look(session, actor.region_id)


def look(session: Session, region_id: UUID) -> None:
    """Look through the log of a region since the last look; a finding that goes on is counted further."""
    now = clock.now()
    mark = store.lock_mark(session, region_id, now - FIRST_LOOK)
    facts = log_facts_store.list_facts(session, region_id, rules.window_before(mark.through), now)
    for finding in rules.find(facts):
        _keep(session, region_id, finding)
    mark.through = now
    session.add(mark)


def _keep(session: Session, region_id: UUID, found: Finding) -> None:
    known = session.get(UnusualReading, _id_of(region_id, found))
    if known is None:
        known = UnusualReading(
            id=_id_of(region_id, found),
            region_id=region_id,
            rule=found.rule,
            user_id=found.user_id,
            client_id=found.client_id,
            since=found.since,
            last_at=found.last_at,
            count=found.count,
        )
    known.count, known.last_at = max(known.count, found.count), max(known.last_at, found.last_at)
    session.add(known)


def _id_of(region_id: UUID, found: Finding) -> UUID:
    return uuid5(region_id, f"{found.rule} {found.user_id} {found.stretch}")


def list_waiting(session: Session, actor: Actor, limit: int) -> Sequence[UnusualReading]:
    """The findings that nobody looked at yet, the latest first."""
    actor.require(Permission.oversee_access)
    return store.list_waiting(session, actor, limit)


def count_waiting(session: Session, actor: Actor) -> int:
    """How much waits for the overseer, up to some hundred: findings, and emergency access without a nurse to judge."""
    return len(list_waiting(session, actor, 100)) + len(judgements.list_left(session, actor.region_id))


def read_finding(session: Session, actor: Actor, finding_id: UUID) -> UnusualReading:
    """One finding of the overseer's region; its reading is in the log.

    Raises:
        NotFound: none, or of another region.
    """
    actor.require(Permission.oversee_access)
    finding = store.find(session, actor, finding_id)
    if finding is None:
        raise NotFound
    record(session, actor, Action.read, SUBJECT, finding.id, client_id=finding.client_id, ground="oversight")
    return finding


def mark_seen(session: Session, actor: Actor, finding_id: UUID, data: SeenInput) -> None:
    """Keep the overseer's judgement of a finding. The first one stands.

    Raises:
        NotFound: none, or of another region.
        NotAllowed: it is about the overseer.
        Conflict: another overseer was first.
    """
    actor.require(Permission.oversee_access)
    finding = store.find(session, actor, finding_id, lock=True)
    if finding is None:
        raise NotFound
    if finding.user_id == actor.user_id:
        raise NotAllowed(_OWN)
    if finding.seen_at is not None:
        if (finding.seen_by, finding.words) == (actor.user_id, data.words):
            return
        raise Conflict(N_("Een ander keek hier al naar."), {})
    finding.seen_by, finding.seen_at, finding.words = actor.user_id, clock.now(), data.words
    session.add(finding)
    record(session, actor, Action.update, SUBJECT, finding.id, client_id=finding.client_id, ground="oversight")
