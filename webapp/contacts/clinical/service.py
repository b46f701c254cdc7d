"""The clinical notes that a nurse should save in time."""

from __future__ import annotations

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts.clinical import store
from webapp.contacts.clinical.term import WARNED_FOR
from webapp.db import Session


def count_leaving(session: Session, actor: Actor) -> int:
    """How many notes of this nurse are erased within two weeks and never left as a file."""
    if not actor.may(Permission.clinical_notes):
        return 0
    return store.count_unsaved_until(session, actor, clock.today() + WARNED_FOR)
