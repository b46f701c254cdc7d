"""Queries on hosts, youths and matches past their term."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp import clock
from webapp.accounts.models import Region
from webapp.db import Session
from webapp.rooms.models import Host, Programme, Room, RoomEvent, RoomRequest, SignupDraft
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.pictures.models import RoomPicture, RoomPictureData
from webapp.rooms.portal.models import HelpAsked
from webapp.rooms.retention.models import RoomTerms
from webapp.rooms.screening.models import HostVisit
from webapp.rooms.showing.models import YouthShowing
from webapp.rooms.tenancies.models import Tenancy, TenancyEvaluation, TenancySignal
from webapp.rooms.volunteers.models import MatchVisit
from webapp.rooms.words import RequestState, RoomState

_MONTH = timedelta(days=365) / 12


class Terms(NamedTuple):
    """The terms of a region: after the end, and of what came to nothing."""

    region_id: UUID
    end: timedelta
    nothing: timedelta


def list_terms(session: Session) -> list[Terms]:
    """The terms of every region that hold today."""
    return [_terms(region, one.kept_months, one.withdrawn_kept_weeks) for region, one in _list_holding(session)]


def longest_terms(session: Session) -> tuple[int, int]:
    """The longest that hold in any region today: months after the end, weeks of what came to nothing."""
    holding = [one for _region, one in _list_holding(session)]
    months = max((one.kept_months for one in holding), default=0)
    return months, max((one.withdrawn_kept_weeks for one in holding), default=0)


def _list_holding(session: Session) -> list[tuple[UUID, RoomTerms | Programme]]:
    regions = session.exec(select(Region.id).order_by(col(Region.id))).all()
    return [(region, terms_of(session, region, clock.today())) for region in regions]


def terms_of(session: Session, region_id: UUID, day: date) -> RoomTerms | Programme:
    """The terms that hold in a region on a day: of those whose day came, the ones set last."""
    query = _set(region_id).where(RoomTerms.holds_from <= day)
    return session.exec(query.limit(1)).first() or own_terms(session, region_id)


def own_terms(session: Session, region_id: UUID) -> Programme:
    """The terms that nobody set: the programme's, or those of practice where there is none."""
    return session.get(Programme, region_id) or Programme(region_id=region_id, organisation_id=region_id)


def find_last_terms(session: Session, region_id: UUID) -> RoomTerms | None:
    """The terms that were set last, also when their day is still to come."""
    return session.exec(_set(region_id).limit(1)).first()


def list_terms_of(session: Session, region_id: UUID, *, offset: int, limit: int) -> Sequence[RoomTerms]:
    """The terms of a region, the newest first."""
    return session.exec(_set(region_id).offset(offset).limit(limit)).all()


def _set(region_id: UUID) -> SelectOfScalar[RoomTerms]:
    newest = col(RoomTerms.set_at).desc(), col(RoomTerms.id).desc()
    return select(RoomTerms).where(RoomTerms.region_id == region_id).order_by(*newest)


def lock_region(session: Session, region_id: UUID) -> None:
    """Wait for whoever sets something for this region."""
    session.exec(select(Region.id).where(Region.id == region_id).with_for_update()).one()


def _terms(region_id: UUID, months: int, weeks: int) -> Terms:
    return Terms(region_id, _MONTH * months, timedelta(weeks=weeks))


def list_matches(session: Session, region_id: UUID, before: datetime, *, most: int) -> Sequence[RoomMatch]:
    """Matches that freed room and youth before that moment; the longest ago first."""
    query = select(RoomMatch).where(
        RoomMatch.region_id == region_id, col(RoomMatch.erased_at).is_(None), col(RoomMatch.released_at) < before
    )
    return session.exec(query.order_by(col(RoomMatch.released_at)).limit(most).with_for_update()).all()


def list_matches_with(
    session: Session, *, rooms: Collection[UUID] = (), requests: Collection[UUID] = ()
) -> Sequence[RoomMatch]:
    """The matches of these rooms or youths that are not erased yet."""
    theirs = or_(col(RoomMatch.room_id).in_(rooms), col(RoomMatch.request_id).in_(requests))
    return session.exec(select(RoomMatch).where(theirs, col(RoomMatch.erased_at).is_(None))).all()


