"""`./onderdak test`: makes sure of a browser, then becomes pytest."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from scripts import changed, chromium, debian

MOST_WORKERS = 4
SLOWEST = ["--durations=25", "--durations-min=1"]


def main(arguments: list[str]) -> NoReturn:
    """Become pytest: with all tests, side by side, or with the given arguments."""
    try:
        os.environ[chromium.VARIABLE] = chromium.find_or_fetch()
    except debian.Missing as missing:
        sys.exit(f"onderdak: {missing}")
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *asked(arguments)])


def asked(arguments: list[str]) -> list[str]:
    """The arguments for pytest. ``--changed`` and ``--store both`` mean many tests, so they run side by side too."""
    match arguments:
        case ["--changed", base, *more] if not base.startswith("-"):
            return [*side_by_side(), *more, *_reached(base)]
        case ["--changed", *more]:
            return [*side_by_side(), *more, *_reached(None)]
        case [] | ["--store", _]:
            return [*side_by_side(), *SLOWEST, *arguments]
    return arguments


def side_by_side() -> list[str]:
    """A worker per processor and one more; neighbours share what they stand on until another worker has nothing to do.

    A test with a browser waits four tenths of its time: for a page to show what is asked, or for a moment to pass.
    """
    workers = min((os.cpu_count() or 1) + 1, MOST_WORKERS)
    return ["-n", str(workers), "--dist", "worksteal"]


def _reached(base: str | None) -> list[str]:
    found = changed.reached(changed.changed_files(base), changed.sources())
    print("onderdak: tests that the change reaches:", *found, file=sys.stderr)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
