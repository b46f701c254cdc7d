"""Work places in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people
from webapp.timeline import Asked, Line, Moment, Point, client_of
from webapp.work_places import store
from webapp.work_places.kind import HOME
from webapp.work_places.labels import end_words, state_words
from webapp.work_places.models import WorkPlacement


def read_searches(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The searches for work that this user's organisation began or does, and where each stands; no employer."""
    found = store.list_of_clients(session, actor, asked)
    names = people.names_of(session, [one.made_by for one in found])
    return [_moment(one, names.get(one.made_by, "")) for one in found]


def _moment(row: WorkPlacement, by: str) -> Moment:
    return Moment(
        client_id=client_of(row),
        point=Point(row.made_at, row.id),
        icon="work",
        title=gettext("Werkplek gezocht"),
        of=row,
        url=f"{HOME}/{row.id}",
        lines=(": ".join(filter(None, (state_words(row.state).capitalize(), end_words(row)))),),
        by=by,
    )


TIMELINE = (Line("werk", N_("Werkplekken"), read_searches, order=47, is_whereabouts=True),)
