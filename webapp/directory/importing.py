"""A file of the directory against the directory of the region: what is new, changed and gone, before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action
from webapp.db import Session, new_id
from webapp.directory import flat_file, service, store
from webapp.directory.flat_file import Row
from webapp.directory.inputs import EntryInput
from webapp.directory.kinds import Status
from webapp.directory.models import Entry
from webapp.edits import same
from webapp.errors import Invalid
from webapp.text import fold

_FROM = "from a file"


@dataclass(frozen=True)
class New:
    """An entry that the directory does not have."""

    id: UUID
    data: EntryInput
    extra: Mapping[str, Any]


@dataclass(frozen=True)
class Changed:
    """An entry that is otherwise in the file; ``fields``: field → what stands now and what is wanted."""

    entry: Entry
    data: EntryInput
    extra: Mapping[str, Any]
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Preview:
    """What a file would do. ``wrong``: row number, column, sentence; with any of them nothing is written."""

    new: list[New] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    wrong: list[tuple[int, str, str]] = field(default_factory=list)


def preview(session: Session, region_id: UUID, rows: Iterable[Row], *, is_part: bool = False) -> Preview:
    """Compare the rows with the region's entries: by id, else by name and organisation.

    ``is_part``: the file holds some of them, so nothing outside it is gone.
    """
    entries = store.list_entries(session, region_id, also_stopped=True)
    by_id = {entry.id: entry for entry in entries}
    by_name = {_name(entry.name, entry.provider): entry for entry in reversed(entries)}
    found, seen = Preview(), set[UUID]()
    for row in rows:
        entry = by_id.get(row.id) if row.id else None
        entry = entry or by_name.get(_name(row.said.get("name"), row.said.get("provider")))
        if entry and entry.id in seen:
            entry = None
        _compare(session, region_id, found, row, entry)
        if entry:
            seen.add(entry.id)
    if not is_part:
        found.gone.extend(one for one in entries if one.id not in seen and one.state != Status.stopped.value)
    return found


def write(
    session: Session, region_id: UUID, organisation_id: UUID | None, wanted: Preview, actor: Actor | None = None
) -> None:
    """Write a preview: add, change, and stop what is gone. A stopped entry can be put back.

    ``organisation_id`` keeps the new ones; ``actor`` None is a command.

    Raises:
        ValueError: for a preview with mistakes, or new entries that nobody keeps.
    """
    if wanted.wrong:
        raise ValueError("a file with mistakes is not written")
    for one in wanted.new:
        if organisation_id is None:
            raise ValueError("nobody keeps what is new")
        entry = Entry(id=one.id, region_id=region_id, organisation_id=organisation_id, **_facts(one.data, one.extra))
        service.save(session, actor, entry, Action.create, _FROM)
    for change in wanted.changed:
        for name, value in _facts(change.data, change.extra, change.entry.checked_on).items():
            setattr(change.entry, name, value)
        service.save(session, actor, change.entry, Action.update, _FROM)
    for entry in wanted.gone:
        entry.state = Status.stopped.value
        service.save(session, actor, entry, Action.update, _FROM)


def _compare(session: Session, region_id: UUID, found: Preview, row: Row, entry: Entry | None) -> None:
    present = service.shown(entry) if entry else {}
    try:
        data, extra = flat_file.entry_of(row, present)
        service.require_towns(session, region_id, data)
    except Invalid as error:
        found.wrong.extend((row.number, column, text) for column, text in flat_file.lines(error.fields))
        return
    if entry is None:
        found.new.append(New(new_id(), data, extra))
        return
    wanted = {name: value or None for name, value in service.facts(data).items()} | dict(extra)
    now = {**present, "checked_on": entry.checked_on, "checked_by": entry.checked_by}
    fields = {name: (now[name], value) for name, value in wanted.items() if not same(now[name] or None, value or None)}
    if fields:
        found.changed.append(Changed(entry, data, extra, fields))
    else:
        found.same.append(entry)


def _facts(data: EntryInput, extra: Mapping[str, Any], checked_on: date | None = None) -> dict[str, Any]:
    return {**service.facts(data), "checked_on": checked_on or clock.today(), **extra}


def _name(name: Any, provider: Any) -> tuple[str, str]:
    return fold(str(name or "")), fold(str(provider or ""))
