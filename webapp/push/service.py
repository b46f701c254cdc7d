"""The receivers of messages: a question waits or an answer came; no names, nothing else.

A message is an extra: everything in it is on the pages too, and all works without it. So a writer waits for no address
that is being forgotten, and everybody locks an address before its messages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, or_
from sqlmodel import col, select

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.models import LoginSession
from webapp.accounts.sessions import live_limits
from webapp.db import Session, insert_new, insert_or_renew
from webapp.errors import N_, Invalid
from webapp.push import bell, crypto
from webapp.push.models import PushAddress, PushNews

_LONGEST = 1000
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")
"""A host name that can be looked up; a dot at its end would make another name for the same host."""
_STRANGE = N_("Deze browser geeft een adres dat we niet kennen. Zonder meldingen werkt alles gewoon door.")


class News(StrEnum):
    """The kinds of messages for a phone."""

    question = "question"
    answer = "answer"


def may_be_sent_to(endpoint: str, services: Iterable[str]) -> bool:
    """True for an address of a known push service: the server sends nowhere else on a browser's word.

    ``services`` are host names, which include their subdomains over HTTPS, and whole origins.
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
    return is_plain and bool(_HOST.fullmatch(host)) and any(host == one or host.endswith(f".{one}") for one in services)


def subscribe(
    session: Session, login: LoginSession, endpoint: str, public_key: str, secret: str, services: Iterable[str]
) -> None:
    """Let this browser hear the messages for the user of this session, and nobody else's any more. Again is the same.

    A session is one browser, which has one address: an earlier one is forgotten. Of two tabs at once the second waits.

    Raises:
        Invalid: no address of a known push service, or keys that are none.
    """
    if not may_be_sent_to(endpoint, services) or not crypto.is_key(public_key, secret):
        raise Invalid({"": _STRANGE}, "unknown_push_service")
    session.exec(select(LoginSession.id).where(LoginSession.id == login.id).with_for_update(key_share=True)).one()
    address = PushAddress(
        login_id=login.id,
        endpoint_hash=hash_of(endpoint),
        endpoint=endpoint,
        public_key=public_key,
        secret=secret,
    )
    theirs = or_(col(PushAddress.login_id) == login.id, col(PushAddress.endpoint_hash) == address.endpoint_hash)
    known = session.exec(select(PushAddress).where(theirs).order_by(col(PushAddress.id)).with_for_update()).all()
    if [one.model_dump(exclude={"id"}) for one in known] == [address.model_dump(exclude={"id"})]:
        return
    for one in known:
        forget(session, one.id)
    while not insert_new(session, address):  # another session registered it meanwhile
        unsubscribe(session, endpoint)


def unsubscribe(session: Session, endpoint: str) -> None:
    """Stop messages to this browser."""
    for address_id in session.exec(select(PushAddress.id).where(PushAddress.endpoint_hash == hash_of(endpoint))).all():
        forget(session, address_id)


def forget(session: Session, address_id: UUID) -> None:
    """Forget this address with its messages; one that is being written now comes first."""
    session.exec(select(PushAddress.id).where(PushAddress.id == address_id).with_for_update()).first()
    session.connection().execute(delete(PushNews).where(col(PushNews.address_id) == address_id))
    session.connection().execute(delete(PushAddress).where(col(PushAddress.id) == address_id))


def forget_dead(session: Session) -> None:
    """Forget addresses of ended sessions: nobody is to hear there.

    An address that another sender holds waits until the next time.
    """
    alive = accounts.live_session_ids(None, **live_limits())
    dead = select(PushAddress.id).where(col(PushAddress.login_id).not_in(alive))
    for address_id in session.exec(dead.with_for_update(skip_locked=True)).all():
        forget(session, address_id)


def forget_old(session: Session, said_before: datetime) -> None:
    """Forget old messages; one that another sender holds waits until the next time."""
    old = select(PushNews.id).where(col(PushNews.said_at) <= said_before).with_for_update(skip_locked=True)
    session.connection().execute(delete(PushNews).where(col(PushNews.id).in_(old)))


def tell(session: Session, user_ids: Iterable[UUID], news: News, count: int = 1) -> None:
    """Send a message to the phones of these users once this session has committed.

    Their addresses stay until then; one that is being forgotten is skipped.
    """
    alive = accounts.live_session_ids(list(user_ids), **live_limits())
    addresses = select(PushAddress.id).where(col(PushAddress.login_id).in_(alive)).order_by(col(PushAddress.id))
    kept = session.exec(addresses.with_for_update(read=True, key_share=True, skip_locked=True)).all()
    if not kept:
        return
    now = clock.now()
    said = [PushNews(address_id=one, kind=news.value, count=count, said_at=now, due_at=now) for one in kept]
    insert_or_renew(session, said, ("address_id", "kind"), ("count", "said_at", "due_at", "tries"))
    bell.ring_after(session)


def hash_of(endpoint: str) -> str:
    """The key by which an address is found."""
    return hashlib.sha256(endpoint.encode()).hexdigest()
