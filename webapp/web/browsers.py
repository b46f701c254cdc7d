"""The source of a try: a browser that signed in before has limits of its own; all others share those of their network.

A shelter's guests and its staff come from one address. A guest's tries must not keep out the phone that signed in there
yesterday. The cookie is a random number with our mark on it: it opens nothing and names nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from ipaddress import IPv6Address, ip_network
from typing import Any

from flask import Response, current_app, request

from webapp.config import Config, read_address
from webapp.web.store import database

_KEPT_SECONDS = 400 * 86400
_LETTERS = 32


def who_tries() -> str:
    """The key of this request's limits."""
    return _known() or network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """An IPv4 address, or the /64 that one IPv6 customer gets and may change in as they like."""
    read = read_address(address)
    if isinstance(read, IPv6Address):
        return str(ip_network((read, 64), strict=False))
    return str(read) if read else "?"


def remember_browser(response: Any) -> None:
    """After sign-in: mark this browser as known. A known one keeps its number."""
    number = _known() or secrets.token_hex(_LETTERS // 2)
    config: Config = current_app.extensions["config"]
    answer: Response = response
    answer.set_cookie(
        _name(),
        f"{number}.{_mark(number)}",
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=config.secure,
        path="/",
    )


def _known() -> str | None:
    number, _, mark = request.cookies.get(_name(), "").partition(".")
    is_ours = len(number) == _LETTERS and hmac.compare_digest(mark.encode(), _mark(number).encode())
    return number if is_ours else None


def _mark(number: str) -> str:
    return hmac.new(database().keyring.columns, b"browser " + number.encode(), hashlib.sha256).hexdigest()


def _name() -> str:
    config: Config = current_app.extensions["config"]
    return f"{config.cookie_prefix}browser"
