"""Pages of possible matches now. They decide nothing: people do."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.people import crisis
from webapp.rooms import labels as rooms_labels
from webapp.rooms.matches import labels as match_labels
from webapp.rooms.matches.listing import MATCHES
from webapp.rooms.matches.pages import open_seals
from webapp.rooms.matches.service import list_running
from webapp.rooms.matching import service
from webapp.rooms.matching.comparison import compare, reasons_for
from webapp.rooms.matching.kept import Left
from webapp.rooms.routes import blueprint
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.paging import cut_all, page_number
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
        fitting = service.read_pairs(session, actor(), fits.rows)
        waiting = service.read_left_out(session, actor(), left_out.rows)
    return page(
        "rooms/matching/matches.html",
        running=running,
        match_labels=match_labels,
        found={"rooms": len(found.rooms), "left_out": bool(found.left_out)},
        fits=fitting,
        left_out=[(asked, one, _why(one)) for asked, one in waiting],
        longest=fits if fits.has_next else left_out,
        reasons_for=reasons_for,
        may_be_minor=crisis.may_be_minor,
    )


@blueprint.get("/kamers/verzoeken/<uuid:request_id>/kamers")
@requires(Permission.coordinate_rooms)
def match(request_id: UUID) -> Response:
    """One youth beside every free room."""
    with reading() as session:
        choice = service.choices_for(session, actor(), request_id)
        best = next((one for one in choice.rooms if one.room == choice.proposed), None)
        first = choice.rooms[0] if choice.rooms and not choice.rooms[0].broken else None
        chosen = [one for one in (best or first,) if one]
        others = cut_all([one for one in choice.rooms if one not in chosen], page_number())
        fits = service.read_rooms(session, actor(), choice.request, [*chosen, *others.rows])
        taken = service.read_holders(session, actor(), choice, [fit.room.id for fit in fits])
    shown, rest = (fits[0], fits[1:]) if chosen else (None, fits)
    return page(
        "rooms/matching/match.html",
        asked=choice.request,
        choice={"fits": bool(choice.rooms), "proposed": choice.proposed, "taken": taken},
        shown=shown,
        rows=compare(shown) if shown else [],
        others=others,
        rest=rest,
        rules=service.RULES,
        reasons_for=reasons_for,
        may_be_minor=crisis.may_be_minor,
        labels=rooms_labels,
    )


def _why(one: Left) -> str:
    """'huur (4 kamers), gemeente (2 kamers)'."""
    counted = sorted(one.excluded.items(), key=lambda item: -item[1])
    shown = [
        (gettext(service.RULES[rule]).lower(), ngettext("%(num)s kamer", "%(num)s kamers", number))
        for rule, number in counted
    ]
    return ", ".join(f"{rule} ({rooms})" for rule, rooms in shown)
