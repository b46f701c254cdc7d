"""Queries on privacy agreements. A region has a handful."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from webapp.accounts.models import Organisation, Site
from webapp.db import Session
from webapp.people.cooperation.models import PrivacyAgreement
from webapp.people.models import Client

MOST = 200
"""So many agreements of a region are shown, the latest first."""


def list_agreements(session: Session, region_id: UUID) -> Sequence[PrivacyAgreement]:
    """The agreements of a region, the latest first."""
    question = select(PrivacyAgreement).where(PrivacyAgreement.region_id == region_id)
    latest = question.order_by(col(PrivacyAgreement.since).desc(), col(PrivacyAgreement.id).desc())
    return session.exec(latest.limit(MOST)).all()


def list_open_between(session: Session, one: UUID, other: UUID) -> Sequence[PrivacyAgreement]:
    """The agreements of these two that nobody ended, their days past or not."""
    question = select(PrivacyAgreement).where(
        PrivacyAgreement.one_id == min(one, other),
        PrivacyAgreement.other_id == max(one, other),
        col(PrivacyAgreement.ended_at).is_(None),
    )
    return session.exec(question).all()


def find_agreement(
    session: Session, region_id: UUID, agreement_id: UUID, *, lock: bool = False
) -> PrivacyAgreement | None:
    """An agreement of a region; ``lock``: for a change."""
    question = select(PrivacyAgreement).where(
        PrivacyAgreement.id == agreement_id, PrivacyAgreement.region_id == region_id
    )
    return session.exec(question.with_for_update() if lock else question).first()


def list_running_of(session: Session, organisation_id: UUID, day: date) -> list[PrivacyAgreement]:
    """The agreements of an organisation that run on a day."""
    sides = or_(col(PrivacyAgreement.one_id) == organisation_id, col(PrivacyAgreement.other_id) == organisation_id)
    question = select(PrivacyAgreement).where(sides, col(PrivacyAgreement.ended_at).is_(None))
    return [one for one in session.exec(question).all() if one.runs_on(day)]


def hold_organisations(session: Session, region_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """These organisations of a region by id, locked in one order: two administrators agree one after the other."""
    question = select(Organisation).where(col(Organisation.id).in_(ids), Organisation.region_id == region_id)
    found = session.exec(question.order_by(col(Organisation.id)).with_for_update()).all()
    return {one.id: one.name for one in found}


def names_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation → its name."""
    if not ids:
        return {}
    rows = session.exec(select(col(Organisation.id), col(Organisation.name)).where(col(Organisation.id).in_(ids)))
    return {row[0]: row[1] for row in rows}


def has_secret_site(session: Session, ids: Collection[UUID]) -> bool:
    """True when one of these organisations has a place with a secret address."""
    question = select(Site.id).where(col(Site.organisation_id).in_(ids), col(Site.secret).is_(True))
    return session.exec(question.limit(1)).first() is not None


def organisations_of(session: Session, client_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Client → the organisation that answers for them."""
    rows = session.exec(select(col(Client.id), col(Client.organisation_id)).where(col(Client.id).in_(client_ids)))
    return {row[0]: row[1] for row in rows}
