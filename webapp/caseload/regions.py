"""The caseload that a phone keeps to read without network: a page of each client, and the list that finds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.caseload.pages import kept_pages
from webapp.db import Session
from webapp.fragment import Fragment, render_when_given
from webapp.people import store
from webapp.people.models import Client

MOST = 200
"""The number of clients a phone keeps."""


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The clients this user works with, the latest contacts first, and the list of them."""
    if not actor.may(Permission.read_clients):
        return
    clients = store.list_recent(session, actor, MOST)
    yield _list(clients)
    for client, context in kept_pages(session, actor, clients):
        yield _of_relation(render_when_given(f"/clienten/{client.id}", "caseload/client.html", **context))


def _list(clients: Iterable[Client]) -> Fragment:
    """The list by name. It names only people whose page is given with it, so the log has their reading already."""
    ordered = sorted(clients, key=lambda client: (client.sort_key, client.id))
    return replace(render_when_given("/clienten", "caseload/kept_list.html", clients=ordered), reads=())


def _of_relation(fragment: Fragment) -> Fragment:
    """A phone holds these because their user works with them: that is the ground in the log."""
    why = {"organisation": "working_relation"}
    reads = (replace(one, ground=why.get(one.ground, one.ground)) for one in fragment.reads)
    return replace(fragment, reads=tuple(dict.fromkeys(reads)))
