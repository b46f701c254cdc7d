"""The list of youths who look for a room: its columns and filters."""

from __future__ import annotations

from webapp.errors import N_
from webapp.rooms import words
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests import store
from webapp.rooms.words import RequestState
from webapp.web.choices import label_of
from webapp.web.listing import Column, Listing

REQUESTS = Listing[RoomRequest](
    subject="room_request",
    title=N_("Jongeren die een kamer zoeken"),
    columns=(
        Column("alias", N_("Jongere"), lambda asked: asked.alias),
        Column("birth_year", N_("Geboortejaar"), lambda asked: asked.birth_year),
        Column("max_rent", N_("Huur hoogstens"), lambda asked: asked.max_rent),
        Column("municipalities", N_("Gemeenten"), lambda asked: asked.municipalities),
        Column("from_date", N_("Vanaf"), lambda asked: asked.from_date),
        Column("waiting_since", N_("Zoekt sinds"), lambda asked: asked.waits_since),
        Column("support_worker", N_("Begeleider"), lambda asked: asked.support_worker),
        Column(
            "state", N_("Stand"), lambda asked: asked.state, lambda asked: label_of(words.RequestState, asked.state)
        ),
    ),
    find=store.list_requests,
    count=store.count_requests,
    id_of=lambda asked: asked.id,
    url_of=lambda asked: f"/kamers/verzoeken/{asked.id}",
    filters={"state": frozenset(RequestState)},
)
