"""Everything there is to do, as a phone keeps it to read and do without network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.regions import kept_list, of_business
from webapp.db import Session
from webapp.fragment import Fragment, render_when_given
from webapp.people import store as people
from webapp.web.paging import Pages
from webapp.worklist.listing import Row
from webapp.worklist.pages import worklist_page
from webapp.worklist.service import list_tasks

DUE = 200
"""The number of open follow-ups a phone keeps: one for each client of the largest caseload."""


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The list; without tasks about somebody whose whereabouts are secret."""
    if not actor.may(Permission.work_list):
        return
    rows: list[Row] = []
    if actor.may(Permission.read_contacts):
        rows += follow_up_store.list_due(session, actor, limit=DUE)
    tasks = list_tasks(session, actor)
    secret = people.hidden_among(session, [task.fact.client for task in tasks])
    kept = [task for task in tasks if task.fact.client not in secret]
    context = worklist_page(session, actor, Pages([*rows, *kept], 1, has_next=False))
    fragment = render_when_given("/vervolgacties", "worklist/index.html", undo=None, mistake="", **kept_list(context))
    of_tasks = {read for task in kept for read in task.read_by(actor)}
    of_contacts = of_business(replace(fragment, reads=tuple(one for one in fragment.reads if one not in of_tasks)))
    yield replace(fragment, reads=(*of_contacts.reads, *of_tasks))
