"""Queries on proposals of access, and on the people who vouched for others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from webapp.accounts.models import AccessProposal, Invitation
from webapp.db import Session


def list_open(
    session: Session, region_id: UUID, since: datetime, user_id: UUID | None = None
) -> Sequence[AccessProposal]:
    """The proposals that wait for a second person in a region (about one user), the oldest first."""
    question = select(AccessProposal).where(
        AccessProposal.region_id == region_id,
        col(AccessProposal.decided_at).is_(None),
        col(AccessProposal.proposed_at) > since,
    )
    if user_id is not None:
        question = question.where(AccessProposal.user_id == user_id)
    return session.exec(question.order_by(col(AccessProposal.id))).all()


def list_undecided(session: Session, user_id: UUID) -> Sequence[AccessProposal]:
    """Every undecided proposal about one user, however old."""
    return session.exec(
        select(AccessProposal).where(AccessProposal.user_id == user_id, col(AccessProposal.decided_at).is_(None))
    ).all()


def list_recent(session: Session, user_id: UUID, since: datetime) -> Sequence[AccessProposal]:
    """The proposals about this user or decided by them, the newest first."""
    return session.exec(
        select(AccessProposal)
        .where(
            or_(col(AccessProposal.user_id) == user_id, col(AccessProposal.decided_by) == user_id),
            or_(col(AccessProposal.decided_at) > since, col(AccessProposal.decided_at).is_(None)),
            col(AccessProposal.proposed_at) > since,
        )
        .order_by(col(AccessProposal.id).desc())
    ).all()


def find(session: Session, region_id: UUID, proposal_id: UUID) -> AccessProposal | None:
    """A proposal of a region as it is now."""
    return session.exec(
        select(AccessProposal)
        .where(AccessProposal.id == proposal_id, AccessProposal.region_id == region_id)
        .execution_options(populate_existing=True)
    ).first()


def was_vouched_for(session: Session, user_id: UUID, *, against: UUID) -> bool:
    """True when anybody but ``against`` stands behind this account: another inviter, or a second person's yes.

    An account without any used link was not made by a link at all: the demo's people.
    """
    used = session.exec(
        select(Invitation).where(Invitation.user_id == user_id, col(Invitation.used_at).is_not(None))
    ).all()
    if not used or any(one.invited_by != against or one.confirmed_by not in (None, user_id) for one in used):
        return True
    confirmed = select(AccessProposal.id).where(
        AccessProposal.user_id == user_id,
        AccessProposal.outcome == "confirmed",
        col(AccessProposal.decided_by).not_in((against, user_id)),  # nobody vouches for themselves
    )
    return session.exec(confirmed.limit(1)).first() is not None
