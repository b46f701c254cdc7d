"""``/plaatsingen/woningen``: the homes that we keep, who lives there, and for whom one is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid
from webapp.people.store import region_of
from webapp.placements.course import labels, offers
from webapp.placements.course.service import Entry, read_many
from webapp.placements.homes import service, store
from webapp.placements.homes.inputs import HomeInput, WithdrawInput
from webapp.placements.homes.models import Home, HomeKind, Occupation, Suits
from webapp.placements.programmes import store as programmes
from webapp.placements.routes import HOMES, blueprint
from webapp.placements.waiting import store as waiting
from webapp.text import in_order, isolate
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.choices import label_of, options
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.listing import Column, Listing
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_NEXT = 5
"""People who are next in line, on the page of a home."""


@dataclass(frozen=True)
class Shown:
    """A home in the list, with its places now."""

    home: Home
    free: int
    places: int
    vacant_since: date | None
    is_offered: bool


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Shown]:
    homes = store.list_homes(session, actor, words, filters, offset=offset, limit=limit)
    return _show(session, homes)


def _show(session: Session, homes: Sequence[Home]) -> list[Shown]:
    ids = [one.id for one in homes]
    free, since = store.count_free(session, ids), store.list_vacant_since(session, homes)
    offered = store.list_offered(session, ids)
    return [Shown(one, *free[one.id], since[one.id] if free[one.id][0] else None, one.id in offered) for one in homes]


LIST = Listing[Shown](
    subject="home",
    title=N_("Woningen en plekken"),
    columns=(
        Column[Shown]("name", N_("Naam"), lambda one: one.home.name),
        Column[Shown]("kind", N_("Soort"), lambda one: one.home.kind, lambda one: label_of(HomeKind, one.home.kind)),
        Column[Shown]("municipality", N_("Gemeente"), lambda one: one.home.municipality),
        Column[Shown]("corporation", N_("Verhuurder"), lambda one: one.home.corporation),
        Column[Shown](
            "suits", N_("Geschikt voor"), lambda one: one.home.suits, lambda one: labels.listed_suits(one.home)
        ),
        Column[Shown]("from_date", N_("Vanaf"), lambda one: one.home.from_date),
        Column[Shown]("until_date", N_("Tot"), lambda one: one.home.until_date),
        Column[Shown]("places", N_("Plekken"), lambda one: one.places),
        Column[Shown]("free", N_("Vrij"), lambda one: one.free),
        Column[Shown]("vacant_since", N_("Vrij sinds"), lambda one: one.vacant_since),
        Column[Shown]("offered", N_("Aangeboden"), lambda one: one.is_offered),
    ),
    find=_find,
    count=store.count_homes,
    id_of=lambda one: one.home.id,
    url_of=lambda one: f"{HOMES}/{one.home.id}",
    filters={"municipality": None, "kind": frozenset(HomeKind)},
)


@blueprint.route(HOMES, methods=LIST_METHODS)
@requires(Permission.keep_placements)
def homes() -> Response:
    """The homes that we keep, with what is free."""
    asked = listing.asked_of(LIST)
    if data := listing.as_data(LIST, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(LIST.rows(session, actor(), asked))
    return page(
        "placements/homes.html", asked=asked, words=asked.words, found=found, labels=labels, today=clock.today()
    )


@blueprint.get(f"{HOMES}/nieuw")
@requires(Permission.keep_placements)
def new_home(error: Invalid | None = None) -> Response:
    """The empty form."""
    form = opened({"places": 1, "from_date": clock.today()}, error)
    with reading() as session:
        towns = in_order(region_of(session, actor()).municipalities)
        ours = [one for one in programmes.list_programmes(session, actor()) if one.is_kept_by(actor())]
    context: dict[str, Any] = {
        "kinds": options(HomeKind),
        "suits": options(Suits),
        "towns": [("", gettext("Kies een gemeente")), *((name, name) for name in towns)],
        "programmes": [("", gettext("Voor elke voorziening")), *((str(one.id), isolate(one.name)) for one in ours)],
    }
    return page("placements/home_form.html", status=form.status, form=form, **context)


@blueprint.post(f"{HOMES}/nieuw")
@requires(Permission.keep_placements)
@comes_back(new_home)
def create_home() -> Response:
    """Add a home."""
    data = submitted(HomeInput)
    with transaction() as session:
        made = service.add_home(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOMES}/{made.id}")


@blueprint.get(f"{HOMES}/<uuid:home_id>")
@requires(Permission.keep_placements)
def show_home(home_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One home: who lives there, and for whom it is next."""
    form = opened({}, error)
    with reading() as session:
        home = service.require_home(session, actor(), home_id)
        context = _home_page(session, actor(), home)
    return page("placements/home.html", status=form.status, form=form, **context)


def _home_page(session: Session, actor: Actor, home: Home) -> dict[str, Any]:
    shown = _show(session, [home])[0]
    programme = programmes.find_programme(session, actor, home.programme_id) if home.programme_id else None
    lives = store.list_occupants(session, home.id)
    people = read_many(session, actor, [placement for _, placement in lives])
    of_this = {"programme_id": str(programme.id)} if programme else {}
    wants = waiting.list_line(session, actor, "", of_this, offset=0, limit=_NEXT) if shown.free else []
    stays: list[tuple[Occupation, Entry]] = list(zip((one for one, _ in lives), people, strict=True))
    return {
        "shown": shown,
        "home": home,
        "programme": programme,
        "stays": stays,
        "next": read_many(session, actor, wants),
        "labels": labels,
        "today": clock.today(),
    }


@blueprint.post(f"{HOMES}/<uuid:home_id>/weg")
@requires(Permission.keep_placements)
@comes_back(show_home)
def withdraw(home_id: UUID) -> Response:
    """Take a home out of the supply."""
    data = submitted(WithdrawInput)
    with transaction() as session:
        offers.withdraw_home(session, actor(), home_id, data)
    return see_other(f"{HOMES}/{home_id}")
