"""The lists of placements: a line in its order, everything in our lists, and what we referred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.placements.course import service
from webapp.placements.course.labels import order_sentence, state_words, urgency_words
from webapp.placements.course.service import Entry
from webapp.placements.kind import PLACEMENT, Urgency
from webapp.placements.routes import HOME
from webapp.placements.waiting import store
from webapp.web.listing import Column, Listing

_ALSO = {"programma": "programme_id"}
_FILTERS = {"programme_id": None, "urgency": frozenset(Urgency), "municipality": None}


def _line(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Entry]:
    rows = store.list_line(session, actor, words, filters, offset=offset, limit=limit)
    if "programme_id" not in filters:
        return service.read_many(session, actor, rows)
    if words or len(filters) > 1:
        return service.read_many(session, actor, rows, [store.count_ahead(session, row).position for row in rows])
    return service.read_many(session, actor, rows, range(offset + 1, offset + 1 + len(rows)))


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int, kept: bool
) -> Sequence[Entry]:
    rows = store.list_placements(session, actor, words, filters, kept=kept, offset=offset, limit=limit)
    return service.read_many(session, actor, rows)


_WHO = Column[Entry]("person", N_("Wie"), lambda one: one.name)
_PROGRAMME = Column[Entry]("programme", N_("Voorziening"), lambda one: one.programme.name)
_URGENCY = Column[Entry](
    "urgency", N_("Hoe dringend"), lambda one: one.row.urgency, lambda one: urgency_words(one.row.urgency)
)
_STATE = Column[Entry]("state", N_("Stand"), lambda one: one.row.state, lambda one: state_words(one.row.state))
_REST = (
    Column[Entry]("waiting_since", N_("Wacht sinds"), lambda one: one.row.referred_on),
    Column[Entry]("decided_on", N_("Besluit"), lambda one: one.row.decided_on),
    Column[Entry]("interim_support", N_("Hulp intussen"), lambda one: one.row.interim_support),
    Column[Entry]("municipality", N_("Gemeente"), lambda one: one.row.municipality),
)
LINE = Listing[Entry](
    subject="placement",
    title=N_("Wachtlijst"),
    columns=(
        Column[Entry]("position", N_("Plaats"), lambda one: one.position),
        _WHO,
        _PROGRAMME,
        _URGENCY,
        *_REST,
        _STATE,
        Column[Entry]("parked_until", N_("Geparkeerd tot"), lambda one: one.row.parked_until),
        Column[Entry]("order", N_("Waarom deze plaats"), order_sentence),
    ),
    find=_line,
    count=store.count_line,
    id_of=lambda one: one.row.id,
    url_of=lambda one: f"{HOME}/{one.row.id}",
    filters=_FILTERS,
    also=_ALSO,
)


def _listing(title: str, *, kept: bool) -> Listing[Entry]:
    return Listing[Entry](
        subject="placement",
        title=title,
        columns=(_WHO, _PROGRAMME, _STATE, _URGENCY, *_REST),
        find=partial(_find, kept=kept),
        count=partial(store.count_placements, kept=kept),
        id_of=lambda one: one.row.id,
        url_of=lambda one: f"{HOME}/{one.row.id}",
        filters={**_FILTERS, "state": frozenset(PLACEMENT.labels)},
        also=_ALSO,
    )


KEPT = _listing(N_("Plaatsingen"), kept=True)
BY_US = _listing(N_("Onze aanmeldingen"), kept=False)
