"""The role of a module limits its knowledge: a pure one knows no store, a deciding one no page, and stores select."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
EDGE = {"flask", "werkzeug", "flask_babel", "flask_login", "flask_compress", "htmx_flask", "jinja2"}
SQL = {"sqlmodel", "sqlalchemy"}
NO_FEATURES = {
    "app",
    "cli",
    "demo",
    "feature",
    "features",
    "fragment",
    "front",
    "intake",
    "serving",
    "today",
    "web",
    "wire",
}
"""Of the house itself: the edge, what composes, and what starts it."""
AT_THE_EDGE = {
    "views",
    "pages",
    "page",
    "labels",
    "routes",
    "choices",
    "listing",
    "listings",
    "regions",
    "timeline",
    "feature",
    "frame",
    "banner",
}
"""Names of modules at the edge, by themselves or at the end of a name."""
ALSO_AT_THE_EDGE = {
    "webapp.accounts.login": "who asks, by the cookie of the request",
    "webapp.accounts.trail": "the last thing before an answer leaves",
    "webapp.beds.board.tag": "whether a browser has this board already",
    "webapp.beds.stays.house": "what the pages of one house show",
    "webapp.caseload.lines": "reads the features, which hold views",
    "webapp.contacts.chosen": "the person a form was opened for, by its address",
    "webapp.contacts.people_chips": "words on the chips of a form",
    "webapp.mail.letters": "what a letter says, in its reader's language",
    "webapp.mail.sender": "sends in the application's words, outside of any request",
    "webapp.offline.body": "the body of a request",
    "webapp.offline.registry": "reads the features, which hold views",
    "webapp.offline.rules": "what a form is told, in the reader's language",
    "webapp.offline.snapshot": "pages for a phone",
    "webapp.rooms.matching.comparison": "two people in words, side by side",
}
SELECTS = {
    "webapp.audit.anchors": "the log reads itself",
    "webapp.beds.board.tag": "one number, before the application",
    "webapp.beds.requests.messages": "whom to tell, in one question",
    "webapp.beds.requests.no_place": "one row of its own",
    "webapp.beds.shelters.winter_places": "the places of winter, a store by another name",
    "webapp.db": "counts what others select",
    "webapp.people.lodging": "one table, asked and written in one place",
    "webapp.push.sender": "a queue: its rules are its locks",
    "webapp.push.service": "a queue: its rules are its locks",
}
"""Modules that select and are no store, with the reason."""

EDGE_REMEDY = """
What is no view, page, label, route or choice knows no web framework. Raise a DomainError instead of abort(), give a
value instead of flash(), take the acting user as an argument; what needs a request belongs in views.py."""
PURE_REMEDY = """
This module says that it is pure: give it plain values, and let the service fetch and store them."""
STORE_REMEDY = """
Only stores select: move the query to the store of its feature."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(
        "webapp", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def own(graph: grimp.ImportGraph) -> Iterator[tuple[str, Path]]:
    """Every module of ours with its file."""
    for module in sorted(graph.modules):
        place = ROOT / module.replace(".", "/")
        file = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
        if module.split(".")[0] == "webapp" and file.exists():
            yield module, file


def reaches(graph: grimp.ImportGraph, modules: list[str], forbidden: set[str]) -> list[str]:
    """How each module reaches a forbidden package, directly or through others."""
    known = sorted(forbidden & graph.modules)
    found = (graph.find_shortest_chain(module, package) for module in modules for package in known)
    return [" → ".join(chain) for chain in found if chain]


def is_at_the_edge(module: str) -> bool:
    return module.rsplit(".", 1)[1].rsplit("_", 1)[-1] in AT_THE_EDGE or module in ALSO_AT_THE_EDGE


def test_what_decides_knows_no_page(graph: grimp.ImportGraph) -> None:
    inside = [m for m, _ in own(graph) if m.count(".") >= 2 and m.split(".")[1] not in NO_FEATURES]
    decides = [module for module in inside if not is_at_the_edge(module)]
    assert len(decides) > 100, "the names of modules changed: this test looks at nothing"
    assert reaches(graph, decides, EDGE) == [], EDGE_REMEDY


def test_what_calls_itself_pure_knows_no_store(graph: grimp.ImportGraph) -> None:
    told = ((module, ast.get_docstring(ast.parse(file.read_text())) or "") for module, file in own(graph))
    pure = [module for module, words in told if re.search(r"\bPure( rules)?[.:]", words)]
    assert len(pure) > 15, "the words changed: this test looks at nothing"
    assert reaches(graph, pure, EDGE | SQL) == [], PURE_REMEDY


def test_facts_of_the_ground_know_no_store(graph: grimp.ImportGraph) -> None:
    assert (
        reaches(
            graph,
            ["webapp.clock", "webapp.errors", "webapp.edits", "webapp.text", "webapp.validation", "webapp.words"],
            EDGE | SQL,
        )
        == []
    )


def selects(file: Path) -> bool:
    """True when it imports ``select``."""
    nodes = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom))
    return any(node.module in SQL and any(one.name == "select" for one in node.names) for node in nodes)


def test_stores_alone_select(graph: grimp.ImportGraph) -> None:
    found = {module for module, file in own(graph) if selects(file)}
    others = {m for m in found if m.rsplit(".", 1)[1].rsplit("_", 1)[-1] != "store" and ".demo." not in m}
    assert others - set(SELECTS) == set(), STORE_REMEDY
    assert set(SELECTS) - others == set(), "these select no more: take them from the list"
