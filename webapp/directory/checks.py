"""Entries of the directory that ask to be checked: due for the people of the organisation that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action
from webapp.db import Session
from webapp.directory import service, store
from webapp.directory.kinds import Status
from webapp.directory.models import Entry
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact, Result, Rule
from webapp.errors import N_

RIGHT, CHANGED, GONE = "right", "changed", "gone"
CHECK = Rule(
    "directory_check",
    N_("Klopt dit nog in de wegwijzer?"),
    after=service.CHECKED_EVERY,
    permission=Permission.keep_directory,
    outcomes=(Result(RIGHT, N_("Klopt")), Result(CHANGED, N_("Aangepast")), Result(GONE, N_("Bestaat niet meer"))),
)


def list_unchecked(session: Session, actor: Actor) -> Sequence[Entry]:
    """The entries this user keeps and that ask to be checked."""
    today = clock.today()
    found = store.list_unchecked(session, actor, CHECK.after.latest_start(today), MOST)
    return [one for one in found if service.asks_check(one, today)]


def _list(session: Session, actor: Actor, since: date) -> Sequence[Fact]:
    return [_fact(entry) for entry in store.list_unchecked(session, actor, since, MOST)]


def _find(session: Session, actor: Actor, entry_id: UUID) -> Fact | None:
    entry = store.find_entry(session, actor, entry_id, lock=True)
    return _fact(entry) if entry and service.keeps(actor, entry) else None


def _fact(entry: Entry) -> Fact:
    url = f"/wegwijzer/{entry.id}"
    return Fact(
        "directory_entry", entry.id, None, entry.checked_on, entry.name, url, phone=entry.phone, ground="region"
    )


def _note(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    entry = service.own_entry(session, actor, fact.id, lock=True)
    before = {"state": entry.state, "checked_on": entry.checked_on.isoformat(), "checked_by": entry.checked_by}
    if outcome == GONE:
        service.set_status(session, actor, fact.id, Status.stopped)
    else:
        service.check_entry(session, actor, fact.id)
    return before


def _undo(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    entry = service.own_entry(session, actor, fact.id, lock=True)
    entry.state, entry.checked_by = before["state"], before["checked_by"]
    entry.checked_on = date.fromisoformat(before["checked_on"])
    service.save(session, actor, entry, Action.update)


CHECKS = (Duty(CHECK, _list, _find, _note, _undo),)
