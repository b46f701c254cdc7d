"""Reads the body of a batch: gzip or plain, at most 1 MiB unpacked, at most 500 operations."""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Request, abort

from webapp.jsontext import is_shallow, is_text, parse_json
from webapp.offline.envelope import is_believable

MAX_BYTES = 1024 * 1024
MAX_OPERATIONS = 500


def read_batch(request: Request) -> tuple[UUID, datetime | None, list[Any]]:
    """The device, when it sends by its own clock, and the raw operations; anything else ends in 400, 413 or 415."""
    if request.mimetype != "application/json":
        abort(415)
    data = _parse(_unpacked(request))
    if not isinstance(data, dict) or not isinstance(data.get("operations"), list):
        abort(400)
    if len(data["operations"]) > MAX_OPERATIONS:
        abort(413)
    return device_id(data), _sent_at(data), data["operations"]


def _sent_at(data: dict[str, Any]) -> datetime | None:
    """The phone's time of sending; None when it gives none, or an impossible one."""
    try:
        moment = datetime.fromisoformat(data["sent_at"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo and is_believable(moment) else None


def device_id(data: dict[str, Any]) -> UUID:
    """Read the device id of a body."""
    given = data.get("device")
    try:
        return UUID(given if isinstance(given, str) else "")
    except ValueError:
        abort(400)


def read_object(request: Request) -> dict[str, Any]:
    """Read a small JSON object."""
    data = _parse(_unpacked(request))
    if not isinstance(data, dict) or not is_shallow(data) or not is_text(data):
        abort(400)
    return data


def _unpacked(request: Request) -> bytes:
    raw = request.get_data(cache=False)
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if encoding == "gzip":
        raw = _gunzip(raw)
    elif encoding != "identity":
        abort(415)
    if len(raw) > MAX_BYTES:
        abort(413)
    return raw


def _gunzip(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(raw, MAX_BYTES + 1)
    except zlib.error:
        abort(400)
    if len(data) <= MAX_BYTES and not unpacker.eof:
        abort(400)
    return data


def _parse(raw: bytes) -> Any:
    """Parse JSON of any kind; values that a store cannot hold are refused per item."""
    try:
        return parse_json(raw)
    except ValueError:
        abort(400)
