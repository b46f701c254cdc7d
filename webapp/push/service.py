"""Who may be reached, and what they are told: that a question waits or that an answer came; no names, nothing else.

A message is an extra: everything it says stands on the pages too, and all works without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.models import LoginSession
from webapp.accounts.sessions import live_limits
from webapp.db import Session, insert_new
from webapp.errors import N_, Invalid
from webapp.push import bell, crypto
from webapp.push.models import PushAddress, PushNews

_LONGEST = 1000
_STRANGE = N_("Deze browser geeft een adres dat we niet kennen. Zonder meldingen werkt alles gewoon door.")


class News(StrEnum):
    """What a phone can hear."""

    question = "question"
    answer = "answer"


def may_be_sent_to(endpoint: str, services: Iterable[str]) -> bool:
    """Whether this is an address of a known push service: the server goes nowhere else on a browser's word.

    ``services`` are host names, which stand for themselves and what is under them over HTTPS, and whole origins.
    """
    if len(endpoint) > _LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        return False
    try:
        parts = urlsplit(endpoint)
        origin, host = f"{parts.scheme}://{parts.netloc}", parts.hostname or ""
    except ValueError:
        return False
    if "://" in origin and origin in services:
        return True
    is_plain = origin == f"https://{host}"
    return is_plain and any(host == one or host.endswith(f".{one}") for one in services)


def subscribe(
    session: Session, login: LoginSession, endpoint: str, public_key: str, secret: str, services: Iterable[str]
) -> None:
    """This browser hears what is for the user of this session, and nobody else's any more.

    Raises:
        Invalid: no address of a known push service, or keys that are none.
    """
    if not may_be_sent_to(endpoint, services) or not crypto.is_key(public_key, secret):
        raise Invalid({"": _STRANGE}, "unknown_push_service")
    unsubscribe(session, endpoint)
    session.add(
        PushAddress(
            login_id=login.id,
            endpoint_hash=hash_of(endpoint),
            endpoint=endpoint,
            public_key=public_key,
            secret=secret,
        )
    )


def unsubscribe(session: Session, endpoint: str) -> None:
    """This browser hears nothing more."""
    for address in session.exec(select(PushAddress).where(PushAddress.endpoint_hash == hash_of(endpoint))).all():
        forget(session, address.id)


def forget(session: Session, address_id: UUID) -> None:
    """This address is no more, and what it had to hear neither."""
    session.connection().execute(delete(PushNews).where(col(PushNews.address_id) == address_id))
    session.connection().execute(delete(PushAddress).where(col(PushAddress.id) == address_id))


def forget_dead(session: Session) -> None:
    """Addresses of sessions that have ended, by themselves or by their user: nobody is to hear there."""
    alive = accounts.live_session_ids(None, **live_limits())
    for address_id in session.exec(select(PushAddress.id).where(col(PushAddress.login_id).not_in(alive))).all():
        forget(session, address_id)


def tell(session: Session, user_ids: Iterable[UUID], news: News, count: int = 1) -> None:
    """Let the phones of these users hear it once this session has committed."""
    alive = accounts.live_session_ids(list(user_ids), **live_limits())
    addresses = session.exec(select(PushAddress.id).where(col(PushAddress.login_id).in_(alive))).all()
    now = clock.now()
    for address_id in addresses:
        said = PushNews(address_id=address_id, kind=news.value, count=count, said_at=now, due_at=now)
        if not insert_new(session, said):
            _renew(session, said)
    if addresses:
        bell.ring_after(session)


def _renew(session: Session, said: PushNews) -> None:
    known = session.exec(
        select(PushNews).where(PushNews.address_id == said.address_id, PushNews.kind == said.kind).with_for_update()
    ).first()
    if known:
        known.count, known.said_at, known.due_at, known.tries = said.count, said.said_at, said.due_at, 0
        session.add(known)


def hash_of(endpoint: str) -> str:
    """By which an address is found."""
    return hashlib.sha256(endpoint.encode()).hexdigest()
