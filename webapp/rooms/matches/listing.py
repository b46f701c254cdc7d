"""The list of matches: its columns and filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.rooms.matches import service, store
from webapp.rooms.matches.labels import reason_words, state_words
from webapp.rooms.matches.service import Match
from webapp.rooms.pairs.kind import COORDINATOR, HOST, MATCH, YOUTH
from webapp.web.listing import Column, Listing


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Match]:
    actor.require(Permission.coordinate_rooms)
    rows = store.list_matches(session, actor, words, filters, offset=offset, limit=limit)
    return service.read_many(session, rows, (COORDINATOR, YOUTH, HOST))


MATCHES = Listing[Match](
    subject="room_match",
    title=N_("Matches"),
    columns=(
        Column("youth", N_("Jongere"), lambda one: one.pair.request.alias),
        Column("host", N_("Verhuurder"), lambda one: one.pair.host.name if one.pair.host else None),
        Column("municipality", N_("Gemeente"), lambda one: one.pair.room.municipality),
        Column("state", N_("Stap"), lambda one: one.step, lambda one: state_words(one.step)),
        Column("reason", N_("Reden"), lambda one: one.pair.row.reason, lambda one: reason_words(one.pair.row.reason)),
        Column("proposed_at", N_("Voorgesteld"), lambda one: one.pair.row.proposed_at),
        Column("due_at", N_("Voor"), lambda one: one.pair.row.due_at),
        Column("parked_until", N_("Wacht tot"), lambda one: one.pair.row.parked_until),
    ),
    find=_find,
    count=store.count_matches,
    id_of=lambda one: one.pair.id,
    url_of=lambda one: f"/kamers/matches/{one.pair.id}",
    filters={"state": frozenset(MATCH.labels)},
    also={"stap": "state"},
)
