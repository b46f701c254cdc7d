"""Queries on convenants, and on the nominations of their partners: numbers, and the own ones by name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, delete, select

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.exit_monitor.models import ExitCovenant, ExitPartner
from webapp.placements.kind import CONTRACT, NOMINATION
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.store import by_us, kept_by_us

_STATES = (NOMINATION, CONTRACT)


def list_covenants(session: Session, actor: Actor) -> Sequence[ExitCovenant]:
    """The convenants of the region that this user reads: of their organisation, for readers of figures all."""
    query = select(ExitCovenant).where(ExitCovenant.region_id == actor.region_id)
    if not actor.may(Permission.see_placement_figures):
        ours = select(ExitPartner.covenant_id).where(ExitPartner.organisation_id == actor.organisation_id)
        query = query.where(col(ExitCovenant.id).in_(ours))
    return session.exec(query.order_by(col(ExitCovenant.made_at), col(ExitCovenant.id))).all()


def find_covenant(session: Session, actor: Actor, covenant_id: UUID, *, lock: bool = False) -> ExitCovenant | None:
    """A convenant of the region; whether this user reads it is the caller's question."""
    query = select(ExitCovenant).where(ExitCovenant.id == covenant_id, ExitCovenant.region_id == actor.region_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_partners(session: Session, covenant_id: UUID) -> list[UUID]:
    """The organisations of a convenant that the caller has read."""
    query = select(ExitPartner.organisation_id).where(ExitPartner.covenant_id == covenant_id)
    return [*session.exec(query.order_by(col(ExitPartner.organisation_id))).all()]


def list_elsewhere(session: Session, organisations: Collection[UUID], covenant_id: UUID) -> set[UUID]:
    """Those of these organisations that are partners of another convenant."""
    query = select(ExitPartner.organisation_id).where(
        col(ExitPartner.organisation_id).in_(organisations), ExitPartner.covenant_id != covenant_id
    )
    return set(session.exec(query).all())


def set_partners(session: Session, covenant_id: UUID, organisations: Collection[UUID]) -> None:
    """Write its partners anew."""
    session.exec(delete(ExitPartner).where(col(ExitPartner.covenant_id) == covenant_id))
    session.add_all(ExitPartner(covenant_id=covenant_id, organisation_id=one) for one in organisations)
    session.flush()


def list_nominated(session: Session, actor: Actor, partners: Collection[UUID]) -> Sequence[Placement]:
    """The nominations in lists that these organisations keep, only for counting: found by their step."""
    query = select(Placement).where(
        Placement.region_id == actor.region_id,
        col(Placement.keeper_id).in_(partners),
        col(Placement.state).in_(_STATES),
    )
    return session.exec(query).all() if partners else ()


def list_own(session: Session, actor: Actor, partners: Collection[UUID], limit: int) -> Sequence[Placement]:
    """Those of them that this user keeps or whose organisation referred them, the longest there first."""
    query = select(Placement).where(
        col(Placement.keeper_id).in_(partners),
        col(Placement.state).in_(_STATES),
        or_(kept_by_us(actor), by_us(actor)),
    )
    query = query.order_by(col(Placement.moved_at), col(Placement.id)).limit(limit)
    return session.exec(query).all() if partners else ()
