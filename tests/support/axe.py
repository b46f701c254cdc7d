"""axe-core 4.14.1 (MPL-2.0, unchanged, see the licence beside it): WCAG 2.2 AA on a live page, in both themes."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.support.browser import eventually

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """options => window.axe.run(document, options).then(({violations}) => violations.map(
  ({id, help, nodes}) => ({id, help, nodes: nodes.map(node => `${node.target.join(' ')}: ${node.failureSummary}`)})))"""

REGIONS_CAME = """() => [...document.querySelectorAll('[hx-trigger*="load"]')].every(
  (one) => one.dataset.htmxPowered !== undefined && !one.classList.contains('htmx-request'))"""


def violations(page: Page) -> list[dict[str, Any]]:
    """The findings of axe on the present page: rule, remedy, and each element."""
    page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(RUN, {"runOnly": TAGS})
    return found


def check(page: Page) -> None:
    """Fail on any finding, in the light and in the dark theme.

    The window is taller than the page, also when more comes in: what the dock half covers scrolls free, but
    axe would call it too small.
    """
    size = page.viewport_size
    assert size
    eventually(page, lambda: page.evaluate(REGIONS_CAME), "what the page loads beside itself")
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height) + 1500})
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found = [f"{one['id']}: {one['help']}\n    " + "\n    ".join(one["nodes"]) for one in violations(page)]
        assert not found, f"{page.url} in the {theme} theme:\n  " + "\n  ".join(found)
    page.emulate_media(color_scheme="no-preference")
    page.set_viewport_size(size)


def check_at_its_narrowest(page: Page) -> None:
    """The same at 320 pixels, where nothing may stick out either; after it the window is as it was."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": 320, "height": 2600})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, page.url
    check(page)
    page.set_viewport_size(size)


@cache
def _source() -> str:
    code = AXE.read_bytes()
    assert sha256(code).hexdigest() == SHA256, f"{AXE.name} is not the file that was published"
    return code.decode() + "; undefined"
