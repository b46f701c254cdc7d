"""Brings waiting letters to the relay, outside of any transaction.

A letter is taken by one sender at a time, for a while: another takes over from one that dies. While the relay is down
letters wait, ever longer, and none is given up; once it takes one, all go. An address that the relay refuses is given
up at once, one that it puts off after ``MOST_PUT_OFF`` times, some two days.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from smtplib import SMTP
from uuid import UUID

from flask import Flask

from webapp import clock
from webapp.config import Config, Relay
from webapp.db import Database, Illegible, Session
from webapp.mail import letters, relay, store
from webapp.mail.models import Letter
from webapp.mail.relay import RelayDown, Result
from webapp.mail.words import KINDS

AT_ONCE = 5
PACE = 10.0
LEASE = timedelta(minutes=5)
"""The time a sender has for the letters it took."""
LONGEST = timedelta(hours=1)
PUT_OFF = (5, 15, 30, 60, 120, 240)
"""Minutes until an address that was put off is tried again; then the last again and again."""
MOST_PUT_OFF = 16
log = logging.getLogger("onderdak")


def start(app: Flask) -> None:
    """Send from this process from now on."""
    config: Config = app.extensions["config"]
    if config.relay:
        threading.Thread(target=_go_on, args=(app, config.relay), name="mail", daemon=True).start()


def _go_on(app: Flask, to: Relay) -> None:
    while True:
        time.sleep(PACE)
        try:
            while deliver(app, to):
                pass
        except Exception as error:
            log.error("mail", exc_info=error)  # the next round tries again


def deliver(app: Flask, to: Relay) -> int:
    """Send due letters, a few at once; gives the number that the relay answered, 0 while it is down."""
    database: Database = app.extensions["database"]
    with database.reading() as session:
        if not store.is_any_due(session, clock.now()):
            return 0
    with database.transaction() as session:
        taken = _take(session)
    done = 0
    try:
        with app.app_context(), relay.connect(to) as smtp:
            for letter, region in taken:
                result = _send(smtp, letter, region, to)
                done += 1
                with database.transaction() as session:
                    _note(session, letter.id, result)
    except RelayDown as error:
        log.warning("mail relay", extra={"fields": {"relay": to.host, "error": str(error)}})
        with database.transaction() as session:
            for letter, _region in taken[done:]:
                _wait_for_relay(session, letter.id)
        return 0
    return done


def _take(session: Session) -> list[tuple[Letter, str]]:
    now = clock.now()
    found = store.take_due(session, now, AT_ONCE)
    for letter, _region in found:
        letter.tries += 1
        letter.waits_for_relay = False
        letter.due_at = now + min(LEASE * letter.tries, LONGEST)
        session.add(letter)
    return found


def _send(smtp: SMTP, letter: Letter, region: str, to: Relay) -> Result:
    kind = KINDS.get(letter.kind)
    unreadable = any(part is None or isinstance(part, Illegible) for part in (letter.address, letter.link))
    if kind is None or unreadable:
        return Result.refused
    written = letters.write(kind, region, str(letter.link), letter.language)
    try:
        message = letters.compose(
            written,
            str(letter.address),
            to.sender,
            letter_id=letter.id,
            language=letter.language,
            at=clock.local(letter.made_at),
        )
    except ValueError:
        return Result.refused
    return relay.send(smtp, message, to.sender)


def _note(session: Session, letter_id: UUID, result: Result) -> None:
    letter = store.find(session, letter_id, lock=True)
    if letter is None or letter.state != store.WAITING:
        return
    if result is Result.later and letter.put_off < MOST_PUT_OFF:
        minutes = PUT_OFF[min(letter.put_off, len(PUT_OFF) - 1)]
        letter.put_off += 1
        letter.due_at = clock.now() + timedelta(minutes=minutes)
        session.add(letter)
        return
    letter.state = store.SENT if result is Result.sent else store.REFUSED
    letter.address = letter.link = None
    session.add(letter)
    if result is Result.sent:
        store.hasten(session, clock.now())


def _wait_for_relay(session: Session, letter_id: UUID) -> None:
    letter = store.find(session, letter_id, lock=True)
    if letter and letter.state == store.WAITING:
        letter.waits_for_relay = True
        session.add(letter)
