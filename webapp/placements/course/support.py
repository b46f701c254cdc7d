"""Support by a placement, as aftercare hears of it: it begins again, or it ends and somebody calls later."""

from __future__ import annotations

from datetime import timedelta

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.aftercare import service as aftercare
from webapp.db import Session
from webapp.people.models import Client
from webapp.placements.kind import PLACED, Exit
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting import store
from webapp.placements.waiting.models import Placement

_LOOKED_BACK = timedelta(days=366)


def tell_aftercare(session: Session, actor: Actor, row: Placement, programme: Programme) -> None:
    """Tell of a placement that somebody just answered: it began, or it ended without follow-up.

    Nobody calls a person who died, is still supported in another placement, or is known by an alias alone: that gives
    no telephone number. The caller has locked the placement.
    """
    if row.client_id is None:
        return
    if row.state == PLACED:
        aftercare.take_off(session, row.client_id)
    elif _calls(row) and not store.is_supported(session, row.client_id):
        client = session.get_one(Client, row.client_id)
        day = row.ended_on or clock.today()
        aftercare.note_exit(session, client, day, actor.user_id, programme.name, row.keeper_id)


def _calls(row: Placement) -> bool:
    """True for an exit after which nobody helps on."""
    return row.state == "exit" and not row.followed and row.end_reason != Exit.died


def settle_supported(session: Session) -> None:
    """Nobody calls a person who left the shelter for a placement: the support goes on there."""
    for region in accounts.list_regions(session):
        for client_id in store.list_supported(session, region.id, clock.today() - _LOOKED_BACK):
            aftercare.take_off(session, client_id)
