"""The two lists: candidates at our desk, and those that we brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Session
from webapp.errors import N_
from webapp.web.listing import Column, Listing
from webapp.work_places import service, store
from webapp.work_places.kind import HOME, WORK
from webapp.work_places.labels import state_words
from webapp.work_places.models import WorkPlacement


@dataclass(frozen=True)
class Candidate:
    """A candidate with the name that the reader knows."""

    row: WorkPlacement
    name: str

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int, desk: bool
) -> Sequence[Candidate]:
    rows = store.list_rows(session, actor, words, filters, desk=desk, offset=offset, limit=limit)
    names = service.named(session, rows)
    return [Candidate(row, names[row.id]) for row in rows]


def _listing(title: str, *, desk: bool) -> Listing[Candidate]:
    return Listing[Candidate](
        subject="work_placement",
        title=title,
        columns=(
            Column[Candidate]("person", N_("Wie"), lambda one: one.name),
            Column[Candidate]("state", N_("Stand"), lambda one: one.row.state, lambda one: state_words(one.row.state)),
            Column[Candidate]("made_at", N_("Aangemeld"), lambda one: one.row.made_at),
            Column[Candidate]("first_day", N_("Eerste dag"), lambda one: one.row.first_day),
            Column[Candidate]("look_on", N_("Nog aan het werk?"), lambda one: one.row.look_on),
        ),
        find=partial(_find, desk=desk),
        count=partial(store.count_listed, desk=desk),
        id_of=lambda one: one.row.id,
        url_of=lambda one: f"{HOME}/{one.row.id}",
        filters={"state": frozenset(WORK.labels)},
    )


AT_DESK = _listing(N_("Werkplekken"), desk=True)
BY_US = _listing(N_("Onze kandidaten voor een werkplek"), desk=False)
