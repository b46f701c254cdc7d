"""Whatever someone types into an address, no page breaks: a store may refuse what the language takes for text."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask

from tests.support.client import Client
from webapp.db import new_id

ASKED = "alias client filter gedaan gemeente geslacht host jaar leeftijd maand opvang pagina personen soort staat week"
HOSTILE = ["%00", "9" * 30, "-1", quote("é" * 3000)]


def addresses(app: Flask, value: str) -> list[str]:
    """Every address that is fetched, with ``value`` for each argument that is not an id and for what is asked."""
    asked = "&".join(f"{name}={value}" for name in ASKED.split())
    made = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith("static"):
            continue
        path = rule.rule
        for part in path.split("/"):
            if part.startswith("<"):
                path = path.replace(part, str(new_id()) if part.startswith("<uuid:") else value)
        made |= {f"{path}?{asked}", f"{path}?zoek={value}"}
    return sorted(made)


@pytest.mark.parametrize("name", ["straatverpleegkundige", "opvang", "coordinator", "beleid"])
def test_no_page_breaks_whatever_is_asked(demo_app: Flask, demo_client: Client, name: str) -> None:
    demo_client.sign_in(name)
    for value in HOSTILE:
        answers = {path: demo_client.get(path).status_code for path in addresses(demo_app, value)}
        assert len(answers) > 80
        assert {path: status for path, status in answers.items() if status >= 500} == {}
