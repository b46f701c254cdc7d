"""CONTRIBUTING.md holds: its scheme runs, and the commands and files it names exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import stores, worked_example

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text()


@pytest.mark.one_store
def test_its_scheme_runs(tmp_path: Path) -> None:
    assert len(worked_example.unpack(tmp_path / "seen")) == 7, "a part of the example is not taken"
    with stores.instance(tmp_path / "ready", "sqlite", filled=True):  # the template is made by this process
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-P", "-m", "tests.support.worked_example", str(tmp_path)]
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_scheme_is_written_as_the_house_is(tmp_path: Path) -> None:
    worked_example.unpack(tmp_path)
    ruff = Path(sys.executable).parent / "ruff"
    for look in (["check", "--extend-ignore", "INP,I001"], ["format", "--check"]):
        command = [ruff, *look, "--config", ROOT / "pyproject.toml", tmp_path]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_it_names_is_there() -> None:
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    named = re.findall(r"`((?:webapp|templates|static|tests|docs|scripts)/[\w/.-]+)`", prose)
    named += re.findall(r"(tests/[\w/]+\.py)", prose)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []
