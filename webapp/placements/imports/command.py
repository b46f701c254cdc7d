"""``onderdak import wachtlijst FILE``: the waiting list of an organisation, shown first, written with ``--yes``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.commands import Opened
from webapp.accounts.permissions import Permission
from webapp.config import from_env
from webapp.db import Database, Session, new_id
from webapp.directory.command import Refused, find_region
from webapp.errors import Invalid
from webapp.placements.imports import service, store
from webapp.placements.imports.blocks import list_lines
from webapp.placements.imports.rows import MOST_BYTES, Kind, Step, load

WHAT = "wachtlijst"
_SHOWN = 40


def import_line(arguments: argparse.Namespace, opened: Opened) -> None:
    """Compare a file with the lists of an officer's organisation, and write it when that was asked.

    Raises:
        Refused: for a file, an officer or a programme that cannot be used, or with names to choose for.
    """
    try:
        with arguments.file.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{arguments.file}: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise Refused(f"{arguments.file}: more than 8 MB")
    with opened(from_env(production=False)) as database:
        try:
            _take_in(arguments, database, data)
        except Invalid as error:
            told = error.message % error.values if error.values else error.message
            raise Refused(f"{arguments.file}: {told}") from error


def _take_in(arguments: argparse.Namespace, database: Database, data: bytes) -> None:
    file, import_id = service.read_file(data), new_id()
    with database.transaction() as session:
        officer = _find_officer(session, find_region(session, arguments.region).id, arguments.officer)
        service.take_in(session, officer, file, _find_programme(session, officer, arguments.programme), import_id)
    counts = _finish(database, officer, import_id)
    print(", ".join(f"{one.value} {counts[one.value]}" for one in Kind))
    with database.reading() as session:
        for line in _refused(session, officer, import_id):
            print(line)
    if counts["open"]:
        raise Refused(f"some look alike: choose at /plaatsingen/wachtlijst/bestand/{import_id}, and write there")
    if not arguments.yes:
        print("nothing was written yet: with --yes it is")
        return
    with database.transaction() as session:
        service.write(session, officer, import_id)
    print(f"written {_finish(database, officer, import_id)['written']}")


def _finish(database: Database, officer: Actor, import_id: UUID) -> Counter[str]:
    """Go on to the end of a step, telling how far it is."""
    while True:
        with database.transaction() as session:
            made = service.go_on(session, officer, import_id)
            step, done, blocks, counts = made.step, made.done, made.blocks, Counter(made.counts)
        if step in (Step.shown, Step.written):
            return counts
        print(f"{round(100 * done / blocks)}%")


def _refused(session: Session, officer: Actor, import_id: UUID) -> Iterator[str]:
    """The rows that nobody can be made of, without what they say."""
    made = service.require_import(session, officer, import_id)
    blocks = (store.find_block(session, made.id, number) for number in range(made.blocks))
    rows = (row for block in blocks if block for row in load(block.content) if row.kind == Kind.refused)
    for shown, row in enumerate(rows):
        if shown == _SHOWN:
            yield "and more"
            return
        yield f"row {row.number}: {row.why}"


def _find_officer(session: Session, region_id: UUID, name: str | None) -> Actor:
    users = [user for user, _ in accounts.list_users(session, region_id)]
    found = [one for one in map(actor_of, users) if one.may(Permission.keep_placements) and name in (None, one.name)]
    if len(found) == 1:
        return found[0]
    raise Refused("name the placement officer with --officer")


def _find_programme(session: Session, officer: Actor, name: str | None) -> UUID:
    lines = list_lines(session, officer)
    found = [one for one in lines if name in (None, one.name)]
    if len(found) == 1:
        return found[0].id
    raise Refused(f"name the programme with --programme: {', '.join(one.name for one in lines)}")
