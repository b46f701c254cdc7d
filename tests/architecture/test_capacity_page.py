"""The page about machines names commands that exist, and the connections that are counted."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.storm.__main__ import _parser
from webapp.config import Config
from webapp.connections import BESIDE, PER_WORKER, most_connections

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "capacity.md").read_text()
LENT = 97


def test_commands_can_be_typed() -> None:
    commands = re.findall(r"`\./onderdak bench storm ([^`]*)`", PAGE)
    assert len(commands) > 2
    for command in commands:
        _parser().parse_args(command.split())


def test_connections_are_those_that_serve_counts() -> None:
    assert f"A worker opens at most {PER_WORKER}, a host {BESIDE} more" in PAGE
    for hosts, workers in ((3, 2), (1, 7)):
        config = Config(ROOT, "http://localhost", hosts=hosts, workers=workers)
        assert most_connections(config) <= LENT
