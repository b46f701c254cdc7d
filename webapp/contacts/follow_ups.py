"""Follow-ups: done with one tap, opened again with another; every step is kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts import store
from webapp.contacts.inputs import FollowUpDone, FollowUpReopened
from webapp.contacts.models import FollowUp, FollowUpStep, StreetContact
from webapp.db import Session
from webapp.errors import N_, NotFound

_UNKNOWN = N_("Deze vervolgactie is er niet, of je mag die niet zien.")


def complete_follow_up(session: Session, actor: Actor, data: FollowUpDone) -> StreetContact:
    """Mark as done. Done twice stays done; each outcome that was told is kept.

    Raises:
        NotFound: when there is none for this user.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    if follow_up.is_open or data.outcome:
        follow_up.done_by = follow_up.done_by or actor.user_id
        follow_up.done_at = follow_up.done_at or actor.happened
        follow_up.outcome = data.outcome or follow_up.outcome
        _step(session, actor, contact, follow_up, data.outcome)
    return contact


def reopen_follow_up(session: Session, actor: Actor, data: FollowUpReopened) -> StreetContact:
    """Open again what was marked as done; an open one stays open.

    Raises:
        NotFound: when there is none for this user.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    if not follow_up.is_open:
        follow_up.done_by = follow_up.done_at = follow_up.outcome = None
        _step(session, actor, contact, follow_up, None)
    return contact


def _held(session: Session, actor: Actor, contact_id: UUID) -> tuple[StreetContact, FollowUp]:
    actor.require(Permission.log_contacts)
    contact = store.find_contact(session, actor, contact_id)
    follow_up = store.find_follow_up(session, contact) if contact else None
    if contact is None or follow_up is None:
        raise NotFound(_UNKNOWN)
    return contact, follow_up


def _step(session: Session, actor: Actor, contact: StreetContact, follow_up: FollowUp, outcome: str | None) -> None:
    session.add(follow_up)
    session.add(
        FollowUpStep(
            region_id=contact.region_id,
            organisation_id=actor.organisation_id,
            contact_id=contact.id,
            done=not follow_up.is_open,
            outcome=outcome,
            by=actor.user_id,
        )
    )
    session.flush()
    why = contact.ground(actor)
    record(session, actor, Action.update, "follow_up", contact.id, client_id=contact.client_id, ground=why)


def count_due(session: Session, actor: Actor) -> dict[str, int]:
    """How many open follow-ups are late, due today, tomorrow and later."""
    today = clock.today()
    counts = {"late": 0, "today": 0, "tomorrow": 0, "later": 0}
    for day, number in store.count_due(session, actor).items():
        counts[group_of(day - today)] += number
    return counts


def group_of(distance: timedelta) -> str:
    """Which heading a follow-up stands under, by how far away its day is."""
    if distance.days < 0:
        return "late"
    return {0: "today", 1: "tomorrow"}.get(distance.days, "later")
