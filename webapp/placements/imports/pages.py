"""The contents of the pages of an import."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import format_decimal, gettext

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.people.store import names_of
from webapp.placements.course import labels
from webapp.placements.course import service as course
from webapp.placements.imports import store
from webapp.placements.imports.blocks import list_lines
from webapp.placements.imports.columns import Column
from webapp.placements.imports.models import LineImport
from webapp.placements.imports.rows import MOST, Kind, Row, Step, by_column, load
from webapp.text import isolate
from webapp.web.choices import options

SHOWN = 50
"""Rows of one kind on the page."""
_LATEST = 20


def upload_page(session: Session, actor: Actor) -> dict[str, Any]:
    """The programmes to choose from, and the imports of before."""
    imports = store.list_imports(session, actor, _LATEST)
    lines = [(str(one.id), isolate(one.name)) for one in list_lines(session, actor)]
    return {
        "imports": imports,
        "names": names_of(session, [one.made_by for one in imports]),
        "lines": [("", gettext("Kies een voorziening")), *lines],
        "steps": {one.value: one.label for one in Step},
        "most": format_decimal(MOST),
    }


def import_page(session: Session, actor: Actor, made: LineImport) -> dict[str, Any]:
    """An import: the rows of each kind that still say something, those to choose first."""
    shows = made.step in (Step.shown, Step.written)
    rows = _list_rows(session, made) if shows else {}
    likes = {UUID(one) for row in rows.get(Kind.unclear.value, ()) for one in row.like}
    known = store.list_kept(session, actor, likes)
    entries = course.read_many(session, actor, list(known.values()))
    return {
        "made": made,
        "rows": rows,
        "likes": {str(one.row.id): one for one in entries},
        "kinds": [(one.value, one.label, made.counts.get(one.value, 0)) for one in Kind],
        "fields": [("", gettext("niet lezen")), *options(Column)],
        "steps": {one.value: one.label for one in Step},
        "percent": round(100 * made.done / made.blocks),
        "is_working": made.step in (Step.checking, Step.writing, Step.undoing),
        "said": lambda row: by_column(row.cells, made.columns),
        "labels": labels,
    }


def _list_rows(session: Session, made: LineImport) -> dict[str, list[Row]]:
    """Kind → the first rows of it; of those to choose for the first that are open."""
    found: dict[str, list[Row]] = {one.value: [] for one in Kind}
    for number in range(made.blocks):
        block = store.find_block(session, made.id, number)
        for row in load(block.content) if block else ():
            if row.kind and len(found[row.kind]) < SHOWN and (row.kind != Kind.unclear or row.is_open):
                found[row.kind].append(row)
    return found
