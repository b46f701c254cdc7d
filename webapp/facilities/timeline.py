"""Respite in the line of time of a client: for the staff of the house, and for those who work with this person now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Read
from webapp.db import Session
from webapp.errors import N_
from webapp.facilities import store
from webapp.facilities.models import RespiteStay
from webapp.people import store as people
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point
from webapp.web.dates import date_only

_NOON = time(12)


class _Seen:
    """A stay as its reader may know it: the ground is the house, or the work with this person."""

    def __init__(self, row: RespiteStay, *, is_staff: bool) -> None:
        self.id, self._client_id = row.id, row.client_id
        self._ground = "facility" if is_staff else "working_relation"

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("respite_stay", self.id, self._client_id, self._ground),)


def read_respite(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The newest stays of these clients; where a guest went and by whom they came, only the house knows."""
    if not actor.may(Permission.read_clients):
        return []
    own = {one.id for one in store.list_own(session, actor)} if actor.may(Permission.keep_facilities) else set()
    found = store.list_of_clients(session, actor, asked.clients, own)
    names = people.names_of(session, [row.entered_by for row, _house in found])
    shown: dict[UUID, list[Moment]] = {}
    for row, house in found:
        if row.client_id is None or not asked.precedes(_arrived(row), row.id):
            continue
        is_staff = row.facility_id in own
        moment = Moment(
            client_id=row.client_id,
            point=Point(_arrived(row), row.id),
            icon="heart",
            title=gettext("Kwam logeren, %(house)s", house=isolate(house)),
            of=_Seen(row, is_staff=is_staff),
            url=f"/bedden/respijt/{row.id}" if is_staff else "",
            lines=(
                gettext("tot %(when)s", when=date_only(row.left_on)) if row.left_on else gettext("logeert daar nu"),
            ),
            by=names.get(row.entered_by, ""),
        )
        shown.setdefault(row.client_id, []).append(moment)
    newest = (sorted(one, key=lambda moment: moment.point, reverse=True)[: asked.limit] for one in shown.values())
    return [moment for moments in newest for moment in moments]


def _arrived(row: RespiteStay) -> datetime:
    """The moment of a day: its entry when that was the same day, else noon."""
    if clock.local(row.entered_at).date() == row.arrived_on:
        return row.entered_at
    return datetime.combine(row.arrived_on, _NOON, clock.AMSTERDAM)


TIMELINE = (Line("respijt", N_("Respijt"), read_respite, order=10, is_whereabouts=True),)
