"""Tonight's board. Nothing personal: its bytes depend on region, role, language, release, board and minute."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache, partial

from flask import Response, current_app, g, jsonify, request
from markupsafe import Markup

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.beds import kinds
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.availability.kept import kept_board
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.board import home
from webapp.beds.board import tag as board_tag
from webapp.beds.ledger import store as ledger_store
from webapp.beds.requests import waiting
from webapp.beds.routes import blueprint
from webapp.beds.rules import place_tag
from webapp.beds.shelters import store as shelter_store
from webapp.beds.winter import store as winter_store
from webapp.beds.winter.store import Cold
from webapp.errors import N_
from webapp.people.crisis import crisis_lines
from webapp.text import in_order
from webapp.web.access import requires, while_locked
from webapp.web.conditional import not_modified, tagged
from webapp.web.i18n import language
from webapp.web.page import page
from webapp.web.store import reading

WHO = {
    "man": N_("Man"),
    "woman": N_("Vrouw"),
    "couple": N_("Stel"),
    "family": N_("Gezin"),
    "youth": N_("Jongere"),
}
"""For whom: one of these, or everyone."""
NEEDS = {"dog": N_("Met hond"), "wheelchair": N_("Rolstoel")}
MORE = {"safe": N_("Veilige plek"), "free": N_("Alleen vrij")}
"""Features to require: any number of these, beside the choice of people."""
ASKS = {
    **{gender: f"geslacht={gender}" for gender in ("man", "woman")},
    **{need: f"nodig={need}" for need in ("dog", "wheelchair", "safe")},
    "couple": "personen=2",
    "youth": "leeftijd=18-23",
}
"""The query of the request form that each filter stands for: the people and needs it has named already."""
_PLACE = re.compile(r"in-[^\W_]+(-[^\W_]+)*")

_LONGEST = 80
_MOST_ARTICLES = 512


@blueprint.get("/bedden")
@while_locked
@requires(Permission.see_board)
def index() -> Response:
    """The board as a page, or as JSON when the client wants that."""
    return _board(board_tag.shape_for(request.headers.get("Accept", "")))


@blueprint.get("/bedden/nu")
@while_locked
@requires(Permission.see_board)
def refresh() -> Response:
    """The changing part alone, for boards that stay open. Its own address, so that no cache mixes them up."""
    return _board("part")


@blueprint.get("/bedden/mijn")
@requires(Permission.request_beds, Permission.count_beds)
def mine() -> Response:
    """The personal part beside the board, or with ``?op=vandaag`` first on the home screen."""
    at_home = request.args.get("op") == "vandaag"
    with reading() as session:
        context = waiting.first_of_all(session, actor())
        shelters = home.my_shelters(session, actor()) if actor().may(Permission.count_beds) else []
    return page("beds/board/_mine.html", renews=True, shelters=shelters, at_home=at_home, words=kinds, **context)


@blueprint.get("/bedden/wacht")
@while_locked
@requires(Permission.request_beds, Permission.answer_requests)
def waits() -> Response:
    """The number of waiting items, beside every page that renews nothing else.

    It names nobody; a locked session sees only that there are some.
    """
    with reading() as session:
        found = waiting.waiting(session, actor())
    return page("beds/requests/_waits.html", renews=True, waits=found, locked=g.is_locked)


def _board(shape: str) -> Response:
    chosen = _chosen()
    with reading() as session:
        minute = availability.this_minute()
        version = ledger_store.board_version(session, actor().region_id)
        board_now = board_tag.Board(actor().region_id, version, minute, current_app.extensions["build"])
        tag = board_tag.tag(board_now, shape, actor().roles, language(), tuple(chosen))
        known = not_modified(tag)
        if known is None:
            shelters = kept_board(session, actor().region_id, minute)
            region = accounts.find_region(session, actor().region_id)
            confidential = shelter_store.has_confidential(session, actor().region_id)
            cold = winter_store.find_active(winter_store.read_cold(session, actor().region_id, minute), minute)
    response = known or (
        _json(shelters) if shape == "json" else _html(shape, shelters, region, minute, chosen, confidential, cold)
    )
    response.vary.add("Accept")
    return tagged(response, tag) if known is None else response


def _html(
    shape: str,
    shelters: list[ShelterNow],
    region: Region | None,
    minute: datetime,
    chosen: list[str],
    confidential: bool,
    cold: Cold | None,
) -> Response:
    fitting = [one for one in _sure(shelters) if set(chosen) <= set(one.tags)]
    alone, may_request = shape == "part", actor().may(Permission.request_beds)
    return page(
        "beds/board/_board.html" if alone else "beds/board/index.html",
        alone=alone,
        shelters=shelters,
        article=partial(
            _article, current_app.extensions["build"], language(), minute, may_request=may_request, chosen=tuple(chosen)
        ),
        region=region,
        has_confidential=confidential,
        crisis=crisis_lines(region) if region else [],
        minute=minute,
        cold=cold,
        night=clock.night_of(minute),
        may_see_nights=actor().may(Permission.see_nights),
        chosen=chosen,
        towns={place_tag(one): one for one in in_order({shelter.municipality for shelter in shelters})},
        who=WHO,
        needs=NEEDS,
        more=MORE,
        asks=ASKS,
        free=sum(one.free for one in fitting),
        held=sum(one.held for one in fitting),
        words=kinds,
        may_request=may_request,
        has_own=may_request or actor().may(Permission.count_beds),
    )


@lru_cache(maxsize=_MOST_ARTICLES)
def _article(
    _build: str, _language: str, _minute: datetime, shelter: ShelterNow, *, may_request: bool, chosen: tuple[str, ...]
) -> Markup:
    """One shelter on a board. It is kept: most changes are of one shelter, and the others stand as they stood.

    ``_build`` names the icons, ``_language`` the words, ``_minute`` the ages.
    """
    template = current_app.jinja_env.get_template("beds/board/_shelter.html")
    return Markup(template.render(shelter=shelter, may_request=may_request, chosen=chosen, words=kinds))  # noqa: S704


def _chosen() -> list[str]:
    """The values of the filter, for a browser without scripts: one group of people, any number of features."""
    asked = [request.args.get("voor", ""), *request.args.getlist("filter"), request.args.get("gemeente", "")[:_LONGEST]]
    known = WHO.keys() | NEEDS.keys() | MORE.keys()
    return list(dict.fromkeys(value for value in asked if value in known or _PLACE.fullmatch(value)))


def _sure(shelters: list[ShelterNow]) -> list[CategoryNow]:
    """The beds whose number can be trusted."""
    return [category for shelter in shelters for category in shelter.categories if not category.call_first]


def _json(shelters: list[ShelterNow]) -> Response:
    """The board for other systems, as in the contract."""
    return jsonify(
        shelters=[
            {
                "id": str(shelter.id),
                "name": shelter.name,
                "municipality": shelter.municipality,
                "phone": shelter.phone,
                "hold": shelter.hold_now.value,
                "categories": [
                    {
                        "category": category.kind.value,
                        "capacity": category.capacity,
                        "free": category.free,
                        "held": category.held,
                        "version": category.version,
                        "counted_at": category.counted_at.isoformat() if category.counted_at else None,
                        "call_first": category.call_first,
                    }
                    for category in shelter.categories
                ],
            }
            for shelter in shelters
        ]
    )
