"""What the board is held against: a bare Flask application on the same server and the same kind of store.

``/hello`` is a word. ``/rows`` reads twenty rows by SQLModel and renders them by Jinja. No sign-in, no headers, no
log, no packing: whatever the board does beside that counts against the board.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlmodel import Field, SQLModel, select

from webapp import keys
from webapp.config import Config
from webapp.db import Database
from webapp.serving import Server

ROWS = 20
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Rows</title></head>
<body><h1>Rows</h1><table>
{% for row in rows %}<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.town }}</td><td>{{ row.free }}</td></tr>
{% endfor %}</table></body></html>
"""


class PeerRow(SQLModel, table=True):
    """One row of the page."""

    __tablename__ = "peer_row"
    id: int = Field(primary_key=True)
    name: str
    town: str
    free: int


def create(config: Config) -> Flask:
    """The application, on a store of its own."""
    app = Flask(__name__, static_folder=None)
    database = Database(config, keys.load(config.instance))
    app.extensions.update(database=database, config=config)
    app.jinja_loader = DictLoader({"rows.html": PAGE})

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/rows")
    def rows() -> str:
        with database.reading() as session:
            return render_template("rows.html", rows=session.exec(select(PeerRow)).all())

    return app


class PeerServer(Server):
    """The same server with the other application."""

    def load(self) -> Flask:
        """The peer."""
        return create(self.onderdak)


def prepare(config: Config) -> None:
    """Make the store and its rows."""
    keys.create(config.instance)
    database = Database(config, keys.load(config.instance))
    with database.engine.connect() as connection:
        connection.connection.cursor().execute("pragma journal_mode=WAL")
    SQLModel.metadata.create_all(database.engine, tables=[SQLModel.metadata.tables["peer_row"]])
    with database.transaction() as session:
        session.connection().exec_driver_sql("delete from peer_row")
        for number in range(1, ROWS + 1):
            session.add(PeerRow(id=number, name=f"Row number {number}", town="Anywhere", free=number))
    database.engine.dispose()


def main(folder: str, port: str, workers: str) -> Any:
    """Serve from ``folder``."""
    config = Config(Path(folder), f"http://localhost:{port}", demo=True, port=int(port), workers=int(workers))
    prepare(config)
    multiprocessing.set_start_method("fork", force=True)
    PeerServer(config, [], lambda: None, None).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
