"""Chooses the tests that a change may break: `./onderdak test --changed [BASE]`. In doubt it takes more of them.

A changed module reaches its importers, and so on upwards. A reached module of ``webapp`` brings the tests with the name
of its feature, because a test of a page imports nothing of it; a test that imports a reached module is reached too. The
ground of all tests (``tests/conftest.py``, the lock files) reaches everything.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("webapp", "tests", "scripts", "benchmarks")
EVERYTHING = ["tests"]
ALWAYS = {"tests/architecture"}
WALKS = {"tests/accounts/test_every_route.py", "tests/audit"}
"""Tests that ask everything of the application."""
ROOT_CONFTEST = "tests.conftest"
IN_A_BROWSER = {"tests/offline_browser", "tests/service_worker", "tests/attacks", "tests/journeys", "tests/look"}
NO_CODE = ("docs/", "README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "publiccode.yml", ".gitignore")
Graph = dict[str, set[str]]


def changed_files(base: str | None) -> list[str]:
    """Files that differ from ``base``, else from the branch point of main, uncommitted ones included."""
    start = base or _git("merge-base", "main", "HEAD", check=False) or "HEAD"
    found = _git("diff", "--name-only", "--no-renames", start), _git("ls-files", "--others", "--exclude-standard")
    return sorted({line for lines in found for line in lines.splitlines()})


def sources() -> dict[str, str]:
    """The text of every Python file of ours, by its path."""
    found = (path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in found}


def reached(changed: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """The folders and modules of tests to run, for pytest."""
    modules = {module_of(path): path for path in texts}
    imports = {module: set(_imports(module, texts[path])) for module, path in modules.items()}
    stood_on = _closure({ROOT_CONFTEST}, {module: _beside_webapp(others) for module, others in imports.items()})
    below = {module: _beside_webapp(others) if module in stood_on else others for module, others in imports.items()}
    in_browser = IN_A_BROWSER | {path for path in texts if "/test_" in path and "playwright" in texts[path]}
    tests = set(ALWAYS)
    for path in changed:
        if path.endswith(".py") and path.startswith(tuple(f"{folder}/" for folder in SOURCES)):
            tests |= _tests_of_module(module_of(path), below, modules, stood_on)
        else:
            tests |= _tests_of_file(path, modules, in_browser)
    if "tests" in tests:
        return EVERYTHING
    return sorted(one for one in tests if not any(one != other and one.startswith(f"{other}/") for other in tests))


def module_of(path: str) -> str:
    """``webapp/beds/__init__.py`` → ``webapp.beds``."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _tests_of_module(module: str, imports: Graph, modules: Mapping[str, str], stood_on: set[str]) -> set[str]:
    importers: Graph = {}
    for importer, others in imports.items():
        for other in others:
            importers.setdefault(other, set()).add(importer)
    above = _closure({module}, importers)
    feature = module.split(".")[1] if module.startswith("webapp.") else ""
    if above & stood_on or (feature and not _folder(feature, modules)):
        return {"tests"}
    tests = set(WALKS) if feature else set()
    for module_above in above:
        first, _, rest = module_above.partition(".")
        if first == "webapp" and rest:
            tests |= _folder(rest.split(".")[0], modules)
        elif module_above.rpartition(".")[2].startswith("test_") and module_above in modules:
            tests.add(modules[module_above])
    return tests


def _tests_of_file(path: str, modules: Mapping[str, str], in_browser: set[str]) -> set[str]:
    """The tests for a file that is no Python: those of its room for pages and scripts, all of them in doubt."""
    first, _, rest = path.partition("/")
    if path.startswith(NO_CODE) and "/translations/" not in path:
        return set()
    if first in ("static", "service_worker"):
        return in_browser
    if first == "templates" and (feature := _folder(rest.split("/")[0], modules)):
        return feature | in_browser | WALKS
    inside = Path(path).parent.as_posix()
    return {inside} if first == "tests" and any(one.startswith(f"{inside}/") for one in modules.values()) else {"tests"}


def _folder(feature: str, modules: Mapping[str, str]) -> set[str]:
    """The tests of a feature, or of a module outside features (``clock``); empty where there are none."""
    if any(path.startswith(f"tests/{feature}/") for path in modules.values()):
        return {f"tests/{feature}"}
    return {path for path in modules.values() if path == f"tests/test_{feature}.py"}


def _imports(module: str, text: str) -> Iterator[str]:
    """The modules that this one cannot be imported without, with the conftests above a test."""
    packages = module.split(".")
    for depth in range(2, len(packages)) if packages[0] == "tests" else ():
        yield ".".join([*packages[:depth], "conftest"])
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{one.name}" for one in node.names]
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:end]) for end in range(2, len(parts) + 1))


def _beside_webapp(modules: set[str]) -> set[str]:
    """Leave out the application: every test needs it, so it would lead from anything to everything."""
    return {module for module in modules if not module.startswith("webapp.")}


def _closure(start: set[str], edges: Graph) -> set[str]:
    closure, todo = set(start), list(start)
    while todo:
        new = edges.get(todo.pop(), set()) - closure
        closure |= new
        todo.extend(new)
    return closure


def _git(*arguments: str, check: bool = True) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=check, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""
