"""A signed match counts on: still together after half a year and a year, or ended with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from flask import Flask

from tests.rooms.matches.acts import Match
from webapp import clock
from webapp.rooms.funnel import flow, store
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.tenancies.models import Tenancy

Looked = Callable[[int], dict[str, flow.Flow]]


def looked(app: Flask, *, ended_after: int | None = None) -> Looked:
    """A signed match whose tenancy begins today; give its flow so many days on."""
    match, today = Match(app).propose(), clock.today()
    with app.extensions["database"].transaction() as session:
        row = session.get(RoomMatch, UUID(match.id))
        assert row
        row.state, row.moved_at = "signed", row.proposed_at
        whole = {"region_id": row.region_id, "organisation_id": row.organisation_id, "kept_by": row.kept_by}
        tenancy = Tenancy(**whole, match_id=row.id, ground="open_ended", starts_on=today, rent=450)
        if ended_after is not None:
            tenancy.state, tenancy.ended_on = "ended", today + timedelta(days=ended_after)
            tenancy.end_reason = "quarrel"
        session.add_all((row, tenancy))
    with app.extensions["database"].reading() as session:
        way = store.list_matches(session, whole["region_id"])[row.id]

    def at(days: int) -> dict[str, flow.Flow]:
        moment = datetime.combine(today + timedelta(days=days), time(12), clock.AMSTERDAM)
        return {one.step: one for one in flow.fold(flow.MATCHED, flow.group([way], [max(moment, clock.now())]))}

    return at


def test_half_a_year_and_a_year_count_when_they_are_over(demo_app: Flask) -> None:
    at = looked(demo_app)
    for days, reached in ((1, [1, 0, 0]), (150, [1, 0, 0]), (190, [1, 1, 0]), (400, [1, 1, 1])):
        assert [at(days)[step].reached for step in ("tenancies", "going_6", "going_12")] == reached


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("days", "reached", "step"), [(30, [0, 0], "tenancies"), (200, [1, 0], "going_6"), (500, [1, 1], "going_12")]
)
def test_end_counts_where_it_came_with_its_reason(demo_app: Flask, days: int, reached: list[int], step: str) -> None:
    found = looked(demo_app, ended_after=days)(900)
    assert [found[one].reached for one in ("going_6", "going_12")] == reached
    assert {word: one.lost for word, one in found.items() if one.lost} == {step: {"quarrel": 1}}
