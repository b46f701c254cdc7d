"""What a first visit downloads before it can be read, and what the worker keeps, compressed.

Counted as the server sends it with gzip: the page, its style sheets with what they import, and scripts
that block rendering (none: modules are deferred; all script is told apart). Kept pages as the worker asks for them:
without the shell that it holds. Phones on HTTPS get brotli, which is smaller.
"""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Mapping, Sequence
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from playwright.sync_api import Browser

from benchmarks.results import Row
from scripts.demo_server import Demo
from webapp.web.remainder import HEADER as SHELL_TAG

FIRST_LOAD_KB = 30
FILES_KB, PRECACHE_KB = 90, 120
"""Scripts, styles and pictures in the worker's caches; those and the kept pages."""
_STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_IMPORTS = re.compile(r'@import\s+url\(["\']?([^"\')]+)')
_BLOCKING = re.compile(r'<script(?![^>]*type="module")(?![^>]*\b(?:defer|async)\b)[^>]*\bsrc="([^"]+)"')


class Visitor:
    """A browser without a screen: keeps cookies, asks for gzip, counts bytes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def sign_in(self, user: str) -> None:
        """Become a demo person."""
        self._opener.open(f"{self.address}/demo/inloggen", urlencode({"user": user}).encode()).read()

    def size(self, url: str, headers: Mapping[str, str] | None = None) -> int:
        """Compressed bytes of one answer."""
        request = urllib.request.Request(
            urljoin(self.address, url), headers={"Accept-Encoding": "gzip", **(headers or {})}
        )
        with self._opener.open(request) as answer:
            return len(answer.read())

    def shell_tag(self) -> str:
        """The tag of the shell, as the worker holds it."""
        with self._opener.open(urljoin(self.address, "/offline")) as answer:
            return str(answer.headers[SHELL_TAG])

    def text(self, url: str) -> str:
        """One answer, unpacked."""
        with self._opener.open(urljoin(self.address, url)) as answer:
            return str(answer.read().decode())

    def first_load(self, path: str) -> int:
        """Bytes of the page, its styles and its blocking scripts."""
        html = self.text(path)
        urls = [path, *_BLOCKING.findall(html)]
        for style in _STYLES.findall(html):
            urls += [style, *(urljoin(style, part) for part in _IMPORTS.findall(self.text(style)))]
        return sum(self.size(url) for url in urls)


def measure(demo: Demo, browser: Browser) -> Sequence[Row]:
    """First load of the two pages people open, and the precache."""
    visitor = Visitor(demo.address)
    rows = [_row("first load of / signed out", visitor.first_load("/"))]
    visitor.sign_in("straatverpleegkundige")
    rows += [_row(f"first load of {path}", visitor.first_load(path)) for path in ("/", "/bedden", "/contacten/nieuw")]
    shell = {SHELL_TAG: visitor.shell_tag()}
    kept = {url: visitor.size(url, shell) for url in _precached(demo.address, browser)}
    files = sum(size for url, size in kept.items() if "/static/" in url)
    rows.append(Row("precache, files", files / 1000, FILES_KB, "KB gz", "budget", at_most=1))
    rows.append(Row("precache", sum(kept.values()) / 1000, PRECACHE_KB, "KB gz", "budget", at_most=1))
    return rows


def _row(name: str, size: int) -> Row:
    return Row(name, size / 1000, FIRST_LOAD_KB, "KB gz", "budget", at_most=1)


def _precached(address: str, browser: Browser) -> list[str]:
    """Every address in the worker's caches after a first visit."""
    context = browser.new_context()
    page = context.new_page()
    page.request.post(f"{address}/demo/inloggen", form={"user": "straatverpleegkundige"})
    page.goto(f"{address}/meer")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(2000)
    urls: list[str] = page.evaluate(
        """async () => {
            const urls = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
            return urls;
        }"""
    )
    context.close()
    return urls
