"""Taking a waiting list in: compared block by block, chosen by a person, written, and undone as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session, insert_or_renew, new_id
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.people.store import region_of
from webapp.placements.imports import store
from webapp.placements.imports.columns import Column, Entry, Refused, programme_key, read_entry, recognise
from webapp.placements.imports.likeness import Line
from webapp.placements.imports.models import LineColumn, LineImport, LineImportBlock
from webapp.placements.imports.rows import BLOCK, MOST, NEW, SKIP, Kind, Row, Step, by_column, count, dump, load
from webapp.placements.kind import DECISION, OFFICER, PLACEMENT, REFERRAL, WAITING
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.order import RANKS
from webapp.sheets.reading import Unreadable, read_rows, refuse_bsn
from webapp.text import fold
from webapp.trajectories.models import TakenRow

KEPT = timedelta(days=1)
"""So long a file lies here unwritten."""
_UNKNOWN = N_("Dit bestand is er niet meer, of is niet van jullie.")
_NO_LINE = N_("Kies een voorziening van jullie met een wachtlijst.")
_NO_ROWS = N_("In dit bestand staat niemand. De eerste regel noemt de kolommen.")
_NO_NAME = N_("Zeg in welke kolom de naam of alias staat.")
_NO_SINCE = N_("Zeg in welke kolom de dag van aanmelding staat.")
_MOVED_ON = N_("Dit bestand is intussen al verder. Kijk hoe het nu staat.")
_TWICE = N_("Deze regel staat twee keer in het bestand.")
_NOON = time(12)


def list_lines(session: Session, actor: Actor) -> list[Programme]:
    """The programmes with a line that the actor's organisation keeps."""
    today = clock.today()
    found = programmes.list_programmes(session, actor)
    return [one for one in found if one.is_kept_by(actor) and one.shape.has_line and one.is_open(today)]


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
    acts = {Step.checking: _check_block, Step.writing: _write_block, Step.undoing: _undo_block}
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


