"""The one-way rule of ARCHITECTURE, held by import-linter and the import graph itself."""

from __future__ import annotations

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYER_REMEDY = """
A feature may only use what lies below it in [tool.importlinter] (pyproject.toml). If it needs something
from above: let the upper feature call down and compose (today, caseload and offline exist for that),
or hand the function in where app.py knows both."""
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
