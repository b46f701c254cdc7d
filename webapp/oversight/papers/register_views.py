"""The papers out of the running system: the register of processing, and who may do what."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import sheets
from webapp.accounts.labels import role_name, role_work
from webapp.accounts.login import actor
from webapp.accounts.permission_words import WORDS
from webapp.accounts.permissions import TABLE, Permission, Role
from webapp.oversight.export_views import as_file, asked_form
from webapp.oversight.papers import register
from webapp.oversight.papers.nobody import NOBODY
from webapp.oversight.papers.processings import SAFEGUARDS
from webapp.oversight.papers.register import Register, Row
from webapp.oversight.routes import blueprint
from webapp.sheets.table import Table
from webapp.text import isolate
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.store import reading


@blueprint.get("/beheer/verwerkingsregister")
@requires(Permission.administer, Permission.oversee_access)
def processing_register() -> Response:
    """The register as a page."""
    with reading() as session:
        found = register.read_register(session, actor())
    rows = [dict(zip(_heads(), cells, strict=True)) for cells in _table(found).rows]
    return page("oversight/register.html", rows=rows, nobody=NOBODY, back=_home())


@blueprint.post("/beheer/verwerkingsregister")
@requires(Permission.administer, Permission.oversee_access)
def save_register() -> Response:
    """The register as a file."""
    form = asked_form()
    with reading() as session:
        found = register.read_register(session, actor(), export=form.value)
    return as_file(sheets.write(form, _table(found)), form, gettext("verwerkingsregister"))


@blueprint.get("/beheer/rollen")
@requires(Permission.administer, Permission.oversee_access)
def roles() -> Response:
    """The permission table: each role with its acts, and each act with its roles."""
    acts = [(gettext(WORDS[one]), [role_name(role) for role in Role if one in TABLE[role]]) for one in Permission]
    return page("oversight/roles.html", roles=[_role(role) for role in Role], acts=acts, back=_home(), own=False)


@blueprint.get("/account/rollen")
@requires(Permission.own_account)
def own_roles() -> Response:
    """The acts of one's own roles."""
    mine = [_role(role) for role in Role if role in actor().roles]
    return page("oversight/roles.html", roles=mine, acts=[], back="/account", own=True)


def _role(role: Role) -> tuple[str, str, list[str]]:
    return role_name(role), role_work(role), [gettext(WORDS[one]) for one in Permission if one in TABLE[role]]


def _home() -> str:
    return "/beheer" if actor().may(Permission.administer) else "/toezicht"


def _heads() -> list[str]:
    return [
        gettext("verwerking"),
        gettext("doel"),
        gettext("verwerkingsverantwoordelijke"),
        gettext("gezamenlijk verantwoordelijken"),
        gettext("functionaris gegevensbescherming"),
        gettext("grondslag"),
        gettext("betrokkenen"),
        gettext("persoonsgegevens"),
        gettext("bijzondere gegevens"),
        gettext("ontvangers"),
        gettext("doorgifte buiten EU"),
        gettext("bewaartermijn"),
        gettext("beveiligingsmaatregelen"),
        gettext("verwerkersovereenkomst"),
        gettext("DPIA"),
        gettext("selectielijst"),
        gettext("velden"),
    ]


def _table(found: Register) -> Table:
    return Table(gettext("Verwerkingsregister"), _heads(), [_cells(found, row) for row in found.rows])


def _cells(found: Register, row: Row) -> list[str]:
    one, to_fill = row.activity, gettext("in te vullen")
    terms = (
        f"{gettext(term.words)} ({gettext(term.source)}; "
        f"{gettext('wist vanzelf') if term.is_erased else gettext('wissen in te richten')})"
        for term in one.terms
    )
    return [
        gettext(one.name),
        gettext(one.purpose),
        _names(row.controllers) or to_fill,
        found.region,
        _names(found.officers) or to_fill,
        gettext(one.ground),
        gettext(one.people),
        gettext(one.data),
        gettext(one.special),
        ", ".join(role_name(role) for role in row.roles),
        _abroad(one.word),
        "; ".join(terms),
        "; ".join(gettext(words) for words in SAFEGUARDS),
        to_fill,
        to_fill,
        one.selection or to_fill,
        "; ".join(f"{table}: {', '.join(fields)}" for table, fields in row.fields),
    ]


def _names(names: Iterable[str]) -> str:
    return ", ".join(isolate(name) for name in names)


def _abroad(word: str) -> str:
    services = current_app.extensions["config"].push_services
    if word == "phones" and services:
        return gettext("een seintje zonder inhoud, via %(services)s", services=", ".join(services))
    return gettext("nee")
