"""Peers and judges that need Node, fetched once by npm and pinned."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))


def can_run() -> bool:
    """True when Node and npm are here."""
    return bool(shutil.which("node") and shutil.which("npm"))


def fetched(name: str, *packages: str) -> Path:
    """The ``node_modules`` with these packages (``name@version``), kept for the benchmark of this name.

    Raises:
        subprocess.CalledProcessError: when npm cannot get them.
    """
    folder = CACHE / f"onderdak-bench-{name}"
    wanted = folder / "wanted"  # written last: a fetch that broke off is done again
    if not wanted.is_file() or wanted.read_text().split() != list(packages):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", *packages]
        subprocess.run(install, cwd=folder, check=True)
        wanted.write_text("\n".join(packages))
    return folder / "node_modules"
