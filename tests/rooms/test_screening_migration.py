"""Rooms whose host was called before are on offer after; others wait for their host's screening."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import text

from tests.rooms.screening.acts import fresh, new_host
from tests.support import stores
from webapp import schema
from webapp.db import Database

_OWN = next((Path(schema.__file__).parent / "migrations" / "versions").glob("*_host_screening.py"))
BEFORE = f"{int(_OWN.name[:4]) - 1:04}"


def states(database: Database) -> list[tuple[str, bool]]:
    with database.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT room.state, host.screened_at IS NOT NULL FROM room JOIN host ON host.id = room.host_id "
                "WHERE host.name IN ('Demo Oud', 'Demo Nieuw') ORDER BY host.name"
            )
        ).all()
    return [(state, bool(screened)) for state, screened in rows]


def test_called_host_keeps_working(demo_app: Flask) -> None:
    database: Database = demo_app.extensions["database"]
    _host, called = new_host(demo_app, name="Demo Oud")
    new_host(demo_app, name="Demo Nieuw")
    fresh(demo_app).sign_in("coordinator").post(f"/kamers/{called.id}/gebeld")
    database.engine.dispose()
    stores.go_back(database, BEFORE)
    schema.migrate(database)
    assert states(database) == [("new", False), ("screened", True)]
