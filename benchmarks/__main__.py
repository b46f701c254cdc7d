"""`./onderdak bench`: run every benchmark on instances of its own, print the table, keep the figures.

With names (`./onderdak bench board rivals`) only those, and their kept figures are renewed. `growth` and `storm` are
asked by themselves.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import (
    board,
    caseload,
    door,
    funnel,
    home,
    lighthouse,
    matching,
    phone,
    placements,
    rivals,
    rooms,
    visit,
    weight,
)
from benchmarks.growth import __main__ as growth
from benchmarks.results import Row, figures_of, renewed, table
from benchmarks.storm import __main__ as storm
from scripts import chromium
from scripts.demo_server import CHROMIUM_FLAGS, running_demo
from webapp import clock

RESULTS = Path(__file__).resolve().parent / "results.json"
SERVER = {
    "board": board,
    "rivals": rivals,
    "door": door,
    "matching": matching,
    "funnel": funnel,
    "rooms": rooms,
    "placements": placements,
}
ALONE = {"growth": growth, "storm": storm}
"""Asked by themselves: they take minutes, and have options of their own."""
BROWSER = {
    "weight": weight,
    "visit": visit,
    "home": home,
    "lighthouse": lighthouse,
    "caseload": caseload,
    "phone": phone,
}  # the phone's last: it stops the server


def main(names: Sequence[str]) -> int:
    """Exit status 1 when a bound is missed, 2 for a name that is none."""
    if names and names[0] in ALONE:
        return ALONE[names[0]].main(names[1:])
    if unknown := set(names) - {*SERVER, *BROWSER}:
        print(f"no such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join([*SERVER, *BROWSER, *ALONE])}")
        return 2
    rows = [*_server_rows(names), *_browser_rows(names)]
    print(table(rows))
    _keep(rows, whole=not names)
    return 0 if all(row.holds for row in rows) else 1


def _server_rows(names: Sequence[str]) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # PostgreSQL passes through it, as nobody when this runs as root
        return [row for name, one in SERVER.items() if not names or name in names for row in one.measure(Path(folder))]


def _browser_rows(names: Sequence[str]) -> list[Row]:
    wanted = [one for name, one in BROWSER.items() if not names or name in names]
    if not wanted:
        return []
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find_or_fetch(), args=CHROMIUM_FLAGS)
        rows = [row for one in wanted for row in one.measure(demo, browser)]
        browser.close()
    return rows


def _keep(rows: Sequence[Row], *, whole: bool) -> None:
    figures = figures_of(rows, clock.today().isoformat(), os.getloadavg()[0])
    if not whole:
        figures = renewed(json.loads(RESULTS.read_text())["rows"], figures)
    machine = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    RESULTS.write_text(json.dumps({"machine": machine, "rows": figures}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
