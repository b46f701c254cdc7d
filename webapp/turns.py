"""Writers of one SQLite file on this host take turns: threads by a lock, processes by two locked files.

SQLite lets a writer that finds the lock taken sleep and look again, each time longer. Of two busy workers the one that
just wrote finds the lock free and takes it again, and the other slept for seconds. So who is next holds ``next`` while
waiting for ``now``: the last writer finds ``next`` taken and stands behind it.
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_LOOK_AGAIN = 0.001
"""Seconds between two looks at a taken file: a system call cannot wait with a limit of time."""


class Turns:
    """The line before the write lock of one file. The write lock still decides."""

    def __init__(self, database: Path) -> None:
        self._thread = threading.Lock()
        self._next, self._now = (database.with_name(f"{database.name}-{name}") for name in ("next", "now"))

    @contextmanager
    def take(self, seconds: float) -> Iterator[None]:
        """Wait for a turn, but no longer than this: then go without one.

        A file is opened for each turn: a lock belongs to the open file, which forked workers would share.
        """
        end = time.monotonic() + seconds
        with ExitStack() as turn:
            if self._thread.acquire(timeout=seconds):
                turn.callback(self._thread.release)
                with ExitStack() as waiting:
                    if _lock(self._next, end, waiting):
                        _lock(self._now, end, turn)
            yield


def _lock(path: Path, end: float, held: ExitStack) -> bool:
    """Lock this file until ``held`` closes; False when it was taken until ``end``."""
    file = held.enter_context(path.open("a"))
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
        time.sleep(_LOOK_AGAIN)
