"""A user's own calendar: switching it on and off, and its events.

The address is all a calendar program has, so whoever knows it reads: days alone, never a name, a place or a word of an
agreement. It ends with the user's job, as their other rights do.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import NamedTuple

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.permissions import Permission
from webapp.agenda import store
from webapp.agenda.models import CalendarFeed
from webapp.audit.service import Action, record
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.db import Session
from webapp.errors import NotFound
from webapp.worklist import service as worklist

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
"""The days around today that a calendar holds."""
MOST = 500
_NOTED = timedelta(hours=1)


def find_own(session: Session, actor: Actor) -> CalendarFeed | None:
    """This user's calendar, while it is on and of their present job."""
    found = session.get(CalendarFeed, actor.user_id)
    return found if found and actor.has_since(found.made_at) else None


def switch_on(session: Session, actor: Actor) -> str:
    """The secret of a new address; the earlier one stops working."""
    actor.require(Permission.work_list)
    accounts.lock_user(session, actor.user_id)
    token = secrets.token_urlsafe(32)
    feed = session.get(CalendarFeed, actor.user_id) or CalendarFeed(
        user_id=actor.user_id, region_id=actor.region_id, token_hash=""
    )
    feed.region_id, feed.token_hash = actor.region_id, _hash(token)
    feed.made_at, feed.read_at = clock.now(), None
    session.add(feed)
    record(session, actor, Action.create, "calendar_feed", actor.user_id, ground="own")
    return token


def switch_off(session: Session, actor: Actor) -> None:
    """End the address. Off already is no mistake."""
    feed = session.get(CalendarFeed, actor.user_id)
    if feed:
        session.delete(feed)
        record(session, actor, Action.delete, "calendar_feed", actor.user_id, ground="own")


def find_reader(session: Session, token: str) -> tuple[CalendarFeed, Actor]:
    """The calendar at an address, and its user.

    Raises:
        NotFound: when there is none, it was switched off, or its user left that job.
    """
    feed = store.find_by_hash(session, _hash(token))
    user = accounts.find_user(session, feed.user_id) if feed else None
    if feed is None or user is None or not user.active:
        raise NotFound
    actor = actor_of(user)
    if not actor.may(Permission.work_list) or not actor.has_since(feed.made_at):
        raise NotFound
    return feed, actor


def needs_noting(feed: CalendarFeed) -> bool:
    """True when its last reading was more than an hour ago."""
    return feed.read_at is None or feed.read_at < clock.now() - _NOTED


def note_reading(session: Session, feed: CalendarFeed) -> None:
    """Note that a calendar asked for it, so that its user sees that it is used. Switched off meanwhile stays so."""
    now_there = session.get(CalendarFeed, feed.user_id)
    if now_there and now_there.token_hash == feed.token_hash:
        now_there.read_at = clock.now()
        session.add(now_there)


class Planned(NamedTuple):
    """A day of this user. ``changes`` grows with each time it was moved or tried in vain."""

    word: str
    """The same in every copy of the calendar."""
    day: date
    changes: int
    url: str


def list_days(session: Session, actor: Actor) -> list[Planned]:
    """The days of this user's own open agreements, and of what is due by a rule."""
    today = clock.today()
    tasks = [
        Planned(f"{one.fact.id}-{one.rule.word}", one.on, one.tries, one.fact.url)
        for one in worklist.list_tasks(session, actor, ahead=AHEAD)
        if one.on >= today - BACK
    ]
    if not actor.may(Permission.read_contacts):
        return tasks
    agreed = follow_up_store.list_own_days(session, actor, today - BACK, today + AHEAD, MOST)
    return [*(Planned(str(id_), day, steps, f"/contacten/{id_}") for id_, day, steps in agreed), *tasks]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
