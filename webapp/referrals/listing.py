"""The two lists of referrals: by us, and to us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.referrals import service, store
from webapp.referrals.kind import REFERRAL
from webapp.referrals.labels import state_words
from webapp.referrals.models import Referral
from webapp.referrals.service import Sent
from webapp.web.listing import Column, Listing

_SEARCHED = 1000
"""The newest referrals that a search looks in: their names are sealed, and no index knows them."""


def _find(
    session: Session,
    actor: Actor,
    words: str,
    filters: Mapping[str, str],
    *,
    offset: int,
    limit: int,
    received: bool,
) -> Sequence[Sent]:
    if words:
        rows = _mentioning(session, actor, words, filters, received=received)[offset : offset + limit]
    else:
        rows = store.list_referrals(session, actor, filters, received=received, offset=offset, limit=limit)
    return service.read_many(session, actor, rows)


def _mentioning(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, received: bool
) -> Sequence[Referral]:
    """The newest with these words, without their courses: those are read of a page."""
    rows = store.list_referrals(session, actor, filters, received=received, offset=0, limit=_SEARCHED)
    return [one for one in rows if store.mentions(one, service.name_for(actor, one), words)]


def _count(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, received: bool) -> int:
    if words:
        return len(_mentioning(session, actor, words, filters, received=received))
    return store.count_referrals(session, actor, filters, received=received)


_COLUMNS = (
    Column[Sent]("person", N_("Wie"), lambda one: one.person),
    Column[Sent]("place", N_("Waarheen"), lambda one: one.row.place),
    Column[Sent]("state", N_("Stand"), lambda one: one.row.state, lambda one: state_words(one.row.state)),
    Column[Sent]("sent_at", N_("Verstuurd"), lambda one: one.row.sent_at),
)


def _listing(title: str, *, received: bool) -> Listing[Sent]:
    return Listing[Sent](
        subject="referral",
        title=title,
        columns=_COLUMNS,
        find=partial(_find, received=received),
        count=partial(_count, received=received),
        id_of=lambda one: one.row.id,
        url_of=lambda one: f"/doorverwijzingen/{one.row.id}",
        filters={"state": frozenset(REFERRAL.labels)},
    )


BY_US = _listing(N_("Doorverwijzingen"), received=False)
TO_US = _listing(N_("Doorverwezen naar ons"), received=True)
