"""Ten years of ended support behind it, the list of calls walks an index and stops."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlmodel import select

from tests.support import plans
from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.store import find_demo_user
from webapp.aftercare.calls import CALLS
from webapp.aftercare.models import SupportEnd
from webapp.db import Database, new_id
from webapp.people.models import Client
from webapp.worklist.models import DueDone
from webapp.worklist.service import list_tasks

MANY = 1500
TABLES = {"support_end", "due_done", "working_relation", "lodging", "client"}


def test_settled_calls_of_years_are_never_read(demo_app: Flask) -> None:
    database: Database = demo_app.extensions["database"]
    with database.transaction() as session:
        nurse = find_demo_user(session, "straatverpleegkundige")
        assert nurse
        client = session.exec(select(Client).where(Client.organisation_id == nurse.organisation_id)).first()
        assert client
        for n in range(MANY):
            day = clock.today() - timedelta(days=95 + n % 150)
            end = SupportEnd(
                id=new_id(), region_id=nurse.region_id, organisation_id=nurse.organisation_id, client_id=client.id,
                ended_on=day, ended_at=clock.midnight(day), how="stay", outcome="reached", settled_on=clock.today(),
            )  # fmt: skip
            session.add(end)
            session.add(
                DueDone(
                    region_id=nurse.region_id, organisation_id=nurse.organisation_id, rule="aftercare",
                    subject_id=end.id, client_id=client.id, due_on=day, done_on=day, outcome="reached", settles=True,
                    by=nurse.id,
                )
            )  # fmt: skip
    database.learn_sizes()
    with plans.listening(database) as asked, database.reading() as session:
        actor = actor_of(nurse)
        assert client.id not in {task.fact.client for task in list_tasks(session, actor, only="aftercare")}
        list_tasks(session, actor)
        [duty] = CALLS
        assert duty.find(session, actor, end.id)
    read = {(asker, table) for asker, table, _ in plans.scans(database, asked) if table in TABLES}
    assert read == set()
