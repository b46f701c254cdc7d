"""Home, more, and machines' pages: health, the contact for weaknesses, the manifest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, request
from flask_babel import force_locale, gettext
from flask_login import current_user
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import __version__, clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.board import home as beds
from webapp.config import Config
from webapp.pulse import Pulse
from webapp.today.navigation import count_elsewhere, frame, grouped_links
from webapp.today.pages import home_page, where_to_count
from webapp.web.access import public, requires, signed_in
from webapp.web.i18n import chosen
from webapp.web.page import page, see_other
from webapp.web.store import database, reading

__all__ = ["blueprint", "count_elsewhere", "frame"]
blueprint = Blueprint("today", __name__)
CONTACT_IS_GOOD = timedelta(days=180)
"""RFC 9116 wants a date, less than a year ahead. It moves along: while this server answers, the contact is its own."""


@blueprint.get("/health")
@public
def health() -> Response:
    """Report that this server answers, and whether its store can be written: 503 when it cannot."""
    pulse: Pulse = current_app.extensions["pulse"]
    beats = pulse.beats()
    response = jsonify(status="ok" if beats else "busy", version=__version__, database=database().kind)
    response.status_code = 200 if beats else 503
    return response


@blueprint.get("/.well-known/security.txt")
@public
def security_txt() -> Response:
    """The contacts for reports of weaknesses (RFC 9116); 404 when there are none."""
    config: Config = current_app.extensions["config"]
    if not config.security_contacts:
        abort(404)
    lines = [
        *(f"Contact: {contact}" for contact in config.security_contacts),
        f"Expires: {clock.now() + CONTACT_IS_GOOD:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {config.origin}/.well-known/security.txt",
    ]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@blueprint.get("/")
@public
def home() -> WerkzeugResponse:
    """Today for a signed-in user; else an introduction and the ways in."""
    with reading() as session:
        if not current_user.is_authenticated:
            if g.get("is_locked"):
                return see_other("/inloggen")
            regions = accounts.list_regions(session)
            return page("today/welcome.html", regions=regions, numbers=[r for r in regions if r.help_phone])
        context = home_page(session, actor())
    return page("today/home.html", **context)


@blueprint.get("/meer")
@signed_in
def more() -> Response:
    """Everything without a tab."""
    return page("today/more.html", groups=grouped_links(actor()))


@blueprint.get("/bedden/tellen")
@requires(Permission.count_beds)
def count_now() -> WerkzeugResponse:
    """Lead to the user's shelter that most needs a count: a shortcut of the phone leads here."""
    with reading() as session:
        return see_other(where_to_count(beds.my_shelters(session, actor())))


@blueprint.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """The manifest that makes the app installable, with shortcuts to two urgent acts.

    A browser asks for it without cookies and may keep it, so its address holds everything it depends on: ``taal`` the
    language and ``voor`` the group of users for the shortcuts.
    """
    language = chosen(request.args.get("taal"))
    with force_locale(language):
        response = jsonify(_manifest(language, counts=request.args.get("voor") == "opvang"))
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _manifest(language: str, *, counts: bool) -> dict[str, Any]:
    asset = current_app.extensions["asset"]
    icons = [
        {"src": asset("icons/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": asset("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": asset("icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {"src": asset("icons/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    first = ("Tel nu", "/bedden/tellen") if counts else ("Contact vastleggen", "/contacten/nieuw")
    return {
        "id": "/",
        "name": "Onderdak",
        "short_name": "Onderdak",
        "description": gettext("Straatcontacten, bedden voor vannacht en kamers."),
        "lang": language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f3ef",
        "theme_color": "#5f2b59",
        "icons": icons,
        "shortcuts": [
            {"name": gettext(first[0]), "url": first[1], "icons": icons[1:2]},
            {
                "name": gettext("Bedden vannacht"),
                "short_name": gettext("Bedden"),
                "url": "/bedden",
                "icons": icons[1:2],
            },
        ],
    }