def list_requests(
    session: Session, region_id: UUID, before: datetime, *, proposed: bool, most: int
) -> Sequence[RoomRequest]:
    """Youths who stopped looking before that moment; those with a proposal, or those who never had one."""
    matches = select(RoomMatch.id).where(RoomMatch.request_id == RoomRequest.id)
    lately = matches.where(or_(col(RoomMatch.released_at).is_(None), col(RoomMatch.released_at) >= before))
    query = select(RoomRequest).where(
        RoomRequest.region_id == region_id,
        col(RoomRequest.erased_at).is_(None),
        col(RoomRequest.withdrawn_at) < before,
        RoomRequest.state == RequestState.withdrawn.value,
        ~lately.exists(),
        matches.exists() if proposed else ~matches.exists(),
    )
    return session.exec(query.order_by(col(RoomRequest.withdrawn_at)).limit(most).with_for_update()).all()


def erase_showing(session: Session, request_id: UUID) -> None:
    """Take a youth off the public page."""
    session.connection().execute(delete(YouthShowing).where(col(YouthShowing.request_id) == request_id))


def erase_visits(session: Session, match_id: UUID) -> None:
    """Take out the words about the visits to a match."""
    session.connection().execute(update(MatchVisit).where(col(MatchVisit.match_id) == match_id).values(note=None))


def erase_tenancy(session: Session, match_id: UUID) -> list[UUID]:
    """Take out the words of the tenancy of a match; its id and those of its signals, if there was one."""
    subjects: list[UUID] = []
    found = session.exec(select(Tenancy).where(Tenancy.match_id == match_id)).all()
    for row in found:
        subjects.append(row.id)
        row.house_rules = ""
        session.add(row)
        for said in session.exec(select(TenancyEvaluation).where(TenancyEvaluation.tenancy_id == row.id)):
            said.words = ""
            session.add(said)
        for signal in session.exec(select(TenancySignal).where(TenancySignal.tenancy_id == row.id)):
            signal.note = signal.outcome = ""
            session.add(signal)
            subjects.append(signal.id)
    return subjects


def list_past_term(session: Session, region_id: UUID, before: datetime, *, screened: bool, most: int) -> Sequence[Host]:
    """Hosts whose last room fell away, and whose last match or tenancy ended, before that moment.

    ``screened``: those who came to a room on offer; else those who never did.
    """
    rooms = select(Room.id).where(Room.host_id == Host.id)
    events = select(RoomEvent.id).join(Room, col(Room.id) == RoomEvent.room_id).where(Room.host_id == Host.id)
    matches = select(RoomMatch.id).join(Room, col(Room.id) == RoomMatch.room_id).where(Room.host_id == Host.id)
    lately = matches.where(or_(col(RoomMatch.released_at).is_(None), col(RoomMatch.released_at) >= before))
    was_on_offer = events.where(RoomEvent.state == RoomState.screened.value).exists()
    query = select(Host).where(
        Host.region_id == region_id,
        col(Host.erased_at).is_(None),
        Host.created_at < before,
        ~rooms.where(Room.state != RoomState.declined.value).exists(),
        ~events.where(RoomEvent.at >= before).exists(),
        ~lately.exists(),
        was_on_offer if screened else ~was_on_offer,
    )
    return session.exec(query.order_by(col(Host.created_at)).limit(most).with_for_update()).all()


def erase_words(session: Session, host_id: UUID) -> None:
    """Everything that people wrote about this host, and the pictures; dates, states and reasons stay."""
    rooms = select(Room.id).where(Room.host_id == host_id)
    pictures = select(RoomPicture.id).where(col(RoomPicture.room_id).in_(rooms))
    changes = (
        delete(RoomPictureData).where(col(RoomPictureData.picture_id).in_(pictures)),
        delete(RoomPicture).where(col(RoomPicture.room_id).in_(rooms)),
        update(RoomEvent).where(col(RoomEvent.room_id).in_(rooms)).values(note=None),
        update(HostVisit).where(col(HostVisit.host_id) == host_id).values(note=None),
        update(HelpAsked).where(col(HelpAsked.host_id) == host_id).values(words=None),
        delete(SignupDraft).where(col(SignupDraft.host_id) == host_id),
    )
    for change in changes:
        session.connection().execute(change)
