"""Queries on imports. Each takes the acting user and stays with what their organisation keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, delete, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.placements.exits.kept import note_erased
from webapp.placements.homes.models import Occupation, UnitOffer
from webapp.placements.imports.models import LineColumn, LineImport, LineImportBlock
from webapp.placements.imports.rows import Step
from webapp.placements.kind import OPEN
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.store import kept_by_us
from webapp.trajectories.models import TakenRow

COMPARED = 30_000
"""The most open entries of an organisation that a row is compared with."""
Named = tuple[UUID, str, UUID, datetime]
"""Placement, folded name, programme, moment of the referral."""


def find_import(session: Session, actor: Actor, import_id: UUID, *, lock: bool = False) -> LineImport | None:
    """An import of the actor's organisation; locked for a change."""
    query = select(LineImport).where(LineImport.id == import_id, *_ours(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_imports(session: Session, actor: Actor, limit: int) -> Sequence[LineImport]:
    """The latest imports of the actor's organisation."""
    query = select(LineImport).where(*_ours(actor))
    return session.exec(query.order_by(col(LineImport.made_at).desc()).limit(limit)).all()


def _ours(actor: Actor) -> tuple[bool, ...]:
    return (LineImport.organisation_id == actor.organisation_id, LineImport.region_id == actor.region_id)


def find_block(session: Session, import_id: UUID, number: int) -> LineImportBlock | None:
    """One block of an import that was found for this user."""
    return session.get(LineImportBlock, (import_id, number))


def list_columns(session: Session, region_id: UUID) -> dict[str, str]:
    """Heading → field, as the region remembers them."""
    found = session.exec(select(LineColumn).where(LineColumn.region_id == region_id)).all()
    return {one.head: one.field for one in found}


def list_named(session: Session, actor: Actor, keys: Collection[str] | None = None) -> list[Named]:
    """The open entries of the lists that the actor's organisation keeps, to compare names with: all, or these names."""
    columns = select(Placement.id, Placement.search_key, Placement.programme_id, Placement.referred_at)
    query = columns.where(kept_by_us(actor), col(Placement.state).in_(OPEN))
    if keys is not None:
        query = query.where(col(Placement.search_key).in_(keys))
    return [(one[0], one[1], one[2], one[3]) for one in session.exec(query.limit(COMPARED)).all()]


def list_kept(session: Session, actor: Actor, ids: Collection[UUID]) -> dict[UUID, Placement]:
    """Those of these entries that the actor's organisation keeps."""
    if not ids:
        return {}
    found = session.exec(select(Placement).where(col(Placement.id).in_(ids), kept_by_us(actor))).all()
    return {one.id: one for one in found}


def count_answers(session: Session, region_id: UUID, ids: Collection[UUID]) -> Counter[UUID]:
    """Placement → the answers to it."""
    query = select(TakenRow.subject_id, func.count()).where(TakenRow.region_id == region_id)
    found = session.exec(query.where(col(TakenRow.subject_id).in_(ids)).group_by(col(TakenRow.subject_id))).all()
    return Counter(dict(found))


def list_moved(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Those of these placements with an offer or a home."""
    offered = session.exec(select(UnitOffer.placement_id).where(col(UnitOffer.placement_id).in_(ids))).all()
    housed = session.exec(select(Occupation.placement_id).where(col(Occupation.placement_id).in_(ids))).all()
    return {*offered, *housed}


def erase_placements(session: Session, region_id: UUID, ids: Collection[UUID]) -> None:
    """Erase placements that an import made, with their answers."""
    taken = delete(TakenRow).where(col(TakenRow.region_id) == region_id, col(TakenRow.subject_id).in_(ids))
    session.exec(taken)
    session.exec(delete(Placement).where(col(Placement.id).in_(ids)))
    note_erased(session, region_id, ids)


def list_left_lying(session: Session, before: datetime) -> Sequence[LineImport]:
    """The imports that were not written in their time, of every region."""
    waits = (Step.checking.value, Step.shown.value)
    return session.exec(select(LineImport).where(col(LineImport.step).in_(waits), LineImport.made_at < before)).all()


def erase_import(session: Session, import_id: UUID) -> None:
    """Erase an import with its rows."""
    session.exec(delete(LineImportBlock).where(col(LineImportBlock.import_id) == import_id))
    session.exec(delete(LineImport).where(col(LineImport.id) == import_id))
