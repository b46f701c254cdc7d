"""What is due: everybody open of a worker, and for who keeps campaigns those of nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact
from webapp.reassessments import store
from webapp.reassessments.kind import HOME, RULE
from webapp.reassessments.models import Reassessment


def _list(session: Session, actor: Actor, since: date) -> Sequence[Fact]:
    rows = store.list_open(session, actor, since, MOST)
    campaigns = store.names_of_campaigns(session, rows)
    return [as_fact(actor, row, campaigns[row.campaign_id]) for row in rows]


def _find(session: Session, actor: Actor, row_id: UUID) -> Fact | None:
    row = store.find_row(session, actor, row_id, lock=True)
    return as_fact(actor, row, "") if row and row.person else None


def as_fact(actor: Actor, row: Reassessment, campaign: str) -> Fact:
    """Somebody in a campaign as the fact of the rule; its own day is the day that it is due."""
    return Fact(
        "reassessment",
        row.id,
        row.client_id,
        row.due_on,
        campaign,
        f"{HOME}/{row.id}",
        who=row.person,
        ground=row.ground(actor),
    )


def _settle(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    row = store.find_row(session, actor, fact.id)
    if row is None or not RULE.settles(outcome):
        return {}
    before = {"outcome": row.outcome, "reason": row.reason, "settled_on": None}
    row.outcome, row.reason, row.settled_on = outcome, "", clock.today()
    session.add(row)
    return before


def _reopen(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    if row := store.find_row(session, actor, fact.id):
        row.outcome, row.reason, row.settled_on = "", "", None
        session.add(row)


DUTIES = (Duty(RULE, _list, _find, _settle, _reopen),)
