"""``/kamers/antwoord/<token>``: a host or a youth reads a proposal and answers, without an account."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.errors import Conflict, Invalid
from webapp.links.pages import opened as opened_link
from webapp.links.pages import unkept
from webapp.rooms import store as rooms_store
from webapp.rooms.matches import pages, service
from webapp.rooms.matches.inputs import LinkAnswer
from webapp.rooms.pairs.course import LINK
from webapp.rooms.pairs.kind import LIVE
from webapp.rooms.routes import blueprint
from webapp.web.access import public
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get("/kamers/antwoord/<token>")
@public
def open_link(token: str, error: Invalid | Conflict | None = None) -> Response:
    """The proposal. Looking changes nothing: mail scanners look too."""
    link = opened_link(token, LINK)
    pages.open_seals()
    form = opened({}, error)
    with reading() as session:
        found = service.read_by_link(session, link)
        programme = rooms_store.find_programme(session, link.region_id)
        context = pages.party_page(session, found)
    overtaken = isinstance(error, Conflict)
    return unkept(
        page(
            "rooms/matches/party.html",
            status=409 if overtaken else form.status,
            form=form,
            overtaken=overtaken,
            action=f"/kamers/antwoord/{token}",
            pictures_at=f"/kamers/antwoord/{token}/fotos",
            programme=programme,
            **context,
        )
    )


@blueprint.get("/kamers/antwoord/<token>/fotos/<uuid:picture_id>")
@public
def picture_by_link(token: str, picture_id: UUID) -> Response:
    """A picture of the room, for the two parties of the proposal."""
    link = opened_link(token, LINK)
    with reading() as session:
        return unkept(pages.picture_of(session, service.read_by_link(session, link), picture_id))


@blueprint.post("/kamers/antwoord/<token>")
@public
@comes_back(open_link)
def answer_by_link(token: str) -> Response:
    """Answer it: only with a choice. A no ends the match and its links, so the thanks come at once."""
    opened_link(token, LINK)
    data = submitted(LinkAnswer)
    with transaction() as session:
        is_over = service.answer_by_link(session, token, data).state not in LIVE
    if is_over:
        return unkept(page("rooms/matches/over.html"))
    return unkept(see_other(f"/kamers/antwoord/{token}"))
