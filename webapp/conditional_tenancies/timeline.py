"""Huren onder voorwaarden in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.conditional_tenancies import store
from webapp.conditional_tenancies.kind import HOME
from webapp.conditional_tenancies.labels import cause_words, end_words, state_words
from webapp.conditional_tenancies.models import ConditionalTenancy
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people
from webapp.timeline import Asked, Line, Moment, Point, client_of


def read_cases(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The reports of this user's organisation, and where each stands."""
    if not actor.may(Permission.report_conditional):
        return []
    found = store.list_of_clients(session, actor, asked)
    names = people.names_of(session, [one.reported_by for one in found])
    return [_moment(one, names.get(one.reported_by, "")) for one in found]


def _moment(row: ConditionalTenancy, by: str) -> Moment:
    return Moment(
        client_id=client_of(row),
        point=Point(row.reported_at, row.id),
        icon="warn",
        title=gettext("Woning in gevaar: %(cause)s", cause=cause_words(row.cause).lower()),
        of=row,
        url=f"{HOME}/{row.id}",
        lines=(": ".join(filter(None, (state_words(row.state).capitalize(), end_words(row)))),),
        by=by,
    )


TIMELINE = (Line("huren", N_("Huren onder voorwaarden"), read_cases, order=46, is_whereabouts=True),)
