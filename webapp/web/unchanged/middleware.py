"""Answers requests before the application works: with 304, or with bytes made a moment ago.

A feature hands over a ``TagReader`` per endpoint: it gives the tag of the answer, made of everything the answer depends
on, or None when it cannot tell at a glance (signed out, not allowed, a session due for renewal). For None the whole
application answers, as for every other address. With a tag the answer is 304 when the browser holds it, or the kept
bytes of that tag; with the usual headers and line in the log. Requests with a query string and answers that set a
cookie never come here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.http import parse_cookie, parse_etags

from webapp.web import headers, i18n
from webapp.web.conditional import KEPT_BY_BROWSER, held, without_mark
from webapp.web.logging import new_request_id, note
from webapp.web.unchanged.kept_answers import Answer, KeptAnswers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

log = logging.getLogger("onderdak")

VARY = "HX-Request-Type, Accept, Accept-Encoding"
_OF_THE_ANSWER = frozenset(
    {"content-type", "content-encoding", "content-length", "content-language", "etag", "vary", "cache-control"}
)


@dataclass(frozen=True)
class RequestFacts:
    """The facts of a request that the answer can depend on, beside its address."""

    cookies: Mapping[str, str]
    language: str
    accept: str


TagReader = Callable[[RequestFacts], str | None]


class AnswersUnchanged:
    """The application, with these endpoints answered by their tag where that is possible."""

    def __init__(
        self, inner: WSGIApplication, readers: Mapping[str, tuple[str, TagReader]], standing: Mapping[str, str]
    ) -> None:
        self._inner = inner
        self._readers = readers
        self._standing = tuple(standing.items())
        self._kept = KeptAnswers()

    def forget(self) -> None:
        """Begin anew."""
        self._kept = KeptAnswers()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer by the tag, or let the application answer."""
        watched = self._readers.get(environ["PATH_INFO"])
        if watched is None or environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return self._inner(environ, start_response)
        begun = time.monotonic()
        endpoint, read_tag = watched
        tag = _tag(read_tag, environ)
        if tag is None:
            return self._inner(environ, start_response)
        given = held(tag, parse_etags(environ.get("HTTP_IF_NONE_MATCH")))
        packing = environ.get("HTTP_ACCEPT_ENCODING", "")
        if given is not None:
            own = (("ETag", f'"{given}"'), ("Cache-Control", KEPT_BY_BROWSER), ("Vary", VARY))
            status, answer = 304, Answer(own, b"")
        elif kept := self._kept.find(tag, packing):
            status, answer = 200, kept
        else:
            with self._kept.one_at_a_time():  # after waiting, the answer of the thread in front is here
                if (kept := self._kept.find(tag, packing)) is None:
                    return self._make(packing, environ, start_response)
            status, answer = 200, kept
        request_id = new_request_id()
        line = "304 NOT MODIFIED" if status == 304 else "200 OK"
        start_response(line, [*answer.headers, *self._standing, ("X-Request-Id", request_id)])
        note(request_id, "GET", endpoint, status, begun)
        return [answer.body]

    def _make(self, packing: str, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and keep it under the tag it gave its answer."""
        answer: list[Any] = []

        def tell(status: str, its_headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            answer[:] = status, {name.lower(): value for name, value in its_headers}, its_headers
            return start_response(status, its_headers, *error)

        parts = self._inner(environ, tell)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, by_name, its_headers = answer
        if status.startswith("200") and "etag" in by_name and "set-cookie" not in by_name:
            own = tuple((name, value) for name, value in its_headers if name.lower() in _OF_THE_ANSWER)
            self._kept.keep(without_mark(by_name["etag"].strip('"')), packing, Answer(own, body))
        return [body]


def install(app: Flask, origin: str, readers: Mapping[str, TagReader]) -> None:
    """Answer these endpoints by their tag, before the application does its work."""
    addresses = {
        rule.rule: (endpoint, reader)
        for endpoint, reader in readers.items()
        for rule in app.url_map.iter_rules(endpoint)
    }
    app.wsgi_app = AnswersUnchanged(app.wsgi_app, addresses, headers.standard_headers(origin))  # type: ignore[method-assign]


def _tag(read_tag: TagReader, environ: dict[str, Any]) -> str | None:
    cookies = parse_cookie(environ)
    facts = RequestFacts(cookies, i18n.chosen(cookies.get("lang")), environ.get("HTTP_ACCEPT", ""))
    try:
        return read_tag(facts)
    except Exception as error:
        log.warning("tag of an answer", exc_info=error)
        return None  # the application meets the same fault, and shows it as a page
