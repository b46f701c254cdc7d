"""Follow-ups: done, tried in vain, moved to tomorrow or handed on, and undone with a tap; every step is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts import store
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.inputs import (
    FollowUpDone,
    FollowUpHandedOn,
    FollowUpMissed,
    FollowUpReopened,
    FollowUpTakenBack,
    FollowUpTomorrow,
    Step,
)
from webapp.contacts.models import FollowUp, FollowUpStep, StreetContact
from webapp.db import Session
from webapp.due.rules import count_by_heading
from webapp.errors import N_, Invalid, NotFound
from webapp.rows import Rows

Held = dict[UUID, tuple[StreetContact, FollowUp]]
"""Contacts by id, each with its follow-up."""
_UNKNOWN = N_("Deze vervolgactie is er niet, of je mag die niet zien.")
_NOT_THEIRS = N_("Deze collega kan dit niet overnemen. Kies iemand die deze persoon mag zien.")
_MOVED = N_("De dag is intussen veranderd. Dit staat nu op %(day)s. Dat blijft zo. Moet het toch morgen? Tik opnieuw.")
_HANDED = N_("Dit is intussen doorgegeven aan %(name)s. Dat blijft zo. Moet het toch iemand anders zijn? Kies opnieuw.")


def complete_follow_up(session: Session, actor: Actor, data: FollowUpDone) -> StreetContact:
    """Mark as done. Done twice stays done; each given outcome is kept.

    Raises:
        NotFound: when there is none for this user.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    if step := _complete(actor, contact, follow_up, data):
        _step(session, actor, contact, follow_up, step)
    return contact


def write_completion(session: Session, actor: Actor, data: FollowUpDone, held: Held, rows: Rows) -> StreetContact:
    """``complete_follow_up`` with one of ``held``, its step among ``rows``."""
    if data.follow_up not in held:
        raise NotFound(_UNKNOWN)
    contact, follow_up = held[data.follow_up]
    if step := _complete(actor, contact, follow_up, data):
        rows.keep(step)
        _record(session, actor, contact)
    return contact


def read_held(session: Session, actor: Actor, ids: set[UUID]) -> Held:
    """Read these contacts, as far as this user sees them, with their follow-ups, locked."""
    follow_ups = follow_up_store.list_follow_ups(session, store.list_contacts(session, actor, ids))
    return {contact.id: (contact, follow_up) for contact, follow_up in follow_ups}


def _complete(actor: Actor, contact: StreetContact, follow_up: FollowUp, data: FollowUpDone) -> FollowUpStep | None:
    """Complete it, and give the step; None when it was done already, and nothing new was told."""
    if not (follow_up.is_open or data.outcome):
        return None
    follow_up.done_by = follow_up.done_by or actor.user_id
    follow_up.done_at = follow_up.done_at or actor.happened
    follow_up.outcome = data.outcome or follow_up.outcome
    return FollowUpStep(outcome=data.outcome, done=True, **_of(actor, contact))


def reopen_follow_up(session: Session, actor: Actor, data: FollowUpReopened) -> StreetContact:
    """Open a done follow-up again; an open one stays open.

    Raises:
        NotFound: when there is none for this user.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    if not follow_up.is_open:
        follow_up.done_by = follow_up.done_at = follow_up.outcome = None
        _step(session, actor, contact, follow_up)
    return contact


def miss_follow_up(session: Session, actor: Actor, data: FollowUpMissed) -> StreetContact:
    """Note a try in vain: it is for tomorrow; one planned for later keeps its day.

    One that a colleague completed meanwhile stays done. Another day that was chosen meanwhile stays.

    Raises:
        NotFound: when there is none for this user.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    follow_up.tries += 1
    stands = data.due_on not in (None, follow_up.due_on)
    day = follow_up.due_on if stands else max(follow_up.due_on, _day_after(actor))
    _move(session, actor, contact, follow_up, Step.missed, day)
    return contact


