"""Parses JSON from outside; refuses text that is no JSON or is nested deeper than anything this house sends."""

from __future__ import annotations

import json
from typing import Any

MOST_LEVELS = 32


def parse_json(raw: bytes) -> Any:
    """JSON of any kind out of UTF-8.

    Raises:
        ValueError: for anything else, also when it is nested too deeply to be read at all.
    """
    try:
        return json.loads(raw.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def is_text(data: Any) -> bool:
    """True when this can be written as JSON again: no lone surrogates, no NaN or infinity."""
    try:
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True


def is_shallow(data: Any) -> bool:
    """True when this is nested at most ``MOST_LEVELS`` deep, so that no walk through it runs out of stack."""
    level = [data]
    for _ in range(MOST_LEVELS):
        groups = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list))]
        if not groups:
            return True
        level = [inner for group in groups for inner in group]
    return False
