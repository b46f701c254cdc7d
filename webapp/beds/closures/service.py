"""Beds out of use: closed with a reason by the house itself, opened again after a look."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds.availability import categories
from webapp.beds.closures import store
from webapp.beds.closures.inputs import ClosureInput
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import Closure
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category
from webapp.beds.shelters.store import NO_SUCH_BEDS, own_shelter
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.validation import Bounded
from webapp.web import submissions

_TOO_MANY = N_("Volgens de gastenlijst zijn er %(left)s bedden over. Meer kun je er niet sluiten.")
_UNTIL = N_("Deze datum is al voorbij.")
_UNKNOWN = N_("Dit gesloten bed kennen we niet.")


def close_beds(session: Session, actor: Actor, data: ClosureInput, shelter_id: UUID, closure_id: UUID) -> Closure:
    """Take beds out of use from now on. Sent twice it is one.

    Raises:
        NotFound: at a shelter where the actor does not work.
        Invalid: more than the book has left (``over_book``): someone sleeps there, or it is promised.
    """
    actor.require(Permission.count_beds)
    shelter = own_shelter(session, actor, shelter_id)
    turn = turns.take_turn(session, actor)
    if made := submissions.known(session, Closure, closure_id, closed_by=actor.user_id):
        return made
    category = shelter_store.find_category(session, shelter.id, data.category.value)
    if category is None:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    if data.until and data.until < clock.local(turn.now).date():
        raise Invalid({"until": _UNTIL}, "past")
    left = max(0, categories.settled(session, category, turn.now).book)
    if data.places > left:
        raise Invalid({"places": Bounded(_TOO_MANY, left=left)}, "over_book", left=left)
    closure = Closure(
        id=closure_id,
        region_id=shelter.region_id,
        category_id=category.id,
        places=data.places,
        reason=data.reason.value,
        from_date=clock.local(turn.now).date(),
        until=data.until,
        started=turn.next_version(category),
        closed_by=actor.user_id,
    )
    session.add(closure)
    session.flush()
    record(session, actor, Action.create, "bed_closure", closure.id, ground="shelter")
    return closure


def open_beds(session: Session, actor: Actor, closure_id: UUID) -> Category:
    """Open these beds again; gives their category. Sent twice, the first time counts.

    Raises:
        NotFound: for a bed of a shelter where the actor does not work.
    """
    actor.require(Permission.count_beds)
    turn = turns.take_turn(session, actor)
    found = store.find_closure(session, closure_id, lock=True)
    if found is None or not shelter_store.works_at(session, actor, found[1].shelter_id):
        raise NotFound(_UNKNOWN)
    closure, _ = found
    category = categories.locked_category(session, closure.category_id)
    if closure.ended is None:
        turn.settle(category)
        closure.ended = turn.next_version(category)
        closure.opened_by, closure.opened_at = actor.user_id, turn.now
        session.add(closure)
        session.flush()
        record(session, actor, Action.update, "bed_closure", closure.id, ground="shelter")
    return category
