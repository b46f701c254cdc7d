"""The heads of the chains outside the database: they reveal a log whose end, chain or whole was cut off there.

One file per host in its instance folder, a line each hour, only ever longer. A line holds the heads that moved since
the line before it and a MAC over both, with the key of the log's own chain: access to the database alone is not enough
to make a line. The log in turn has an entry for every line, so a shortened or removed file shows too.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp import clock
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action, record
from webapp.db import Database, Session, new_id
from webapp.keys import Keyring

NAME = "access-log-heads"
SUBJECT = "access_log"
_LATE = timedelta(hours=2)
"""An entry bears the time of its act; its commit may come so much later."""


@dataclass
class Line:
    """The heads at one moment: writer → (number of entries, MAC of the last)."""

    file: str
    at: datetime
    heads: dict[UUID, tuple[int, bytes]]
    mac: bytes
    anew: bool = False


@dataclass
class Anchors:
    """A file of heads as read; ``damage`` lists the lines that this house did not write so."""

    lines: list[Line] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)

    @property
    def heads(self) -> dict[UUID, tuple[int, bytes, datetime]]:
        """The last known head of every chain, with the moment it was anchored."""
        start = max((n for n, line in enumerate(self.lines) if line.anew), default=0)
        return {w: (n, mac, line.at) for line in self.lines[start:] for w, (n, mac) in line.heads.items()}

    @property
    def anew(self) -> datetime | None:
        """The last moment that somebody declared a new beginning of the log, as after restoring a backup."""
        return max((line.at for line in self.lines if line.anew), default=None)


def anchor(database: Database, folder: Path, *, anew: bool = False) -> datetime | None:
    """Write the heads that moved into this host's file; gives the moment of its last line.

    ``anew`` forgets the earlier anchors: after restoring a backup. The log notes it.
    """
    with _alone(folder / NAME) as handle:
        known = read(folder / NAME, database.keyring)
        since = None if anew or not known.lines else known.lines[-1].at - _LATE
        with database.reading() as session:
            heads = _moved(session, since, {} if anew else {w: n for w, (n, _, _) in known.heads.items()})
        if not heads and not anew:
            return known.lines[-1].at if known.lines else None
        line = _line(database.keyring, known, heads, anew=anew)
        os.write(handle, b"\n" * (not _ends_well(folder / NAME)) + _text(line) + b"\n")
        os.fsync(handle)
    with database.transaction() as session:
        detail = f"heads {line.file} {len(known.lines) + 1} {socket.gethostname()}{' anew' if anew else ''}"
        record(session, None, Action.create, SUBJECT, None, ground="system", detail=detail)
    return line.at


def read(path: Path, keyring: Keyring) -> Anchors:
    """Read the lines of a file, and note every place where it was tampered with."""
    anchors, previous = Anchors(), b""
    if not path.is_file():
        return anchors
    for number, text in enumerate(path.read_bytes().splitlines(), 1):
        try:
            line = _parsed(text)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # half written in a power cut; the loss of a real line would show in the next line or in the log
        if line.mac != _mac(keyring, previous, line):
            anchors.damage.append(f"line {number} of {path.name} was changed, or a line before it was taken away")
        previous = line.mac
        anchors.lines.append(line)
    return anchors


def list_problems(session: Session, keyring: Keyring, path: Path) -> list[str]:
    """The differences of this host's file and the log, in both directions."""
    known = read(path, keyring)
    return [*known.damage, *_missing_lines(session, path, known), *_missing_entries(session, known)]


def describe_cover(path: Path, keyring: Keyring) -> str:
    """The moment up to which this host's file covers the ends of the log, in words."""
    known = read(path, keyring)
    if not known.lines:
        return "its ends were never anchored on this host before now: what was cut off earlier cannot be seen"
    begun = f" (begun anew at {_when(known.anew)})" if known.anew else ""
    return f"its ends are anchored until {_when(known.lines[-1].at)}{begun}, what came later is not covered"


