"""Queries on what changed since a shift. Each is bounded by that moment, and takes what this user may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.beds.ledger.models import Stay
from webapp.contacts.models import StreetContact
from webapp.contacts.store import Entry, entries, list_latest
from webapp.db import Session
from webapp.people.models import ClientChange
from webapp.people.store import knows
from webapp.referrals.models import Referral
from webapp.shifts.models import LastShift, ShiftNote


def find_last(session: Session, user_id: UUID) -> LastShift | None:
    """When this user looked."""
    return session.get(LastShift, user_id)


def list_contacts(session: Session, actor: Actor, since: datetime, limit: int) -> list[Entry]:
    """The contacts of others with this user's clients since then, the latest first."""
    question = entries(actor).where(
        StreetContact.region_id == actor.region_id,
        StreetContact.occurred_at > since,
        StreetContact.author_id != actor.user_id,
        knows(actor, col(StreetContact.client_id)),
    )
    return list_latest(session, question, limit)


def list_changes(
    session: Session, actor: Actor, client_ids: Collection[UUID], since: datetime, limit: int
) -> Sequence[tuple[UUID, str, datetime]]:
    """Client, author and time of the edits of these clients by others since then; the latest first."""
    if not client_ids:
        return []
    rows = session.exec(
        select(col(ClientChange.client_id), col(User.name), func.max(ClientChange.at))
        .join(User, col(User.id) == ClientChange.by)
        .where(col(ClientChange.client_id).in_(client_ids), ClientChange.at > since, ClientChange.by != actor.user_id)
        .group_by(col(ClientChange.client_id), col(User.name))
        .order_by(func.max(ClientChange.at).desc())
        .limit(limit)
    ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def list_referrals(
    session: Session, actor: Actor, client_ids: Collection[UUID], since: datetime, limit: int
) -> Sequence[Referral]:
    """The referrals of these clients, which this user knows, that got an answer since then."""
    if not client_ids:
        return []
    return session.exec(
        select(Referral)
        .where(
            col(Referral.client_id).in_(client_ids),
            or_(
                col(Referral.organisation_id) == actor.organisation_id,
                col(Referral.to_organisation_id) == actor.organisation_id,
            ),
            Referral.moved_at > since,
            Referral.state != "sent",
        )
        .order_by(col(Referral.moved_at).desc())
        .limit(limit)
    ).all()


def count_stays(session: Session, shelter_id: UUID, since: datetime) -> tuple[int, int]:
    """How many guests came and left in a house since then. The caller works there."""
    came = select(func.count()).select_from(Stay).where(Stay.shelter_id == shelter_id, Stay.arrived_at > since)
    left = select(func.count()).select_from(Stay).where(Stay.shelter_id == shelter_id, col(Stay.left_at) > since)
    return session.exec(came).one(), session.exec(left).one()


def list_notes(
    session: Session, actor: Actor, houses: Collection[UUID], since: datetime, limit: int
) -> Sequence[tuple[ShiftNote, str]]:
    """The lines to this user's team and houses since then, each with its author; the latest first."""
    rows = session.exec(
        select(ShiftNote, User.name)
        .join(User, col(User.id) == ShiftNote.by)
        .where(
            ShiftNote.organisation_id == actor.organisation_id,
            ShiftNote.region_id == actor.region_id,
            ShiftNote.at > since,
            or_(col(ShiftNote.shelter_id).is_(None), col(ShiftNote.shelter_id).in_(houses)),
        )
        .order_by(col(ShiftNote.at).desc())
        .limit(limit)
    ).all()
    return [(row[0], row[1]) for row in rows]


def erase_before(session: Session, moment: datetime) -> None:
    """Erase the lines of before a moment, in every region."""
    session.connection().execute(delete(ShiftNote).where(col(ShiftNote.at) < moment))
