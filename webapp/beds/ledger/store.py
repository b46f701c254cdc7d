"""Queries for the arithmetic of the beds: counts, holds, taken places, the board's version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, cast, func, literal, null, or_, text, union_all
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from webapp.accounts.models import User
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, BoardVersion, Closure, Count, RequestStep, Stay
from webapp.beds.ledger.tally import Hold, Taken
from webapp.beds.shelters.models import Category
from webapp.db import Moment, Session

_BOARD_VERSION = text("select version from bed_board_version where region_id = :region").bindparams(
    bindparam("region", type_=Uuid())
)
_TAKEN: dict[str, Any] = {"stays": Stay, "closures": Closure}
ENDS_A_HOLD = [state.value for state in (State.arrived, State.cancelled, State.refused, State.no_show)]
"""A person's decisions that end a hold before its time."""
ON_ITS_WAY = timedelta(minutes=1)
"""The allowance between two messages of a phone: the earlier act may arrive so much later."""


def board_version(session: Session, region_id: UUID) -> int:
    """The version of a region's board, by one small query; 0 when it has no shelter yet."""
    return int(session.connection().execute(_BOARD_VERSION, {"region": region_id}).scalar() or 0)


def lock_board(session: Session, region_id: UUID) -> BoardVersion | None:
    """Lock the row that orders the changes of this board."""
    return session.get(BoardVersion, region_id, with_for_update=True, populate_existing=True)


def last_counts(session: Session, categories: Iterable[Category]) -> dict[UUID, tuple[Count, str]]:
    """The newest count of each category, with the name of its counter."""
    ids = [category.last_count_id for category in categories if category.last_count_id]
    query = select(Count, User.name).join(User, col(User.id) == Count.counted_by).where(col(Count.id).in_(ids))
    return {count.category_id: (count, name) for count, name in session.exec(query).all()}


def find_count(session: Session, count_id: UUID) -> Count | None:
    """A count by its operation id."""
    return session.get(Count, count_id)


def taken_around(session: Session, seen: dict[UUID, int]) -> list[tuple[UUID, str, Hold | Taken]]:
    """The rows that count for free places, by category and kind: open, or ended after the last count was seen.

    ``seen`` maps a category to the version its last count saw (-1 when it was never counted). One question, and numbers
    only: a board covers every guest of the region, and no name is unsealed for it.
    """
    if not seen:
        return []
    never, since = cast(null(), Moment), min(seen.values())
    held = _around("holds", BedRequest, BedRequest.held_until, BedRequest.granted, seen, since)
    parts = [_around(kind, table, never, table.started, seen, since) for kind, table in _TAKEN.items()]
    question: Any = union_all(held.where(col(BedRequest.granted).is_not(None)), *parts)
    return [
        (category, kind, Hold(places, until, began, ended) if kind == "holds" else Taken(places, began, ended))
        for kind, category, places, until, began, ended in session.exec(question)
        if ended is None or ended > seen[category]
    ]


def _around(kind: str, table: Any, until: Any, began: Any, seen: Iterable[UUID], since: int) -> Select[Any]:
    ended = or_(table.ended.is_(None), table.ended > since)
    columns = (literal(kind), table.category_id, table.places, until, began, table.ended)
    return sqlalchemy_select(*columns).where(table.category_id.in_(list(seen)), ended)


def list_run_out(session: Session, category_id: UUID, now: datetime) -> Sequence[BedRequest]:
    """The unwritten expired holds of a category, in the order of their end."""
    query = select(BedRequest).where(
        BedRequest.category_id == category_id,
        col(BedRequest.granted).is_not(None),
        col(BedRequest.ended).is_(None),
        col(BedRequest.held_until) <= now,
    )
    in_order = query.order_by(col(BedRequest.held_until), col(BedRequest.granted))
    return session.exec(in_order.execution_options(populate_existing=True)).all()


def places_taken_by(session: Session, user_id: UUID, category_id: UUID, since: int, at: datetime) -> int:
    """Count the places one person took in a category after version ``since`` until ``at``, less those given back.

    Their check-ins, check-outs and ended holds; not other people's acts, nor expiry by the clock. An unseen place at
    ``since`` is never given back, and a guest on a hold takes no other bed, even when the hold expired before the
    arrival: the arrival may have waited on a phone.
    """
    at += ON_ITS_WAY
    own_stay = select(func.sum(Stay.places)).where(Stay.category_id == category_id)
    taken = own_stay.where(Stay.started > since, Stay.entered_by == user_id, Stay.arrived_at <= at)
    known = or_(col(Stay.started) <= since, col(Stay.entered_by) == user_id)
    left = own_stay.where(known, col(Stay.ended) > since, Stay.left_by == user_id, col(Stay.left_at) <= at)
    came = select(Stay.id).where(Stay.request_id == BedRequest.id, Stay.entered_by == user_id, Stay.arrived_at <= at)
    freed = select(RequestStep.id).where(
        RequestStep.request_id == BedRequest.id,
        RequestStep.by == user_id,
        col(RequestStep.state).in_(ENDS_A_HOLD),
        RequestStep.at <= at,
    )
    ended = select(func.sum(BedRequest.places)).where(
        BedRequest.category_id == category_id,
        col(BedRequest.ended) > since,
        or_(came.exists(), and_(col(BedRequest.granted) <= since, freed.exists())),
    )
    [took, *gave] = [session.exec(query).one() or 0 for query in (taken, left, ended)]
    return int(took - sum(gave))
