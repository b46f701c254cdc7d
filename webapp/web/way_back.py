"""The address a person wanted, kept while they sign in: whole, of this site, without readable words about a person."""

from __future__ import annotations

import base64
import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app, request

PERSONAL = frozenset({"zoek", "alias", "name"})
"""Query values that may name a person: sealed before they stand in another address, and so in a history."""

_SEALED = "~"
_PURPOSE = b"way back"
_NONCE = 12


def asks_for_part() -> bool:
    """True when htmx asks for a part of a page."""
    return request.headers.get("HX-Request-Type") == "partial"


def sign_in_address() -> str:
    """The sign-in page, with the way back to the wanted page; for a part of a page, to that page."""
    page = request.headers.get("HX-Current-URL") if asks_for_part() else None
    try:
        parts = urlsplit(page or request.full_path.removesuffix("?"))
    except ValueError:  # no address at all
        parts = urlsplit("/")
    wanted = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if any(name in PERSONAL for name, _ in parse_qsl(parts.query)):
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + _cipher().encrypt(nonce, wanted.encode(), _PURPOSE)
        wanted = _SEALED + base64.urlsafe_b64encode(sealed).decode()
    return f"/inloggen?{urlencode({'next': wanted}, safe='/')}"


def local_path(wanted: str | None) -> str:
    """A path of this site with its query, or the home page: never an address elsewhere."""
    path = _opened(wanted) if wanted and wanted.startswith(_SEALED) else wanted
    if path and path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable():
        return path
    return "/"


def _cipher() -> AESGCM:
    return AESGCM(current_app.extensions["database"].keyring.columns)


def _opened(sealed: str) -> str | None:
    try:
        data = base64.urlsafe_b64decode(sealed[len(_SEALED) :])
        return _cipher().decrypt(data[:_NONCE], data[_NONCE:], _PURPOSE).decode()
    except (ValueError, InvalidTag):
        return None


def same_page(**more: str) -> str:
    """The query of this page with something more in it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in more]
    return f"?{urlencode([*kept, *more.items()])}"
