"""The reminders of a referral: to ask for the answer, and whether the person came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.due.duty import MOST, Duty
from webapp.due.rules import Fact
from webapp.referrals import store
from webapp.referrals.kind import RULES
from webapp.referrals.models import Referral


def _list(session: Session, actor: Actor, since: date, *, state: str) -> Sequence[Fact]:
    until = clock.midnight(since + timedelta(days=1))
    rows = store.list_open_of(session, actor, until, MOST, [state])
    return [_fact(actor, row) for row in rows]


def _find(session: Session, actor: Actor, referral_id: UUID) -> Fact | None:
    row = store.find_referral(session, actor, referral_id, lock=True)
    return _fact(actor, row) if row and row.is_ours(actor) else None


def _fact(actor: Actor, row: Referral) -> Fact:
    since = clock.local(row.moved_at).date()
    place = f"/doorverwijzingen/{row.id}"
    return Fact("referral", row.id, row.client_id, since, row.place, place, who=row.person, ground=row.ground(actor))


REMINDERS = tuple(Duty(rule, partial(_list, state=state), _find) for state, rule in RULES.items())
