"""One block of a waiting list that comes from a file: compared with the line, written, undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Session, new_id
from webapp.errors import N_
from webapp.people.store import region_of
from webapp.placements.imports import store
from webapp.placements.imports.columns import Entry, Refused, programme_key, read_entry
from webapp.placements.imports.likeness import Line
from webapp.placements.imports.models import LineImport
from webapp.placements.imports.rows import NEW, SKIP, Kind, Row, by_column, count
from webapp.placements.kind import DECISION, OFFICER, PLACEMENT, REFERRAL, WAITING
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.order import RANKS
from webapp.text import fold
from webapp.trajectories.models import TakenRow

_TWICE = N_("Deze regel staat twee keer in het bestand.")
_NOON = time(12)


def list_lines(session: Session, actor: Actor) -> list[Programme]:
    """The programmes with a line that the actor's organisation keeps."""
    today = clock.today()
    found = programmes.list_programmes(session, actor)
    return [one for one in found if one.is_kept_by(actor) and one.shape.has_line and one.is_open(today)]


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


def check(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> Counter[str]:
    """Say of each row what it is beside the line: new, the same, changed, unclear or refused."""
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


def write(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> Counter[str]:
    """Put the chosen rows in the line; what a file said of people stays no longer than needed."""
    entries, told = _read(session, actor, made, rows), Counter[str]()
    line = Line(store.list_named(session, actor, {fold(one.name) for one in entries.values()}))
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


def undo(session: Session, actor: Actor, made: LineImport, rows: list[Row]) -> Counter[str]:
    """Take back what a block wrote; an entry that moved on since stays, and is counted."""
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
