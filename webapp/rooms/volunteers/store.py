"""Queries on the matches of a volunteer, and on visits. A volunteer sees her own matches and her own visits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.tenancies.models import Tenancy
from webapp.rooms.volunteers.models import MatchVisit


def list_own(session: Session, actor: Actor, most: int) -> Sequence[RoomMatch]:
    """The matches that this volunteer goes along with, while they hold room and youth; the newest first."""
    return session.exec(_own(actor).order_by(col(RoomMatch.proposed_at).desc(), col(RoomMatch.id)).limit(most)).all()


def find_own(session: Session, actor: Actor, match_id: UUID, *, lock: bool = False) -> RoomMatch | None:
    """One of them."""
    query = _own(actor).where(RoomMatch.id == match_id)
    return session.exec(query.with_for_update() if lock else query).first()


def _own(actor: Actor) -> SelectOfScalar[RoomMatch]:
    return select(RoomMatch).where(
        RoomMatch.volunteer_id == actor.user_id,
        RoomMatch.region_id == actor.region_id,
        col(RoomMatch.released_at).is_(None),
    )


def find_of_region(session: Session, actor: Actor, match_id: UUID, *, lock: bool = False) -> RoomMatch | None:
    """A match of the coordinator's region."""
    query = select(RoomMatch).where(RoomMatch.id == match_id, RoomMatch.region_id == actor.region_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_tenancies(session: Session, match_ids: Collection[UUID]) -> dict[UUID, Tenancy]:
    """Match → its tenancy. The caller has checked access to the matches."""
    rows = session.exec(select(Tenancy).where(col(Tenancy.match_id).in_(match_ids))) if match_ids else ()
    return {one.match_id: one for one in rows}


def list_visits(session: Session, match_ids: Collection[UUID], by: UUID | None = None) -> Sequence[MatchVisit]:
    """The visits of these matches, the latest first; ``by``: of one user alone."""
    if not match_ids:
        return ()
    query = select(MatchVisit).where(col(MatchVisit.match_id).in_(match_ids))
    query = query if by is None else query.where(MatchVisit.by == by)
    return session.exec(query.order_by(col(MatchVisit.on).desc(), col(MatchVisit.id).desc())).all()


def find_visit(session: Session, match_id: UUID, visit_id: UUID) -> MatchVisit | None:
    """A visit, locked."""
    query = select(MatchVisit).where(MatchVisit.id == visit_id, MatchVisit.match_id == match_id)
    return session.exec(query.with_for_update()).first()
