"""The regions of contacts that a phone keeps to read without network, and the people of its forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import list_store, pages, people_chips, service, store, withdrawals
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.web import shown
from webapp.web.paging import PER_PAGE, Pages

_PLACES_OF = timedelta(days=30)
OWN = 50
"""The number of own contacts a phone keeps."""


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The list, and the user's own latest contacts one by one: their own clients, not everything they may see."""
    if not actor.may(Permission.read_contacts):
        return []
    contacts = Pages(list_store.list_of_business(session, actor, PER_PAGE), 1, has_next=False)
    return [
        of_business(
            render("/contacten", "contacts/index.html", **kept_list(pages.contacts_page(session, actor, contacts)))
        ),
        *(_contact(session, actor, entry) for entry in store.list_own_contacts(session, actor, OWN)),
        *(_trace(session, actor, entry) for entry in _undoable(session, actor)),
    ]


def kept_list(context: dict[str, Any]) -> dict[str, Any]:
    """Adapt a list for a phone: without network nobody searches, and no file is made."""
    return {**context, "asked": None, "words": ""}


def _undoable(session: Session, actor: Actor) -> list[store.Entry]:
    return store.list_withdrawn(session, actor, clock.now() - withdrawals.UNDONE_FOR, pages.LATEST)


def _trace(session: Session, actor: Actor, entry: store.Entry) -> Fragment:
    context = pages.trace_page(session, actor, entry)
    return render(f"/contacten/{entry.contact.id}", "contacts/withdrawn.html", **context)


def of_business(fragment: Fragment) -> Fragment:
    """Give the ground of a kept list as 'working relation': it holds the user's own work only, the page holds more."""
    why = {"organisation": "working_relation"}
    return replace(
        fragment, reads=tuple(replace(one, ground=why.get(one.ground, one.ground)) for one in fragment.reads)
    )


def _contact(session: Session, actor: Actor, entry: store.Entry) -> Fragment:
    reading = service.read_contact(session, actor, entry.contact.id)
    context = {**pages.contact_page(session, actor, reading), "possible": []}  # a phone keeps own clients only
    return render(f"/contacten/{entry.contact.id}", "contacts/contact.html", **context)


def choices(session: Session, actor: Actor) -> dict[str, Any]:
    """Choices for empty forms: the user's clients, names used before, and recent places."""
    if not actor.may(Permission.log_contacts):
        return {"clients": [], "aliases": [], "places": []}
    chips = people_chips.list_people(session, actor, people_chips.ON_PHONE)
    aliases = people_chips.list_own_aliases(session, actor, people_chips.ON_PHONE)
    shown.of_this_request().again.extend(shown.records_in([chips, aliases]))
    return {
        "clients": [chip.as_choice() for chip in chips],
        "aliases": [chip.as_choice() for chip in aliases],
        "places": list(store.list_own_places(session, actor, clock.now() - _PLACES_OF)),
    }
