"""The contents of the page of everything there is to do; the same for the view and for the region a phone keeps."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts.follow_ups.service import count_due
from webapp.contacts.pages import describe_rows
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.due.rules import heading
from webapp.web.paging import Pages
from webapp.worklist.declared import rules_of
from webapp.worklist.listing import Row, day_of
from webapp.worklist.service import Task


def worklist_page(
    session: Session, actor: Actor, found: Pages[Row], *, team: bool = False, rule: str = ""
) -> dict[str, Any]:
    """Follow-ups under their days, then the tasks of each rule under its name."""
    today = clock.today()
    entries = [row for row in found.rows if isinstance(row, Entry)]
    tasks = [row for row in found.rows if isinstance(row, Task)]
    has_contacts = actor.may(Permission.read_contacts)
    return {
        "found": found,
        "groups": [
            (key, gettext(key.label), list(some))
            for key, some in groupby(entries, key=lambda one: heading(day_of(one), today))
        ],
        "parts": [(rule, list(some)) for rule, some in groupby(tasks, key=lambda one: one.rule)],
        "counts": count_due(session, actor) if has_contacts else {},
        "around": describe_rows(session, actor, entries),
        "team": team,
        "has_contacts": has_contacts,
        "only": next((gettext(one.label) for one in rules_of(actor) if one.word == rule), ""),
    }
