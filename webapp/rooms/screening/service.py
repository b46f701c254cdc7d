"""Screening: plan a visit, note what was seen, decide, park. Only a screened host's rooms are on offer.

A coordinator does all of it; a visitor notes visits to the hosts planned for them, also later from a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.rooms import store as rooms_store
from webapp.rooms.hosts.service import move, state_before_rest
from webapp.rooms.inputs import stored
from webapp.rooms.models import Host, Room, ground_at_host
from webapp.rooms.pairs import store as pairs
from webapp.rooms.screening import store
from webapp.rooms.screening.facts import Known, Seen, fold, missing
from webapp.rooms.screening.inputs import DecideInput, ParkInput, PlanInput, VisitInput
from webapp.rooms.screening.models import HostVisit, Screening
from webapp.rooms.screening.words import Decision
from webapp.rooms.words import RoomState
from webapp.web import submissions

UNKNOWN = N_("Deze verhuurder is er niet, of je mag die niet zien.")
_NO_VISITOR = N_("Deze collega kan niet op bezoek. Kies een ander.")
_PLANNED = N_("Een collega plande intussen een bezoek. Kijk wat er nu staat, en plan dan opnieuw.")
_DECIDED = N_("Een collega besloot intussen. Kijk wat er nu staat, en besluit dan opnieuw.")
_ON_HOME = 3
_BEFORE_YES = (RoomState.new, RoomState.called)


@dataclass(frozen=True)
class HostRecord:
    """A host with the screening (None: nothing yet), its visits newest first, and all of it together."""

    host: Host
    screening: Screening | None
    visits: Sequence[HostVisit]
    names: dict[UUID, str]
    known: Known
    rooms: Sequence[Room]

    @property
    def lacks(self) -> list[str]:
        """What a yes still needs, in words."""
        return missing(self.known)


def read_host(session: Session, actor: Actor, host_id: UUID) -> HostRecord:
    """A host for a coordinator of the region, or for who is to visit them.

    Raises:
        NotFound: for anybody else.
    """
    host = _require_host(session, actor, host_id)
    visits = store.list_visits(session, host_id)
    screening = store.find(session, host_id)
    people = [*(visit.by for visit in visits), *((screening.visitor_id, screening.decided_by) if screening else ())]
    names = rooms_store.names_of(session, [one for one in people if one])
    known = fold(_seen(visit) for visit in visits if visit.withdrawn_at is None)
    return HostRecord(host, screening, visits, names, known, rooms_store.list_rooms_of_host(session, host_id))


def plan_visit(session: Session, actor: Actor, host_id: UUID, data: PlanInput) -> Screening:
    """Plan a visit; a planned one moves. Its visitor sees the host from now on, an earlier visitor no longer.

    Raises:
        NotFound: when the host is not in this region.
        Invalid: when that colleague may not visit, or a colleague planned meanwhile.
    """
    row = _open(session, actor, host_id)
    if data.seen != row.planned:
        raise Invalid({"visit_at": _PLANNED}, "meanwhile")
    if data.visitor not in {user.id for user in store.list_visitors(session, actor)}:
        raise Invalid({"visitor": _NO_VISITOR})
    row.visit_at, row.visitor_id, row.visit_where = data.visit_at, data.visitor, data.where
    row.visit_open = True
    row.planned += 1
    return _save(session, actor, row)


def note_visit(session: Session, actor: Actor, data: VisitInput, visit_id: UUID) -> HostVisit:
    """Note what was seen; sent twice it is one.

    Raises:
        NotFound: when this user does not visit that host.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.visit_hosts)
    if made := submissions.known(session, HostVisit, visit_id, by=actor.user_id):
        return made
    host = _require_host(session, actor, data.host)
    visit = HostVisit(
        id=visit_id,
        host_id=host.id,
        region_id=host.region_id,
        organisation_id=actor.organisation_id,
        by=actor.user_id,
        on=data.on or clock.today(),
        **stored(data, "host", "on"),
    )
    session.add(visit)
    session.flush()
    record(session, actor, Action.create, "host_visit", visit.id, ground=ground_at_host(actor))
    return visit


def withdraw_visit(session: Session, actor: Actor, host_id: UUID, visit_id: UUID) -> None:
    """Take back what was noted by mistake, one's own or, as coordinator, anybody's. It stays to be read.

    Raises:
        NotFound: when there is no such visit that this user may take back.
    """
    _require_host(session, actor, host_id)
    visit = session.get(HostVisit, visit_id, with_for_update=True)
    may = visit and (visit.by == actor.user_id or actor.may(Permission.coordinate_rooms))
    if visit is None or visit.host_id != host_id or not may:
        raise NotFound(UNKNOWN)
    visit.withdrawn_at = visit.withdrawn_at or clock.now()
    session.add(visit)
    record(session, actor, Action.update, "host_visit", visit.id, ground=ground_at_host(actor))


