"""The check of the access log: every chain, and the presence of everything that was anchored outside the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from webapp import clock
from webapp.audit import anchors, marks
from webapp.audit.marks import Mark
from webapp.audit.verify import Verification
from webapp.db import Database

MARK_EVERY = 100_000
"""Entries after which an interrupted check need not read them again."""
Tell = Callable[[int, int], None]
"""Hears how many entries were read, and of how many."""


class Broken(Exception):
    """The log is not as it was written; the message says where."""


def check_log(
    database: Database, folder: Path, *, whole: bool = False, restored: bool = False, tell: Tell = lambda *_: None
) -> str:
    """Check the log from the last mark on, set the mark further, anchor, and say in words what is sure.

    ``whole`` reads every entry; so does ``restored``, which forgets mark and anchors because a backup was put back.

    Raises:
        Broken: an entry was changed, is missing, or was anchored and is gone.
    """
    known = Mark() if restored else marks.read(folder / marks.NAME, database.keyring)
    said = _verify(database, folder, known, tell, whole=whole or restored)
    path = folder / anchors.NAME
    with database.reading() as session:
        missing = [] if restored else anchors.list_problems(session, database.keyring, path)
        covered = anchors.describe_cover(path, database.keyring)
    if missing:
        raise Broken(f"the access log is not complete: {anchors.join_problems(missing)}")
    anchors.anchor(database, folder, anew=restored)
    return f"access log complete, {said}; {covered}"


def _verify(database: Database, folder: Path, known: Mark, tell: Tell, *, whole: bool) -> str:
    path, begun = folder / marks.NAME, clock.now()
    with database.reading() as session:
        check = Verification(session, known.heads, whole=whole)
        marked = 0
        for _ in check.pieces():
            tell(check.read, check.entries)
            if check.read - marked >= MARK_EVERY and not check.problems:
                marks.write(path, database.keyring, Mark(check.heads, known.whole_at))
                marked = check.read
    if check.problems:
        raise Broken(f"the access log does not hold at: {', '.join(check.problems[:5])}")
    mark = Mark(check.heads, begun if check.skipped == 0 else known.whole_at)
    marks.write(path, database.keyring, mark)
    if check.skipped == 0:
        return f"all {check.read} entries read"
    last = f"all were read at {clock.local(mark.whole_at):%Y-%m-%d %H:%M}" if mark.whole_at else "never in one check"
    return f"{check.read} entries read, {check.skipped} at an earlier check ({last}; --all reads them again)"
