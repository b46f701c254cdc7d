"""Installs a package of Debian where that is possible: as root, with apt-get. Says so, once, on stderr."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


class Missing(Exception):
    """The machine lacks something that cannot be installed here; the message says what to type."""


def install(package: str) -> bool:
    """Install a package; True when that succeeded."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"onderdak: installing {package} with apt-get, once", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = [["update", "-q"], ["install", "-qy", "--no-install-recommends", package]]
    done = (subprocess.run(["apt-get", *step], check=False, env=environment, stdout=sys.stderr) for step in steps)
    return all(step.returncode == 0 for step in done)
