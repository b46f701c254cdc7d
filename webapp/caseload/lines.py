"""The line of time of one client or of a whole caseload: what every feature declares, as one list, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.features import FEATURES
from webapp.timeline import Asked, Line, Moment, newest_first

LINES: tuple[Line, ...] = tuple(
    sorted((line for feature in FEATURES for line in feature.timeline), key=lambda line: line.order)
)
BY_DAY = timedelta(days=14)
"""Moments of so long ago stand under their day, older ones under their month."""


@dataclass(frozen=True)
class Part:
    """The moments of one day, or of one month; ``day`` is the first of it."""

    day: date
    is_month: bool
    moments: Sequence[Moment]


def kinds() -> dict[str, str]:
    """Word → label of every kind of moment that the house knows, as ``?soort=`` takes it."""
    return {line.word: line.label for line in LINES}


def read_line(session: Session, actor: Actor, asked: Asked, kind: str = "") -> tuple[Sequence[Moment], bool]:
    """One client's moments, of one kind or of all; also whether there are older ones."""
    more = Asked(asked.clients, asked.limit + 1, asked.before)
    chosen = [line for line in LINES if kind in ("", line.word)]
    found = [moment for line in chosen for moment in line.read(session, actor, more)]
    moments = newest_first(found, asked.limit)
    return moments, len(found) > len(moments)


def read_lines(session: Session, actor: Actor, asked: Asked) -> dict[UUID, list[tuple[Line, Moment]]]:
    """Of each of these clients the newest of every kind."""
    found: dict[UUID, list[tuple[Line, Moment]]] = {client: [] for client in asked.clients}
    for line in LINES:
        for moment in line.read(session, actor, asked):
            found[moment.client_id].append((line, moment))
    return found


def in_parts(moments: Sequence[Moment]) -> list[Part]:
    """Moments, newest first, under their day or their month."""
    parts: dict[tuple[date, bool], list[Moment]] = {}
    for moment in moments:
        day = clock.local(moment.point.at).date()
        is_month = day < clock.today() - BY_DAY
        parts.setdefault((day.replace(day=1) if is_month else day, is_month), []).append(moment)
    return [Part(day, is_month, found) for (day, is_month), found in parts.items()]
