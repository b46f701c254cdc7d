"""``/beheer/toegankelijkheid``: the draft of the accessibility statement, to read and to keep as HTML or JSON."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, jsonify, render_template, request
from flask_babel import gettext

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.oversight.papers import accessibility
from webapp.oversight.papers.accessibility import Statement
from webapp.oversight.routes import blueprint
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.store import reading

_WHERE = "/beheer/toegankelijkheid"


@blueprint.get(_WHERE)
@requires(Permission.administer, Permission.oversee_access)
def accessibility_statement() -> Response:
    """The draft as a page."""
    back = "/beheer" if actor().may(Permission.administer) else "/toezicht"
    return page("oversight/accessibility.html", facts=_facts(_draft()), one=_draft(), back=back)


@blueprint.post(_WHERE)
@requires(Permission.administer, Permission.oversee_access)
def save_accessibility_statement() -> Response:
    """The draft as a file: ``vorm`` is html or json."""
    form, statement = request.form.get("vorm", ""), _draft()
    if form == "json":
        response = jsonify(_translated(statement.as_json()))
    elif form == "html":
        html = render_template("oversight/accessibility_file.html", facts=_facts(statement), one=statement)
        response = Response(html, content_type="text/html; charset=utf-8")
    else:
        abort(404)
    response.headers.set("Content-Disposition", "attachment", filename=f"{gettext('toegankelijkheid')}.{form}")
    return response


def _draft() -> Statement:
    with reading() as session:
        region = accounts.find_region(session, actor().region_id)
    address = current_app.extensions["config"].origin
    return accessibility.draft(region.name if region else "", address, clock.today())


def _facts(one: Statement) -> list[tuple[str, str]]:
    return [
        (gettext("Titel"), one.title),
        (gettext("Soort"), gettext(one.kind)),
        (gettext("Verantwoordelijke organisatie"), one.organisation),
        (gettext("Platform"), gettext(one.platform)),
        (gettext("Leverancier"), gettext(one.supplier)),
        (gettext("Adressen"), ", ".join(one.addresses)),
        (gettext("Norm"), one.norm),
        (gettext("Status"), gettext("%(status)s: eerste maatregelen genomen", status=one.status)),
        (gettext("Onderbouwing"), "; ".join(gettext(text) for text in one.reports)),
        (gettext("Contact"), gettext(one.contact)),
        (gettext("Klacht"), one.complaint),
        (gettext("Opgesteld op"), one.drafted_on.isoformat()),
        (gettext("Ondertekend door"), gettext(one.signed_by)),
    ]


def _translated(value: Any) -> Any:
    """The same with its sentences in the reader's language."""
    if isinstance(value, dict):
        return {name: _translated(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_translated(one) for one in value]
    return gettext(value) if isinstance(value, str) and value else value
