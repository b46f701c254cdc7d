"""The facts that the board's answer depends on, as a tag; and their reader by one small question.

Region, role, language, release, the board's version, the minute and the filter: nothing in it is personal. Changes by
the clock alone (an expired hold, an ageing count, a closing shelter, the winter regime that begins or ends) fall on
whole minutes; a person's change moves the version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from flask import Flask
from sqlmodel import col, select
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from webapp import __version__
from webapp.accounts import login, sessions
from webapp.accounts import store as accounts
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission, Role, allows
from webapp.beds.availability import shelters as availability
from webapp.beds.ledger.models import BoardVersion
from webapp.config import Config
from webapp.db import Database
from webapp.web.conditional import etag_of
from webapp.web.unchanged.middleware import RequestFacts, TagReader
from webapp.web.unchanged.quick_query import QuickQuery


@dataclass(frozen=True)
class Board:
    """One region's board at one minute; ``build`` names the static files its page points to."""

    region_id: UUID
    version: int
    minute: datetime
    build: str


@lru_cache(maxsize=256)
def tag(now: Board, shape: str, roles: frozenset[Role], language: str, chosen: tuple[str, ...] = ()) -> str:
    """The tag of one answer; ``shape`` is page, part or json."""
    return etag_of(
        shape,
        now.region_id,
        ",".join(sorted(roles)),
        language,
        __version__,
        now.build,
        now.version,
        now.minute.isoformat(),
        ",".join(chosen),
    )


@lru_cache(maxsize=64)
def shape_for(accept: str) -> str:
    """'page', or 'json' when the client wants that."""
    wanted = parse_accept_header(accept, MIMEAccept).best_match(("text/html", "application/json"))
    return "json" if wanted == "application/json" else "page"


def readers(app: Flask) -> dict[str, TagReader]:
    """The readers of the tags of the board's two addresses, used before the application works."""
    reader = _Reader(app.extensions["config"], app.extensions["database"], app.extensions["build"])
    return {
        "beds.index": lambda facts: reader.tag_of(shape_for(facts.accept), facts),
        "beds.refresh": lambda facts: reader.tag_of("part", facts),
    }


@lru_cache(maxsize=256)
def _roles(names: tuple[str, ...]) -> frozenset[Role]:
    return frozenset(Role(name) for name in names)


@lru_cache(maxsize=256)
def _may_see(roles: frozenset[Role]) -> bool:
    return allows(roles, Permission.see_board)


class _Reader:
    """Session, user and board version by one question."""

    def __init__(self, config: Config, database: Database, build: str) -> None:
        self._config = config
        self._cookie = login.cookie_name(config)
        self._build = build
        version = select(BoardVersion.version).where(BoardVersion.region_id == User.region_id).scalar_subquery()
        columns = (col(User.region_id), col(User.roles), col(User.demo), version)
        self._query = QuickQuery(database, accounts.live_session(*columns))

    def tag_of(self, shape: str, facts: RequestFacts) -> str | None:
        """The tag for a signed-in user who may see the board; None for others, and for a session due for renewal."""
        token = facts.cookies.get(self._cookie)
        minute = availability.this_minute()
        found = self._query.first(**sessions.live_session_parameters(token)) if token else None
        if found is None:
            return None
        region_id, names, demo, version = found
        roles = _roles(tuple(names))
        if not login.may_exist(self._config, demo=demo) or not _may_see(roles):
            return None
        return tag(Board(region_id, int(version or 0), minute, self._build), shape, roles, facts.language)
