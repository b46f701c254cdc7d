"""The contents of a volunteer's pages; the same for a view and for the regions that her phone keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.rooms.matches import labels
from webapp.rooms.requests import labels as request_labels
from webapp.rooms.volunteers import service
from webapp.rooms.volunteers.service import Assigned
from webapp.web.forms import Form

HOME = "/kamers/meegaan"
_LIST, _MATCH = "rooms/volunteers/index.html", "rooms/volunteers/match.html"


def list_page(found: list[Assigned]) -> dict[str, Any]:
    """The matches of this volunteer."""
    return {"matches": found, "match_labels": labels}


def match_page(found: Assigned, form: Form | None = None) -> dict[str, Any]:
    """One of them, with the form for a visit."""
    return {"one": found, "form": form or Form(), "match_labels": labels, "labels": request_labels}


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """What her phone keeps: the list, and the page of each match."""
    if not actor.may(Permission.visit_hosts):
        return
    found = service.list_own(session, actor)
    yield render(HOME, _LIST, **list_page(found))
    for one in found:
        yield render(f"{HOME}/{one.row.id}", _MATCH, **match_page(one))
