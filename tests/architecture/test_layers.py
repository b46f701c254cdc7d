"""The one-way rule of ARCHITECTURE, held by import-linter and the import graph itself."""

from __future__ import annotations

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
EDGE = {"flask", "werkzeug", "flask_babel", "flask_login", "flask_compress", "htmx_flask", "jinja2"}
FLASK_FREE = ("models", "store", "service", "inputs")
PURE = (
    "webapp.clock",
    "webapp.errors",
    "webapp.validation",
    "webapp.edits",
    "webapp.beds.ledger.tally",
    "webapp.due.days",
    "webapp.due.rules",
    "webapp.rooms.matching.rules",
    "webapp.trajectories.kinds",
    "webapp.trajectories.rules",
    "webapp.units.supply",
    "webapp.words",
)

LAYER_REMEDY = """
A feature may only use what lies below it in [tool.importlinter] (pyproject.toml). If it needs something
from above: let the upper feature call down and compose (today, caseload and offline exist for that),
or hand the function in where app.py knows both."""
EDGE_REMEDY = """
Models, stores, services and inputs know no web framework. Raise a DomainError instead of abort(), give a
value instead of flash(), take the acting user as an argument; what needs a request belongs in views.py."""
PURE_REMEDY = """
This module holds rules alone: give it plain values, and let the service fetch and store them."""
CYCLE_REMEDY = """
Two modules that need each other are one module, or share a third one below both."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(
        "webapp", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def test_layers_are_kept():
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-logo"], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr + LAYER_REMEDY


def test_modules_import_each_other_in_one_direction_only(graph: grimp.ImportGraph):
    own = {module for module in graph.modules if module.split(".")[0] == "webapp"}
    imports = {module: graph.find_modules_directly_imported_by(module) & own for module in own}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]) + CYCLE_REMEDY)


def test_services_and_stores_know_no_web_framework(graph: grimp.ImportGraph):
    below = [m for m in graph.modules if m.split(".")[-1] in FLASK_FREE and not m.startswith("webapp.web")]
    assert len(below) > 5, "the names of modules changed: this test looks at nothing"
    assert chains(graph, below, EDGE) == [], EDGE_REMEDY


def test_pure_rules_know_no_store(graph: grimp.ImportGraph):
    pure = [module for module in PURE if module in graph.modules]
    assert chains(graph, pure, EDGE | {"sqlmodel", "sqlalchemy"}) == [], PURE_REMEDY


def chains(graph: grimp.ImportGraph, importers: list[str], forbidden: set[str]) -> list[str]:
    """How each importer reaches a forbidden package, directly or through others."""
    known = forbidden & graph.modules
    found = (
        graph.find_shortest_chain(importer, package) for importer in sorted(importers) for package in sorted(known)
    )
    return [" → ".join(chain) for chain in found if chain]