def _missing_entries(session: Session, known: Anchors) -> list[str]:
    problems, gone = [], 0
    for writer, (n, mac, at) in known.heads.items():
        row = session.get(AccessEntry, (writer, n))
        if row is not None and row.mac == mac:
            continue
        last: int | None = session.exec(select(func.max(AccessEntry.n)).where(AccessEntry.writer == writer)).one()
        gone += last is None
        if row is not None:
            problems.append(f"entry {n} of chain {writer} is another than was anchored at {_when(at)}")
        elif last is None:
            problems.append(f"chain {writer} is gone, with {n} entries anchored at {_when(at)}")
        else:
            problems.append(f"chain {writer} ends at {last}, {n} entries were anchored at {_when(at)}")
    if problems:
        newest: datetime | None = session.exec(select(func.max(AccessEntry.at))).one()
        anchored = known.lines[-1].at
        if newest is None or gone == len(known.heads):
            problems.insert(0, f"the whole log that was anchored until {_when(anchored)} is gone")
        elif newest < anchored:
            problems.insert(
                0,
                f"the log ends at {_when(newest)} and was anchored until {_when(anchored)}: its end was cut off, or an"
                " older backup was put back (then run './onderdak check --after-restore' once)",
            )
    return problems


def _missing_lines(session: Session, path: Path, known: Anchors) -> list[str]:
    """Lines with an entry in the log but not in this host's file."""
    shared = session.get_bind().dialect.name != "sqlite"
    file = known.lines[0].file if known.lines else None
    most: dict[str, tuple[int, datetime]] = {}
    for detail, at in session.exec(
        select(AccessEntry.detail, AccessEntry.at)
        .where(AccessEntry.subject == SUBJECT, col(AccessEntry.detail).startswith("heads "))
        .order_by(col(AccessEntry.at))
    ):
        _, name, line, host, *_ = str(detail).split()
        if name == file or ((not shared or host == socket.gethostname()) and (not known.anew or at > known.anew)):
            most[name] = (int(line), at)
    problems = []
    for name, (number, at) in most.items():
        if name != file:
            problems.append(f"the file of heads that was last written at {_when(at)} is gone: {path}")
        elif number > len(known.lines):
            problems.append(f"{path.name} has {len(known.lines)} lines, line {number} was written at {_when(at)}")
    return problems


def _moved(session: Session, since: datetime | None, known: dict[UUID, int]) -> dict[UUID, tuple[int, bytes]]:
    """The heads beyond those we know; selected by the time of the entries, so that old chains cost nothing.

    Entries about lines in files of heads are no reason for another line.
    """
    last = select(AccessEntry.writer, func.max(AccessEntry.n)).group_by(col(AccessEntry.writer))
    real = last.where(AccessEntry.subject != SUBJECT)
    if since:
        last, real = last.where(col(AccessEntry.at) >= since), real.where(col(AccessEntry.at) >= since)
    if all(n <= known.get(writer, 0) for writer, n in session.exec(real)):
        return {}
    moved = [(writer, n) for writer, n in session.exec(last) if n > known.get(writer, 0)]
    return {writer: (n, session.get_one(AccessEntry, (writer, n)).mac) for writer, n in moved}


def _line(keyring: Keyring, known: Anchors, heads: dict[UUID, tuple[int, bytes]], *, anew: bool) -> Line:
    name = known.lines[0].file if known.lines else str(new_id())
    line = Line(name, clock.now(), heads, b"", anew)
    line.mac = _mac(keyring, known.lines[-1].mac if known.lines else b"", line)
    return line


def _mac(keyring: Keyring, previous: bytes, line: Line) -> bytes:
    return keyring.chain(previous, b"heads\n" + json.dumps(_facts(line), sort_keys=True).encode())


def _facts(line: Line) -> dict[str, Any]:
    heads = {str(writer): [n, mac.hex()] for writer, (n, mac) in line.heads.items()}
    return {"file": line.file, "at": line.at.isoformat(), "anew": line.anew, "heads": heads}


def _text(line: Line) -> bytes:
    return json.dumps({**_facts(line), "mac": line.mac.hex()}).encode()


def _parsed(text: bytes) -> Line:
    found = json.loads(text)
    heads = {UUID(writer): (int(n), bytes.fromhex(mac)) for writer, (n, mac) in found["heads"].items()}
    at = datetime.fromisoformat(found["at"])
    return Line(found["file"], at, heads, bytes.fromhex(found["mac"]), found["anew"])


def _when(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}"


def _ends_well(path: Path) -> bool:
    return path.read_bytes()[-1:] in (b"", b"\n")


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    """Open the file for appending, for one process at a time."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def join_problems(found: Iterable[str], most: int = 5) -> str:
    """The first problems as one sentence."""
    listed = list(found)
    more = f"; and {len(listed) - most} more" if len(listed) > most else ""
    return "; ".join(listed[:most]) + more
