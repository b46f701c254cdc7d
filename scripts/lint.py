"""`./onderdak lint`: every static check, one line per step, all failures shown, exit status 1 if any failed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import indent

from scripts import debian, front_end

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


STEPS: dict[str, Step] = {
    "format": tool("ruff", "format", "--check", "--output-format=concise", "."),
    "rules": tool("ruff", "check", "--quiet", "--output-format=concise", "."),
    "types": tool("mypy"),
    "layers": tool("lint-imports", "--no-logo"),
    "vendored files": tool("python", "-m", "scripts.vendor"),
    "template style": tool("djlint", "templates", "--lint", "--quiet"),
    "template syntax": lambda: front_end.uncompilable_templates(ROOT / "templates"),
    "template habits": lambda: front_end.forbidden_in_templates(ROOT / "templates"),
    "script syntax": lambda: front_end.broken_scripts(front_end.own_scripts(ROOT)),
    "script habits": lambda: front_end.forbidden_in_scripts(front_end.own_scripts(ROOT)),
}


def main() -> int:
    """Run every step; give 1 when one failed."""
    failed = 0
    for name, step in STEPS.items():
        started = time.monotonic()
        try:
            findings = [finding for finding in step() if finding]
        except debian.Missing as missing:
            findings = [str(missing)]
        print(f"{'FAILED' if findings else 'ok':<7}{name:<17}{time.monotonic() - started:5.1f} s")
        for finding in findings:
            print(indent(finding, "    "))
        failed += bool(findings)
    print(f"{failed} of {len(STEPS)} checks failed" if failed else f"all {len(STEPS)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
