"""`./onderdak bench`: run every benchmark on a demo of its own, print the table, keep the figures."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import phone, weight
from benchmarks.results import table
from scripts import chromium
from scripts.demo_server import CHROMIUM_FLAGS, running_demo

RESULTS = Path(__file__).resolve().parent / "results.json"
BENCHMARKS = (weight, phone)  # the phone's last: it stops the server


def main() -> int:
    """Exit status 1 when a bound is missed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find_or_fetch(), args=CHROMIUM_FLAGS)
        rows = [row for benchmark in BENCHMARKS for row in benchmark.measure(demo, browser)]
        browser.close()
    print(table(rows))
    figures = [{**asdict(row), "ratio": round(row.ratio, 3), "holds": row.holds} for row in rows]
    machine = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    RESULTS.write_text(json.dumps({"machine": machine, "rows": figures}, indent=1, ensure_ascii=False) + "\n")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
