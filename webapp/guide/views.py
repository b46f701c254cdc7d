"""``/hulp``: the guide of a role, on one page that a phone keeps. ``/privacy``: what is kept of whom, for everyone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, request

from webapp.accounts.login import actor, person_here
from webapp.guide.privacy import QUESTIONS, TERMS
from webapp.guide.reading import explaining, readable
from webapp.web.access import public, signed_in, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.page import page

blueprint = Blueprint("guide", __name__)


@blueprint.get("/hulp")
@while_locked
@signed_in
def show() -> Response:
    """Every chapter of the reader's own work."""
    response = page("guide/guide.html", chapters=readable(current_app.extensions["chapters"], actor().may))
    response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.get("/privacy")
@public
def show_privacy() -> Response:
    """The words on privacy for clients, hosts and users."""
    return page("guide/privacy.html", questions=QUESTIONS, terms=TERMS)


def frame() -> dict[str, Any]:
    """``help_at``: the address of the help for the shown page, for the link in the bar; '' when signed out."""
    person = person_here()
    if person is None:
        return {"help_at": ""}
    chapter = explaining(readable(current_app.extensions["chapters"], person.actor.may), request.path)
    return {"help_at": f"/hulp#over-{chapter.word}" if chapter else "/hulp"}
