"""The monitor of one convenant as a list of municipalities, to keep as a dated file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.exit_monitor import service
from webapp.exit_monitor.service import Town
from webapp.text import fold
from webapp.web.listing import Column, Listing


def of_covenant(covenant_id: UUID, title: str, url: str) -> Listing[Town]:
    """Supply and demand of one convenant, under its name."""

    def find(
        session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
    ) -> Sequence[Town]:
        return _named(session, actor, words)[offset : offset + limit]

    def count(session: Session, actor: Actor, words: str, _filters: Mapping[str, str]) -> int:
        return len(_named(session, actor, words))

    def _named(session: Session, actor: Actor, words: str) -> list[Town]:
        towns = service.read_monitor(session, actor, covenant_id).towns
        return [one for one in towns if fold(words) in fold(one.municipality)]

    return Listing[Town](
        subject="exit_covenant",
        title=title,
        columns=(
            Column[Town]("municipality", N_("Gemeente"), lambda one: one.municipality or gettext("maakt niet uit")),
            Column[Town]("own", N_("Voorgedragen door ons"), lambda one: one.own),
            Column[Town]("rest", N_("Voorgedragen door anderen"), lambda one: one.rest),
            Column[Town]("supply", N_("Vrije woningen"), lambda one: one.supply),
        ),
        find=find,
        count=count,
        id_of=lambda one: uuid5(covenant_id, one.municipality),
        url_of=lambda _one: url,
    )
