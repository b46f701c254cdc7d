"""The body of a request that must be one small JSON object."""

from __future__ import annotations

from typing import Any

from flask import abort, request

from webapp.jsontext import is_shallow, is_text, parse_json


def json_object() -> dict[str, Any]:
    """Read that object; anything else, also too deeply nested JSON or half a sign, ends in 400."""
    if not request.is_json:
        abort(400)
    try:
        body = parse_json(request.get_data())
    except ValueError:
        abort(400)
    if not isinstance(body, dict) or not is_shallow(body) or not is_text(body):
        abort(400)
    return body
