"""Which tests run on the second store every day: none that speaks SQL, locks or migrates may be left out."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.stores import BOTH, DAILY, STORES, stores_of

ROOT = Path(__file__).resolve().parents[2]
CALLS = {"Barrier", "ThreadPoolExecutor", "go_back", "together"}
ATTRIBUTES = {"engine", "exec_driver_sql", "with_for_update"}

REMEDY = """
What a test asks of SQL, of a lock or of a migration may differ on the other store: name its path in BOTH of
tests/support/stores.py, or ask through the service."""


def signs(text: str) -> set[str]:
    """The parts of a module that depend on the store itself."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in CALLS:
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            found.add(node.attr)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sa":
            found.add(f"sa.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module in ("sqlalchemy", "sqlmodel"):
            found |= {one.name for one in node.names} & {"text"}
    return found


@pytest.mark.parametrize(
    ("path", "choice", "expected"),
    [
        (BOTH[0], DAILY, ["sqlite", "postgresql"]),
        ("tests/places/test_new_migration.py", DAILY, ["sqlite", "postgresql"]),
        ("tests/contacts/test_lists.py", DAILY, ["sqlite"]),
        ("tests/contacts/test_lists.py", "both", ["sqlite", "postgresql"]),
        ("tests/contacts/test_lists.py", "postgresql", ["postgresql"]),
        (BOTH[0], "sqlite", ["sqlite"]),
    ],
)
def test_store_of_a_test(path: str, choice: str, expected: list[str]):
    assert stores_of(path, choice) == expected


def test_what_is_about_the_store_runs_on_both():
    modules = {path.relative_to(ROOT).as_posix(): path.read_text() for path in (ROOT / "tests").rglob("test_*.py")}
    about = {path: found for path, text in modules.items() if (found := signs(text))}
    assert len(about) > 20, "the names changed: this test looks at nothing"
    left_out = {path: sorted(found) for path, found in about.items() if stores_of(path, DAILY) != list(STORES)}
    assert left_out == {}, REMEDY


@pytest.mark.parametrize("beginning", BOTH)
def test_every_path_named_is_there(beginning: str):
    assert [
        path for path in (ROOT / "tests").rglob("test_*.py") if path.relative_to(ROOT).as_posix().startswith(beginning)
    ]
