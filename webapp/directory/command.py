"""``onderdak import wegwijzer FILE`` and ``export wegwijzer``: the directory of a region as a file.

An import shows what it would do, and writes it only with ``--yes``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from webapp import sheets
from webapp.accounts import store as accounts
from webapp.accounts.commands import Opened
from webapp.accounts.models import Region
from webapp.config import from_env
from webapp.db import Session
from webapp.directory import flat_file, importing, store
from webapp.directory.flat_file import Row
from webapp.directory.hsds import files
from webapp.directory.hsds.files import Exchange
from webapp.directory.importing import Preview
from webapp.sheets import Form
from webapp.sheets.reading import Unreadable

WHAT = "wegwijzer"
_SHOWN = 40
"""Lines of each kind that are printed; the rest is counted."""


Importer = Callable[[argparse.Namespace, Opened], None]


class Refused(Exception):
    """The command cannot be carried out; the message is for the person at the command line."""


def add_to(commands: Any, opened: Opened, others: Mapping[str, Importer]) -> None:
    """Add ``import`` and ``export`` to the command line. ``opened`` gives a store that is up to date.

    ``others``: other lists that come from a file, by their word.
    """
    text = "compare a file with what is here, and write it with --yes"
    reading = commands.add_parser("import", help=text, description=text)
    reading.add_argument("what", metavar="WHAT", choices=[WHAT, *others], help=", ".join((WHAT, *others)))
    reading.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="a directory: CSV with the columns of the export, or HSDS 3.0 (zip or JSON); a list: CSV, XLSX or ODS",
    )
    reading.add_argument("--organisation", help="keeps what is new; needed when the region has several")
    reading.add_argument("--programme", help="of a waiting list: the programme of rows that name none")
    reading.add_argument("--officer", help="of a waiting list: the name of the placement officer it comes from")
    reading.add_argument("--part", action="store_true", help="of a directory: the file is a part, nothing else stops")
    reading.add_argument("--yes", action="store_true", help="write it")
    kinds = {WHAT: _import, **others}
    reading.set_defaults(run=lambda arguments: kinds[arguments.what](arguments, opened))
    text = "write what is here to a file"
    writing = commands.add_parser("export", help=text, description=text)
    writing.add_argument("what", metavar="WHAT", choices=[WHAT], help=WHAT)
    writing.add_argument("--to", metavar="FILE", type=Path, help="the file; without it CSV to the screen")
    writing.add_argument("--form", choices=[*Form, *Exchange], help="the form of the file (by its name, else csv)")
    writing.set_defaults(run=lambda arguments: _export(arguments, opened))
    for command in (reading, writing):
        command.add_argument("--region", help="word of the region in commands; needed when there are several")


def _import(arguments: argparse.Namespace, opened: Opened) -> None:
    with opened(from_env(production=False)) as database, database.transaction() as session:
        region = find_region(session, arguments.region)
        file = _read(arguments.file, region)
        is_part = file.is_part or arguments.part
        found = importing.preview(session, region.id, file.rows, is_part=is_part)
        if is_part:
            print("a part of the directory: what is not in it stays")
        for column in file.unknown:
            print(f"column not read: {column}")
        for what in _first([f"not known here: {_printable(one)}" for one in file.left_out]):
            print(what)
        print("\n".join(_told(found, file.rows)))
        if found.wrong:
            raise Refused("nothing was written: mend these rows first")
        if not (found.new or found.changed or found.gone):
            return
        if not arguments.yes:
            print("nothing was written yet: with --yes it is")
            return
        organisation = _organisation(session, region, arguments.organisation) if found.new else None
        importing.write(session, region.id, organisation, found)
    print("written")


def _read(path: Path, region: Region) -> flat_file.Read:
    try:
        with path.open("rb") as opened:
            return files.parse(opened.read(files.MOST_BYTES + 1), region.municipalities)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    except Unreadable as error:
        raise Refused(f"{path}: {str(error) % error.values}") from error


def _export(arguments: argparse.Namespace, opened: Opened) -> None:
    suffix = arguments.to.suffix[1:] if arguments.to else ""
    form = arguments.form or {"zip": Exchange.hsds}.get(suffix, suffix)
    with opened(from_env(production=False)) as database, database.reading() as session:
        region = find_region(session, arguments.region)
        entries = store.list_entries(session, region.id, also_stopped=True)
        if form in set(Exchange):
            data = files.write(Exchange(form), entries, region.slug, region.name)
        else:
            table = flat_file.write(entries, "Wegwijzer")
            data = sheets.write(Form(form) if form in set(Form) else Form.csv, table)
    if arguments.to is None:
        sys.stdout.buffer.write(data)
        return
    try:
        arguments.to.write_bytes(data)
    except OSError as error:
        raise Refused(f"{arguments.to}: {error.strerror}") from error
    print(f"{len(entries)} entries of {region.name}: {arguments.to}")


def _told(found: Preview, rows: list[Row]) -> Iterator[str]:
    """What a file would do, in lines."""
    names = {row.number: _printable(str(row.said.get("name") or "")) for row in rows}
    yield f"new {len(found.new)}, changed {len(found.changed)}, gone {len(found.gone)}, the same {len(found.same)}"
    yield from _first([f"new      {one.data.name}" for one in found.new])
    for change in found.changed[:_SHOWN]:
        fields = (f"{flat_file.column_of(name)}: {_word(a)} → {_word(b)}" for name, (a, b) in change.fields.items())
        yield f"changed  {change.entry.name}: {'; '.join(fields)}"
    yield from _first([f"gone     {one.name}" for one in found.gone])
    yield from _first([f"row {number} ({names[number]}), {column}: {text}" for number, column, text in found.wrong])


def _first(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"         and {len(lines) - _SHOWN} more"


def _printable(text: str) -> str:
    """Text of a file that was not checked, as a screen can show it."""
    return "".join(sign for sign in text if sign.isprintable())[:80]


def _word(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value)) or "(empty)"
    return "(empty)" if value in (None, "") else str(value).replace("\n", " | ")


def find_region(session: Session, slug: str | None) -> Region:
    """The region with this word, or the only one.

    Raises:
        Refused: when there is none, or several.
    """
    regions = accounts.list_regions(session)
    found = [one for one in regions if slug in (None, one.slug, one.name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.slug for one in regions) or "none"
    raise Refused(f"name the region with --region: {known}")


def _organisation(session: Session, region: Region, name: str | None) -> Any:
    organisations = accounts.list_organisations(session, region.id)
    found = [one for one in organisations if name in (None, one.name)]
    if len(found) == 1:
        return found[0].id
    raise Refused(f"name who keeps the new ones with --organisation: {', '.join(one.name for one in organisations)}")
