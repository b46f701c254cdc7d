"""The demo on a clock that a test moves: `python -m tests.support.clocked demo`.

The instance holds a file ``moved`` with the seconds that the server's clock is ahead. Everything asks
``clock.now()``, so that is the one place to move; gunicorn's ``Date`` header moves along.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from pathlib import Path

from gunicorn import util

from webapp import clock


def move(instance: Path, moment: datetime) -> None:
    """It becomes this time for the server of that instance, between two of its requests or in one."""
    seconds = (moment - datetime.now(UTC)).total_seconds()
    new = instance / "moved.new"
    new.write_text(str(seconds))
    new.replace(instance / "moved")  # it is never read half


def install(moved: Path) -> None:
    """Move the clock of this process and of the workers it forks by what stands in the file."""
    clock.now = lambda: datetime.now(UTC) + timedelta(seconds=float(moved.read_text()))
    util.http_date = lambda timestamp=None: formatdate(clock.now().timestamp(), usegmt=True)


if __name__ == "__main__":
    install(Path(os.environ["ONDERDAK_INSTANCE"]) / "moved")
    from webapp.cli import main  # only now: the tables take the clock as it is when they are read

    sys.exit(main())
