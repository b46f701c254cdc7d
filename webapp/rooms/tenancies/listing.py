"""The list of tenancies: its columns and filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.rooms.grounds.table import LegalGround
from webapp.rooms.pairs.kind import COORDINATOR, HOST, YOUTH
from webapp.rooms.tenancies import service, store
from webapp.rooms.tenancies.service import Contract
from webapp.rooms.tenancies.words import EndReason, State, Went
from webapp.web.choices import label_of
from webapp.web.listing import Column, Listing


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Contract]:
    actor.require(Permission.coordinate_rooms)
    rows = store.list_tenancies(session, actor, words, filters, offset=offset, limit=limit)
    return service.read_many(session, rows, (COORDINATOR, YOUTH, HOST))


TENANCIES = Listing[Contract](
    subject="tenancy",
    title=N_("Huurcontracten"),
    columns=(
        Column("youth", N_("Jongere"), lambda one: one.pair.request.alias),
        Column("host", N_("Verhuurder"), lambda one: one.pair.host.name if one.pair.host else None),
        Column("municipality", N_("Gemeente"), lambda one: one.pair.room.municipality),
        Column(
            "ground",
            N_("Wettelijke grond"),
            lambda one: one.row.ground,
            lambda one: label_of(LegalGround, one.row.ground),
        ),
        Column("starts_on", N_("Eerste dag"), lambda one: one.row.starts_on),
        Column("ends_on", N_("Laatste dag"), lambda one: one.row.ended_on or one.row.ends_on),
        Column("state", N_("Stand"), lambda one: one.row.state, lambda one: label_of(State, one.row.state)),
        Column(
            "reason",
            N_("Reden"),
            lambda one: one.row.end_reason,
            lambda one: label_of(EndReason, one.row.end_reason or None),
        ),
        Column(
            "went_to", N_("Ging naar"), lambda one: one.row.went_to, lambda one: label_of(Went, one.row.went_to or None)
        ),
    ),
    find=_find,
    count=store.count_tenancies,
    id_of=lambda one: one.row.id,
    url_of=lambda one: f"/kamers/huur/{one.row.id}",
    filters={"state": frozenset(State), "ground": frozenset(LegalGround)},
    also={"stand": "state"},
)
