"""The ledger of every bed: the changes of each category in order, with the places taken after each.

Worked out from the rows alone, without ``webapp.beds.ledger.tally``: it judges the result of that arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import select

from webapp import clock
from webapp.accounts.store import find_region_by_slug
from webapp.beds.kinds import Kind, State
from webapp.beds.ledger.models import BedRequest, Closure, Count, Stay
from webapp.beds.shelters.models import Category, CategoryCapacity, Shelter
from webapp.beds.shelters.winter_models import ColdBeds
from webapp.db import Session


@dataclass(frozen=True)
class Line:
    """One event of a category and how it stood after it: places promised, slept in, closed, of how many."""

    shelter: str
    kind: str
    version: int
    at: datetime
    what: str
    held: int
    slept_in: int
    closed: int
    capacity: int

    @property
    def taken(self) -> int:
        """Places nobody else can have."""
        return self.held + self.slept_in + self.closed

    def __str__(self) -> str:
        numbers = f"{self.held:>3} {self.slept_in:>3} {self.closed:>3} {self.taken:>3} of {self.capacity:<3}"
        where = f"{self.shelter:<22} {self.kind:<8} {self.version:>3}"
        return f"{clock.local(self.at):%a %H:%M}  {where}  {numbers}  {self.what}"


HEAD = f"{'when':<9}  {'shelter':<22} {'kind':<8} {'no.':>3}  held in closed taken  what"


def read_ledger(session: Session, region: str) -> list[Line]:
    """Every line of every category of a region, in the order of its versions."""
    found: list[Line] = []
    own = find_region_by_slug(session, region)
    query = select(Category, Shelter).where(Category.shelter_id == Shelter.id, Shelter.region_id == own.id)
    for category, shelter in session.exec(query).all():
        if not shelter.confidential:
            found += _lines(session, category, shelter)
    return found


def _lines(session: Session, category: Category, shelter: Shelter) -> Iterator[Line]:
    taken = {"held": 0, "slept_in": 0, "closed": 0, "none": 0}
    capacity = _capacity(session, category)
    for version, at, what, column, places in sorted(_events(session, category), key=lambda event: event[0]):
        if column:
            taken[column] += places
        elif what.startswith("arrived"):
            taken["held"] -= places
            taken["slept_in"] += places
        name = shelter.name.removesuffix(" (demo)")
        yield Line(name, category.kind, version, at, what, taken["held"], taken["slept_in"], taken["closed"], capacity)


def _events(session: Session, category: Category) -> Iterator[tuple[int, datetime, str, str, int]]:
    """Version, moment, words, which column it changes and by how much."""
    arrivals = set()
    for stay in session.exec(select(Stay).where(Stay.category_id == category.id)).all():
        request = session.get(BedRequest, stay.request_id) if stay.request_id else None
        if request and request.ended == stay.started:
            arrivals.add(request.id)
            yield stay.started, stay.arrived_at, "arrived on a hold", "", stay.places
        else:
            yield stay.started, stay.arrived_at, "walked in", "slept_in", stay.places
        if stay.ended is not None and stay.left_at is not None:
            yield stay.ended, stay.left_at, "left", "slept_in", -stay.places
    for hold in session.exec(select(BedRequest).where(BedRequest.category_id == category.id)).all():
        if hold.granted is None or hold.held_at is None or hold.held_until is None:
            continue
        yield hold.granted, hold.held_at, f"held until {clock.local(hold.held_until):%H:%M}", "held", hold.places
        if hold.ended is not None and hold.id not in arrivals:
            ran_out = hold.state in (State.expired.value, State.no_show.value)
            at = hold.held_until if ran_out else hold.decided_at or hold.held_until
            yield hold.ended, at, "hold ran out" if ran_out else f"hold ended: {hold.state}", "held", -hold.places
    for count in session.exec(select(Count).where(Count.category_id == category.id)).all():
        yield count.version, count.counted_at, f"counted {count.free} free", "none", 0
    for closure in session.exec(select(Closure).where(Closure.category_id == category.id)).all():
        yield closure.started, clock.now(), "closed", "closed", closure.places


def _capacity(session: Session, category: Category) -> int:
    if category.kind == Kind.winter.value:
        beds = session.exec(select(ColdBeds).where(ColdBeds.category_id == category.id)).all()
        return max(beds, key=lambda row: row.from_at).places
    rows = session.exec(select(CategoryCapacity).where(CategoryCapacity.category_id == category.id)).all()
    return max(rows, key=lambda row: row.from_date).capacity


def keep(lines: list[Line], folder: str | None) -> None:
    """The ledger beside the pictures, where there is a folder for those."""
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        latest = sorted(lines, key=lambda line: line.at)[-40:]
        told = "\n".join([HEAD, *(str(line) for line in latest)])
        (Path(folder) / "ledger.txt").write_text(told + "\n")
