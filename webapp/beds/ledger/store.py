"""Queries for the arithmetic of the beds: counts, holds, taken places, the board's version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, Uuid, and_, bindparam, cast, func, null, or_, text, union_all
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from webapp.accounts.models import User
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, BoardVersion, Closure, Count, RequestStep, Stay
from webapp.beds.ledger.tally import Hold, LastCount, Taken
from webapp.beds.shelters.models import Category
from webapp.db import Moment, Session

_BOARD_VERSION = text("select version from bed_board_version where region_id = :region").bindparams(
    bindparam("region", type_=Uuid())
)
_NOTHING = cast(null(), Integer)
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


def last_counts(session: Session, categories: Iterable[Category]) -> dict[UUID, tuple[LastCount, str]]:
    """The newest count of each category, with the name of its counter."""
    ids = [category.last_count_id for category in categories if category.last_count_id]
    columns: Any = (Count.category_id, Count.free, Count.seen, Count.counted_at, Count.own, User.name)
    query: Any = sqlalchemy_select(*columns).join(User, col(User.id) == Count.counted_by)
    return {
        category: (LastCount(*counted), name)
        for category, *counted, name in session.exec(query.where(col(Count.id).in_(ids)))
    }


def find_count(session: Session, count_id: UUID) -> Count | None:
    """A count by its operation id."""
    return session.get(Count, count_id)


def taken_around(session: Session, categories: Sequence[Category]) -> list[tuple[UUID, str, Hold | Taken]]:
    """The rows that count for free places, by category and kind: open, or ended after the last count was seen.

    One question, and numbers only: no name is unsealed. A hold is a row of its own, because it
    ends by the clock; guests and closed beds are summed up by whether the count saw them. Each category is asked from
    its own last count, by an index, so years of nights cost nothing.
    """
    if not categories:
        return []
    asked = {
        "all": [category.id for category in categories],
        "counted": [category.last_count_id for category in categories if category.last_count_id],
        "uncounted": [category.id for category in categories if not category.last_count_id],
    }
    return [one for row in session.exec(_AROUND, params=asked) for one in _taken(*row)]


def _live_holds() -> Select[Any]:
    columns: Any = (BedRequest.category_id, BedRequest.places, BedRequest.held_until, BedRequest.granted)
    held = (col(BedRequest.granted).is_not(None), col(BedRequest.ended).is_(None))
    return sqlalchemy_select(*columns, *[_NOTHING] * 6).where(_among(BedRequest.category_id, "all"), *held)


def _among(column: Any, name: str) -> Any:
    return col(column).in_(bindparam(name, expanding=True))


def _sums(category: Any, seen: Any) -> Select[Any]:
    """Per category what its last count saw, places in use and of those the seen ones, and places given back since."""

    def places(table: Any, *such: Any) -> Any:
        in_use = sqlalchemy_select(func.coalesce(func.sum(table.places), 0))
        return in_use.where(table.category_id == category, *such).scalar_subquery()

    tables: tuple[Any, ...] = (Stay, Closure)
    in_use = [
        places(table, table.ended.is_(None), *such) for table in tables for such in ((), (table.started <= seen,))
    ]
    granted, ended = col(BedRequest.granted), col(BedRequest.ended)
    gone = [places(table, table.ended > seen, table.started <= seen) for table in tables]
    gone.append(places(BedRequest, granted.is_not(None), ended > seen, granted <= seen))
    return sqlalchemy_select(category, _NOTHING, cast(null(), Moment), _NOTHING, seen, *in_use, sum(gone))


_AROUND: Any = union_all(
    _live_holds(),
    _sums(col(Count.category_id), col(Count.seen)).where(_among(Count.id, "counted")),
    _sums(col(Category.id), _NOTHING).where(_among(Category.id, "uncounted")),
)
"""Made once: to put it together takes longer than to ask it."""


def _taken(
    category: UUID,
    places: int | None,
    until: datetime | None,
    granted: int | None,
    seen: int | None,
    *sums: int,
) -> Iterator[tuple[UUID, str, Hold | Taken]]:
    if places is not None and until is not None and granted is not None:
        yield category, "holds", Hold(places, until, granted)
        return
    stays, stays_seen, closures, closures_seen, gone = sums
    before = 0 if seen is None else seen
    for kind, number, known in (("stays", stays, stays_seen), ("closures", closures, closures_seen)):
        if known:
            yield category, kind, Taken(known, before)
        if number > known:
            yield category, kind, Taken(number - known, before + 1)
    if gone:
        yield category, "stays", Taken(gone, before, before + 1)


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
        col(BedRequest.granted).is_not(None),
        col(BedRequest.ended) > since,
        or_(came.exists(), and_(col(BedRequest.granted) <= since, freed.exists())),
    )
    [took, *gave] = [session.exec(query).one() or 0 for query in (taken, left, ended)]
    return int(took - sum(gave))
