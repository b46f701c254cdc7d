"""A record of one region is nothing in the other: each address answers there as for an id that nobody ever had.

Of every table that an argument of an address may mean (``placement_id``: each table with 'placement' in its name) one
row is asked, by people of the other region with the widest rights.
"""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import SQLModel, select
from werkzeug.routing import Rule

from tests.architecture.addresses import rules
from tests.support.client import Client
from webapp.accounts.store import find_demo_user
from webapp.db import Database, new_id

pytestmark = pytest.mark.one_store
HERE = "straatverpleegkundige"
ELSEWHERE = ["straatverpleegkundige-almere", "opvang-almere", "coordinator-almere", "plaatsing-almere", "beheer-almere"]


@pytest.fixture
def known(demo_app: Flask) -> dict[str, list[UUID]]:
    """The argument of an address → a row of each table of this region that it may mean."""
    database: Database = demo_app.extensions["database"]
    names = {name for method in ("GET", "POST") for rule in rules(demo_app, method) for name in rule.arguments}
    tables = [table for table in SQLModel.metadata.tables.values() if {"id", "region_id"} <= {*table.c.keys()}]
    with database.reading() as session:
        nurse = find_demo_user(session, HERE)
        assert nurse
        rows = {
            table.name: session.scalar(select(table.c.id).where(table.c.region_id == nurse.region_id).limit(1))
            for table in tables
        }
    return {
        name: [row for table, row in rows.items() if row and name.removesuffix("_id") in table]
        for name in names
        if name.endswith("_id")
    }


def built(rule: Rule, ids: dict[str, UUID]) -> str:
    found = rule.build(ids, append_unknown=False)
    assert found
    return str(found[1])


@pytest.mark.parametrize("name", ELSEWHERE)
def test_record_of_the_other_region_answers_as_one_that_never_was(
    demo_app: Flask, known: dict[str, list[UUID]], name: str
) -> None:
    browser = Client(demo_app, demo_app.response_class).sign_in(name)
    asked = 0
    for method in ("GET", "POST"):
        for rule in rules(demo_app, method):
            rows = {argument: known.get(argument, []) for argument in rule.arguments}
            if not rows or not all(rows.values()):
                continue
            nowhere = browser.open(built(rule, {one: new_id() for one in rows}), method=method).status_code
            for turn in range(max(map(len, rows.values()))):
                there = built(rule, {argument: found[turn % len(found)] for argument, found in rows.items()})
                asked += 1
                found = browser.open(there, method=method).status_code
                assert found == nowhere, f"{method} {there} tells {name} that it is there"
    assert asked > 250
