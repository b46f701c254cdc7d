"""The referrals that a phone keeps to read without network: what waits, and what is open of its user's own."""

from __future__ import annotations

from collections.abc import Iterable

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.people import store as people
from webapp.referrals import pages, service, store
from webapp.referrals.service import Sent
from webapp.web.forms import Form
from webapp.web.paging import PER_PAGE, Pages

_KEPT = 50


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The two lists with open referrals alone, and the page of each; none of a person whose whereabouts are secret."""
    if not actor.may(Permission.refer):
        return
    own = service.read_many(session, actor, store.list_open_of(session, actor, clock.now(), _KEPT))
    waiting = service.list_waiting(session, actor)
    secret = people.hidden_among(session, [one.row.client_id for one in (*own, *waiting)])
    kept = [[one for one in some if one.row.client_id not in secret] for some in (own, waiting)]
    for path, some, received in (("/doorverwijzingen", kept[0], False), ("/doorverwijzingen/naar-ons", kept[1], True)):
        yield render(
            path, "referrals/index.html", asked=None, words="", **_list(session, actor, some, received=received)
        )
    for one in {one.row.id: one for some in kept for one in some}.values():
        context = pages.referral_page(session, actor, one)
        path = f"/doorverwijzingen/{one.row.id}"
        yield render(path, "referrals/referral.html", form=Form({}), overtaken=False, **context)


def _list(session: Session, actor: Actor, rows: list[Sent], *, received: bool) -> dict[str, object]:
    """A list for a phone: its rows alone, for the page on the server reads on."""
    context = pages.list_page(session, actor, Pages(rows[:PER_PAGE], 1, has_next=False), received=received)
    known = {one.row.id for one in rows}
    context["waiting"] = [one for one in context["waiting"] if one.row.id in known]
    return context
