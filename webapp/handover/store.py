"""Queries on shares, covers and leavers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Permission, allows
from webapp.contacts.models import FollowUp
from webapp.db import Session
from webapp.handover.models import Handover, HandoverClient, HandoverFollowUp
from webapp.people.grants import Grant
from webapp.people.merging import store as merging
from webapp.people.models import Granted
from webapp.text import sort_key
from webapp.timeline import Asked


def find_handover(session: Session, handover_id: UUID, *, lock: bool = False) -> Handover | None:
    """A hand-over by id; the caller checks whose it is."""
    return session.get(Handover, handover_id, with_for_update=lock or None, populate_existing=lock)


def list_of_user(session: Session, actor: Actor, limit: int) -> list[Handover]:
    """The hand-overs from and to this user, the newest first: of each side as many."""
    found: dict[UUID, Handover] = {}
    for side in (Handover.giver_id, Handover.receiver_id):
        query = select(Handover).where(col(side) == actor.user_id, Handover.region_id == actor.region_id)
        found |= {one.id: one for one in session.exec(query.order_by(col(Handover.made_at).desc()).limit(limit))}
    return sorted(found.values(), key=lambda one: one.made_at, reverse=True)[:limit]


def list_of_client(session: Session, actor: Actor, client_id: UUID, now: datetime) -> Sequence[Handover]:
    """The hand-overs that give access to one client now or later. The caller may see the client."""
    return session.exec(
        select(Handover)
        .where(
            col(Handover.id).in_(_about(session, client_id)),
            Handover.region_id == actor.region_id,
            col(Handover.ended_at).is_(None),
            Handover.until > now,
        )
        .order_by(col(Handover.since))
    ).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> list[tuple[UUID, Handover]]:
    """Client and each hand-over that was about them, the newest of each. The caller may see the clients."""
    stands = merging.groups_of(session, asked.clients)
    question = (
        select(col(HandoverClient.client_id), Handover)
        .join(Handover, col(Handover.id) == HandoverClient.handover_id)
        .where(col(HandoverClient.client_id).in_(stands), Handover.region_id == actor.region_id)
    )
    found: dict[UUID, dict[UUID, Handover]] = defaultdict(dict)
    for client_id, row in session.exec(question).all():
        if asked.precedes(row.made_at, row.id):
            found[stands[client_id]][row.id] = row
    return [
        (client, row)
        for client, rows in found.items()
        for row in sorted(rows.values(), key=lambda one: (one.made_at, one.id), reverse=True)[: asked.limit]
    ]


def _about(session: Session, client_id: UUID) -> SelectOfScalar[UUID]:
    """The hand-overs about a client, or about one that went into it."""
    group = merging.list_group(session, client_id)
    return select(HandoverClient.handover_id).where(col(HandoverClient.client_id).in_(group))


def leave_out(session: Session, row: Handover, client_id: UUID) -> None:
    """Take a client, and those that went into it, out of a hand-over."""
    group = merging.list_group(session, client_id)
    whom = (col(HandoverClient.handover_id) == row.id, col(HandoverClient.client_id).in_(group))
    session.connection().execute(delete(HandoverClient).where(*whom))


def list_given(session: Session, client_id: UUID, giver_id: UUID, now: datetime) -> Sequence[Handover]:
    """The hand-overs by a person that give access to a client now or later."""
    return session.exec(
        select(Handover).where(
            col(Handover.id).in_(_about(session, client_id)),
            Handover.giver_id == giver_id,
            col(Handover.ended_at).is_(None),
            Handover.until > now,
        )
    ).all()


def list_running(session: Session, now: datetime) -> Sequence[Handover]:
    """Every hand-over that is not over."""
    return session.exec(select(Handover).where(col(Handover.ended_at).is_(None), Handover.until > now)).all()


def list_clients(session: Session, handover_id: UUID) -> Sequence[UUID]:
    """The clients whom a hand-over is about, each as it stands now."""
    ids = session.exec(select(HandoverClient.client_id).where(HandoverClient.handover_id == handover_id)).all()
    return list({*merging.stand_as(session, ids).values()})


def list_grants(
    session: Session, receiver_id: UUID, client_ids: Collection[UUID], now: datetime
) -> dict[UUID, list[Grant]]:
    """Client → everything that gives this colleague access to them now or later, also by one that went into them."""
    rows = session.exec(
        select(col(HandoverClient.client_id), Handover)
        .join(Handover, col(Handover.id) == HandoverClient.handover_id)
        .where(
            Handover.receiver_id == receiver_id,
            col(Handover.ended_at).is_(None),
            Handover.until > now,
        )
    ).all()
    standing = merging.stand_as(session, {row[0] for row in rows})
    found: dict[UUID, list[Grant]] = defaultdict(list)
    for client_id, one in rows:
        if (stands := standing[client_id]) in client_ids:
            found[stands].append(Grant(Granted(one.kind), one.since, one.until))
    return found


def list_left_follow_ups(session: Session, leaver_id: UUID, organisation_id: UUID) -> Sequence[FollowUp]:
    """The open follow-ups that nobody has when this person leaves: handed on to them, or of theirs without a client."""
    orphan = (col(FollowUp.author_id) == leaver_id) & col(FollowUp.client_id).is_(None)
    return session.exec(
        select(FollowUp)
        .where(
            FollowUp.organisation_id == organisation_id,
            col(FollowUp.done_at).is_(None),
            col(FollowUp.withdrawn_at).is_(None),
            or_(col(FollowUp.holder_id) == leaver_id, orphan & col(FollowUp.holder_id).is_(None)),
        )
        .with_for_update()
    ).all()


def list_held_of_client(session: Session, holder_id: UUID, client_id: UUID) -> Sequence[FollowUp]:
    """The open follow-ups of a client that were handed on to this person."""
    return session.exec(
        select(FollowUp)
        .where(
            FollowUp.client_id == client_id,
            FollowUp.holder_id == holder_id,
            col(FollowUp.done_at).is_(None),
            col(FollowUp.withdrawn_at).is_(None),
        )
        .with_for_update()
    ).all()


def list_handed(session: Session, handover_id: UUID) -> Sequence[tuple[HandoverFollowUp, FollowUp]]:
    """The follow-ups that went along, each as it is now."""
    rows = session.exec(
        select(HandoverFollowUp, FollowUp)
        .join(FollowUp, col(FollowUp.contact_id) == HandoverFollowUp.contact_id)
        .where(HandoverFollowUp.handover_id == handover_id)
    ).all()
    return [(row[0], row[1]) for row in rows]


def list_workers(session: Session, region_id: UUID, organisation_id: UUID | None = None) -> list[tuple[User, str]]:
    """Those who work with clients in a region, or in one of its organisations; each with the organisation's name."""
    query = select(User, Organisation.name).join(Organisation, col(Organisation.id) == User.organisation_id)
    query = query.where(User.region_id == region_id, col(User.active).is_(True))
    if organisation_id:
        query = query.where(User.organisation_id == organisation_id)
    rows = [(user, name) for user, name in session.exec(query).all() if allows(user.role_set, Permission.read_clients)]
    return sorted(rows, key=lambda row: (sort_key(row[0].name), row[0].id))


def names_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """User → name."""
    if not ids:
        return {}
    return {row[0]: row[1] for row in session.exec(select(col(User.id), col(User.name)).where(col(User.id).in_(ids)))}


def count_clients(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    """Hand-over → the number of clients whom it is about."""
    if not ids:
        return {}
    query = select(col(HandoverClient.handover_id), func.count()).where(col(HandoverClient.handover_id).in_(ids))
    return {row[0]: row[1] for row in session.exec(query.group_by(col(HandoverClient.handover_id)))}
