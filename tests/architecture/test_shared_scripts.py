"""Scripts shared by worker and pages name no document and no window: a worker has neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Name, String

OFFLINE = Path(__file__).resolve().parents[2] / "static" / "js" / "offline"
ROOMS = ("crypto", "store", "outbox")
OF_A_PAGE = {"document", "window"}
MAY_IMPORT = {OFFLINE / "answers.js", OFFLINE.parent / "now.js"}
SHARED = sorted(path for room in ROOMS for path in (OFFLINE / room).glob("*.js"))


def names_of_a_page(script: str) -> set[str]:
    """The names that only a page has; comments and strings do not count."""
    tokens = JavascriptLexer().get_tokens(script)
    return {word for kind, word in tokens if kind in Name and word in OF_A_PAGE}


def imports(path: Path) -> set[Path]:
    """The files a script takes from: its strings that begin with a dot and end as a script."""
    words = (word.strip("'") for kind, word in JavascriptLexer().get_tokens(path.read_text()) if kind in String)
    return {(path.parent / word).resolve() for word in words if word.startswith(".") and word.endswith(".js")}


@pytest.mark.parametrize("path", SHARED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shared_script_names_nothing_of_a_page(path: Path):
    assert names_of_a_page(path.read_text()) == set()


@pytest.mark.parametrize("path", SHARED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shared_script_takes_from_shared_ones_only(path: Path):
    assert imports(path) - MAY_IMPORT - set(SHARED) == set()


@pytest.mark.parametrize(
    "script",
    [
        "document.cookie;",
        "const { title } = window.document;",
        "const at = a / b; window.open('/');",
        "globalThis.document?.body;",
        "const html = `<p>${document.title}</p>`;",
        "const found = /'/.exec(text); document.write(found); // '",
        "for (const { hidden } of [document]) log(hidden);",
    ],
)
def test_name_of_a_page_is_found_wherever_it_stands(script: str):
    assert names_of_a_page(script)


@pytest.mark.parametrize(
    "script",
    [
        "/** Of this document. */ const a = 1; // the window",
        "const a = 'document', b = \"window\", c = `the document`;",
        "const documents = windowOf(documented);",
        "const found = /document|window/.exec(text);",
    ],
)
def test_comment_string_and_longer_name_do_not_count(script: str):
    assert names_of_a_page(script) == set()


def test_rooms_are_looked_at():
    assert {path.parent.name for path in SHARED} == set(ROOMS)
    assert any(imports(path) for path in SHARED)
