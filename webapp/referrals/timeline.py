"""Referrals in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people_store
from webapp.referrals import store
from webapp.referrals.labels import state_words
from webapp.referrals.models import Referral
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point, client_of


def read_referrals(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The referrals that this user's organisation sent or received."""
    if not actor.may(Permission.refer):
        return []
    found = store.list_of_clients(session, actor, asked)
    names = people_store.names_of(session, [row.sent_by for row in found])
    return [_moment(row, names.get(row.sent_by, "")) for row in found]


def _moment(row: Referral, by: str) -> Moment:
    return Moment(
        client_id=client_of(row),
        point=Point(row.sent_at, row.id),
        icon="swap",
        title=gettext("Doorverwezen naar %(place)s", place=isolate(row.place)),
        of=row,
        url=f"/doorverwijzingen/{row.id}",
        lines=(row.purpose, state_words(row.state).capitalize()),
        by=by,
    )


TIMELINE = (Line("doorverwijzing", N_("Doorverwijzingen"), read_referrals, order=40, is_whereabouts=True),)
