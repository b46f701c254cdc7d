"""``/kamers/matches/<id>``: a match, its answers, and the links to hand on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import jsonify
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid, NotFound
from webapp.rooms.matches import labels, link_pages, pages, service
from webapp.rooms.matches.inputs import LinkInput, MatchAnswer
from webapp.rooms.matches.listing import MATCHES
from webapp.rooms.pairs.course import LINK, SCHEME
from webapp.rooms.pairs.kind import HOST
from webapp.rooms.requests.service import read_request
from webapp.rooms.routes import blueprint
from webapp.trajectories.service import describe
from webapp.web import listing, shown
from webapp.web.access import requires
from webapp.web.errors import wants_json
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/kamers/matches"
_LINK_PAGE, _ANSWER_AT = "rooms/matches/link.html", "/kamers/antwoord"
_ANY = (Permission.coordinate_rooms, Permission.request_rooms, Permission.own_room)


@blueprint.route(f"{HOME}/lopend", methods=LIST_METHODS)
@requires(Permission.coordinate_rooms)
def list_matches() -> Response:
    """The matches of the region, running and over; ``?zoek=`` looks in youth, place and host, ``?stap=`` narrows."""
    pages.open_seals()
    asked = listing.asked_of(MATCHES)
    if data := listing.as_data(MATCHES, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(MATCHES.rows(session, actor(), asked))
    return page(
        "rooms/matches/index.html",
        found=found,
        asked=asked,
        words=asked.words,
        state=asked.filters.get("state", ""),
        match_labels=labels,
    )


@blueprint.get(f"{HOME}/<uuid:match_id>")
@requires(*_ANY)
def show_match(match_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One match, as a page or as data; with ``error`` the answer that could not be given."""
    pages.open_seals()
    form = opened({}, error)
    with reading() as session:
        try:
            found = service.read_match(session, actor(), match_id)
        except NotFound:
            read_request(session, actor(), match_id)  # the address of a youth's rooms was here until the matches came
            return see_other(f"/kamers/verzoeken/{match_id}/kamers")
        only_host = found.pair.sides == (HOST,)
        context = pages.party_page(session, found) if only_host else pages.match_page(session, found)
    if wants_json() and error is None:
        shown.of_this_request().records.append(found)
        told = describe(SCHEME, found.pair, found.course, found.pair.own)
        return jsonify({**told, "reason": found.reason or None})
    overtaken = isinstance(error, Conflict)
    return page(
        f"rooms/matches/{'party' if only_host else 'match'}.html",
        status=409 if overtaken else form.status,
        form=form,
        overtaken=overtaken,
        action=f"{HOME}/{match_id}/antwoord",
        me=actor().user_id,
        **context,
    )


@blueprint.get(f"{HOME}/<uuid:match_id>/fotos/<uuid:picture_id>")
@requires(Permission.coordinate_rooms, Permission.request_rooms)
def match_picture(match_id: UUID, picture_id: UUID) -> Response:
    """A picture of the room, for the coordinator and the youth's worker."""
    with reading() as session:
        return pages.picture_of(session, service.read_match(session, actor(), match_id), picture_id)


@blueprint.post(f"{HOME}/<uuid:match_id>/antwoord")
@requires(*_ANY)
@comes_back(show_match)
def answer_match(match_id: UUID) -> Response:
    """Give an answer."""
    about: dict[str, Any] = {"match": match_id}
    data = submitted(MatchAnswer, **about)
    with transaction() as session:
        service.answer(session, actor(), data)
    return see_other(f"{HOME}/{match_id}")


@blueprint.post(f"{HOME}/<uuid:match_id>/link")
@requires(Permission.coordinate_rooms)
@comes_back(show_match)
def give_link(match_id: UUID) -> Response:
    """A new link for the host or the youth, shown this once."""
    data = submitted(LinkInput)
    with transaction() as session:
        token = service.give_link(session, actor(), match_id, data.party)
    with reading() as session:
        pair = service.read_match(session, actor(), match_id).pair
    return link_pages.given_page(_LINK_PAGE, pair, data.party, token, _ANSWER_AT, f"{HOME}/{match_id}")


@blueprint.post(f"{HOME}/<uuid:match_id>/link/mail")
@requires(Permission.coordinate_rooms)
def mail_match_link(match_id: UUID) -> Response:
    """Mail the link that was just shown."""
    with reading() as session:
        pair = service.read_match(session, actor(), match_id).pair
    return link_pages.mailed_page(_LINK_PAGE, pair, (LINK, match_id), _ANSWER_AT, f"{HOME}/{match_id}")


@blueprint.post(f"{HOME}/<uuid:match_id>/overnemen")
@requires(Permission.coordinate_rooms)
def take_over(match_id: UUID) -> Response:
    """This coordinator sees to it."""
    with transaction() as session:
        service.take_over(session, actor(), match_id)
    return see_other(f"{HOME}/{match_id}")
