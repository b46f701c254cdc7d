"""Conditional answers: an ETag made of what the answer depends on, and 304 while that is the same.

The packing of an answer adds a mark to its ETag (``"abc:br"``); the mark is no part of the comparison.
"""

from __future__ import annotations

import hashlib

from flask import Response, request

_LENGTH = 24


def etag_of(*parts: object) -> str:
    """The tag of an answer that depends on these parts and on nothing else."""
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:_LENGTH]


def not_modified(tag: str) -> Response | None:
    """The 304 when the browser has this answer already, else None."""
    for given in request.if_none_match.as_set(include_weak=True):
        if given.split(":")[0] == tag:
            return tagged(Response(status=304), given)
    return None


def tagged(response: Response, tag: str) -> Response:
    """Let the browser keep an answer on condition that it asks every time."""
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
