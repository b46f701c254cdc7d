"""`./onderdak test`: sees that there is a browser, then hands over to pytest, whose exit status it has."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from scripts import chromium, debian

MOST_WORKERS = 4


def main(arguments: list[str]) -> NoReturn:
    """Become pytest: everything, side by side, or what the arguments say."""
    try:
        os.environ[chromium.VARIABLE] = chromium.find_or_fetch()
    except debian.Missing as missing:
        sys.exit(f"onderdak: {missing}")
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    everything = ["-n", str(workers), "--dist", "loadgroup"] if workers > 1 else []
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or everything)])


if __name__ == "__main__":
    main(sys.argv[1:])
