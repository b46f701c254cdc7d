"""``/beheer``: organisations, their sites, and the region's own facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import places, store
from webapp.accounts.inputs import OrganisationInput, RegionInput, SiteInput
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.validation import Kept
from webapp.web.access import requires
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.store import reading, transaction

blueprint = Blueprint("places", __name__)


@blueprint.get("/beheer/organisaties")
@requires(Permission.administer)
def organisations() -> Response:
    """The organisations of the region."""
    with reading() as session:
        found = places.list_organisations(session, actor())
    return page("accounts/organisations.html", organisations=found)


@blueprint.get("/beheer/organisaties/nieuw")
@requires(Permission.administer)
def new_organisation() -> Response:
    """The form for a new organisation."""
    return page("accounts/organisation_new.html", form=Form())


@blueprint.post("/beheer/organisaties/nieuw")
@requires(Permission.administer)
def create_organisation() -> WerkzeugResponse:
    """Make an organisation."""
    try:
        data = submitted(OrganisationInput)
        with transaction() as session:
            organisation = places.keep_organisation(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return invalid("accounts/organisation_new.html", form=Form(request.form, error))
    return see_other(f"/beheer/organisaties/{organisation.id}")


@blueprint.get("/beheer/organisaties/<uuid:organisation_id>")
@requires(Permission.administer)
def organisation(organisation_id: UUID) -> Response:
    """One organisation: its name and its sites."""
    with reading() as session:
        found = places.find_organisation(session, actor(), organisation_id)
    return _organisation_page(organisation_id, Form({"name": found.name}))


@blueprint.post("/beheer/organisaties/<uuid:organisation_id>")
@requires(Permission.administer)
def rename_organisation(organisation_id: UUID) -> WerkzeugResponse:
    """Give an organisation another name."""
    with reading() as session:
        places.find_organisation(session, actor(), organisation_id)
    try:
        data = submitted(OrganisationInput)
        with transaction() as session:
            places.keep_organisation(session, actor(), data, organisation_id)
    except Invalid as error:
        return _organisation_page(organisation_id, Form(request.form, error), status=422)
    return see_other("/beheer/organisaties")


@blueprint.get("/beheer/organisaties/<uuid:organisation_id>/locaties/nieuw")
@requires(Permission.administer)
def new_site(organisation_id: UUID) -> Response:
    """The form for a new site."""
    return page("accounts/site.html", form=Form({"secret": False}), site=None, **_site_choices(organisation_id))


@blueprint.post("/beheer/organisaties/<uuid:organisation_id>/locaties/nieuw")
@requires(Permission.administer)
def create_site(organisation_id: UUID) -> WerkzeugResponse:
    """Make a site."""
    return _keep_site(organisation_id, None)


@blueprint.get("/beheer/locaties/<uuid:site_id>")
@requires(Permission.administer)
def site(site_id: UUID) -> Response:
    """One site; of a secret one no facts."""
    with reading() as session:
        found = places.find_site(session, actor(), site_id)
    shown = {"secret"} if found.secret else {"name", "municipality", "address", "secret"}
    facts = found.model_dump(include=shown)
    return page("accounts/site.html", form=Form(facts), site=found, **_site_choices(found.organisation_id))


@blueprint.post("/beheer/locaties/<uuid:site_id>")
@requires(Permission.administer)
def edit_site(site_id: UUID) -> WerkzeugResponse:
    """Change a site."""
    with reading() as session:
        found = places.find_site(session, actor(), site_id)
    return _keep_site(found.organisation_id, site_id)


@blueprint.get("/beheer/regio")
@requires(Permission.administer)
def region() -> Response:
    """The region's facts for everyone: municipalities and telephone numbers."""
    with reading() as session:
        own = places.own_region(session, actor())
    facts = {
        "municipalities": "\n".join(own.municipalities),
        "help_phone": own.help_phone,
        "youth_crisis_phone": own.youth_crisis_phone,
        "womens_shelter_phone": own.womens_shelter_phone,
        "lock_minutes": own.lock_minutes,
        "offline_days": own.offline_days,
        "ask_again_minutes": own.ask_again_minutes,
    }
    return page("accounts/region.html", region=own, form=Form(facts), is_saved="bewaard" in request.args)


@blueprint.post("/beheer/regio")
@requires(Permission.administer)
def edit_region() -> WerkzeugResponse:
    """Change them."""
    with reading() as session:
        own = places.own_region(session, actor())
    try:
        data = submitted(RegionInput, Kept([own.help_phone, own.youth_crisis_phone, own.womens_shelter_phone]))
        with transaction() as session:
            places.edit_region(session, actor(), data)
    except Invalid as error:
        return invalid("accounts/region.html", region=own, form=Form(request.form, error))
    return see_other("/beheer/regio?bewaard=1")


def _organisation_page(organisation_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        found = places.find_organisation(session, actor(), organisation_id)
        sites = store.list_sites(session, organisation_id)
    return page("accounts/organisation.html", status=status, organisation=found, form=form, sites=sites)


def _keep_site(organisation_id: UUID, site_id: UUID | None) -> WerkzeugResponse:
    try:
        data = submitted(SiteInput)
        with transaction() as session:
            kept = site_id or operation_id(session, data)
            places.keep_site(session, actor(), organisation_id, data, kept)
    except Invalid as error:
        with reading() as session:
            known = store.find_site(session, site_id) if site_id else None
        return invalid(
            "accounts/site.html", form=Form(request.form, error), site=known, **_site_choices(organisation_id)
        )
    return see_other(f"/beheer/organisaties/{organisation_id}")


def _site_choices(organisation_id: UUID) -> dict[str, Any]:
    with reading() as session:
        found = places.find_organisation(session, actor(), organisation_id)
        municipalities = places.own_region(session, actor()).municipalities
    named = [(name, name) for name in municipalities]
    return {"organisation": found, "municipalities": [("", gettext("Kies")), *named] if named else []}
