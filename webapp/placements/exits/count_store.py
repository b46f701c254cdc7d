"""The numbers of a region, and the share of each placement in them: written with the placement, read in few rows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlmodel import col, select

from webapp.db import Session, insert_new, insert_or_add, insert_or_renew
from webapp.placements.course.service import SCHEME
from webapp.placements.exits.models import PlacementCount, PlacementsCounted, PlacementShare
from webapp.placements.exits.shares import Count, Fact, share_of
from webapp.placements.homes.models import Occupation
from webapp.placements.kind import CONTRACT
from webapp.placements.programmes.models import Programme
from webapp.placements.support.models import SupportMoment
from webapp.placements.waiting.models import Placement
from webapp.trajectories import service as trajectories

_AT_ONCE = 500
Shares = dict[UUID, dict[Count, int]]


def is_counted(session: Session, region_id: UUID) -> bool:
    """True once every placement of the region is in the numbers."""
    found = session.get(PlacementsCounted, region_id)
    return found is not None and found.is_whole


def read_counts(session: Session, region_id: UUID, name: str, year: str = "") -> Counter[Count]:
    """The numbers of a region by this name; of one year, where the key begins with it."""
    query = select(PlacementCount.programme_id, PlacementCount.key, PlacementCount.number).where(
        PlacementCount.region_id == region_id, PlacementCount.name == name
    )
    if year:
        query = query.where(col(PlacementCount.key).startswith(f'["{year}"', autoescape=True))
    return Counter({Count(name, of, tuple(json.loads(key))): number for of, key, number in session.exec(query)})


def renew(session: Session, region_id: UUID, ids: Collection[UUID]) -> None:
    """Write the share of these placements anew, and change the numbers by the difference.

    One transaction at a time does so.
    """
    insert_new(session, PlacementsCounted(region_id=region_id))
    lock = select(PlacementsCounted).where(PlacementsCounted.region_id == region_id).with_for_update()
    region = session.exec(lock.execution_options(populate_existing=True)).one()
    if not region.is_whole:
        region.is_whole = True
        count_anew(session, region_id)
        return
    added = Counter[Count]()
    for some in _parts(sorted(ids)):
        known, now = _list_known(session, region_id, some), list_shares(session, region_id, some)
        for one in some:
            _add(added, now.get(one, {}), 1)
            _add(added, known.get(one, {}), -1)
        _write_shares(session, region_id, {one: share for one, share in now.items() if share != known.get(one)})
        _erase(session, region_id, [one for one in known if one not in now])
    _write_counts(session, region_id, added)


def _add(counts: Counter[Count], share: Mapping[Count, int], sign: int) -> None:
    for count, number in share.items():
        counts[count] += sign * number


def count_anew(session: Session, region_id: UUID) -> None:
    """Count a whole region."""
    for table in (PlacementCount, PlacementShare):
        session.connection().execute(delete(table).where(col(table.region_id) == region_id))
    counts = Counter[Count]()
    for some in _walk(session, region_id):
        shares = list_shares(session, region_id, some)
        for share in shares.values():
            _add(counts, share, 1)
        _write_shares(session, region_id, shares)
    _write_counts(session, region_id, counts)


def _walk(session: Session, region_id: UUID) -> Iterator[Sequence[UUID]]:
    """Every placement of a region, so many at once."""
    last = UUID(int=0)
    query = select(Placement.id).where(Placement.region_id == region_id).order_by(col(Placement.id)).limit(_AT_ONCE)
    while some := session.exec(query.where(col(Placement.id) > last)).all():
        yield some
        last = some[-1]


def _parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[begin : begin + _AT_ONCE] for begin in range(0, len(ids), _AT_ONCE))


def list_shares(session: Session, region_id: UUID, ids: Collection[UUID]) -> Shares:
    """The share of each of these placements of a region, out of its records."""
    query = select(Placement).where(col(Placement.id).in_(ids), Placement.region_id == region_id)
    rows = session.exec(query).all()
    programmes = {row.programme_id for row in rows}
    first = select(Programme.id).where(col(Programme.id).in_(programmes), Programme.kind == "home_first")
    home_first = set(session.exec(first)) if programmes else set()
    signing = [row for row in rows if row.state == CONTRACT]
    courses = trajectories.read_all(session, SCHEME, signing) if signing else {}
    homes = _list_homes(session, [row.id for row in rows if row.programme_id in home_first])
    support = _list_support(session, ids)
    return {
        row.id: share_of(
            Fact(
                row.programme_id,
                row.state,
                row.programme_id in home_first,
                row.in_line,
                row.municipality,
                row.parked_until,
                row.placed_on,
                row.ended_on,
                row.end_reason,
                courses[row.id].standing.given if row.id in courses else (),
                *homes.get(row.id, (0, "")),
                support.get(row.id, {}),
            )
        )
        for row in rows
    }


def _list_homes(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[int, str]]:
    """Placement → the number of its homes, and the holder of the lease of the present one."""
    found: dict[UUID, tuple[int, str]] = {}
    for stay in session.exec(select(Occupation).where(col(Occupation.placement_id).in_(ids))) if ids else ():
        homes, holder = found.get(stay.placement_id, (0, ""))
        found[stay.placement_id] = (homes + 1, stay.lease_holder if stay.until is None else holder)
    return found


def _list_support(session: Session, ids: Collection[UUID]) -> dict[UUID, dict[tuple[int, str], int]]:
    """Placement → year and kind → minutes of the moments that stand."""
    found: dict[UUID, dict[tuple[int, str], int]] = defaultdict(dict)
    query = select(SupportMoment).where(col(SupportMoment.placement_id).in_(ids))
    for one in session.exec(query.where(col(SupportMoment.undone_at).is_(None))):
        of = one.given_on.year, one.kind
        found[one.placement_id][of] = found[one.placement_id].get(of, 0) + (one.minutes or 0)
    return found


def _list_known(session: Session, region_id: UUID, ids: Collection[UUID]) -> Shares:
    query = select(PlacementShare.placement_id, PlacementShare.counts).where(
        PlacementShare.region_id == region_id, col(PlacementShare.placement_id).in_(ids)
    )
    return {one: {_load(said): said[-1] for said in counts} for one, counts in session.exec(query)}


def _load(said: list[Any]) -> Count:
    name, programme_id, key, _number = said
    return Count(name, UUID(programme_id), tuple(key))


def _write_shares(session: Session, region_id: UUID, shares: Shares) -> None:
    rows = [
        PlacementShare(
            region_id=region_id,
            placement_id=one,
            counts=[[count.name, str(count.programme_id), count.key, number] for count, number in share.items()],
        )
        for one, share in shares.items()
    ]
    if rows:
        insert_or_renew(session, rows, key=("region_id", "placement_id"), renewed=("counts",))


def _erase(session: Session, region_id: UUID, ids: Collection[UUID]) -> None:
    gone = delete(PlacementShare).where(col(PlacementShare.region_id) == region_id)
    if ids:
        session.connection().execute(gone.where(col(PlacementShare.placement_id).in_(ids)))


def _write_counts(session: Session, region_id: UUID, added: Mapping[Count, int]) -> None:
    rows = [
        PlacementCount(
            region_id=region_id,
            name=count.name,
            programme_id=count.programme_id,
            key=json.dumps(count.key, ensure_ascii=False),
            number=number,
        )
        for count, number in sorted(added.items())
        if number
    ]
    if not rows:
        return
    insert_or_add(session, rows, key=("region_id", "name", "programme_id", "key"), added="number")
    if less := [row.model_dump(exclude={"number"}) for row in rows if row.number < 0]:
        one = [col(getattr(PlacementCount, name)) == bindparam(f"of_{name}") for name in less[0]]
        empty = delete(PlacementCount).where(*one, col(PlacementCount.number) == 0)
        session.connection().execute(empty, [{f"of_{name}": value for name, value in row.items()} for row in less])
