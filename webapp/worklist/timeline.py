"""What was done with what was due, in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Read
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people
from webapp.timeline import Asked, Line, Moment, Point
from webapp.worklist import store
from webapp.worklist.declared import find_duty
from webapp.worklist.models import DueDone


class _Shown(NamedTuple):
    row: DueDone
    ground: str

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        return (Read("due_done", self.row.id, self.row.client_id, self.ground),)


def read_done(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The outcomes that colleagues of the same organisation gave, of rules that this user works by."""
    if not actor.may(Permission.read_clients):
        return []
    rows = [one for one in store.list_of_clients(session, actor, asked) if _may_read(actor, one)]
    names = people.names_of(session, [row.by for row in rows])
    return [_moment(row, names.get(row.by, "")) for row in rows]


def _may_read(actor: Actor, row: DueDone) -> bool:
    duty = find_duty(row.rule)
    return duty is not None and actor.may(duty.rule.permission)


def _moment(row: DueDone, by: str) -> Moment:
    duty = find_duty(row.rule)
    result = duty.rule.result(row.outcome) if duty else None
    if row.client_id is None or duty is None:
        raise TypeError("a moment is of a client, by a rule")
    title = gettext(duty.rule.label)
    return Moment(
        client_id=row.client_id,
        point=Point(row.at, row.id),
        icon="check",
        title=f"{title}: {gettext(result.label).lower()}" if result else title,
        of=_Shown(row, "organisation"),
        lines=(row.note,) if row.note else (),
        by=by,
    )


TIMELINE = (Line("taak", N_("Taken"), read_done, order=45, is_whereabouts=True),)
