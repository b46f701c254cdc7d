"""A list: its possible filters, and its rows as a page, as JSON or as a file.

``?zoek=`` searches, a field by its name filters, ``?pagina=`` turns the page; ``Accept: application/json`` gives the
rows of the page and the total, ``?vorm=csv``, ``xlsx`` or ``ods`` every row as a file. A listing never selects: its
rows come from the feature's own store, so with the rights of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from flask import Response, abort, current_app, jsonify, request
from flask_babel import gettext

from webapp import clock, sheets
from webapp.db import Session
from webapp.errors import N_, DomainError
from webapp.sheets import Form
from webapp.sheets.table import Cell, Table
from webapp.web import shown
from webapp.web.paging import PER_PAGE, Pages, cut, first_row, page_number, search_words
from webapp.web.store import reading

MOST = 10_000
"""Rows in one file."""
_TOO_MANY = N_("Dit zijn er meer dan %(most)s. Zoek eerst, dan past het in een bestand.")
Row = TypeVar("Row")
Found = TypeVar("Found", covariant=True)
Written = TypeVar("Written", contravariant=True)
Value = str | int | float | bool | date | Sequence[str] | None


@dataclass(frozen=True)
class Asked:
    """The question to a list: words, filters by field name, and the wanted rows."""

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    offset: int = 0
    limit: int = PER_PAGE + 1

    def as_fields(self) -> dict[str, str]:
        """The same question for a form that asks it again."""
        return {"zoek": self.words, **self.filters} if self.words else dict(self.filters)

    def cut(self, found: Sequence[Row]) -> Pages[Row]:
        """The rows as a page."""
        return cut(found, self.offset // PER_PAGE + 1)


ALL = Asked()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One fact of a row: its name and value for programs, its heading and, for a code, its words for people."""

    field: str
    label: str
    value: Callable[[Row], Value]
    words: Callable[[Row], str] | None = None


class Find(Protocol[Found]):
    """The ordered rows that mention these words and have these values."""

    def __call__(  # noqa: D102
        self, session: Session, actor: Any, words: str, filters: Mapping[str, str], *, offset: int, limit: int
    ) -> Sequence[Found]: ...


class Tabulate(Protocol[Written]):
    """The table of these rows under this title; ``is_part``: a search or a filter left others out."""

    def __call__(self, rows: Sequence[Written], title: str, *, is_part: bool) -> Table: ...  # noqa: D102


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A list of one feature.

    ``subject`` is the table that the access log names for an export. ``filters``: field → its possible values, None for
    any; ``also``: another name in an address → field.
    """

    subject: str
    title: str
    columns: tuple[Column[Row], ...]
    find: Find[Row]
    count: Callable[[Session, Any, str, Mapping[str, str]], int]
    id_of: Callable[[Row], UUID]
    url_of: Callable[[Row], str]
    filters: Mapping[str, Collection[str] | None] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    table: Tabulate[Row] | None = None
    """Its file, where that has columns of its own."""

    def rows(self, session: Session, actor: Any, asked: Asked) -> Sequence[Row]:
        """The wanted rows."""
        return self.find(session, actor, asked.words, asked.filters, offset=asked.offset, limit=asked.limit)


def asked_of(listing: Listing[Any]) -> Asked:
    """Read from the request the question to a list: one page of rows; 404 for an impossible value."""
    names = {**{name: name for name in listing.filters}, **listing.also}
    filters = {field: request.values[name] for name, field in names.items() if request.values.get(name)}
    for name, value in filters.items():
        known = listing.filters[name]
        if known is not None and value not in known:
            abort(404)
    return Asked(search_words(), filters, first_row(page_number()))


def as_data(listing: Listing[Any], asked: Asked, actor: Any) -> Response | None:
    """The rows as a file or as JSON when the request wants that; None for a page."""
    form = request.values.get("vorm", "")
    if form:
        if form not in set(Form):
            abort(404)
        return _file(listing, asked, actor, Form(form))
    if request.accept_mimetypes.best == "application/json":
        return _json(listing, asked, actor)
    return None


def _json(listing: Listing[Any], asked: Asked, actor: Any) -> Response:
    with reading() as session:
        rows = listing.rows(session, actor, asked)[:PER_PAGE]
        total = listing.count(session, actor, asked.words, asked.filters)
        shown.of_this_request().records.extend(shown.records_in(list(rows)))
        response = jsonify(rows=[_facts(listing, row) for row in rows], total=total)
    response.vary.add("Accept")
    return response


def _facts(listing: Listing[Row], row: Row) -> dict[str, Any]:
    facts = {column.field: _for_programs(column.value(row)) for column in listing.columns}
    return {"id": str(listing.id_of(row)), "url": listing.url_of(row), **facts}


def _for_programs(value: Value) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _file(listing: Listing[Any], asked: Asked, actor: Any, form: Form) -> Response:
    with reading() as session:
        rows = listing.rows(session, actor, Asked(asked.words, asked.filters, 0, MOST + 1))
        if len(rows) > MOST:
            raise DomainError(_TOO_MANY, "too_many_rows", most=MOST)
        title, is_part = gettext(listing.title), bool(asked.words or asked.filters)
        table = listing.table(rows, title, is_part=is_part) if listing.table else _table(listing, rows, title)
        body = sheets.write(form, table)
    shown.of_this_request().exports.append(shown.Export(listing.subject, f"{len(rows)} rows, {form}"))
    name = f"{gettext(listing.title).lower().replace(' ', '-')}-{clock.today().isoformat()}.{form}"
    response = Response(body, content_type=sheets.MIMETYPES[form])
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _table(listing: Listing[Row], rows: Sequence[Row], title: str) -> Table:
    """The rows as a table; the address of each record is its last cell, which is never empty."""
    heads = [*(gettext(column.label) for column in listing.columns), gettext("Adres")]
    origin = current_app.extensions["config"].origin
    cells = [[*(_cell(column, row) for column in listing.columns), origin + listing.url_of(row)] for row in rows]
    return Table(title, heads, cells)


def _cell(column: Column[Row], row: Row) -> Cell:
    if column.words:
        return column.words(row)
    value = column.value(row)
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    return ", ".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
