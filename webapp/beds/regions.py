"""The regions of beds that a phone keeps to read without network: a held bed is a ticket for the street."""

from __future__ import annotations

from collections.abc import Iterable

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds import store
from webapp.beds.kinds import OPEN, State
from webapp.beds.request_page import request_context
from webapp.contacts.kept import kept
from webapp.db import Session
from webapp.operation import Fragment


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """What this user asked for tonight and is not over, also a hold whose time just passed: its page says so."""
    now = clock.now()
    return [
        kept(
            f"/bedden/aanvragen/{found.id}",
            "beds/request.html",
            on_phone=True,
            **request_context(session, actor, found),
        )
        for found, _, _ in store.list_own_requests(session, actor, clock.tonight())
        if found.state_at(now) in (*OPEN, State.expired)
    ]
