"""Queries on merges: where an id leads, and the rows that move. The one place that follows ``merged_into``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from sqlalchemy import Column, Table, Uuid, func, update
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import SQLModel, col, select

from webapp.db import Session, insert_new
from webapp.people.merging.columns import Moves
from webapp.people.merging.models import ClientMerge, MergedRow
from webapp.people.models import Client

_AT_ONCE = 500
"""So many ids are named in one question."""
_LONGEST = 50
"""The most merges one after another that are followed."""


@dataclass
class Led:
    """The client that an id leads to, and the merges on the way."""

    to: UUID
    by: list[UUID] = field(default_factory=list)


def follow(session: Session, ids: Collection[UUID]) -> dict[UUID, Led]:
    """Where the ids among these lead that went into another client; the others are left out."""
    led: dict[UUID, Led] = {}
    ends = set(ids)
    for _step in range(_LONGEST):
        steps = _steps(session, ends)
        if not steps:
            break
        for one in [*led, *(ids if not led else ())]:
            at = led.get(one, Led(one))
            if at.to in steps:
                led[one] = Led(steps[at.to].into_id, [*at.by, steps[at.to].id])
        ends = {step.into_id for step in steps.values()}
    return led


def stands_as(session: Session, client_id: UUID) -> UUID:
    """The id under which this client stands now: its own, or that of the one it went into."""
    return stand_as(session, [client_id])[client_id]


def stand_as(session: Session, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The same for each of these."""
    led = follow(session, ids)
    return {one: led[one].to if one in led else one for one in ids}


def _steps(session: Session, ids: Collection[UUID]) -> dict[UUID, ClientMerge]:
    found: dict[UUID, ClientMerge] = {}
    for some in _parts(ids):
        question = select(ClientMerge).where(col(ClientMerge.client_id).in_(some), col(ClientMerge.undone_at).is_(None))
        found |= {merge.client_id: merge for merge in session.exec(question).all()}
    return found


def hold(session: Session, ids: Collection[UUID]) -> None:
    """Lock these clients wholly, in one order: nobody edits them, and nobody writes a row that names them."""
    question = select(Client.id).where(col(Client.id).in_(ids)).order_by(col(Client.id))
    session.exec(question.with_for_update()).all()


def find_merge(session: Session, client_id: UUID) -> ClientMerge | None:
    """The merge by which this client went; None when it stands."""
    return _steps(session, [client_id]).get(client_id)


def list_merges_into(session: Session, client_id: UUID) -> Sequence[ClientMerge]:
    """The merges into this client that stand, the latest first."""
    question = select(ClientMerge).where(ClientMerge.into_id == client_id, col(ClientMerge.undone_at).is_(None))
    return session.exec(question.order_by(col(ClientMerge.at).desc(), col(ClientMerge.id).desc())).all()


def list_group(session: Session, client_id: UUID) -> list[UUID]:
    """This client and every one that went into it, also by way of others: for what is read by its own id."""
    group, last = [client_id], [client_id]
    while last and len(group) < _LONGEST * _LONGEST:
        question = select(ClientMerge.client_id).where(
            col(ClientMerge.into_id).in_(last), col(ClientMerge.undone_at).is_(None)
        )
        last = list(session.exec(question).all())
        group += last
    return group


