"""The regions of contacts that a phone keeps to read without network, and the people of its forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import follow_up_store, list_store, pages, people_chips, service, store, withdrawals
from webapp.db import Session
from webapp.fragment import Fragment, kept
from webapp.web import shown
from webapp.web.paging import PER_PAGE, Pages

_PLACES_OF = timedelta(days=30)
OWN = 50
"""How many of one's own contacts a phone keeps."""


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The lists, and the user's own latest contacts one by one: whom this user works with, not all they may see."""
    if not actor.may(Permission.read_contacts):
        return []
    contacts = Pages(list_store.list_of_business(session, actor, PER_PAGE), 1, has_next=False)
    due = Pages(follow_up_store.list_due(session, actor, limit=PER_PAGE), 1, has_next=False)
    due_page = pages.due_page(session, actor, due)
    return [
        _of_business(
            kept("/contacten", "contacts/index.html", **_kept_list(pages.contacts_page(session, actor, contacts)))
        ),
        _of_business(
            kept("/vervolgacties", "contacts/due.html", done=None, undo=None, mistake="", **_kept_list(due_page))
        ),
        *(_contact(session, actor, entry) for entry in store.list_own_contacts(session, actor, OWN)),
        *(_trace(session, actor, entry) for entry in _undoable(session, actor)),
    ]


def _kept_list(context: dict[str, Any]) -> dict[str, Any]:
    """Without network nobody searches, and no file is made."""
    return {**context, "asked": None, "words": ""}


def _undoable(session: Session, actor: Actor) -> list[store.Entry]:
    return store.list_withdrawn(session, actor, clock.now() - withdrawals.UNDONE_FOR, pages.LATEST)


def _trace(session: Session, actor: Actor, entry: store.Entry) -> Fragment:
    context = pages.trace_page(session, actor, entry)
    return kept(f"/contacten/{entry.contact.id}", "contacts/withdrawn.html", **context)


def _of_business(fragment: Fragment) -> Fragment:
    """A list that a phone keeps holds what is one's own, and whom one works with; a colleague's page would be wider."""
    why = {"organisation": "working_relation"}
    return replace(
        fragment, reads=tuple(replace(one, ground=why.get(one.ground, one.ground)) for one in fragment.reads)
    )


def _contact(session: Session, actor: Actor, entry: store.Entry) -> Fragment:
    reading = service.read_contact(session, actor, entry.contact.id)
    context = {**pages.contact_page(session, actor, reading), "possible": []}  # people one does not work with stay here
    return kept(f"/contacten/{entry.contact.id}", "contacts/contact.html", **context)


def choices(session: Session, actor: Actor) -> dict[str, Any]:
    """Choices for empty forms: the people this user works with, names used before, and recent places."""
    if not actor.may(Permission.log_contacts):
        return {"clients": [], "aliases": [], "places": []}
    chips = people_chips.recent(session, actor, people_chips.ON_PHONE)
    aliases = people_chips.own_aliases(session, actor, people_chips.ON_PHONE)
    shown.of_this_request().again.extend(shown.records_in([chips, aliases]))
    return {
        "clients": [chip.as_choice() for chip in chips],
        "aliases": [chip.as_choice() for chip in aliases],
        "places": list(store.list_own_places(session, actor, clock.now() - _PLACES_OF)),
    }
