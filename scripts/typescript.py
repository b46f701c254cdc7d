"""The types of our scripts, checked from their JSDoc by TypeScript; nothing is built.

`jsconfig.json` names the scripts that are checked. npm fetches the checker once, into `.typescript/`; the browser
driver's own Node runs it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts import chromium, debian

ROOT = Path(__file__).resolve().parent.parent
VERSION = "6.0.3"  # the last one that is a script itself: it runs wherever Node does
DIGEST = "33cd0ee1beaa8c9e9d15a9da836c62ddea4c34a42d7c2d349dbc80d94165d22a"
CHECKER = ROOT / ".typescript" / VERSION


def faults() -> Iterator[str]:
    """The faults of our types.

    Raises:
        debian.Missing: when the checker is not here and cannot be fetched.
    """
    if not CHECKER.is_dir() and (fault := _fetch()):
        yield fault
        return
    node, _ = chromium.node()
    command = [node, str(CHECKER / "tsc.js"), "--project", "scripts/jsconfig.json", "--pretty", "false"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        yield (done.stdout + done.stderr).strip()


def _fetch() -> str:
    """Fetch and unpack the checker and its declarations of browser interfaces; give the fault, or ''."""
    if not shutil.which("npm"):
        raise debian.Missing("npm is needed once, to fetch TypeScript: the types of our scripts were not looked at")
    CHECKER.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CHECKER.parent) as work:
        npm = ["npm", "pack", "--silent", "--fetch-retries=0", "--fetch-timeout=30000", f"typescript@{VERSION}"]
        if subprocess.run(npm, check=False, cwd=work, capture_output=True).returncode:
            raise debian.Missing("npm could not fetch TypeScript: the types of our scripts were not looked at")
        package = next(Path(work).glob("*.tgz"))
        if hashlib.sha256(package.read_bytes()).hexdigest() != DIGEST:
            return f"typescript@{VERSION} is not the package that was pinned"
        draft = Path(work) / "lib"
        draft.mkdir()
        with tarfile.open(package) as archive:
            for member in archive:
                name = Path(member.name).name
                if member.name.startswith("package/lib/") and (
                    name in ("tsc.js", "_tsc.js") or name.startswith("lib.")
                ):
                    found = archive.extractfile(member)
                    (draft / name).write_bytes(found.read() if found else b"")
        draft.rename(CHECKER)
    return ""
