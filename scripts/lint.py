"""`./onderdak lint`: every static check, one line per step, all failures shown, exit status 1 if any failed.

A step whose tool this machine lacks is skipped, and says so.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import indent

from scripts import debian, front_end, typescript

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
Step = Callable[[], Iterable[str]]


def tool(*command: str) -> Step:
    """A step that runs a tool of the environment; its output counts only when it fails."""

    def run() -> Iterable[str]:
        path = BIN / command[0]
        done = subprocess.run([path, *command[1:]], check=False, cwd=ROOT, capture_output=True, text=True)
        return [done.stdout.strip(), done.stderr.strip()] if done.returncode else []

    return run


def style_of_scripts() -> Iterable[str]:
    """Check format and rules of our JavaScript.

    Raises:
        debian.Missing: where Biome has no package for this machine.
    """
    if not (BIN / "biome").exists():
        raise debian.Missing("Biome comes for Linux on x86_64 only: our scripts were not looked at")
    return tool("biome", "check", "--config-path=scripts", "--error-on-warnings", "static/js", "service_worker")()


STEPS: dict[str, Step] = {
    "format": tool("ruff", "format", "--check", "--output-format=concise", "."),
    "rules": tool("ruff", "check", "--quiet", "--output-format=concise", "."),
    "types": tool("mypy"),
    "layers": tool("lint-imports", "--no-logo"),
    "vendored files": tool("python", "-m", "scripts.vendor"),
    "template style": tool("djlint", "templates", "--lint", "--quiet"),
    "template syntax": lambda: front_end.uncompilable_templates(ROOT / "templates"),
    "template habits": lambda: front_end.forbidden_in_templates(ROOT / "templates"),
    "script style": style_of_scripts,
    "script types": typescript.faults,
    "script habits": lambda: front_end.forbidden_in_scripts(front_end.own_scripts(ROOT)),
}


def main() -> int:
    """Run every step; give 1 when one failed."""
    outcomes: Counter[str] = Counter()
    for name, step in STEPS.items():
        started = time.monotonic()
        try:
            findings = [finding for finding in step() if finding]
            outcome = "FAILED" if findings else "ok"
        except debian.Missing as missing:
            findings, outcome = [str(missing)], "skipped"
        outcomes[outcome] += 1
        print(f"{outcome:<8}{name:<17}{time.monotonic() - started:5.1f} s")
        for finding in findings:
            print(indent(finding, "    "))
    print(", ".join(f"{number} {outcome}" for outcome, number in outcomes.items()))
    return 1 if outcomes["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main())
