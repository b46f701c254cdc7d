"""A line of thousands is counted in an index alone, its figures in a few numbers, and a change touches only its own."""

from __future__ import annotations

import random
from datetime import timedelta

from flask import Flask
from sqlmodel import select

from tests.support import plans
from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.store import find_demo_user
from webapp.db import Database, count_rows, new_id
from webapp.placements.exits import figures
from webapp.placements.kind import PLACEMENT
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting import store
from webapp.placements.waiting.models import Placement

MANY = 3000
COUNTED = ("placement", "placement_count", "placement_share", "occupation", "support_moment", "taken")


def fill(database: Database, number: int) -> None:
    """Put so many people in every state of every programme of two regions."""
    dice = random.Random(7)
    with database.transaction() as session:
        nurse = find_demo_user(session, "straatverpleegkundige")
        assert nurse
        programmes = session.exec(select(Programme)).all()
        states = [*PLACEMENT.labels, *["waiting"] * 20]
        for n in range(number):
            programme, since = dice.choice(programmes), clock.now() - timedelta(minutes=n)
            row = Placement(
                id=new_id(), region_id=programme.region_id, organisation_id=nurse.organisation_id,
                keeper_id=programme.organisation_id, programme_id=programme.id, person=f"Vloed {n}",
                search_key=f"vloed {n}", urgency="normal", rank=2, sent_by=nurse.id, referred_at=since,
                municipality=dice.choice(("", "Huizen", "Laren")),
            )  # fmt: skip
            row.set_state(dice.choice(states), since)
            session.add(row)
    database.learn_sizes()


def test_count_of_a_line_is_that_of_its_rows_and_reads_none(demo_app: Flask) -> None:
    database: Database = demo_app.extensions["database"]
    fill(database, MANY)
    with database.reading() as session:
        user = find_demo_user(session, "plaatsing")
        other = find_demo_user(session, "straatverpleegkundige")
        assert user
        assert other
        actor = actor_of(user)
        ids = session.exec(select(Programme.id)).all()
        placed = session.exec(select(Placement.id)).first()
        for filters in ({}, {"programme_id": "geen"}, *({"programme_id": str(one)} for one in ids)):
            assert store.count_line(session, actor, "", filters) == count_rows(
                session, store._in_line(actor, "", filters)
            )
            assert store.count_line(session, actor_of(other), "", filters) == 0
    with plans.listening(database) as asked, database.reading() as session:
        store.count_line(session, actor, "", {"programme_id": str(ids[0])})
        figures.list_towns(session, actor)
        figures.count_bottlenecks(session, actor)
        figures.list_lines(session, actor)
        figures.count_exits(session, actor)
        figures.count_housed(session, actor)
        figures.count_support(session, actor)
    with plans.listening(database) as changed, database.transaction() as session:
        session.get_one(Placement, placed).set_state("contract", clock.now())
    walked = [one for part in (asked, changed) for one in plans.scans(database, part) if one[1] in COUNTED]
    assert walked == []
