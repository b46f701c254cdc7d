"""Noting and taking back that somebody was supported."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.placements.kind import PLACED
from webapp.placements.programmes import store as programmes
from webapp.placements.support import store
from webapp.placements.support.inputs import MomentInput
from webapp.placements.support.models import SupportMoment
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.service import require_placement
from webapp.web import submissions

_NOT_RUNNING = N_("De ondersteuning loopt niet, of nog niet.")
_NOT_YET = N_("Die dag is nog niet geweest.")
_TOO_EARLY = N_("Toen was de ondersteuning nog niet begonnen.")
_UNKNOWN = N_("Dit is er niet, of een collega schreef het op.")


def is_support(session: Session, actor: Actor, row: Placement) -> bool:
    """True for support without a place."""
    found = programmes.list_by_ids(session, actor, [row.programme_id])
    return row.programme_id in found and found[row.programme_id].kind == "support"


def note_moment(session: Session, actor: Actor, data: MomentInput, moment_id: UUID) -> SupportMoment:
    """Note that somebody was supported; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        NotFound: for a placement of others.
        Invalid: ``not_running`` at ``kind`` unless the support began and goes on; at ``given_on`` for a day that cannot
            be.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.answer_placements)
    if made := submissions.known(session, SupportMoment, moment_id, by=actor.user_id):
        return made
    row = require_placement(session, actor, data.placement, lock=True)
    day = data.given_on or clock.local(actor.happened).date()
    if not is_support(session, actor, row) or row.placed_on is None or (row.state != PLACED and row.ended_on is None):
        raise Invalid({"kind": _NOT_RUNNING}, "not_running")
    if row.ended_on is not None and day > row.ended_on:
        raise Invalid({"kind": _NOT_RUNNING}, "not_running")
    if day > clock.today():
        raise Invalid({"given_on": _NOT_YET}, "day")
    if day < row.referred_on:
        raise Invalid({"given_on": _TOO_EARLY}, "day")
    made = SupportMoment(
        id=moment_id,
        region_id=row.region_id,
        placement_id=row.id,
        client_id=row.client_id,
        kind=data.kind.value,
        given_on=day,
        minutes=data.minutes,
        by=actor.user_id,
    )
    session.add(made)
    session.flush()
    record(session, actor, Action.create, "support_moment", made.id, client_id=row.client_id, ground=row.ground(actor))
    return made


def take_back(session: Session, actor: Actor, moment_id: UUID) -> SupportMoment:
    """Take back a moment that this user noted.

    Raises:
        NotFound: for another's.
    """
    found = store.find_moment(session, actor, moment_id)
    if found is None:
        raise NotFound(_UNKNOWN)
    row = require_placement(session, actor, found.placement_id)
    if found.undone_at is None:
        found.undone_at = clock.now()
        session.add(found)
        ground = row.ground(actor)
        record(session, actor, Action.update, "support_moment", found.id, client_id=row.client_id, ground=ground)
    return found