def groups_of(session: Session, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Each of these clients, and every one that went into one of them → that one: ``list_group`` of a caseload."""
    found, last = {one: one for one in ids}, set(ids)
    for _step in range(_LONGEST):
        steps: dict[UUID, UUID] = {}
        for some in _parts(last):
            question = select(ClientMerge.client_id, ClientMerge.into_id).where(
                col(ClientMerge.into_id).in_(some), col(ClientMerge.undone_at).is_(None)
            )
            steps |= {row[0]: found[row[1]] for row in session.exec(question).all() if row[0] not in found}
        if not steps:
            break
        found |= steps
        last = set(steps)
    return found


@dataclass(frozen=True)
class MovingColumn:
    """A column whose rows move, with the key of its table."""

    table: Table
    client: Column[UUID]
    key: Column[UUID]
    how: Moves


@cache
def moving() -> tuple[MovingColumn, ...]:
    """Every column that declares that its rows move."""
    return tuple(
        MovingColumn(table, column, _key_of(table), column.info["merges"])
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.info.get("merges"), Moves)
    )


def _key_of(table: Table) -> Column[UUID]:
    """The one key column that is the id of a row."""
    return next(column for column in table.primary_key.columns if isinstance(column.type, Uuid))


def list_rows(session: Session, client_id: UUID, into: UUID | None = None) -> set[UUID]:
    """The ids of all rows of a client that move; of a table with one row each, unless ``into`` has one."""
    connection = session.connection()
    return {
        row[0]
        for one in moving()
        if one.how.is_indexed and not (one.client.unique and into and _has_row(session, one, into))
        for row in connection.execute(sqlalchemy_select(one.key).where(one.client == client_id))
    }


def _has_row(session: Session, one: MovingColumn, client_id: UUID) -> bool:
    question = sqlalchemy_select(one.key).where(one.client == client_id).limit(1)
    return session.connection().execute(question).first() is not None


def count_rows_of(session: Session, client_id: UUID, only: Collection[UUID] | None = None) -> dict[str, int]:
    """Label → number of a client's rows; with ``only`` of these ids."""
    ids = list_rows(session, client_id) if only is None else only
    counts: dict[str, int] = {}
    for one in (one for one in moving() if one.how.label):
        number = sum(
            session.connection().execute(
                sqlalchemy_select(func.count()).where(one.key.in_(some), one.client == client_id)
            ).scalar_one()
            for some in _parts(ids)
        )  # fmt: skip
        if number:
            counts[one.how.label] = number
    return counts


def move_rows(session: Session, ids: Collection[UUID], away: UUID, to: UUID) -> None:
    """Give the rows of these ids that are one client's to another."""
    session.flush()
    for one in moving():
        for some in _parts(ids):
            change = update(one.table).where(one.key.in_(some), one.client == away).values({one.client.name: to})
            session.connection().execute(change)
    tables = {one.table for one in moving()}
    for row in list(session):  # an earlier act of the same phone may have read them
        if getattr(row, "__table__", None) in tables:
            session.expire(row)


def remember_rows(session: Session, merge_id: UUID, ids: Collection[UUID]) -> None:
    """Write down which rows belong to the one that went."""
    session.flush()
    rows = [{"merge_id": merge_id, "row_id": one} for one in sorted(ids)]
    if rows:
        session.connection().execute(MergedRow.__table__.insert(), rows)  # type: ignore[attr-defined]


def list_remembered(session: Session, merge_id: UUID) -> set[UUID]:
    """The rows that belong to the one that went by this merge."""
    return set(session.exec(select(MergedRow.row_id).where(MergedRow.merge_id == merge_id)).all())


def note_arrival(session: Session, row_id: UUID, ids: Collection[UUID]) -> None:
    """Remember that a phone sent this row for clients of these ids that went into another."""
    for merge_id in sorted({one for led in follow(session, ids).values() for one in led.by}):
        insert_new(session, MergedRow(merge_id=merge_id, row_id=row_id))


def was_parted(session: Session, client_id: UUID) -> bool:
    """True when this client once went into another, and that was undone."""
    question = select(ClientMerge.id).where(ClientMerge.client_id == client_id, col(ClientMerge.undone_at).is_not(None))
    return session.exec(question.limit(1)).first() is not None


def list_going_back(session: Session, merge: ClientMerge) -> set[UUID]:
    """The rows that an undo gives back: the remembered ones, and those made later that follow one of them."""
    back = list_remembered(session, merge.id)
    new = back
    while new:
        new = _followers(session, merge.into_id, new) - back
        back |= new
    return back


def _followers(session: Session, client_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    questions = (
        sqlalchemy_select(one.key).where(one.table.columns[name].in_(some), one.client == client_id)
        for one in moving()
        for name in one.how.follows
        for some in _parts(ids)
    )
    return {row[0] for question in questions for row in session.connection().execute(question)}


def _parts(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    known = sorted(ids)
    for start in range(0, len(known), _AT_ONCE):
        yield known[start : start + _AT_ONCE]
