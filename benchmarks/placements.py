"""The waiting list and its figures with 20,000 entries, beside 500 of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from benchmarks.growth.bulk import Ids, Loader, loading, moment
from benchmarks.growth.bulk import Row as Record
from benchmarks.growth.duties import LINE_OF
from benchmarks.growth.pages import OFFICER, POLICY, Page, compare, opened
from benchmarks.results import Row
from webapp import clock, demo, keys, schema
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.config import Config
from webapp.db import Database, Session
from webapp.placements.exits import count_store
from webapp.placements.kind import LINE, PLACEMENT, Exit, Urgency
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.order import RANKS

ENTRIES, FEWER = 20_000, 500
DAYS = 700
TOWNS = ("", "Huizen", "Laren", "Hilversum")
_PLACED = ("placed", "nomination", "contract", "exit")


def _line(session: Session, actor: Actor) -> str:
    query = select(Programme.id).where(Programme.organisation_id == actor.organisation_id)
    return str(session.exec(query.where(Programme.name == LINE_OF)).one())


PAGES = (
    Page("/plaatsingen", OFFICER),
    Page("/plaatsingen/wachtlijst", OFFICER),
    Page("/plaatsingen/wachtlijst?programma={}", OFFICER, _line),
    Page("/plaatsingen/wachtlijst?programma={}&pagina=2", OFFICER, _line),
    Page("/plaatsingen/cijfers", OFFICER),
    Page("/plaatsingen/cijfers", POLICY),
)


def measure(folder: Path) -> Sequence[Row]:
    """The 95th percentile of each page, large against small."""
    with ExitStack() as stack:
        large, small = (stack.enter_context(opened(filled(folder / f"line-{some}", some))) for some in (ENTRIES, FEWER))
        return list(compare(f"{ENTRIES:,} entries against {FEWER}", large, small, PAGES))


def filled(folder: Path, entries: int) -> Config:
    """A demo with so many entries more in the programmes of its officer, in every step; half of them in one line.

    So the page of that line is full with few entries too.
    """
    config = Config(folder, "http://localhost", demo=True)
    folder.mkdir()
    keys.create(folder)
    database = Database(config, keys.load(folder))
    schema.migrate(database)
    demo.fill(database, with_past=False)
    with database.reading() as session:
        user = accounts.find_demo_user(session, OFFICER)
        if user is None:
            raise LookupError("no demo")
        kept = select(Programme).where(Programme.organisation_id == user.organisation_id)
        programmes = session.exec(kept).all()
    with loading(database) as loader:
        _write(loader, database, entries, programmes, user.id)
    with database.transaction() as session:
        count_store.count_anew(session, user.region_id)
    database.learn_sizes()
    database.engine.dispose()
    return config


def _some_day(chance: random.Random) -> str:
    return (clock.today() + timedelta(days=chance.randint(-90, 90))).isoformat()


def _write(loader: Loader, database: Database, entries: int, programmes: Sequence[Programme], user: UUID) -> None:
    chance, ids, now = random.Random(5), Ids(5), clock.now()
    states, urgencies = [*PLACEMENT.labels, *["waiting"] * 6, *["placed"] * 4], [one.value for one in Urgency]
    line = [one for one in programmes if one.name == LINE_OF]
    rows: list[Record] = []
    taken: list[Record] = []
    moments: list[Record] = []
    for number in range(entries):
        at = now - timedelta(days=chance.uniform(1, DAYS))
        programme = chance.choice(line if number % 2 else programmes)
        state, urgency, id_ = chance.choice(states), chance.choice(urgencies), ids.at(at)
        where = {"region_id": programme.region_id.hex, "organisation_id": programme.organisation_id.hex}
        over = PLACEMENT.labels.keys() - {step.word for step in PLACEMENT.steps}
        rows.append(
            {
                "id": id_,
                **where,
                "keeper_id": programme.organisation_id.hex,
                "programme_id": programme.id.hex,
                "client_id": None,
                "person": f"Gast {number}",
                "search_key": f"gast {number}",
                "urgency": urgency,
                "rank": RANKS[urgency],
                "interim_support": False,
                "municipality": chance.choice(TOWNS),
                "note": database.keyring.seal_column("", ("placement", "note", str(UUID(id_)))),
                "sent_by": user.hex,
                "referred_at": moment(at),
                "state": state,
                "in_line": state in LINE,
                "moved_at": moment(at),
                "decided_on": at.date().isoformat(),
                "placed_on": at.date().isoformat() if state in _PLACED else None,
                "parked_until": _some_day(chance) if state == "nomination" and chance.random() < 0.2 else None,
                "parked_for": "",
                "declined": chance.randint(0, 2),
                "ended_on": at.date().isoformat() if state in over else None,
                "end_reason": chance.choice(list(Exit)).value if state == "exit" else "",
            }
        )
        if state == "contract":
            said = {"kind": "placement", "step": "contract", "answer": "yes", "party": "landlord", "reason": ""}
            taken.append({**where, "subject_id": id_, "id": ids.at(at), **said, '"by"': user.hex, "at": moment(at)})
        if programme.kind == "support" and state in _PLACED:
            when = {"given_on": at.date().isoformat(), "minutes": 30, "at": moment(at), '"by"': user.hex}
            moments.append(
                {"id": ids.at(at), "region_id": where["region_id"], "placement_id": id_, "kind": "peer", **when}
            )
    for table, some in (("placement", rows), ("taken", taken), ("support_moment", moments)):
        loader.write(table, some)