def postpone_follow_up(session: Session, actor: Actor, data: FollowUpTomorrow) -> StreetContact:
    """Move it to the day after the tap.

    Raises:
        NotFound: when there is none for this user.
        Invalid: ``changed``, when another day was chosen meanwhile.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    day, now = _day_after(actor), follow_up.due_on
    if follow_up.is_open and data.due_on is not None and now not in (data.due_on, day):
        raise Invalid({"": _MOVED}, "changed", day=f"{now:%d-%m-%Y}")
    _move(session, actor, contact, follow_up, Step.tomorrow, day)
    return contact


def hand_on_follow_up(session: Session, actor: Actor, data: FollowUpHandedOn) -> StreetContact:
    """Hand it on to a colleague of the same organisation who may see this contact.

    Raises:
        NotFound: when there is none for this user.
        Invalid: at ``colleague``, when that colleague cannot have it; ``changed`` when another one got it meanwhile.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    has_it = follow_up_store.list_holders(session, [contact.id]).get(contact.id)
    if data.holder and has_it and has_it.id not in (data.holder, data.colleague, actor.user_id):
        raise Invalid({"colleague": _HANDED}, "changed", name=has_it.name)
    known = follow_up_store.list_colleagues(session, actor)
    colleague = next((user for user in known if user.id == data.colleague), None)
    if colleague is None or store.find_contact(session, actor_of(colleague), contact.id) is None:
        raise Invalid({"colleague": _NOT_THEIRS}, "not_theirs")
    before, follow_up.holder_id = follow_up.holder_id, colleague.id
    step = FollowUpStep(
        what=Step.hand_on.value, done=False, holder_before=before, holder_after=colleague.id, **_of(actor, contact)
    )
    _step(session, actor, contact, follow_up, step)
    return contact


def take_back_step(session: Session, actor: Actor, data: FollowUpTakenBack) -> StreetContact:
    """Undo this user's own last step of a kind. A later change by somebody else stays.

    Raises:
        NotFound: when there is none for this user.
    """
    contact, follow_up = _held(session, actor, data.follow_up)
    step = follow_up_store.find_own_step(session, actor, contact, data.step)
    if step is None:
        return contact
    if data.step == Step.missed:
        follow_up.tries = max(0, follow_up.tries - 1)
    if data.step == Step.hand_on and follow_up.holder_id == step.holder_after:
        follow_up.holder_id = step.holder_before
    if step.due_before and follow_up.due_on == step.due_after:
        follow_up.due_on = step.due_before
    step.taken_back = True
    _step(session, actor, contact, follow_up, step)
    return contact


def _day_after(actor: Actor) -> date:
    return clock.local(actor.happened).date() + timedelta(days=1)


def _move(
    session: Session, actor: Actor, contact: StreetContact, follow_up: FollowUp, what: Step, due_on: date
) -> None:
    before = follow_up.due_on
    if follow_up.is_open:
        follow_up.due_on = due_on
    step = FollowUpStep(
        what=what.value, done=False, due_before=before, due_after=follow_up.due_on, **_of(actor, contact)
    )
    _step(session, actor, contact, follow_up, step)


def _held(session: Session, actor: Actor, contact_id: UUID) -> tuple[StreetContact, FollowUp]:
    actor.require(Permission.log_contacts)
    contact = store.find_contact(session, actor, contact_id)
    follow_up = follow_up_store.find_follow_up(session, contact) if contact else None
    if contact is None or follow_up is None:
        raise NotFound(_UNKNOWN)
    return contact, follow_up


def _of(actor: Actor, contact: StreetContact) -> dict[str, Any]:
    return {
        "region_id": contact.region_id,
        "organisation_id": actor.organisation_id,
        "contact_id": contact.id,
        "by": actor.user_id,
    }


def _step(
    session: Session,
    actor: Actor,
    contact: StreetContact,
    follow_up: FollowUp,
    step: FollowUpStep | None = None,
) -> None:
    """Keep the step, and note it in the access log."""
    session.add(follow_up)
    kept = step or FollowUpStep(done=False, **_of(actor, contact))
    if not kept.taken_back:
        kept.done = not follow_up.is_open
    session.add(kept)
    session.flush()
    _record(session, actor, contact)


def _record(session: Session, actor: Actor, contact: StreetContact) -> None:
    why = contact.ground(actor)
    record(session, actor, Action.update, "follow_up", contact.id, client_id=contact.client_id, ground=why)


def count_due(session: Session, actor: Actor) -> dict[str, int]:
    """Count the open follow-ups that are late, due today, tomorrow and later."""
    return count_by_heading(follow_up_store.count_due(session, actor), clock.today())
