"""A page as the lines in which it differs from the shell that a phone holds.

A phone keeps a dozen pages, and half of each is the frame of every page. The worker names the shell that it holds by
the tag that came with it; a page is then answered as its own lines, with a mark (U+0001), a place and a number for
lines of the shell. Put together (``service_worker/remainder.js``) it is the page, byte for byte. A process that does
not know the tag asks itself for this user's shell; when it is not that one either (of another release, or language) it
answers with the whole page.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import takewhile
from threading import Lock

from flask import Flask, Response, current_app, request

from webapp.web.conditional import etag_of

HEADER = "X-Onderdak-Shell"
"""In a request the tag of the shell on the phone; in an answer that of this shell, or of the one that is left out."""
MOST_SHELLS = 64
"""A shell differs by role, language and release, not by user."""
SHELL = "/offline"
_MARK = "\x01"


class Shells:
    """The shells that this process served last, by their tag."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._texts: OrderedDict[str, str] = OrderedDict()

    def keep(self, text: str) -> str:
        """Keep a shell; give its tag."""
        tag = etag_of(text)
        self.note(tag, text)
        return tag

    def find(self, tag: str) -> str | None:
        """The shell with this tag; empty when it was looked for in vain."""
        with self._lock:
            return self._texts.get(tag)

    def note(self, tag: str, text: str) -> None:
        """Remember the shell with this tag; empty when no shell here has it, so that it is looked for once."""
        with self._lock:
            self._texts[tag] = text
            self._texts.move_to_end(tag)
            if len(self._texts) > MOST_SHELLS:
                self._texts.popitem(last=False)


def without_shell(page: str, shell: str) -> str | None:
    """The page without the lines of the shell; None for a page that holds the mark itself."""
    if _MARK in page:
        return None
    lines, held = page.split("\n"), shell.split("\n")
    places: dict[str, int] = {}
    for place, line in enumerate(held):
        places.setdefault(line, place)
    rest: list[str] = []
    at = after = 0
    while at < len(lines):
        is_next = after < len(held) and held[after] == lines[at]
        first = after if is_next else places.get(lines[at])
        if first is None:
            rest.append(lines[at])
            at += 1
            continue
        count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(lines[at:], held[first:], strict=False)))
        rest.append(f"{_MARK}{first},{count}")
        at += count
        after = first + count
    return "\n".join(rest)


def name_shell(response: Response) -> Response:
    """Keep this shell, and name it to the phone."""
    shells: Shells = current_app.extensions["shells"]
    response.headers[HEADER] = shells.keep(response.get_data(as_text=True))
    return response


def install(app: Flask) -> None:
    """Answer a page without the shell that the request names. To be called after the packing is installed."""
    shells = app.extensions["shells"] = Shells()

    @app.after_request
    def leave_out(response: Response) -> Response:
        tag = request.headers.get(HEADER)
        if not tag or not _may_shrink(response):
            return response
        shell = shells.find(tag)
        if shell is None:
            _draw_shell(app)
            shell = shells.find(tag) or ""
            shells.note(tag, shell)
        rest = shell and without_shell(response.get_data(as_text=True), shell)
        if rest:
            response.set_data(rest)
            response.mimetype = "text/plain"  # no document by itself
            response.headers[HEADER] = tag
            response.headers.pop("ETag", None)
        return response


def _draw_shell(app: Flask) -> None:
    """Ask this app for the shell as the user of this request gets it; its answer keeps it."""
    about_the_page = {"HTTP_IF_NONE_MATCH", "HTTP_" + HEADER.upper().replace("-", "_")}
    plain = {name: value for name, value in request.environ.items() if name not in about_the_page}
    with app.app_context(), app.request_context({**plain, "PATH_INFO": SHELL, "QUERY_STRING": ""}):
        app.full_dispatch_request()


def _may_shrink(response: Response) -> bool:
    """True for a whole page, other than a shell."""
    is_page = response.status_code == 200 and response.mimetype == "text/html" and not response.is_streamed
    return is_page and HEADER not in response.headers
