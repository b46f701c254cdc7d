"""Queries on screening. A coordinator sees the region, a visitor the hosts planned for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission, allows
from webapp.db import Session
from webapp.rooms.models import Host
from webapp.rooms.screening.models import HostVisit, Screening


def find(session: Session, host_id: UUID, *, lock: bool = False) -> Screening | None:
    """The screening of a host, once anything was planned, seen or decided."""
    return session.get(Screening, host_id, with_for_update=lock)


def lock_host(session: Session, actor: Actor, host_id: UUID) -> Host | None:
    """A host of the region, locked: two who begin its screening at once make one row."""
    query = select(Host).where(Host.id == host_id, Host.region_id == actor.region_id)
    return session.exec(query.with_for_update()).first()


def list_visits(session: Session, host_id: UUID) -> Sequence[HostVisit]:
    """The visits to a host, newest first; withdrawn ones too."""
    query = select(HostVisit).where(HostVisit.host_id == host_id)
    return session.exec(query.order_by(col(HostVisit.on).desc(), col(HostVisit.id).desc())).all()


def list_planned(session: Session, actor: Actor, most: int) -> list[tuple[Screening, Host]]:
    """The open visits of this user with their hosts, the first one first."""
    query = (
        select(Screening, Host)
        .join(Host, col(Host.id) == Screening.host_id)
        .where(Screening.visitor_id == actor.user_id, col(Screening.visit_open), Screening.region_id == actor.region_id)
        .order_by(col(Screening.visit_at), col(Screening.host_id))
        .limit(most)
    )
    return [(screening, host) for screening, host in session.exec(query)]


def find_planned(session: Session, actor: Actor, host_id: UUID) -> tuple[Screening, Host] | None:
    """A host that this user is to visit."""
    query = (
        select(Screening, Host)
        .join(Host, col(Host.id) == Screening.host_id)
        .where(
            Screening.host_id == host_id,
            Screening.visitor_id == actor.user_id,
            col(Screening.visit_open),
            Screening.region_id == actor.region_id,
        )
    )
    found = session.exec(query).first()
    return (found[0], found[1]) if found else None


def list_visitors(session: Session, actor: Actor) -> list[User]:
    """The colleagues of the region who may visit a host."""
    query = select(User).where(User.region_id == actor.region_id, col(User.active)).order_by(col(User.id))
    return [user for user in session.exec(query) if allows(user.role_set, Permission.visit_hosts)]


def count_over(session: Session, actor: Actor, today: date) -> tuple[int, int]:
    """Hosts of the region whose parking is over, and who are to be looked at again."""
    of_region = select(func.count()).select_from(Screening).where(Screening.region_id == actor.region_id)
    parked = session.exec(of_region.where(col(Screening.parked_until) <= today)).one()
    looks = session.exec(of_region.where(col(Screening.next_look_on) <= today)).one()
    return parked, looks


def list_over(session: Session, actor: Actor, today: date, most: int) -> list[tuple[Screening, Host]]:
    """Those hosts, the longest over first."""
    query = select(Screening, Host).join(Host, col(Host.id) == Screening.host_id)
    of_region = query.where(Screening.region_id == actor.region_id)
    parked = of_region.where(col(Screening.parked_until) <= today).order_by(col(Screening.parked_until)).limit(most)
    looks = of_region.where(col(Screening.next_look_on) <= today).order_by(col(Screening.next_look_on)).limit(most)
    found = {host.id: (screening, host) for asked in (parked, looks) for screening, host in session.exec(asked)}
    return list(found.values())


_DAYS = {"look": Screening.next_look_on, "parked": Screening.parked_until}


def list_due(session: Session, actor: Actor, what: str, until: date, most: int) -> list[tuple[Screening, Host]]:
    """Hosts of the region with this day by then, the oldest first."""
    day = col(_DAYS[what])
    query = select(Screening, Host).join(Host, col(Host.id) == Screening.host_id)
    due = query.where(Screening.region_id == actor.region_id, day <= until, col(Host.erased_at).is_(None))
    return [(screening, host) for screening, host in session.exec(due.order_by(day, col(Host.id)).limit(most))]
