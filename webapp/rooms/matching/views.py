"""Pages of possible matches now. They decide nothing: people do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.people import crisis
from webapp.rooms import labels as rooms_labels
from webapp.rooms.editing import facts
from webapp.rooms.matches import labels as match_labels
from webapp.rooms.matches.listing import MATCHES
from webapp.rooms.matches.pages import open_seals
from webapp.rooms.matches.service import list_running
from webapp.rooms.matching import labels, service, trial
from webapp.rooms.matching.comparison import compare, reasons_against, reasons_for
from webapp.rooms.matching.inputs import WishInput
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests import service as requests
from webapp.rooms.requests.views import request_choices
from webapp.rooms.routes import blueprint
from webapp.rooms.words import RequestState
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.forms import Form, opened, submitted
from webapp.web.page import page
from webapp.web.paging import cut_all, page_number
from webapp.web.saving import comes_back
from webapp.web.store import reading


@blueprint.get("/kamers/matches")
@requires(Permission.coordinate_rooms)
def matches() -> Response:
    """The best whole of pairs now, the others with their reasons, and the matches that people decide on."""
    open_seals()
    asked = listing.asked_of(MATCHES)
    if data := listing.as_data(MATCHES, asked, actor()):
        return data
    with reading() as session:
        running = list_running(session, actor())
        found = service.propose(session, actor())
        fits, left_out = cut_all(found.pairs, page_number()), cut_all(found.left_out, page_number())
        empty = cut_all(found.empty, page_number())
        fitting = service.read_pairs(session, actor(), fits.rows)
        waiting = service.read_left_out(session, actor(), left_out.rows)
        unused = service.read_empty(session, actor(), empty.rows)
    return page(
        "rooms/matching/matches.html",
        running=running,
        match_labels=match_labels,
        found={"rooms": len(found.rooms), "left_out": bool(found.left_out)},
        fits=fitting,
        left_out=waiting,
        empty=unused,
        longest=next((one for one in (fits, left_out, empty) if one.has_next), fits),
        reasons_for=reasons_for,
        reasons_against=reasons_against,
        wording=labels,
        may_be_minor=crisis.may_be_minor,
        labels=rooms_labels,
    )


@blueprint.get("/kamers/verzoeken/<uuid:request_id>/kamers")
@requires(Permission.coordinate_rooms)
def match(request_id: UUID, error: Invalid | None = None) -> Response:
    """One youth beside every free room, and the wishes to try."""
    return _match(request_id, error)


@blueprint.post("/kamers/verzoeken/<uuid:request_id>/stel")
@requires(Permission.coordinate_rooms)
@comes_back(match)
def try_wishes(request_id: UUID) -> Response:
    """What other wishes would do. Nothing is kept."""
    return _match(request_id, None, submitted(WishInput))


def _match(request_id: UUID, error: Invalid | None, wishes: WishInput | None = None) -> Response:
    with reading() as session:
        choice = service.choices_for(session, actor(), request_id)
        best = next((one for one in choice.rooms if one.room == choice.proposed), None)
        first = choice.rooms[0] if choice.rooms and not choice.rooms[0].broken else None
        chosen = [one for one in (best or first,) if one]
        others = cut_all([one for one in choice.rooms if one not in chosen], page_number())
        fits = service.read_rooms(session, actor(), choice.request, [*chosen, *others.rows])
        taken = service.read_holders(session, actor(), choice, [fit.room.id for fit in fits])
        left = service.read_left_out(session, actor(), [choice.left] if choice.left else [])
        tried, moved = None, []
        if wishes and choice.request.state == RequestState.open:
            tried = trial.try_wishes(session, actor(), request_id, wishes, service.propose(session, actor()))
            moved = trial.read_moved(session, actor(), cut_all(tried.moved, 1).rows)
    shown, rest = (fits[0], fits[1:]) if chosen else (None, fits)
    form = Form(request.form) if wishes else opened(_wishes(choice.request), error)
    return page(
        "rooms/matching/match.html",
        status=form.status,
        asked=choice.request,
        choice={"fits": bool(choice.rooms), "proposed": choice.proposed, "taken": taken},
        left=left[0] if left else None,
        shown=shown,
        rows=compare(shown) if shown else [],
        others=others,
        rest=rest,
        rules=service.RULES,
        reasons_for=reasons_for,
        reasons_against=reasons_against,
        wording=labels,
        may_be_minor=crisis.may_be_minor,
        labels=rooms_labels,
        tried=tried,
        moved=moved,
        form=form,
        **request_choices(),
    )


@blueprint.get("/kamers/verzoeken/<uuid:request_id>/kansen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def chances(request_id: UUID, error: Invalid | None = None) -> Response:
    """One youth beside the free rooms, counted; no other youth takes part in it."""
    return _chances(request_id, error)


@blueprint.post("/kamers/verzoeken/<uuid:request_id>/kansen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
@comes_back(chances)
def try_chances(request_id: UUID) -> Response:
    """The same with other wishes. Nothing is kept."""
    return _chances(request_id, None, submitted(WishInput))


def _chances(request_id: UUID, error: Invalid | None, wishes: WishInput | None = None) -> Response:
    with reading() as session:
        asked = requests.read_request(session, actor(), request_id)
        now = trial.chances_of(session, actor(), asked, None)
        then = trial.chances_of(session, actor(), asked, wishes) if wishes else None
    form = Form(request.form) if wishes else opened(_wishes(asked), error)
    max_rent = wishes.max_rent if wishes else asked.max_rent
    context: dict[str, Any] = {"asked": asked, "now": now, "then": then, "form": form, "max_rent": max_rent}
    return page("rooms/matching/chances.html", status=form.status, wording=labels, **context, **request_choices())


def _wishes(asked: RoomRequest) -> dict[str, Any]:
    return facts(asked, WishInput)
