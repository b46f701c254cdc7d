"""One application per worker and kind of instance, lent to one test after another with that test's store in it.

Building one takes longer than most tests, and an engine that is new must compile every statement again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from tests.support import stores
from tests.support.client import Client
from webapp import clock
from webapp.beds.availability import kept as kept_boards
from webapp.config import Config
from webapp.db import Database, database_url
from webapp.pulse import Pulse
from webapp.web.unchanged.middleware import AnswersUnchanged

_made: dict[tuple[Config, bytes], Flask] = {}


@contextmanager
def lend(config: Config) -> Iterator[Flask]:
    """The application of instances like this one, as new, with this one's store.

    Its push services are asked at each request, as the store is; with the rest an application is built.
    """
    template = (config.instance / "static").resolve().parent
    kind = replace(config, instance=template, database_url=config.database_url and "", push_services=())
    key = (kind, _keys_of(config))
    if key not in _made:
        _made[key] = _build(replace(config, instance=template))
    app = _made[key]
    database: Database = app.extensions["database"]
    _begin_anew(app, config, database)
    before = dict(app.config), dict(app.extensions), dict(app.jinja_env.globals)
    yield app
    database.engine.dispose()
    for own, kept in zip((app.config, app.extensions, app.jinja_env.globals), before, strict=True):
        own.clear()
        own.update(kept)


def _keys_of(config: Config) -> bytes:
    return b"".join(path.name.encode() + path.read_bytes() for path in sorted((config.instance / "keys").iterdir()))


def _build(config: Config) -> Flask:
    from webapp.app import create_app  # late: tests that need no application also run while it does not import

    app = create_app(config)
    compiled = stores.run_folder() / "templates"
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    app.test_client_class = Client
    database: Database = app.extensions["database"]

    @event.listens_for(database.engine, "do_connect")
    def connect_to_own(dialect: Any, _record: Any, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[:], own = dialect.create_connect_args(database.url)
        named.update(own)

    return app


def _begin_anew(app: Flask, config: Config, database: Database) -> None:
    """Nothing of the test before, neither what it kept in memory nor its clock."""
    database.url = database_url(config, database.keyring)
    app.extensions["config"] = config
    app.extensions["pulse"] = Pulse(database)
    app.extensions["lately"].forget()
    app.extensions["bursts"].forget()
    cast(AnswersUnchanged, app.wsgi_app).forget()
    kept_boards._boards.clear()
    app.jinja_env.globals["now"] = clock.now
