"""The end of support: noted by a worker, and by the house from stays that ended."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.aftercare import store
from webapp.aftercare.inputs import SupportEndInput
from webapp.aftercare.kind import End, Outcome
from webapp.aftercare.models import SupportEnd
from webapp.audit.service import Action, record
from webapp.db import Session, new_id
from webapp.errors import N_, Invalid
from webapp.people import service as people
from webapp.people.models import Client
from webapp.web import submissions

_LOOKED_BACK = timedelta(days=31)
"""So far back the house looks for stays that ended: a departure may be entered late, and a server may stand still."""
_OLDEST = timedelta(days=366)
_DAY = timedelta(days=1)
_COMING = N_("Die dag is nog niet geweest.")
_LONG_AGO = N_("Dat is langer dan een jaar geleden.")
_NOT_OURS = N_("Deze persoon hoort bij een andere organisatie. Die belt na.")


def end_support(session: Session, actor: Actor, data: SupportEndInput, end_id: UUID) -> SupportEnd:
    """Note that support of a client ended, so that somebody calls later; sent twice it is one.

    A call that is still to come is about the last end.

    Raises:
        NotFound: when this user may not know the client.
        Invalid: at ``client`` for one of another organisation; at ``ended_on`` for a day to come or long ago.
    """
    actor.require(Permission.end_support)
    if made := submissions.known(session, SupportEnd, end_id, organisation_id=actor.organisation_id):
        return made
    client = people.require_client(session, actor, data.client)
    if client.organisation_id != actor.organisation_id:
        raise Invalid({"client": _NOT_OURS})
    day = data.ended_on or clock.local(actor.happened).date()
    if day > clock.today():
        raise Invalid({"ended_on": _COMING}, "day")
    if day < clock.today() - _OLDEST:
        raise Invalid({"ended_on": _LONG_AGO}, "day")
    end = note_end(session, client, day, End.worker, actor.user_id, end_id)
    record(session, actor, Action.create, "support_end", end.id, client_id=client.id, ground=client.ground(actor))
    return end


def note_end(
    session: Session, client: Client, day: date, how: End, by: UUID | None = None, end_id: UUID | None = None
) -> SupportEnd:
    """Write an end, or move the day of the one whose call is still to come. The caller has checked access."""
    known = store.list_of_clients(session, [client.id]).get(client.id)
    return _note(session, client, day, how, known, by, end_id)


def note_exit(session: Session, client: Client, day: date, by: UUID, programme: str, caller_id: UUID) -> SupportEnd:
    """Write the end of a placement: the organisation that kept it may call too. The caller has checked access."""
    end = note_end(session, client, day, End.exit, by)
    if end.ended_on == day and end.settled_on is None:
        end.how, end.noted_by, end.caller_id, end.programme = End.exit.value, by, caller_id, programme
        session.add(end)
    return end


def take_off(session: Session, client_id: UUID) -> None:
    """Somebody got a new placement, so nobody calls about the end before it."""
    end = store.list_of_clients(session, [client_id]).get(client_id)
    if end and end.settled_on is None:
        end.outcome, end.settled_on = Outcome.resumed.value, clock.today()
        session.add(end)


def _note(
    session: Session,
    client: Client,
    day: date,
    how: End,
    known: SupportEnd | None,
    by: UUID | None = None,
    end_id: UUID | None = None,
) -> SupportEnd:
    ended_at = clock.midnight(day + _DAY)
    if known and known.ended_on >= day:
        return known
    if known and known.settled_on is None and known.organisation_id == client.organisation_id:
        known.ended_on, known.ended_at, known.how, known.noted_by = day, ended_at, how.value, by
        known.caller_id, known.programme = None, ""
        session.add(known)
        return known
    end = SupportEnd(
        id=end_id or new_id(),
        region_id=client.region_id,
        organisation_id=client.organisation_id,
        client_id=client.id,
        ended_on=day,
        ended_at=ended_at,
        how=how.value,
        noted_by=by,
    )
    session.add(end)
    session.flush()
    return end


def note_departures(session: Session) -> None:
    """Note the end of every stay of the last month, of each client once: the last one counts."""
    today = clock.today()
    for region in accounts.list_regions(session):
        left = store.list_left(session, region.id, today - _LOOKED_BACK, today)
        known = store.list_of_clients(session, [client.id for client, _ in left])
        for client, day in left:
            _note(session, client, day, End.stay, known.get(client.id))
