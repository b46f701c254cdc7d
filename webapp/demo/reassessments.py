"""A demo campaign of reassessment in both regions, with people in every state. Names here are plainly made up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.placements.imports.rows import Row
from webapp.reassessments import store
from webapp.reassessments.inputs import CampaignInput, ReassessmentAnswer
from webapp.reassessments.kind import RULE, Outcome
from webapp.reassessments.models import Reassessment
from webapp.reassessments.service import answer, begin, draft
from webapp.worklist.models import DueDone

_AHEAD = 21


class _One(NamedTuple):
    """Somebody on the list: due so many days from now, of a demo user, with an outcome so many days ago."""

    name: str
    due: int
    worker: str = ""
    outcome: str = ""
    reason: str = ""
    days: int = 0


_PEOPLE = (
    _One("Proefpersoon Aafke (demo)", -3, "straatverpleegkundige"),
    _One("Proefpersoon Bouke (demo)", 4, "straatverpleegkundige", "not_reached", "", 2),
    _One("Proefpersoon Cleo (demo)", 6, "jongerenwerker"),
    _One("Proefpersoon Dirk (demo)", 9),
    _One("Proefpersoon Evi (demo)", _AHEAD),
    _One("Proefpersoon Floor (demo)", 2, "straatverpleegkundige", "continues", "", 5),
    _One("Proefpersoon Gijs (demo)", 2, "straatverpleegkundige", "continues", "", 9),
    _One("Proefpersoon Hiba (demo)", 1, "jongerenwerker", "changes", "less", 12),
    _One("Proefpersoon Ivo (demo)", 1, "jongerenwerker", "ends", "able", 13),
    _One("Proefpersoon Jet (demo)", 0, "straatverpleegkundige", "not_done", "moved", 15),
)


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        officer = accounts.find_demo_user(session, f"plaatsing{row['suffix']}")
        if officer is None or store.list_campaigns(session, actor_of(officer), 1):
            continue
        workers: dict[str, Actor] = {}
        for name in sorted({one.worker for one in _PEOPLE if one.worker}):
            if user := accounts.find_demo_user(session, name + row["suffix"]):
                workers[name] = actor_of(user)
        _make(session, actor_of(officer), workers, row["municipalities"])


def _make(session: Session, officer: Actor, workers: dict[str, Actor], towns: list[str]) -> None:
    today = clock.today()
    names = {name: user.name for name, user in workers.items()}
    rows = [
        Row(at, [one.name, names.get(one.worker, ""), towns[at % 2], (today + timedelta(days=one.due)).isoformat()])
        for at, one in enumerate(_PEOPLE, 2)
    ]
    said = CampaignInput(
        name="Wmo opnieuw bekijken (demo)", due_on=today + timedelta(days=_AHEAD), source="Regionaal plan (demo)"
    )
    made = draft(session, officer, said, (["Naam", "Medewerker", "Gemeente", "Klaar voor"], rows), new_id())
    begin(session, officer, made.id)
    made.began_on = today - timedelta(days=20)
    session.add(made)
    session.flush()
    found = session.exec(select(Reassessment).where(Reassessment.campaign_id == made.id)).all()
    ids = {one.person: one.id for one in found}
    for one in _PEOPLE:
        if one.outcome and one.worker in workers:
            outcome = Outcome(one.outcome)
            given = ReassessmentAnswer(reassessment=ids[one.name], outcome=outcome, reason=one.reason or None)
            answer(session, workers[one.worker], given, new_id())
            _put_back(session, ids[one.name], today - timedelta(days=one.days))


def _put_back(session: Session, row_id: UUID, day: date) -> None:
    """Put what was done on a day before."""
    row = session.get_one(Reassessment, row_id)
    row.settled_on = day if row.settled_on else None
    for done in session.exec(select(DueDone).where(DueDone.subject_id == row_id, col(DueDone.rule) == RULE.word)):
        done.done_on, done.at = day, datetime.combine(day, time(12), clock.AMSTERDAM)
        session.add(done)
    session.add(row)
    session.flush()
