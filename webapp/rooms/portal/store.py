"""Queries on the host's own page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.rooms.models import Host
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.portal.models import HelpAsked, HostLink
from webapp.rooms.tenancies.models import Tenancy, TenancyEvaluation, TenancySignal


def find_link(session: Session, token_hash: str, at: datetime) -> HostLink | None:
    """A link that still works."""
    link = session.get(HostLink, token_hash)
    return link if link and link.ends_at > at else None


def lock_host(session: Session, host_id: UUID) -> Host | None:
    """The host of a link, locked."""
    return session.get(Host, host_id, with_for_update=True)


def list_hosts_of(session: Session, actor: Actor, *, lock: bool = False) -> Sequence[Host]:
    """The sign-ups of the signed-in host, the newest first."""
    query = select(Host).where(Host.user_id == actor.user_id, Host.region_id == actor.region_id)
    query = query.order_by(col(Host.created_at).desc(), col(Host.id).desc())
    return session.exec(query.with_for_update() if lock else query).all()


def delete_links(session: Session, host_id: UUID) -> None:
    """End every link of a host."""
    session.exec(delete(HostLink).where(col(HostLink.host_id) == host_id))


def delete_old_links(session: Session, at: datetime) -> None:
    """Forget links that ended."""
    session.exec(delete(HostLink).where(col(HostLink.ends_at) <= at))


def find_open_help(session: Session, host_id: UUID) -> HelpAsked | None:
    """What this host asked and nobody answered yet."""
    query = select(HelpAsked).where(HelpAsked.host_id == host_id, col(HelpAsked.answered_at).is_(None))
    return session.exec(query.order_by(col(HelpAsked.asked_at))).first()


def list_open_help(session: Session, actor: Actor, most: int) -> list[tuple[HelpAsked, Host]]:
    """What hosts of the region asked and nobody answered yet, the longest first."""
    query = select(HelpAsked, Host).join(Host, col(Host.id) == HelpAsked.host_id)
    query = query.where(HelpAsked.region_id == actor.region_id, col(HelpAsked.answered_at).is_(None))
    return [(asked, host) for asked, host in session.exec(query.order_by(col(HelpAsked.asked_at)).limit(most))]


def count_open_help(session: Session, actor: Actor) -> int:
    """How many those are."""
    query = select(func.count()).select_from(HelpAsked)
    mine = query.where(HelpAsked.region_id == actor.region_id, col(HelpAsked.answered_at).is_(None))
    return session.exec(mine).one()


def list_help(session: Session, host_id: UUID) -> Sequence[HelpAsked]:
    """Everything that a host asked."""
    return session.exec(select(HelpAsked).where(HelpAsked.host_id == host_id).order_by(col(HelpAsked.asked_at))).all()


def find_help(session: Session, actor: Actor, help_id: UUID) -> HelpAsked | None:
    """A call for help in the region, locked."""
    query = select(HelpAsked).where(HelpAsked.id == help_id, HelpAsked.region_id == actor.region_id)
    return session.exec(query.with_for_update()).first()


def list_matches(session: Session, room_ids: Collection[UUID]) -> Sequence[RoomMatch]:
    """The matches of a host's own rooms, the first proposal first."""
    query = select(RoomMatch).where(col(RoomMatch.room_id).in_(room_ids))
    return session.exec(query.order_by(col(RoomMatch.proposed_at), col(RoomMatch.id))).all()


def list_tenancies(session: Session, room_ids: Collection[UUID]) -> Sequence[Tenancy]:
    """The tenancies of a host's own rooms, the first one first."""
    query = select(Tenancy).join(RoomMatch, col(RoomMatch.id) == Tenancy.match_id)
    mine = query.where(col(RoomMatch.room_id).in_(room_ids))
    return session.exec(mine.order_by(col(Tenancy.starts_on), col(Tenancy.id))).all()


def list_evaluations(session: Session, tenancy_ids: Collection[UUID], party: str) -> Sequence[TenancyEvaluation]:
    """One party's answers to the evaluations of these tenancies, in order."""
    query = select(TenancyEvaluation).where(
        col(TenancyEvaluation.tenancy_id).in_(tenancy_ids), TenancyEvaluation.party == party
    )
    return session.exec(query.order_by(col(TenancyEvaluation.due_on), col(TenancyEvaluation.id))).all()


def list_signals(session: Session, tenancy_ids: Collection[UUID]) -> Sequence[TenancySignal]:
    """The signals of these tenancies, in order."""
    query = select(TenancySignal).where(col(TenancySignal.tenancy_id).in_(tenancy_ids))
    return session.exec(query.order_by(col(TenancySignal.at), col(TenancySignal.id))).all()
