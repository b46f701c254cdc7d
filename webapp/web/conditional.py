"""Conditional answers: an ETag made of everything the answer depends on, and 304 while that is the same.

The packing of an answer adds a mark to its ETag (``"abc:br"``); the mark is no part of the comparison.
"""

from __future__ import annotations

import hashlib

from flask import Response, request
from werkzeug.datastructures import ETags

_LENGTH = 24
KEPT_BY_BROWSER = "private, no-cache"
"""A browser may keep the answer but must ask every time."""


def etag_of(*parts: object) -> str:
    """The tag of an answer that depends on these parts alone."""
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:_LENGTH]


def not_modified(tag: str) -> Response | None:
    """The 304 when the browser has this answer already, else None."""
    given = held(tag, request.if_none_match)
    return None if given is None else tagged(Response(status=304), given)


def held(tag: str, offered: ETags) -> str | None:
    """The tag, as it was sent, of the answer a browser holds; None when it holds another answer."""
    return next((given for given in offered.as_set(include_weak=True) if without_mark(given) == tag), None)


def without_mark(tag: str) -> str:
    """The tag without the mark of the packing."""
    return tag.split(":")[0]


def unless_shown(response: Response) -> Response:
    """The answer to a page that renews itself, or 304 when that page shows the same already. Browsers keep neither."""
    tag = etag_of(response.get_data(as_text=True))
    given = held(tag, request.if_none_match)
    answer = response if given is None else Response(status=304)
    answer.headers["ETag"] = f'"{given or tag}"'
    return answer


def tagged(response: Response, tag: str) -> Response:
    """Let the browser keep an answer that it must ask for every time."""
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response
