"""The people of one campaign as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Session
from webapp.errors import N_
from webapp.people.store import names_of
from webapp.reassessments import store
from webapp.reassessments.kind import HOME, Outcome
from webapp.reassessments.labels import outcome_words, reason_words
from webapp.reassessments.models import Reassessment
from webapp.web.listing import Column, Listing


@dataclass(frozen=True)
class Person:
    """Somebody in a campaign, with the name of the worker; '' for nobody."""

    row: Reassessment
    worker: str

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


def of_campaign(campaign_id: UUID, title: str) -> Listing[Person]:
    """The list of one campaign, under its name."""

    def find(
        session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
    ) -> Sequence[Person]:
        rows = store.list_rows(session, actor, campaign_id, words, filters, offset, limit)
        names = names_of(session, [*{row.worker_id for row in rows if row.worker_id}])
        return [Person(row, names.get(row.worker_id, "") if row.worker_id else "") for row in rows]

    def count(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
        return store.count_listed(session, actor, campaign_id, words, filters)

    return Listing[Person](
        subject="reassessment",
        title=title,
        columns=(
            Column[Person]("person", N_("Wie"), lambda one: one.row.person),
            Column[Person]("reference", N_("Eigen nummer"), lambda one: one.row.reference),
            Column[Person]("municipality", N_("Gemeente"), lambda one: one.row.municipality),
            Column[Person]("worker", N_("Medewerker"), lambda one: one.worker),
            Column[Person]("due_on", N_("Klaar voor"), lambda one: one.row.due_on),
            Column[Person](
                "outcome", N_("Uitkomst"), lambda one: one.row.outcome, lambda one: outcome_words(one.row.outcome)
            ),
            Column[Person]("reason", N_("Reden"), lambda one: one.row.reason, lambda one: reason_words(one.row)),
            Column[Person]("settled_on", N_("Gedaan op"), lambda one: one.row.settled_on),
        ),
        find=find,
        count=count,
        id_of=lambda one: one.row.id,
        url_of=lambda one: f"{HOME}/{one.row.id}",
        filters={"outcome": frozenset({"open", *Outcome}), "municipality": None, "worker": None},
    )
