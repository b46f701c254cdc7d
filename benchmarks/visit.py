"""A first visit on a cheap phone: how soon it answers, how long it is deaf, what moves, and how soon the second one is.

On slow 4G (``slow_network``) with a processor slowed four times; medians of some visits, each by a new browser. A page
answers once it says what waits on this phone: the last thing its scripts do before a person can save. Deaf is each
task's part over 50 ms after the first paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext

from benchmarks.results import Row
from benchmarks.slow_network import slow_network
from scripts.demo_server import Demo

PAGES = ("/", "/bedden", "/contacten/nieuw")
ROUNDS = 5
SLOWED = 4
SETTLE_MS = 3000
READY_MS, AGAIN_MS, DEAF_MS, REQUESTS = 2500, 1000, 150, 20
SHIFT = 20
"""Thousandths of the score that browsers give a layout shift."""

WATCH = """
  window.visit = { deaf: 0, shift: 0 };
  const each = (type, hear) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: true });
  each('longtask', ({ startTime, duration }) => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint && startTime >= paint.startTime) window.visit.deaf += duration - 50;
  });
  each('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) window.visit.shift += value; });
  new MutationObserver((_list, observer) => {
    if (document.documentElement?.dataset.unsent === undefined) return;
    window.visit.ready = performance.now();
    window.visit.requests = performance.getEntriesByType('resource').length + 1;
    observer.disconnect();
  }).observe(document, { attributes: true, subtree: true });
"""


@dataclass(frozen=True)
class Visit:
    """One page that was opened. Milliseconds; ``shift`` as browsers score it; ``requests`` until it answered."""

    ready: float
    deaf: float
    shift: float
    requests: float


def measure(demo: Demo, browser: Browser) -> Sequence[Row]:
    """First and second visits to the three pages people open."""
    with slow_network(demo.port) as port:
        visits = {path: [_visit_twice(browser, port, path) for _ in range(ROUNDS)] for path in PAGES}
    return [row for path in PAGES for row in _rows(path, visits[path])]


def _rows(path: str, visits: Sequence[tuple[Visit, Visit]]) -> list[Row]:
    first = [one for one, _ in visits]
    figures = (
        ("answers", median(one.ready for one in first), READY_MS, "ms"),
        ("deaf", median(one.deaf for one in first), DEAF_MS, "ms"),
        ("moves", median(one.shift for one in first) * 1000, SHIFT, "‰"),
        ("asks", median(one.requests for one in first), REQUESTS, "requests"),
        ("answers the second time", median(again.ready for _, again in visits), AGAIN_MS, "ms"),
    )
    return [
        Row(f"first visit of {path}: {what}", value, bound, unit, "budget on slow 4G at 4× slower", at_most=1)
        for what, value, bound, unit in figures
    ]


def _visit_twice(browser: Browser, port: int, path: str) -> tuple[Visit, Visit]:
    """A new phone opens the page, closes it and opens it again."""
    address = f"http://localhost:{port}"
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True
    )
    context.request.post("/demo/inloggen", form={"user": "straatverpleegkundige"})
    context.add_init_script(WATCH)
    visits = _visit(context, path), _visit(context, path)
    context.close()
    return visits


def _visit(context: BrowserContext, path: str) -> Visit:
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(path)
    page.locator("html[data-unsent]").wait_for(state="attached")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(SETTLE_MS)
    visit = Visit(**page.evaluate("() => window.visit"))
    page.close()
    return visit
