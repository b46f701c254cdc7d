"""How far each offer and match came, kept beside the records: what the funnel asks, in few grouped questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, func
from sqlmodel import col, select

from webapp.db import Session, insert_new, insert_or_renew, new_id
from webapp.rooms.funnel import store
from webapp.rooms.funnel.flow import ANY, UNKNOWN, Group, Way
from webapp.rooms.funnel.models import RoomWay
from webapp.rooms.models import Room, RoomLists
from webapp.rooms.pairs.models import RoomMatch

_AT = ("at_1", "at_2", "at_3", "at_4", "at_5")
_DAYS = ("", "days_2", "days_3", "days_4", "days_5")
_OFFERED = 3
"""The steps of an offer; those of a match are all five."""
_RENEWED = tuple(name for name in RoomWay.model_fields if name not in ("id", "region_id", "of_match"))
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Part:
    """The offers or the matches of a region that began in ``[begin, end)``, in one municipality, by one channel."""

    region_id: UUID
    of_match: bool
    begin: datetime | None = None
    end: datetime | None = None
    municipality: str = ""
    channel: str | None = None

    def where(self) -> list[Any]:
        """The conditions on ``RoomWay``."""
        found: list[Any] = [RoomWay.region_id == self.region_id, RoomWay.of_match == self.of_match]
        if self.begin and self.end:
            found += [RoomWay.at_1 >= self.begin, RoomWay.at_1 < self.end]
        if self.municipality:
            found.append(RoomWay.municipality == self.municipality)
        if self.channel is not None:
            found.append(RoomWay.channel == self.channel)
        return found


def is_counted(session: Session, region_id: UUID) -> bool:
    """True once every offer and match of the region has its row."""
    lists = session.get(RoomLists, region_id)
    return lists is not None and lists.counted


def list_groups(session: Session, part: Part, ends: Sequence[datetime]) -> list[Group]:
    """How many came how far by each of these moments, in order of time, and how many fell away by then, and why."""
    steps = _AT if part.of_match else _AT[:_OFFERED]
    lost = _place(col(RoomWay.lost_at), ends)
    alike = (
        RoomWay.municipality,
        RoomWay.channel,
        *(_place(_column(name), ends) for name in steps),
        lost,
        case((lost.is_not(None), col(RoomWay.lost_by)), else_=""),
    )
    choose: Any = select  # eight columns and more: sqlmodel types four
    named = [one if n < 2 else one.label(f"p{n}") for n, one in enumerate(alike)]  # type: ignore[attr-defined]
    question = choose(*named, func.count()).where(*part.where(), _column(_AT[0]) <= ends[-1]).group_by(*named)
    return [
        Group(row[0], row[1], tuple(row[2 : 2 + len(steps)]), row[-3], row[-2], row[-1])
        for row in session.exec(question)
    ]


def count_days(session: Session, part: Part, until: datetime) -> list[Counter[int]]:
    """Of each step after the first: the days it took → of how many, by that moment."""
    found = []
    for at, days in list(zip(_AT, _DAYS, strict=True))[1 : None if part.of_match else _OFFERED]:
        question = select(_column(days), func.count()).where(*part.where(), _column(at) <= until)
        found.append(Counter(dict(session.exec(question.group_by(_column(days))).all())))
    return found


def list_members(
    session: Session, part: Part, step: int, reason: str | None, until: datetime, *, offset: int, limit: int
) -> list[UUID]:
    """Who reached the step with this number by then, or who fell away there for a reason or any; the latest first."""
    where = [*part.where(), _column(_AT[step]) <= until]
    if reason is not None:
        last = step + 1 == (len(_AT) if part.of_match else _OFFERED)
        further = None if last else _column(_AT[step + 1])
        where += [_column("lost_at") <= until]
        where += [] if reason == ANY else [RoomWay.lost_by == reason]
        where += [] if further is None else [further.is_(None) | (further > until)]
    latest = _column(_AT[step]).desc(), col(RoomWay.record_id).desc()
    return list(session.exec(select(RoomWay.record_id).where(*where).order_by(*latest).offset(offset).limit(limit)))


def renew(
    session: Session, region_id: UUID, rooms: Collection[UUID], hosts: Collection[UUID], matches: Collection[UUID]
) -> None:
    """Write the ways of what changed in this region, and of what hangs on that. One transaction at a time does so."""
    insert_new(session, RoomLists(region_id=region_id, version=new_id()))
    lock = select(RoomLists).where(RoomLists.region_id == region_id).with_for_update()
    lists = session.exec(lock.execution_options(populate_existing=True)).one()
    if not lists.counted:
        lists.counted = True
        count_anew(session, region_id)
        return
    held = select(Room.id, Room.host_id).where(Room.region_id == region_id)
    proposed = select(RoomMatch.room_id).where(RoomMatch.region_id == region_id, col(RoomMatch.id).in_(matches))
    touched = {*rooms, *(session.exec(proposed) if matches else ())}
    offers = {*hosts, *(host or room for room, host in session.exec(held.where(col(Room.id).in_(touched))))}
    theirs = select(Room.id).where(Room.region_id == region_id, col(Room.host_id).in_(offers))
    every = {*session.exec(theirs), *touched}
    hanging = select(RoomMatch.id).where(RoomMatch.region_id == region_id, col(RoomMatch.room_id).in_(every))
    _write(session, region_id, store.list_offers(session, region_id, offers), of_match=False)
    matched = store.list_matches(session, region_id, {*matches, *session.exec(hanging)})
    _write(session, region_id, matched, of_match=True)


def count_anew(session: Session, region_id: UUID) -> None:
    """Write the ways of a whole region."""
    session.connection().execute(delete(RoomWay).where(col(RoomWay.region_id) == region_id))
    _write(session, region_id, store.list_offers(session, region_id), of_match=False)
    _write(session, region_id, store.list_matches(session, region_id), of_match=True)


def _write(session: Session, region_id: UUID, ways: Mapping[UUID, Way], *, of_match: bool) -> None:
    rows = [_row(one, region_id, way, of_match=of_match) for one, way in ways.items()]
    for begin in range(0, len(rows), _AT_ONCE):
        insert_or_renew(session, rows[begin : begin + _AT_ONCE], key=["id"], renewed=_RENEWED)


def _row(way_id: UUID, region_id: UUID, way: Way, *, of_match: bool) -> RoomWay:
    moments: dict[str, Any] = dict(zip(_AT, way.moments(), strict=False))
    days: dict[str, Any] = dict(zip(_DAYS[1:], way.days()[1:], strict=False))
    lost_by = (way.lost_by or UNKNOWN) if way.lost_at else ""
    return RoomWay(
        id=way_id,
        region_id=region_id,
        of_match=of_match,
        record_id=way.id,
        municipality=way.municipality,
        channel=way.channel,
        lost_at=way.lost_at,
        lost_by=lost_by,
        **moments,
        **days,
    )


def _column(name: str) -> Any:
    return col(getattr(RoomWay, name))


def _place(moment: Any, ends: Sequence[datetime]) -> ColumnElement[Any]:
    return case(*[(moment <= end, number) for number, end in enumerate(ends)])
