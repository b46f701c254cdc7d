"""Pages of possible matches now. They decide nothing: people do."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.people import crisis
from webapp.rooms import labels as rooms_labels
from webapp.rooms.matching import service
from webapp.rooms.matching.comparison import compare, reasons_for
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.paging import cut_all, page_number
from webapp.web.store import reading


@blueprint.get("/kamers/matches")
@requires(Permission.coordinate_rooms)
def matches() -> Response:
    """The best whole of pairs now, and the others with their reasons."""
    with reading() as session:
        found = service.propose(session, actor())
    fits, left_out = cut_all(found.fits, page_number()), cut_all(found.left_out, page_number())
    return page(
        "rooms/matching/matches.html",
        found={"rooms": found.rooms, "left_out": bool(found.left_out)},
        fits=fits,
        left_out=[(one, _why(one)) for one in left_out.rows],
        longest=fits if fits.has_next else left_out,
        reasons_for=reasons_for,
        may_be_minor=crisis.may_be_minor,
    )


@blueprint.get("/kamers/matches/<uuid:request_id>")
@requires(Permission.coordinate_rooms)
def match(request_id: UUID) -> Response:
    """One youth beside every free room."""
    with reading() as session:
        choice = service.choices_for(session, actor(), request_id)
    best = next((fit for fit in choice.fits if fit.room.id == choice.proposed), None)
    first = choice.fits[0] if choice.fits and not choice.fits[0].broken else None
    shown = best or first
    others = cut_all([fit for fit in choice.fits if fit is not shown], page_number())
    on_page = {fit.room.id for fit in [*others.rows, *([shown] if shown else [])]}
    taken = {room: youth for room, youth in choice.taken.items() if room in on_page}
    return page(
        "rooms/matching/match.html",
        asked=choice.request,
        choice={"fits": bool(choice.fits), "proposed": choice.proposed, "taken": taken},
        shown=shown,
        rows=compare(shown) if shown else [],
        others=others,
        rules=service.RULES,
        reasons_for=reasons_for,
        may_be_minor=crisis.may_be_minor,
        labels=rooms_labels,
    )


def _why(one: service.LeftOut) -> str:
    """'huur (4 kamers), gemeente (2 kamers)'."""
    counted = sorted(one.excluded.items(), key=lambda item: -item[1])
    told = [
        (gettext(service.RULES[rule]).lower(), ngettext("%(num)s kamer", "%(num)s kamers", number))
        for rule, number in counted
    ]
    return ", ".join(f"{rule} ({rooms})" for rule, rooms in told)
