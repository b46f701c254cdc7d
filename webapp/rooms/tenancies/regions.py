"""The running tenancies that a phone keeps: a signal or an evaluation is noted in a house without network."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.people import store as people
from webapp.rooms.tenancies import pages, service
from webapp.web.forms import Form


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The page of each running tenancy of this user; none of a person whose whereabouts are secret."""
    if not (actor.may(Permission.request_rooms) or actor.may(Permission.coordinate_rooms)):
        return
    found = service.list_to_keep(session, actor)
    secret = people.hidden_among(session, [one.pair.request.client_id for one in found])
    shown = [one for one in found if one.pair.request.client_id not in secret]
    for one, context in zip(shown, pages.tenancy_pages(session, actor, shown), strict=True):
        yield render(
            f"/kamers/huur/{one.row.id}", "rooms/tenancies/tenancy.html", form=Form({}), overtaken=False, **context
        )
