"""The proposals that a youth worker's phone keeps: read with the youth and answered without network."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.people import store as people
from webapp.rooms.matches import pages, service
from webapp.web.forms import Form


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The page of each match that waits for this worker; none of a person whose whereabouts are secret."""
    if not actor.may(Permission.request_rooms):
        return
    found = service.list_asked(session, actor)
    secret = people.hidden_among(session, [one.pair.request.client_id for one in found])
    for one in found:
        if one.pair.request.client_id in secret:
            continue
        path = f"/kamers/matches/{one.pair.id}"
        context = pages.match_page(session, one)
        yield render(
            path,
            "rooms/matches/match.html",
            form=Form({}),
            overtaken=False,
            action=f"{path}/antwoord",
            me=actor.user_id,
            **context,
        )
