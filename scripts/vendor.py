"""Third-party front-end files: check them against `static/vendor/vendor.json`, or fetch them again.

    python scripts/vendor.py            check every file, no network; exit 1 and say what differs
    python scripts/vendor.py --fetch    pack each package anew with npm, check, and write the files

The list names each package, version, licence, and of each file its place in the package and its SHA-256.
A derived file (`"trimmed_from"`) is made again from its source and compared. To take a new version:
change it in the list, fetch with `--accept`, read the difference, commit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
LIST = VENDOR / "vendor.json"

# unused parts: elements we do not write, field types we do not offer, radio buttons (ours are chips)
_UNUSED = re.compile(
    r"\b(blockquote|pre|figure|figcaption|hgroup|mark|h5|h6)\b"
    r"|\[type=(button|reset|submit|radio|month|week|password|url|time) i\]"
    r"|\[(autocomplete|inputmode)[~=]"
)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_EMPTY_BLOCK = re.compile(r"@media[^{}]*\{\s*\}\s*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def trim(css: str) -> str:
    """A flat style sheet without the selectors that no page uses; its licence comment stays on top."""

    def keep(rule: re.Match[str]) -> str:
        selectors = [part.strip() for part in _split(rule[1]) if not _UNUSED.search(part)]
        body = ";".join(" ".join(line.split()) for line in rule[2].split(";") if line.strip())
        return f"{','.join(selectors)}{{{body}}}\n" if selectors and body else ""

    licence = _COMMENT.match(css)
    css = _COMMENT.sub("", css).replace('@charset "UTF-8";', "")
    rules = _EMPTY_BLOCK.sub("", _RULE.sub(keep, css))
    lines = [line.strip() for line in rules.splitlines() if line.strip()]
    return "\n".join([licence[0] if licence else "", *lines, ""])


def _split(selectors: str) -> list[str]:
    """Selectors of a rule; a comma inside parentheses does not separate."""
    return re.split(r",(?![^()]*\))", selectors)


def digest(data: bytes) -> str:
    """SHA-256 as hex."""
    return hashlib.sha256(data).hexdigest()


def folder(package: dict[str, Any]) -> Path:
    """`<name>@<version>`, a scope written as `scope-name`."""
    return VENDOR / f"{package['name'].lstrip('@').replace('/', '-')}@{package['version']}"


def check(packages: list[dict[str, Any]]) -> list[str]:
    """The differences from the list, one sentence each."""
    faults = []
    listed = {LIST}
    for package in packages:
        for name, facts in package["files"].items():
            path = folder(package) / name
            listed.add(path)
            if not path.is_file():
                faults.append(f"{path.relative_to(VENDOR)} is missing: run scripts/vendor.py --fetch")
            elif digest(path.read_bytes()) != facts["sha256"]:
                faults.append(f"{path.relative_to(VENDOR)} is not the file in the list")
            elif "trimmed_from" in facts and path.read_text() != _trimmed(package, facts):
                faults.append(f"{path.relative_to(VENDOR)} is not what trim() makes of {facts['trimmed_from']}")
    faults += [
        f"{path.relative_to(VENDOR)} is not in the list"
        for path in sorted(VENDOR.rglob("*"))
        if path.is_file() and path not in listed
    ]
    return faults


def _trimmed(package: dict[str, Any], facts: dict[str, str]) -> str:
    return trim((folder(package) / facts["trimmed_from"]).read_text())


def fetch(packages: list[dict[str, Any]], *, accept: bool) -> None:
    """Write every file anew from its package.

    Raises:
        SystemExit: when a file is not the one in the list, unless `accept`.
    """
    for package in packages:
        with tempfile.TemporaryDirectory() as work:
            target = f"{package['name']}@{package['version']}"
            subprocess.run(["npm", "pack", "--silent", target], cwd=work, check=True, stdout=subprocess.DEVNULL)
            with tarfile.open(next(Path(work).glob("*.tgz"))) as archive:
                for name, facts in package["files"].items():
                    data = (
                        _trimmed(package, facts).encode()
                        if "trimmed_from" in facts
                        else archive.extractfile(f"package/{facts['from']}").read()  # type: ignore[union-attr] # a missing member raises KeyError
                    )
                    if accept:
                        facts["sha256"] = digest(data)
                    elif digest(data) != facts["sha256"]:
                        raise SystemExit(f"{target}: {name} is not the file in the list")
                    path = folder(package) / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
    if accept:
        LIST.write_text(json.dumps(packages, indent=2) + "\n")


def main() -> int:
    """Exit status 0, or 1 with every difference on stderr."""
    parser = argparse.ArgumentParser(description="Check or refetch third-party front-end files.")
    parser.add_argument("--fetch", action="store_true", help="pack the packages anew with npm")
    parser.add_argument("--accept", action="store_true", help="with --fetch: write the new checksums into the list")
    options = parser.parse_args()
    packages = json.loads(LIST.read_text())
    if options.fetch:
        fetch(packages, accept=options.accept)
    faults = check(packages)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
