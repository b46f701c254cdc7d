"""A state that silences reminders: somebody died, moved or asked for rest. Nothing is closed: it is silent."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.edits import Change
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.people import service, store
from webapp.people.company import UNKNOWN
from webapp.people.inputs import QuietInput
from webapp.people.models import Client, Quiet

_TO_COME = N_("Die dag is nog niet geweest.")
_OTHERWISE = N_("Iemand anders veranderde hetzelfde.")


def set_quiet(session: Session, actor: Actor, data: QuietInput, operation_id: UUID) -> Client:
    """Silence the reminders of a client, or let them sound again; each change is an edit in the history.

    Saying the same state again moves its day: it still holds then.

    Raises:
        NotFound: when this user may not know the client.
        Invalid: for a day to come.
        Conflict: when somebody else chose another state than the one that was seen.
    """
    actor.require(Permission.edit_clients)
    client = store.find_client(session, actor, data.client, lock=True)
    if client is None:
        raise NotFound(UNKNOWN)
    day = _day(actor, data)
    if data.asked is not None and client.quiet not in (data.asked.value, data.state.value):
        raise Conflict(_OTHERWISE, {"state": service.present_value(session, actor, client, "quiet")})
    wanted = {"quiet": data.state.value, "quiet_since": day}
    changes = [
        Change(name, getattr(client, name), value) for name, value in wanted.items() if getattr(client, name) != value
    ]
    service.apply(session, actor, client, changes, operation_id)
    return client


def _day(actor: Actor, data: QuietInput) -> date | None:
    """The day it holds from; None when nothing is silent."""
    today = clock.today()
    if data.state == Quiet.none:
        return None
    if data.on is None:
        return clock.local(actor.happened).date()
    if data.on > today:
        raise Invalid({"on": _TO_COME}, "day")
    return data.on


def asks_again(client: Client, last_met: datetime | None) -> bool:
    """True when somebody met this person after the day since which it is silent: does it still hold?"""
    return (
        client.is_quiet
        and client.quiet_since is not None
        and last_met is not None
        and clock.local(last_met).date() > client.quiet_since
    )