def decide(session: Session, actor: Actor, host_id: UUID, data: DecideInput) -> Screening:
    """Decide: with a yes the host's rooms are on offer, with a no they fall away, with the reason.

    Raises:
        NotFound: when the host is not in this region.
        Invalid: a yes while something is missing, which the sentence names; or a colleague decided meanwhile.
    """
    row = _open(session, actor, host_id)
    host = read_host(session, actor, host_id).host
    if (data.seen or None) != row.decision:
        raise Invalid({"decision": _DECIDED}, "meanwhile")
    was_parked = row.parked_until is not None
    if data.decision is Decision.accepted and (lacks := read_host(session, actor, host_id).lacks):
        raise Invalid({"decision": lacks[0]}, "incomplete")
    row.decision, row.reason = data.decision.value, data.reason.value if data.reason else None
    if data.decision is Decision.accepted:
        row.reason = None
    row.decided_on, row.decided_by, row.next_look_on = clock.today(), actor.user_id, data.next_look_on
    row.visit_open, row.parked_until, row.park_reason = False, None, None
    host.screened_at = clock.now() if data.decision is Decision.accepted else None
    session.add(host)
    for room in _rooms(session, actor, host_id):
        if data.decision is Decision.declined and data.reason and room.state != RoomState.declined:
            move(session, actor, room, RoomState.declined, reason=data.reason.value)
        elif data.decision is Decision.accepted and (
            room.state in _BEFORE_YES or (was_parked and _is_parked(session, host, room))
        ):
            move(session, actor, room, RoomState.screened)
    return _save(session, actor, row)


def park(session: Session, actor: Actor, host_id: UUID, data: ParkInput) -> Screening:
    """Let a host wait until a day: nobody is proposed meanwhile, and on that day the first page says so."""
    return lay_aside(session, actor, host_id, data.until, data.why.value)


def lay_aside(session: Session, actor: Actor, host_id: UUID, until: date, why: str | None) -> Screening:
    """The same, also until a day that was before: the undo of going on."""
    row = _open(session, actor, host_id)
    row.parked_until, row.park_reason = until, why
    for room in _rooms(session, actor, host_id):
        if room.state not in (RoomState.declined, RoomState.paused):
            move(session, actor, room, RoomState.paused)
    return _save(session, actor, row)


def unpark(session: Session, actor: Actor, host_id: UUID) -> Screening:
    """Go on with a host who waited; the rooms are as they were before. What the host paused themself stays so."""
    row = _open(session, actor, host_id)
    host = read_host(session, actor, host_id).host
    row.parked_until, row.park_reason = None, None
    for room in _rooms(session, actor, host_id):
        if _is_parked(session, host, room):
            move(session, actor, room, state_before_rest(session, room))
    return _save(session, actor, row)


def set_next_look(session: Session, actor: Actor, host_id: UUID, day: date) -> Screening:
    """Move the next look at a host to a day."""
    row = _open(session, actor, host_id)
    row.next_look_on = day
    return _save(session, actor, row)


def count_over(session: Session, actor: Actor) -> tuple[int, int] | None:
    """For the first page: hosts whose parking is over, and who are to be looked at again; None when there are none."""
    actor.require(Permission.coordinate_rooms)
    found = store.count_over(session, actor, clock.today())
    return found if any(found) else None


def list_next_visits(session: Session, actor: Actor) -> list[tuple[Screening, Host]]:
    """For the first page of a visitor: the first visits planned for them."""
    actor.require(Permission.visit_hosts)
    return store.list_planned(session, actor, _ON_HOME)


def next_year(day: date) -> date:
    """The day a year later, for the next look."""
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _open(session: Session, actor: Actor, host_id: UUID) -> Screening:
    """The screening of a host of this region, locked with the host; begun when there is none."""
    actor.require(Permission.coordinate_rooms)
    host = store.lock_host(session, actor, host_id)
    if host is None:
        raise NotFound(UNKNOWN)
    found = store.find(session, host_id, lock=True)
    return found or Screening(host_id=host.id, region_id=host.region_id, organisation_id=host.organisation_id)


def _save(session: Session, actor: Actor, row: Screening) -> Screening:
    session.add(row)
    session.flush()
    record(session, actor, Action.update, "host_screening", row.host_id, ground="region")
    return row


def _is_parked(session: Session, host: Host, room: Room) -> bool:
    """True when a colleague laid the room aside, and not the host."""
    events = (event for event in rooms_store.list_events(session, room.id) if event.state == RoomState.paused)
    last = next(events, None)
    return room.state == RoomState.paused and last is not None and last.by not in (None, host.user_id)


def _rooms(session: Session, actor: Actor, host_id: UUID) -> list[Room]:
    ids = [room.id for room in rooms_store.list_rooms_of_host(session, host_id)]
    for room_id in sorted(ids):
        pairs.lock_holder(session, Room, room_id)
    found = (rooms_store.find_room(session, actor, room_id, lock=True) for room_id in sorted(ids))
    return [room for room in found if room]


def _require_host(session: Session, actor: Actor, host_id: UUID) -> Host:
    actor.require(Permission.visit_hosts)
    if actor.may(Permission.coordinate_rooms):
        host = rooms_store.find_region_host(session, actor, host_id)
    else:
        planned = store.find_planned(session, actor, host_id)
        host = planned[1] if planned else None
    if host is None:
        raise NotFound(UNKNOWN)
    return host


def _seen(visit: HostVisit) -> Seen:
    return Seen(
        on=visit.on,
        checks=tuple(visit.checks),
        lives_alone=visit.lives_alone,
        certificate_on=visit.certificate_on,
        reference_on=visit.reference_on,
        consent=visit.consent,
    )
