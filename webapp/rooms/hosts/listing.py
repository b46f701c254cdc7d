"""The list of rooms and hosts: its columns and filters."""

from __future__ import annotations

from uuid import UUID

from webapp.errors import N_
from webapp.rooms import store, words
from webapp.rooms.hosts import service
from webapp.rooms.models import Host, Room
from webapp.rooms.words import RoomState
from webapp.web.choices import label_of
from webapp.web.listing import Column, Listing

Pair = tuple[Room, Host | None]


def _id(pair: Pair) -> UUID:
    return pair[0].id


ROOMS = Listing[Pair](
    subject="room",
    title=N_("Kamers en verhuurders"),
    columns=(
        Column("host", N_("Verhuurder"), lambda pair: pair[1].name if pair[1] else None),
        Column("municipality", N_("Gemeente"), lambda pair: pair[0].municipality),
        Column("rent", N_("Huur per maand"), lambda pair: pair[0].rent),
        Column("from_date", N_("Vrij vanaf"), lambda pair: pair[0].from_date),
        Column(
            "heard",
            N_("Hoe kende deze persoon ons?"),
            lambda pair: pair[1].heard if pair[1] else None,
            lambda pair: label_of(words.Heard, pair[1].heard if pair[1] else None),
        ),
        Column("created_at", N_("Aangemeld"), lambda pair: pair[0].created_at),
        Column("state", N_("Stand"), lambda pair: pair[0].state, lambda pair: label_of(words.RoomState, pair[0].state)),
    ),
    find=service.list_rooms,
    count=store.count_listed_rooms,
    id_of=_id,
    url_of=lambda pair: f"/kamers/{pair[0].id}",
    filters={"state": frozenset(RoomState), "municipality": None},
    also={"staat": "state"},
)
