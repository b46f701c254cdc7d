"""A title stays in the history and the session files of a browser, also after sign-out: no person stands in one."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)
NOBODY = re.compile(
    r"_\((?:'[^']*'|step\.title|[a-z]+=(?:facility\.name|room\.municipality|number|total)|, |n=number)*\)"
    r"|reason == 'unconfirmed'"
    r"|ui\.error_title\(form\)|ui\.error_title\(beds\)|title|facility\.name|organisation\.name|is_held|every|shelter"
    r"|if|else|[{}() ]"
)
"""Words allowed in a title: our own, and names of places, but of no house that may be, or become, secret."""


def test_no_title_names_a_person() -> None:
    found = {}
    for path in TEMPLATES.rglob("*.html"):
        for title in TITLE.findall(path.read_text()):
            if rest := NOBODY.sub("", title).strip():
                found[str(path.relative_to(TEMPLATES))] = rest
    assert found == {}
