"""A volunteer at a match: a coordinator chooses her, she reads what she needs, and notes her visits.

She reads who the host is and how to reach them, the profile that the youth agreed to, where it stands and the next
date. She reads no answer, no reason, no other candidate and nothing of care; of a youth whose whereabouts are secret
she reads nothing at all. What is over is closed to her.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.people import store as people
from webapp.rooms import store as rooms_store
from webapp.rooms.models import Host, Room
from webapp.rooms.pairs import course
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.requests.profile import Profile, Reader, cut
from webapp.rooms.screening.store import list_visitors
from webapp.rooms.tenancies.models import Tenancy
from webapp.rooms.volunteers import store
from webapp.rooms.volunteers.inputs import AssignInput, MatchVisitInput
from webapp.rooms.volunteers.models import MatchVisit
from webapp.web import submissions

UNKNOWN = N_("Deze match is er niet, of je mag die niet zien.")
_NOT_THEY = N_("Deze collega kan niet mee. Kies een ander.")
_SECRET = N_("Waar deze jongere is, is geheim. Daarom kan er geen vrijwilliger mee.")
_MEANWHILE = N_("Een collega koos intussen een ander. Kijk wat er nu staat, en kies dan opnieuw.")
_OVER = N_("Deze match is voorbij.")
MOST, _ON_HOME = 50, 3


@dataclass(frozen=True)
class Assigned:
    """A match as its volunteer may see it. ``next_on``: the next date, of the step or of the tenancy."""

    row: RoomMatch
    room: Room
    host: Host | None
    profile: Profile | None
    client_id: UUID | None
    tenancy: Tenancy | None
    visits: Sequence[MatchVisit]

    @property
    def next_on(self) -> date | None:
        """The next date: an evaluation or the end of the tenancy, else the day that the step should be over."""
        if self.row.parked_until:
            return self.row.parked_until
        if self.tenancy:
            days = [one for one in (self.tenancy.evaluation_on, self.tenancy.ends_on) if one]
            return min(days, default=None)
        return clock.local(self.row.due_at).date() if self.row.due_at else None

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        of_host = (Read("host", self.host.id, None, "visit"),) if self.host else ()
        return (Read("room_match", self.row.id, self.client_id, "visit"), *of_host)


@dataclass(frozen=True)
class Along:
    """The volunteer of a match and every visit, for its coordinator."""

    pair: Pair
    visits: Sequence[MatchVisit]
    names: dict[UUID, str]

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.pair.read_by(actor)


def list_own(session: Session, actor: Actor) -> list[Assigned]:
    """The matches that this volunteer goes along with."""
    actor.require(Permission.visit_hosts)
    return _read(session, actor, store.list_own(session, actor, MOST))


def list_next(session: Session, actor: Actor) -> list[Assigned]:
    """The first of them, for her first page."""
    return list_own(session, actor)[:_ON_HOME]


def read_own(session: Session, actor: Actor, match_id: UUID) -> Assigned:
    """One of them.

    Raises:
        NotFound: for any other match.
    """
    actor.require(Permission.visit_hosts)
    row = store.find_own(session, actor, match_id)
    found = _read(session, actor, [row] if row else [])
    if not found:
        raise NotFound(UNKNOWN)
    return found[0]


def _read(session: Session, actor: Actor, rows: Sequence[RoomMatch]) -> list[Assigned]:
    pairs = course.read_pairs(session, rows, ())
    secret = people.hidden_among(session, [one.request.client_id for one in pairs])
    ids = [one.id for one in pairs]
    tenancies, visits = store.list_tenancies(session, ids), store.list_visits(session, ids, actor.user_id)
    return [
        Assigned(
            one.row,
            one.room,
            one.host,
            cut(one.request, Reader.host),
            one.request.client_id,
            tenancies.get(one.id),
            [visit for visit in visits if visit.match_id == one.id],
        )
        for one in pairs
        if one.request.client_id not in secret
    ]


def note_visit(session: Session, actor: Actor, data: MatchVisitInput, visit_id: UUID) -> MatchVisit:
    """Note a visit; sent twice it is one.

    Raises:
        NotFound: when this user does not go along with that match.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.visit_hosts)
    if made := submissions.known(session, MatchVisit, visit_id, by=actor.user_id):
        return made
    found = read_own(session, actor, data.match)
    visit = MatchVisit(
        id=visit_id,
        match_id=found.row.id,
        region_id=found.row.region_id,
        organisation_id=actor.organisation_id,
        by=actor.user_id,
        on=data.on or clock.today(),
        note=data.note,
    )
    session.add(visit)
    session.flush()
    record(session, actor, Action.create, "match_visit", visit.id, client_id=found.client_id, ground="visit")
    return visit


def withdraw_visit(session: Session, actor: Actor, match_id: UUID, visit_id: UUID) -> None:
    """Take back an own visit that was noted by mistake; it stays to be read. A second time changes nothing.

    Raises:
        NotFound: for anything but an own visit to an own match.
    """
    found = read_own(session, actor, match_id)
    visit = store.find_visit(session, match_id, visit_id)
    if visit is None or visit.by != actor.user_id:
        raise NotFound(UNKNOWN)
    visit.withdrawn_at = visit.withdrawn_at or clock.now()
    session.add(visit)
    record(session, actor, Action.update, "match_visit", visit.id, client_id=found.client_id, ground="visit")


def read_along(session: Session, actor: Actor, match_id: UUID) -> Along:
    """The volunteer of a match, and the visits.

    Raises:
        NotFound: for a match of another region.
    """
    actor.require(Permission.coordinate_rooms)
    row = store.find_of_region(session, actor, match_id)
    if row is None:
        raise NotFound(UNKNOWN)
    pair = course.read_pair(session, row, ("coordinator",))
    visits = () if row.erased_at else store.list_visits(session, [row.id])
    people_of = {one.by for one in visits} | ({row.volunteer_id} if row.volunteer_id else set())
    return Along(pair, visits, rooms_store.names_of(session, people_of))


def assign(session: Session, actor: Actor, match_id: UUID, data: AssignInput) -> None:
    """Choose the volunteer who goes along; the one before sees the match no longer. None takes her off.

    Raises:
        NotFound: for a match of another region.
        Invalid: for somebody who may not visit, a match that is over, a youth whose whereabouts are secret, or when a
            colleague chose somebody else meanwhile.
    """
    actor.require(Permission.coordinate_rooms)
    row = store.find_of_region(session, actor, match_id, lock=True)
    if row is None:
        raise NotFound(UNKNOWN)
    if data.volunteer == row.volunteer_id:
        return
    if data.seen != row.volunteer_id:
        raise Invalid({"volunteer": _MEANWHILE}, "meanwhile")
    pair = course.read_pair(session, row, ("coordinator",))
    if data.volunteer:
        _require_possible(session, actor, pair, data.volunteer)
    row.volunteer_id = data.volunteer
    session.add(row)
    record(session, actor, Action.update, "room_match", row.id, client_id=pair.request.client_id, ground="region")


def _require_possible(session: Session, actor: Actor, pair: Pair, volunteer: UUID) -> None:
    if pair.row.released_at:
        raise Invalid({"volunteer": _OVER})
    if volunteer not in {user.id for user in list_visitors(session, actor)}:
        raise Invalid({"volunteer": _NOT_THEY})
    if people.hidden_among(session, [pair.request.client_id]):
        raise Invalid({"volunteer": _SECRET})
