"""Small files: a stranger finds the line."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 350
LAUNCHER_LINES = 80
FOLDERS = ("webapp", "templates", "static", "service_worker", "scripts", "benchmarks", "tests")
KINDS = {".py", ".html", ".js", ".css"}


def own_files() -> list[Path]:
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS)
    return sorted(path for path in found if not {"vendor", "versions"} & set(path.parts))  # versions: generated


def test_no_file_is_longer_than_a_person_reads():
    assert len(own_files()) > 100, "the folders changed: this test looks at nothing"
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in own_files()}
    long = {path: lines for path, lines in lengths.items() if lines > MOST_LINES}
    assert not long, f"over {MOST_LINES} lines: split by what belongs together"


def test_launcher_stays_short():
    assert len((ROOT / "onderdak").read_text().splitlines()) < LAUNCHER_LINES


@pytest.mark.parametrize("name", ["utils", "helpers", "manager", "common", "misc"])
def test_no_module_is_named_after_nothing(name: str):
    assert [path for path in own_files() if path.stem.rstrip("s") == name.rstrip("s")] == []
