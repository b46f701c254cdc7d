"""``/plaatsingen/cijfers``: what the region is short of, without names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.placements.course import labels
from webapp.placements.exits import figures, kept
from webapp.placements.exits.figures import Town
from webapp.placements.routes import FIGURES, blueprint
from webapp.text import fold
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.listing import Column, Listing
from webapp.web.page import page
from webapp.web.store import reading, transaction

_TOWNS = UUID("0197fa3e-0000-7000-8000-00000000000f")
"""The names of rows that are no record."""


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Town]:
    found = [] if filters else _named(session, actor, words)
    return found[offset : offset + limit]


def _count(session: Session, actor: Actor, words: str, _filters: Mapping[str, str]) -> int:
    return len(_named(session, actor, words))


def _named(session: Session, actor: Actor, words: str) -> list[Town]:
    return [one for one in figures.list_towns(session, actor) if fold(words) in fold(one.municipality)]


TOWNS = Listing[Town](
    subject="placement_figure",
    title=N_("Vraag en aanbod"),
    columns=(
        Column[Town]("municipality", N_("Gemeente"), lambda one: one.municipality or gettext("maakt niet uit")),
        Column[Town]("demand", N_("Voorgedragen"), lambda one: one.demand),
        Column[Town]("supply", N_("Vrij"), lambda one: one.supply),
    ),
    find=_find,
    count=_count,
    id_of=lambda one: uuid5(_TOWNS, one.municipality),
    url_of=lambda _one: FIGURES,
)


@blueprint.get(FIGURES)
@requires(Permission.see_placement_figures)
def show_figures() -> Response:
    """Demand and supply, what nominations wait for, each programme beside its target, and how placements ended."""
    _count_once()
    asked = listing.asked_of(TOWNS)
    if data := listing.as_data(TOWNS, asked, actor()):
        return data
    with reading() as session:
        context = {
            "towns": figures.list_towns(session, actor()),
            "waits": figures.count_bottlenecks(session, actor()),
            "lines": figures.list_lines(session, actor()),
            "exits": figures.count_exits(session, actor()),
            "housed": figures.count_housed(session, actor()),
            "support": figures.count_support(session, actor()),
        }
    hidden = figures.is_hidden(actor())
    return page(
        "placements/figures.html",
        asked=asked,
        hidden=hidden,
        labels=labels,
        year=clock.today().year,
        **context,  # type: ignore[arg-type]
    )


def _count_once() -> None:
    """Once, in a region whose placements are older than the numbers."""
    with reading() as session:
        if kept.is_counted(session, actor().region_id):
            return
    with transaction() as session:
        kept.count_once(session, actor().region_id)
