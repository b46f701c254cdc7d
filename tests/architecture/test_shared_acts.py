"""No test imports another: shared parts stand in ``acts``, ``fixtures`` or ``tests/support``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"


def imported(path: Path) -> Iterator[str]:
    """Every module that this file may import; a name from a package may be a module."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_no_test_or_conftest_is_imported():
    files = sorted(TESTS.rglob("*.py"))
    assert len(files) > 100, "the folders changed: this test looks at nothing"
    closed = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in files
        if path.name.startswith("test_") or path.name == "conftest.py"
    }
    found = {str(path.relative_to(ROOT)): sorted(closed.intersection(imported(path))) for path in files}
    assert {path: modules for path, modules in found.items() if modules} == {}
