"""Questions of before keep their history as answers, and lose none on the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.support.client import Client
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.db import Database, Moment, new_id
from webapp.overflow import service

BEFORE = "0028"
ACTS = ("answered", "moved", "arrived", "cancelled")
PAST = sa.table(
    "overflow",
    *(sa.column(name, sa.Uuid()) for name in ("id", "region_id", "organisation_id", "partner_id", "asked_by")),
    *(sa.column(f"{act}_by", sa.Uuid()) for act in ACTS),
    *(sa.column(f"{act}_at", Moment()) for act in ("asked", *ACTS)),
    *(sa.column(name, sa.String()) for name in ("state", "report_at", "answer", "transport")),
    *(sa.column(name, sa.Integer()) for name in ("places", "offered")),
    sa.column("night", sa.Date()),
    sa.column("until", Moment()),
)
HISTORIES = {
    "asked": (),
    "offered": ("answered",),
    "refused": ("answered",),
    "moving": ("answered", "moved"),
    "arrived": ("answered", "moved", "arrived"),
    "cancelled": ("answered", "moved", "cancelled"),
}


@pytest.fixture
def database(demo_app: Flask) -> Database:
    found: Database = demo_app.extensions["database"]
    return found


@pytest.fixture
def people(database: Database) -> dict[str, Actor]:
    with database.reading() as session:
        users = {name: accounts.find_demo_user(session, name) for name in ("straatverpleegkundige", "opvang-almere")}
    return {name: actor_of(user) for name, user in users.items() if user}


@pytest.fixture
def write(database: Database, people: dict[str, Actor]) -> Callable[[str, tuple[str, ...]], UUID]:
    """A question as it was kept before, in a state that these acts led to."""
    asker, partner = people["straatverpleegkundige"], people["opvang-almere"]

    def past(state: str, acts: tuple[str, ...]) -> UUID:
        row: dict[str, Any] = {"id": new_id(), "region_id": asker.region_id, "organisation_id": asker.organisation_id}
        row |= {"partner_id": partner.region_id, "asked_by": asker.user_id, "asked_at": clock.now(), "state": state}
        row |= {"report_at": "De Vaart", "answer": "Vol", "transport": "Taxi", "places": 2, "offered": 2}
        row |= {"night": clock.tonight(), "until": clock.end_of_night(clock.tonight())}
        for act in acts:
            who = partner if act in ("answered", "arrived") else asker
            row |= {f"{act}_by": who.user_id, f"{act}_at": clock.now()}
        with database.transaction() as session:
            session.connection().execute(sa.insert(PAST).values(**row))
        return UUID(str(row["id"]))

    return past


def test_history_of_before_is_told_as_answers(
    database: Database, people: dict[str, Actor], write: Callable[..., UUID], demo_client: Client
):
    go_back(database, BEFORE)
    past = {state: write(state, acts) for state, acts in HISTORIES.items()}
    schema.migrate(database)
    with database.reading() as session:
        found = {state: service.read(session, people["opvang-almere"], one) for state, one in past.items()}
    assert {state: one.state for state, one in found.items()} == {state: state for state in HISTORIES}
    assert {state: len(one.course.rows) for state, one in found.items()} == {s: len(a) for s, a in HISTORIES.items()}
    [said] = found["refused"].course.rows
    almere = people["opvang-almere"]
    assert (said.step, said.answer, said.by, said.organisation_id) == (
        "asked",
        "refused",
        almere.user_id,
        almere.organisation_id,
    )
    page = demo_client.sign_in("straatverpleegkundige").get(f"/bedden/buurregio/{past['arrived']}").text
    assert "Vervoer: Taxi" in page


def test_way_back_tells_what_still_stands(database: Database, people: dict[str, Actor], write: Callable[..., UUID]):
    go_back(database, BEFORE)
    asked, offered, moving = (write(state, HISTORIES[state]) for state in ("asked", "offered", "moving"))
    schema.migrate(database)
    almere = people["opvang-almere"]
    with database.transaction() as session:
        service.act(session, almere, offered, "refused")
    go_back(database, BEFORE)
    with database.reading() as session:
        rows = session.connection().execute(sa.select(PAST)).mappings()
        kept = {row["id"]: row for row in rows}
    assert [kept[one]["state"] for one in (asked, offered, moving)] == ["asked", "refused", "moving"]
    assert kept[asked]["answered_by"] is None
    assert (kept[offered]["answered_by"], kept[moving]["moved_at"] is None) == (almere.user_id, False)
    schema.migrate(database)
    assert schema.is_current(database)
