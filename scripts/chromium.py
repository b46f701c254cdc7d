"""Finds a Chromium to drive, or fetches one: the machine's own, else Debian's, else the driver's download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

from playwright._impl._driver import compute_driver_executable

from scripts import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "ONDERDAK_CHROMIUM"
WHERE = """from playwright.sync_api import sync_playwright
with sync_playwright() as driver: print(driver.chromium.executable_path)"""


@cache
def find() -> str | None:
    """The machine's own browser, if it really starts; one that only exists (a snap's stub) does not count."""
    named = [os.environ[VARIABLE]] if VARIABLE in os.environ else []
    paths = (shutil.which(name) for name in [*named, *NAMES])
    return next((path for path in paths if path and _starts(path)), None)


def find_or_fetch() -> str:
    """As ``find``, and otherwise install one.

    Raises:
        debian.Missing: when that is not possible here.
    """
    driver = node()
    browser = find() or _downloaded()
    if not browser and debian.install("chromium"):
        find.cache_clear()
        browser = find()
    if not browser:
        print("onderdak: downloading Chromium for the browser driver, once", file=sys.stderr, flush=True)
        subprocess.run([*driver, "install", "chromium"], check=False, stdout=sys.stderr)
        browser = _downloaded()
    if not browser:
        raise debian.Missing("this needs Chromium; on Debian, type: apt-get install chromium")
    return browser


def node() -> tuple[str, str]:
    """The driver's own Node and its script, made to start: it needs a library that a bare Debian lacks.

    Raises:
        debian.Missing: when it does not start and nothing can be done about it here.
    """
    program, script = compute_driver_executable()
    if not _starts(program) and not (debian.install("libatomic1") and _starts(program)):
        raise debian.Missing("the browser driver does not start; on Debian, type: apt-get install libatomic1")
    return program, script


def _downloaded() -> str | None:
    """The driver's earlier download. Asked in a process of its own: a driver may be running in this one."""
    done = subprocess.run([sys.executable, "-c", WHERE], check=True, capture_output=True, text=True)
    path = done.stdout.strip()
    return path if _starts(path) else None


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], check=False, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
