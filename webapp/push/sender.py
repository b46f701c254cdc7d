"""Brings waiting messages to their push service, outside of any transaction.

A message is taken by one sender at a time, for a while: another sender takes over from one that dies. A message that a
service refuses for good is forgotten with its address; a failed one is tried again, ever later, and given up when it is
no news any more. Each letter is by itself: a fault in one leaves the others alone.
"""

from __future__ import annotations

import http.client
import json
import logging
import ssl
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import delete
from sqlmodel import col, select

from webapp import clock
from webapp.config import Config
from webapp.db import Database, Illegible, Session
from webapp.push import bell, crypto, service
from webapp.push.models import PushAddress, PushNews

AT_ONCE = 5
PATIENCE = 10.0
"""Seconds to reach a service, and again to hear its answer."""
LEASE = timedelta(seconds=2 * AT_ONCE * PATIENCE)
"""The time a sender has for the letters it took; enough when no service answers at all."""
FRESH = timedelta(minutes=30)
"""Older news wakes nobody any more, here or at the push service."""
PACE = 30.0
GONE = (404, 410)
log = logging.getLogger("onderdak")


@dataclass(frozen=True)
class Letter:
    """One message on its way."""

    endpoint: str
    kind: str
    body: bytes


def start(database: Database, config: Config) -> None:
    """Send from this process from now on."""
    if config.push_services and database.keyring.push is not None:
        threading.Thread(target=_go_on, args=(database, config), name="push", daemon=True).start()


def _go_on(database: Database, config: Config) -> None:
    while True:
        bell.wait(PACE)
        try:
            while deliver(database, config):
                pass
        except Exception as error:
            log.error("push", exc_info=error)  # the next round tries again


def deliver(database: Database, config: Config) -> int:
    """Send due letters, a few at once; gives the number taken.

    A letter whose lease ends before it is sent, because the services are slow, is left to the next sender.
    """
    with database.reading() as session:
        if session.exec(select(PushNews.id).where(col(PushNews.due_at) <= clock.now()).limit(1)).first() is None:
            return 0
    with database.transaction() as session:
        taken = _take(session)
    for news, address in taken:
        try:
            _bring(news, address, database, config)
        except Exception as error:
            log.error("push", exc_info=error)  # it is tried again when its time comes
    return len(taken)


def _take(session: Session) -> Sequence[tuple[PushNews, PushAddress]]:
    """Lock addresses first, then messages, and skip those that another sender holds: so no writer waits in a circle."""
    now = clock.now()
    service.forget_dead(session)
    service.forget_old(session, now - FRESH)
    due = session.exec(
        select(PushNews, PushAddress)
        .join(PushAddress, col(PushAddress.id) == PushNews.address_id)
        .where(col(PushNews.due_at) <= now)
        .order_by(col(PushNews.due_at))
        .limit(AT_ONCE)
        .with_for_update(of=PushNews, skip_locked=True)
    ).all()
    for news, _address in due:
        news.tries += 1
        news.due_at = now + LEASE * news.tries
        session.add(news)
    return due


def _bring(news: PushNews, address: PushAddress, database: Database, config: Config) -> None:
    if news.due_at < clock.now() + timedelta(seconds=PATIENCE):
        return
    letter = _letter(news, address)
    status = post(letter, database, config) if letter else GONE[0]
    with database.transaction() as session:
        _note(session, news, address, status)


def _letter(news: PushNews, address: PushAddress) -> Letter | None:
    """Make the letter; None for an address that nobody can send to."""
    if isinstance(address.endpoint, Illegible) or not crypto.is_key(address.public_key, address.secret):
        return None
    said = json.dumps({"news": news.kind, "count": news.count}).encode()
    return Letter(address.endpoint, news.kind, crypto.seal(said, address.public_key, address.secret))


def post(letter: Letter, database: Database, config: Config) -> int:
    """The push service's answer; 0 when there is none. Redirects are not followed."""
    parts = urlsplit(letter.endpoint)
    if database.keyring.push is None or not service.may_be_sent_to(letter.endpoint, config.push_services):
        return GONE[0]
    contact = config.origin if config.secure else f"https://{config.rp_id}"
    origin = f"{parts.scheme}://{parts.netloc}"
    headers = {
        "Authorization": crypto.sender(database.keyring.push, origin, contact, clock.now()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(FRESH.total_seconds())),
        "Topic": letter.kind,
        "Urgency": "high",
    }
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    try:
        with closing(_connect(parts.scheme, parts.hostname or "", parts.port)) as connection:
            connection.request("POST", path, letter.body, headers)
            return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError):  # ValueError: a host name that cannot be written
        return 0


def _connect(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=PATIENCE)


def _note(session: Session, news: PushNews, address: PushAddress, status: int) -> None:
    """Note the result: it arrived, the address is gone, or it stays for later. A newer message stays too."""
    if status in GONE:
        service.forget(session, address.id)
    elif 200 <= status < 300:
        done = delete(PushNews).where(col(PushNews.id) == news.id, col(PushNews.said_at) == news.said_at)
        session.connection().execute(done)
    else:
        where = urlsplit(address.endpoint).hostname
        log.warning("push not taken", extra={"fields": {"service": where, "status": status}})
