"""Hand-overs and shares in the line of time of a client: their story for who works with them next."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.handover import store as handover_store
from webapp.handover.transfers import service, store
from webapp.handover.transfers.labels import state_words
from webapp.handover.transfers.service import Transfer
from webapp.people.models import Granted
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point
from webapp.web.dates import date_only


def read_handovers(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The hand-overs of this user's side, with their answers, and what gave a colleague access to these clients."""
    if not actor.may(Permission.edit_clients):
        return []
    return [*_read_transfers(session, actor, asked), *_read_shares(session, actor, asked)]


def _read_transfers(session: Session, actor: Actor, asked: Asked) -> list[Moment]:
    found = service.read_many(session, actor, store.list_of_clients(session, actor, asked))
    return [_moment(one) for one in found]


def _moment(one: Transfer) -> Moment:
    return Moment(
        client_id=one.row.client_id,
        point=Point(one.row.sent_at, one.row.id),
        icon="people",
        title=gettext("Overdracht aan %(name)s", name=isolate(one.receiver)),
        of=one.row,
        url=f"/overdracht/clienten/{one.row.id}" if one.mine or one.answers else "",
        lines=tuple(filter(None, (one.row.note, state_words(one.row.state).capitalize()))),
        by=one.sender,
    )


def _read_shares(session: Session, actor: Actor, asked: Asked) -> list[Moment]:
    found = handover_store.list_of_clients(session, actor, asked)
    names = handover_store.names_of(session, {one for _client, row in found for one in (row.giver_id, row.receiver_id)})
    titles = {
        Granted.share: N_("Gedeeld met %(name)s"),
        Granted.cover: N_("%(name)s neemt waar"),
        Granted.leaver: N_("Overgenomen door %(name)s"),
    }
    return [
        Moment(
            client_id=client_id,
            point=Point(row.made_at, row.id),
            icon="people",
            title=gettext(titles[Granted(row.kind)], name=isolate(names.get(row.receiver_id, ""))),
            of=row,
            lines=(gettext("tot en met %(day)s", day=date_only(row.last_day)),),
            by=names.get(row.giver_id, ""),
        )
        for client_id, row in found
    ]


TIMELINE = (Line("overdracht", N_("Overdracht"), read_handovers, order=45, is_whereabouts=True),)