def _read(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> dict[int, Entry]:
    """Row → what it says; the others are refused."""
    towns = region_of(session, actor).municipalities
    lines = {programme_key(one.name): one.id for one in list_lines(session, actor)}
    today, found = clock.today(), dict[int, Entry]()
    for row in rows:
        try:
            found[row.number] = read_entry(by_column(row.cells, made.columns), today, towns, lines, made.programme_id)
        except Refused as error:
            row.kind, row.why = Kind.refused.value, str(error)
    return found


def _check_block(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> Counter[str]:
    for row in rows:
        row.kind, row.why, row.like, row.choice = "", "", [], ""
    entries, line = _read(session, actor, made, rows), Line(store.list_named(session, actor))
    same = {number: line.find_same(entry) for number, entry in entries.items()}
    known = store.list_kept(session, actor, {one for one in same.values() if one})
    seen: set[tuple[str, object, object]] = set()
    for row in rows:
        entry = entries.get(row.number)
        if entry is None:
            continue
        key = (fold(entry.name), entry.programme, entry.since)
        there = known.get(same[row.number]) if same[row.number] else None  # type: ignore[arg-type]
        if key in seen:
            row.kind, row.why = Kind.refused.value, _TWICE
        elif there:
            row.kind = Kind.changed.value if _wanted(there, entry) else Kind.same.value
            row.placement = str(there.id)
        elif alike := line.list_alike(entry):
            row.kind, row.like = Kind.unclear.value, [str(one) for one in alike]
        else:
            row.kind = Kind.new.value
        seen.add(key)
    return count(rows)


def _wanted(row: Placement, entry: Entry) -> dict[str, object]:
    """The fields of an entry in line that a file has otherwise. The decision and the day of the referral stay."""
    wanted = {"urgency": entry.urgency.value, "interim_support": entry.interim, "municipality": entry.municipality}
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def _write_block(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> Counter[str]:
    entries, line, told = _read(session, actor, made, rows), Line(store.list_named(session, actor)), Counter[str]()
    shapes = {one.id: one for one in list_lines(session, actor)}
    ids = {UUID(one) for row in rows for one in (row.placement, row.choice) if one not in ("", NEW, SKIP)}
    known = store.list_kept(session, actor, ids)
    for row in rows:
        entry = entries.get(row.number)
        of = row.placement or (row.choice if row.choice not in (NEW, SKIP) else "")
        row.placement, row.like, row.cells = "", [], []  # what a file said of people stays here no longer than needed
        is_new = row.kind == Kind.new or row.choice == NEW
        if entry is None or not (is_new or of) or row.kind == Kind.same:
            continue
        if is_new and line.find_same(entry) is None:
            placement, answers = _add(session, actor, entry, shapes[entry.programme])
            line.note(entry, placement.id)
            row.placement, row.answers = str(placement.id), answers
            told["written"] += 1
        elif not is_new and (there := known.get(UUID(of))):
            _change(session, actor, there, entry, row)
            told["written"] += bool(row.before)
    session.flush()
    return told


def _change(session: Session, actor: Actor, there: Placement, entry: Entry, row: Row) -> None:
    wanted = _wanted(there, entry)
    if not wanted:
        return
    row.placement = str(there.id)
    row.before = {name: [getattr(there, name), value] for name, value in wanted.items()}
    _set(session, actor, there, wanted)


def _set(session: Session, actor: Actor, row: Placement, wanted: Mapping[str, object]) -> None:
    for name, value in wanted.items():
        setattr(row, name, value)
    row.rank = RANKS[row.urgency]
    session.add(row)
    record(session, actor, Action.update, "placement", row.id, client_id=row.client_id, ground=row.ground(actor))


def _add(session: Session, actor: Actor, entry: Entry, programme: Programme) -> tuple[Placement, int]:
    """Put somebody in the line as the list of before had them, without a note; also the number of answers."""
    began = _noon(entry.since)
    is_straight = DECISION not in programme.shape.steps
    answers = [(REFERRAL, "waits" if is_straight else "yes", began)]
    if entry.decided and not is_straight:
        answers.append((DECISION, "yes", max(began, _noon(entry.decided))))
    row = Placement(
        id=new_id(),
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        keeper_id=actor.organisation_id,
        programme_id=programme.id,
        person=entry.name,
        search_key=fold(entry.name),
        urgency=entry.urgency.value,
        rank=RANKS[entry.urgency.value],
        interim_support=entry.interim,
        municipality=entry.municipality,
        sent_by=actor.user_id,
        referred_at=began,
        decided_on=entry.decided,
    )
    row.set_state(WAITING if is_straight or entry.decided else DECISION, answers[-1][2])
    session.add(row)
    for step, answer, at in answers:
        session.add(
            TakenRow(
                region_id=actor.region_id,
                subject_id=row.id,
                organisation_id=actor.organisation_id,
                kind=PLACEMENT.word,
                step=step,
                answer=answer,
                party=OFFICER,
                by=actor.user_id,
                at=at,
            )
        )
    record(session, actor, Action.create, "placement", row.id, ground=row.ground(actor), detail="from a file")
    return row, len(answers)


def _noon(day: object) -> datetime:
    return min(datetime.combine(day, _NOON, clock.AMSTERDAM), clock.now())  # type: ignore[arg-type]


def _undo_block(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> Counter[str]:
    ids = {UUID(row.placement) for row in rows if row.placement}
    known, told = store.list_kept(session, actor, ids), Counter[str]()
    moved = store.list_moved(session, ids)
    answered = store.count_answers(session, made.region_id, ids)
    gone: list[UUID] = []
    for row in rows:
        there = known.get(UUID(row.placement)) if row.placement else None
        if there is None:
            continue
        if row.before:
            back = {name: old for name, (old, new) in row.before.items() if getattr(there, name) == new}
            told["undone" if len(back) == len(row.before) else "stayed"] += 1
            _set(session, actor, there, back)
        elif there.id in moved or there.client_id or answered[there.id] != row.answers:
            told["stayed"] += 1
        else:
            gone.append(there.id)
            told["undone"] += 1
            record(session, actor, Action.delete, "placement", there.id, ground=there.ground(actor))
    session.flush()
    for one in known.values():
        if one.id in gone:
            session.expunge(one)
    store.erase_placements(session, made.region_id, gone)
    return told


def erase_unwritten(session: Session) -> None:
    """Erase the files that nobody wrote within a day."""
    for made in store.list_left_lying(session, clock.now() - KEPT):
        store.erase_import(session, made.id)
