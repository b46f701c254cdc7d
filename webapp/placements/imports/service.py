"""Taking a waiting list in: compared block by block, chosen by a person, written, and undone as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session, insert_or_renew
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.placements.imports import blocks, store
from webapp.placements.imports.blocks import list_lines
from webapp.placements.imports.columns import Column, recognise
from webapp.placements.imports.models import LineColumn, LineImport, LineImportBlock
from webapp.placements.imports.rows import BLOCK, MOST, NEW, SKIP, Kind, Row, Step, count, dump, load
from webapp.sheets.reading import Unreadable, read_rows, refuse_bsn
from webapp.text import fold

KEPT = timedelta(days=1)
"""So long a file lies here unwritten."""
_UNKNOWN = N_("Dit bestand is er niet meer, of is niet van jullie.")
_NO_LINE = N_("Kies een voorziening van jullie met een wachtlijst.")
_NO_ROWS = N_("In dit bestand staat niemand. De eerste regel noemt de kolommen.")
_NO_NAME = N_("Zeg in welke kolom de naam of alias staat.")
_NO_SINCE = N_("Zeg in welke kolom de dag van aanmelding staat.")
_MOVED_ON = N_("Dit bestand is intussen al verder. Kijk hoe het nu staat.")


def read_file(data: bytes) -> tuple[list[str], list[Row]]:
    """The headings of a file and its rows. Before the transaction: a large file takes seconds.

    Raises:
        Invalid: at ``bestand`` for a file that cannot be read, without rows, or with a column of BSNs.
    """
    try:
        rows = read_rows(data, MOST + 1)
        heads = next((row for row in rows if row), [])
        begin = rows.index(heads) + 1 if heads else 0
        refuse_bsn(heads, rows[begin:])
    except Unreadable as error:
        raise Invalid({"bestand": str(error)}, None, **error.values) from error
    kept = [Row(number, cells) for number, cells in enumerate(rows[begin:], begin + 1) if cells]
    if not kept:
        raise Invalid({"bestand": _NO_ROWS})
    return heads, kept


def take_in(
    session: Session, actor: Actor, file: tuple[list[str], list[Row]], programme_id: UUID | None, import_id: UUID
) -> LineImport:
    """Keep a file for a look; sent twice it is one. Nothing is in the line yet.

    Raises:
        Invalid: at ``programme`` for one that is not theirs, or has no line.
    """
    actor.require(Permission.keep_placements)
    if known := store.find_import(session, actor, import_id):
        return known
    if programme_id not in {one.id for one in list_lines(session, actor)} or programme_id is None:
        raise Invalid({"programme": _NO_LINE})
    heads, kept = file
    columns = recognise(heads, store.list_columns(session, actor.region_id))
    made = LineImport(
        id=import_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        programme_id=programme_id,
        made_by=actor.user_id,
        heads=heads,
        columns=columns,
        step=Step.checking.value if _lacks(columns) is None else Step.shown.value,
        blocks=-(-len(kept) // BLOCK),
        rows=len(kept),
    )
    session.add(made)
    session.flush()
    for number in range(made.blocks):
        some = kept[number * BLOCK : (number + 1) * BLOCK]
        session.add(LineImportBlock(import_id=made.id, number=number, content=dump(some)))
    session.flush()
    record(session, actor, Action.create, "line_import", made.id, ground="region", detail=f"{made.rows} rows")
    return made


def _lacks(columns: Collection[str]) -> str | None:
    """The sentence about the column that is missing."""
    if Column.person not in columns:
        return _NO_NAME
    return _NO_SINCE if Column.since not in columns else None


def require_import(session: Session, actor: Actor, import_id: UUID, *, lock: bool = False) -> LineImport:
    """An import of the actor's organisation.

    Raises:
        NotFound: when there is none.
    """
    actor.require(Permission.keep_placements)
    found = store.find_import(session, actor, import_id, lock=lock)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def set_columns(session: Session, actor: Actor, import_id: UUID, fields: Mapping[int, str]) -> LineImport:
    """Say what each column is; the region remembers it. The rows are compared anew.

    Raises:
        Conflict: when it was written meanwhile.
        Invalid: at ``columns`` without a name or a day, or with a field twice.
    """
    made = require_import(session, actor, import_id, lock=True)
    _require_step(made, Step.shown, Step.checking)
    known = {one.value for one in Column}
    columns = [fields.get(at, "") if fields.get(at, "") in known else "" for at in range(len(made.heads))]
    used = [one for one in columns if one]
    if len(used) != len(set(used)):
        raise Invalid({"columns": N_("Twee kolommen hebben dezelfde betekenis.")})
    if missing := _lacks(columns):
        raise Invalid({"columns": missing})
    rows = {fold(head): column for head, column in zip(made.heads, columns, strict=True) if fold(head)}
    if rows:
        kept = [LineColumn(region_id=made.region_id, head=head[:200], field=field) for head, field in rows.items()]
        insert_or_renew(session, kept, ("region_id", "head"), ("field",))
    made.columns = columns
    _begin(session, made, Step.checking)
    return made


def _require_step(made: LineImport, *steps: Step) -> None:
    if made.step not in steps:
        raise Conflict(_MOVED_ON, {"step": {"value": made.step, "by": "", "at": clock.now().isoformat()}})


def _begin(session: Session, made: LineImport, step: Step) -> None:
    made.step, made.done = step.value, 0
    if step is Step.checking:
        made.counts = {}
    session.add(made)


def choose(session: Session, actor: Actor, import_id: UUID, choices: Mapping[int, str]) -> None:
    """Choose for rows by their number: somebody new, left out, or one of the entries that they are like.

    Raises:
        Conflict: when it was written meanwhile.
    """
    made = require_import(session, actor, import_id, lock=True)
    _require_step(made, Step.shown)
    for number in range(made.blocks):
        block = store.find_block(session, made.id, number)
        rows = load(block.content) if block else []
        wanted = [row for row in rows if row.kind == Kind.unclear and choices.get(row.number)]
        for row in wanted:
            if choices[row.number] in (NEW, SKIP, *row.like):
                row.choice = choices[row.number]
        if wanted and block:
            block.content = dump(rows)
            session.add(block)
    _recount(session, made)


def _recount(session: Session, made: LineImport) -> None:
    made.counts = dict(sum((count(rows) for _, rows in _blocks(session, made)), Counter()))
    session.add(made)


def _blocks(session: Session, made: LineImport) -> list[tuple[LineImportBlock, list[Row]]]:
    found = (store.find_block(session, made.id, number) for number in range(made.blocks))
    return [(block, load(block.content)) for block in found if block]


def write(session: Session, actor: Actor, import_id: UUID) -> LineImport:
    """Begin to write what was shown; rows that nobody chose for are left out.

    Raises:
        Conflict: when a colleague was first.
        Invalid: at ``columns`` when it is not known what they are.
    """
    made = require_import(session, actor, import_id, lock=True)
    _require_step(made, Step.shown)
    if missing := _lacks(made.columns):
        raise Invalid({"columns": missing})
    _begin(session, made, Step.writing)
    return made


def undo(session: Session, actor: Actor, import_id: UUID) -> LineImport:
    """Begin to undo a whole import. An entry that moved on since stays, and is counted.

    Raises:
        Conflict: when it was not written, or is undone.
    """
    made = require_import(session, actor, import_id, lock=True)
    _require_step(made, Step.written)
    _begin(session, made, Step.undoing)
    return made


def go_on(session: Session, actor: Actor, import_id: UUID) -> LineImport:
    """Do the next block of the present step; nothing when it is over."""
    made = require_import(session, actor, import_id, lock=True)
    acts = {Step.checking: blocks.check, Step.writing: blocks.write, Step.undoing: blocks.undo}
    over = {Step.checking: Step.shown, Step.writing: Step.written, Step.undoing: Step.undone}
    step = Step(made.step)
    if step not in acts:
        return made
    block = store.find_block(session, made.id, made.done)
    if block:
        rows = load(block.content)
        told = acts[step](session, actor, made, rows)
        block.content = dump(rows)
        made.counts = dict(Counter(made.counts) + told)
        session.add(block)
    made.done += 1
    if made.done >= made.blocks:
        made.step = over[step].value
    session.add(made)
    session.flush()
    return made


def erase_unwritten(session: Session) -> None:
    """Erase the files that nobody wrote within a day."""
    for made in store.list_left_lying(session, clock.now() - KEPT):
        store.erase_import(session, made.id)
