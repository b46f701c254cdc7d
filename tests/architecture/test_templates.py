"""Every template compiles with the application's own filters, tests and globals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
INSIDE = r"(?:\{[{%](?:(?![%}]\}).)*[%}]\}|[^>{])*"
FORM = re.compile(rf"<form\b{INSIDE}>", re.DOTALL)
FIELD = re.compile(rf"<(?:textarea|input)\b{INSIDE}>", re.DOTALL)
WRITTEN = ("<textarea", 'type="text"', 'type="search"')
NO_WORDS = ('inputmode="numeric"', "readonly")


def found_in_templates(tag: re.Pattern[str]) -> list[tuple[str, str]]:
    found = [
        (str(path.relative_to(TEMPLATES)), one)
        for path in sorted(TEMPLATES.rglob("*.html"))
        for one in tag.findall(path.read_text())
    ]
    assert found, "nothing found: this test looks at nothing"
    return found


@pytest.mark.one_store
def test_every_template_compiles(app: Flask):
    names = app.jinja_env.list_templates(extensions=["html", "js", "txt", "xml"])
    assert names, "no templates found: this test looks at nothing"
    for name in names:
        app.jinja_env.get_template(name)


def test_no_browser_keeps_what_was_filled_in():
    """Session files hold the state of a form that does not say this: also its choices."""
    assert [one for one in found_in_templates(FORM) if 'autocomplete="off"' not in one[1]] == []


def test_what_is_typed_runs_in_its_own_direction():
    written = [one for one in found_in_templates(FIELD) if any(sign in one[1] for sign in WRITTEN)]
    fields = [one for one in written if not any(sign in one[1] for sign in NO_WORDS)]
    assert [one for one in fields if 'dir="auto"' not in one[1]] == []


ROW_TITLE = re.compile(r'class="row"[^\n]*?</strong>(?:<br>)?')


def test_title_of_a_row_is_a_block_and_needs_no_break():
    """A break behind it is an empty line on a small screen."""
    assert [one for one in found_in_templates(ROW_TITLE) if one[1].endswith("<br>")] == []
