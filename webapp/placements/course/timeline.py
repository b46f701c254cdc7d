"""Placements in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people
from webapp.placements.course import service
from webapp.placements.course.labels import end_words, state_words
from webapp.placements.course.service import Entry
from webapp.placements.routes import HOME
from webapp.placements.waiting import store
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point, client_of


def read_placements(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The referrals to programmes that this user's organisation made, and where each stands."""
    if not actor.may(Permission.ask_placements):
        return []
    found = service.read_many(session, actor, store.list_of_clients(session, actor, asked))
    names = people.names_of(session, [one.row.sent_by for one in found])
    return [_moment(one, names.get(one.row.sent_by, "")) for one in found]


def _moment(entry: Entry, by: str) -> Moment:
    row = entry.row
    end = end_words(entry)
    return Moment(
        client_id=client_of(row),
        point=Point(row.referred_at, row.id),
        icon="key",
        title=gettext("Aangemeld voor %(programme)s", programme=isolate(entry.programme.name)),
        of=row,
        url=f"{HOME}/{row.id}",
        lines=(": ".join(filter(None, (state_words(row.state).capitalize(), end))),),
        by=by,
    )


TIMELINE = (Line("plaatsing", N_("Plaatsingen"), read_placements, order=45, is_whereabouts=True),)
