"""'Geen plek gevonden': one tap, counted per night and region. Nobody sleeps outside against their will.

It holds no name. The person who reported it may add the reason, and may take it back while the page is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds.admission import resolve_night
from webapp.beds.requests import store
from webapp.beds.requests.models import NoPlace
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.operation import Envelope, Operation, Outcome
from webapp.references import OptionalBedRequestId
from webapp.validation import Input, OptionalDay
from webapp.web import submissions
from webapp.words import Worded

_UNKNOWN = N_("Deze melding is er niet, of is niet van jou.")
_UNKNOWN_REQUEST = N_("Deze aanvraag is er niet, of je mag die niet zien.")
_NIGHT = N_("Dit kan alleen voor vannacht of de laatste 7 nachten.")
LATEST_ARRIVAL = 7
"""Days that 'geen plek gevonden' may have waited on a phone and still count for its night."""


class NoPlaceReason(Worded):
    """The reason that there was no place. A person's origin is no reason and cannot be chosen."""

    full = "full", N_("Alles was vol")
    no_fit = "no_fit", N_("Er was niets passends")
    refused = "refused", N_("De opvang zei nee")
    no_transport = "no_transport", N_("Er was geen vervoer")
    no_answer = "no_answer", N_("Niemand nam op")


class NoPlaceInput(Input):
    """``bed.no_place``: its night, the reason, and the failed request."""

    night: OptionalDay = None
    reason: NoPlaceReason | None = None
    request: OptionalBedRequestId = None


class ReasonInput(Input):
    """The reason, added afterwards."""

    reason: NoPlaceReason


def report(session: Session, actor: Actor, data: NoPlaceInput, report_id: UUID) -> NoPlace:
    """Count one person without a place, or all people of a request. Sent twice it is one, and so is a request.

    Raises:
        NotAllowed: for an actor who may not ask beds.
        Invalid: for a coming night or one too long ago.
        NotFound: for a request the actor may not see.
        Conflict: when the id belongs to somebody else's.
    """
    actor.require(Permission.request_beds)
    if made := submissions.known(session, NoPlace, report_id, told_by=actor.user_id):
        return made
    night = resolve_night(actor, data.night)
    if not clock.tonight() - timedelta(days=LATEST_ARRIVAL) <= night <= clock.tonight():
        raise Invalid({"night": _NIGHT}, "night")
    asked = None
    if data.request:
        asked = store.find_request(session, actor, data.request, lock=True)
        if asked is None:
            raise NotFound(_UNKNOWN_REQUEST)
        if before := find_of_request(session, asked.id):
            return before
    row = NoPlace(
        id=report_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        night=night,
        reason=data.reason.value if data.reason else "",
        persons=asked.persons if asked else 1,
        request_id=data.request,
        told_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    record(session, actor, Action.create, "no_place", row.id, ground="region")
    return row


def find_of_request(session: Session, request_id: UUID) -> NoPlace | None:
    """The report of a request that was not taken back, whoever made it."""
    query = select(NoPlace).where(NoPlace.request_id == request_id, col(NoPlace.undone_at).is_(None))
    return session.exec(query).first()


def url_of(actor: Actor, row: NoPlace) -> str:
    """The page that confirms it; for a colleague the request it was reported from."""
    return f"/bedden/geen-plek/{row.id}" if row.told_by == actor.user_id else f"/bedden/aanvragen/{row.request_id}"


def require_own(session: Session, actor: Actor, report_id: UUID) -> NoPlace:
    """The actor's own report.

    Raises:
        NotFound: when it is not theirs.
    """
    row = session.get(NoPlace, report_id)
    if row is None or row.told_by != actor.user_id:
        raise NotFound(_UNKNOWN)
    return row


def explain(session: Session, actor: Actor, report_id: UUID, data: ReasonInput) -> NoPlace:
    """Add the reason."""
    row = require_own(session, actor, report_id)
    row.reason = data.reason.value
    return _changed(session, actor, row)


def undo(session: Session, actor: Actor, report_id: UUID) -> NoPlace:
    """Take it back: it counts no more; the row stays, so that the report remains visible."""
    row = require_own(session, actor, report_id)
    if row.undone_at is None:
        row.undone_at = clock.now()
        return _changed(session, actor, row)
    return row


def list_reports(session: Session, region_id: UUID, night: date) -> Sequence[NoPlace]:
    """Every report of a night, without those taken back."""
    return list_reports_between(session, region_id, night, night)


def list_reports_between(session: Session, region_id: UUID, first: date, last: date) -> Sequence[NoPlace]:
    """The same for every night of a period."""
    return session.exec(
        select(NoPlace)
        .where(
            NoPlace.region_id == region_id,
            col(NoPlace.night).between(first, last),
            col(NoPlace.undone_at).is_(None),
        )
        .order_by(col(NoPlace.told_at))
    ).all()


def _changed(session: Session, actor: Actor, row: NoPlace) -> NoPlace:
    session.add(row)
    session.flush()
    record(session, actor, Action.update, "no_place", row.id, ground="own")
    return row


def _perform(session: Session, actor: Actor, data: NoPlaceInput, envelope: Envelope) -> Outcome:
    return Outcome(url=url_of(actor, report(session, actor, data, envelope.id)))


OPERATION = Operation("bed.no_place", N_("Geen plek gevonden"), NoPlaceInput, Permission.request_beds, _perform)
