"""Going on with a sign-up on another device: by a link in a mail, or by a short code to note.

Both work until the sign-up is sent or its seven days are over, and each use moves the answers to that device.

A code has ten signs of 31, some 49 bits, and a source tries ten wrong ones an hour: with a thousand unfinished
sign-ups, ten thousand sources that try all year find one with a chance of one in a thousand. No limit is shared by all:
a stranger would shut honest hosts out. Only a keyed hash is kept, so that who reads the table cannot try at leisure.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from webapp import clock
from webapp.db import Session, keyring_of
from webapp.rooms.models import SignupDraft
from webapp.rooms.signup import store
from webapp.rooms.signup.service import find_draft, hash_of

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I or L: people take one for the other."""
_LENGTH = 10


def make_code(session: Session, token: str | None) -> str | None:
    """A code for the answers of this browser, as a person notes it; an earlier one ends. None without answers."""
    draft = find_draft(session, token, lock=True)
    if draft is None or draft.host_id:
        return None
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    draft.code_hash = _keyed(session, "code", code)
    session.add(draft)
    session.flush()
    return f"{code[:5]}-{code[5:]}"


def make_link(session: Session, token: str | None) -> str | None:
    """The secret of a link for the answers of this browser; an earlier one ends. None without answers."""
    draft = find_draft(session, token, lock=True)
    if draft is None or draft.host_id:
        return None
    secret = secrets.token_urlsafe(32)
    draft.link_hash = _keyed(session, "link", secret)
    session.add(draft)
    session.flush()
    return secret


def is_known(session: Session, secret: str) -> bool:
    """True when this link leads to answers."""
    return store.find_by_link(session, _keyed(session, "link", secret), clock.now()) is not None


def go_on_by_code(session: Session, typed: str) -> str | None:
    """Move the answers to this browser: gives the token of its cookie; None for a code that is wrong or over."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) != _LENGTH:
        return None
    return _move(session, store.find_by_code(session, _keyed(session, "code", code), clock.now()))


def go_on_by_link(session: Session, secret: str) -> str | None:
    """The same by a link."""
    return _move(session, store.find_by_link(session, _keyed(session, "link", secret), clock.now(), lock=True))


def _move(session: Session, draft: SignupDraft | None) -> str | None:
    if draft is None:
        return None
    token = secrets.token_urlsafe(32)
    kept = {name: getattr(draft, name) for name in ("answers", "code_hash", "link_hash", "expires_at")}
    session.delete(draft)
    session.flush()
    session.add(SignupDraft(token_hash=hash_of(token), **kept))
    session.flush()
    return token


def _keyed(session: Session, what: str, secret: str) -> str:
    return hmac.new(keyring_of(session).columns, f"signup {what} {secret}".encode(), hashlib.sha256).hexdigest()
