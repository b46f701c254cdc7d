"""Ways of waiting that lose a race on a slow machine stand in no test (docs/tests.md, 'Races')."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    r'to_have_attribute\("data-unsent", "0"\)': "all_sent: it says 0 before a row was counted too",
    r'"networkidle"': "saved, or what the tap leads to: a page that was idle is idle at once",
    r"\.seen\.clear\(\)": "forget: an answer that is on its way is noted after the clearing",
    r"wait_for_timeout\([^)]*\)\s*$": "a comment: what would have come by then. For what comes, wait for that",
}
READ = {"all_inner_texts", "get_attribute", "inner_text", "input_value", "is_checked", "is_enabled", "is_hidden"}
READ |= {"is_visible", "text_content"}
NAMED_ALIKE = {"count", "title"}
"""Of a string too; without arguments of a page."""


def browser_tests() -> list[Path]:
    return [
        path
        for path in sorted(TESTS.rglob("*.py"))
        if path.parent != TESTS / "support" and path != Path(__file__) and "playwright" in path.read_text()
    ]


def read_at_once(source: str) -> Iterator[int]:
    """The lines of asserts that read a page at one moment: what is still on its way fails them."""
    for statement in ast.walk(ast.parse(source)):
        if not isinstance(statement, ast.Assert):
            continue
        for call in ast.walk(statement.test):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                name = call.func.attr
                if name in READ or (name in NAMED_ALIKE and not call.args):
                    yield call.lineno


@pytest.mark.parametrize("path", browser_tests(), ids=lambda path: str(path.relative_to(TESTS)))
def test_nothing_is_waited_for_in_a_way_that_loses(path: Path) -> None:
    source = path.read_text()
    lines = enumerate(source.splitlines(), 1)
    found = [f"{n}: {instead}" for n, line in lines for how, instead in FORBIDDEN.items() if re.search(how, line)]
    found += [f"{line}: expect(...), which waits" for line in read_at_once(source)]
    assert found == []


def test_both_are_found() -> None:
    assert list(read_at_once("assert page.locator('x').count() == 1\nassert 'ab'.count('a') == 1")) == [1]
    assert sum(bool(re.search(how, "    page.wait_for_timeout(300)")) for how in FORBIDDEN) == 1
    assert not any(re.search(how, "    page.wait_for_timeout(300)  # in which it would go") for how in FORBIDDEN)
