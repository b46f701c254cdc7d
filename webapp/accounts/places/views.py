"""``/beheer``: organisations, their sites, and the region's own facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import store
from webapp.accounts.inputs import OrganisationInput, RegionInput, SiteInput
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.accounts.places import service as places
from webapp.errors import Invalid
from webapp.validation import Kept
from webapp.web.access import requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

blueprint = Blueprint("places", __name__)


@blueprint.get("/beheer/organisaties")
@requires(Permission.administer)
def organisations() -> Response:
    """The organisations of the region."""
    with reading() as session:
        found = places.list_organisations(session, actor())
    return page("accounts/places/organisations.html", organisations=found)


@blueprint.get("/beheer/organisaties/nieuw")
@requires(Permission.administer)
def new_organisation(error: Invalid | None = None) -> Response:
    """The form for a new organisation."""
    form = opened({}, error)
    return page("accounts/places/organisation_new.html", status=form.status, form=form)


@blueprint.post("/beheer/organisaties/nieuw")
@requires(Permission.administer)
@comes_back(new_organisation)
def create_organisation() -> WerkzeugResponse:
    """Make an organisation."""
    data = submitted(OrganisationInput)
    with transaction() as session:
        organisation = places.keep_organisation(session, actor(), data, operation_id(session, data))
    return see_other(f"/beheer/organisaties/{organisation.id}")


@blueprint.get("/beheer/organisaties/<uuid:organisation_id>")
@requires(Permission.administer)
def organisation(organisation_id: UUID, error: Invalid | None = None) -> Response:
    """One organisation: its name and its sites."""
    with reading() as session:
        found = places.find_organisation(session, actor(), organisation_id)
        sites = store.list_sites(session, organisation_id)
    form = opened({"name": found.name}, error)
    return page("accounts/places/organisation.html", status=form.status, organisation=found, form=form, sites=sites)


@blueprint.post("/beheer/organisaties/<uuid:organisation_id>")
@requires(Permission.administer)
@comes_back(organisation)
def rename_organisation(organisation_id: UUID) -> WerkzeugResponse:
    """Give an organisation another name."""
    with reading() as session:
        places.find_organisation(session, actor(), organisation_id)
    data = submitted(OrganisationInput)
    with transaction() as session:
        places.keep_organisation(session, actor(), data, organisation_id)
    return see_other("/beheer/organisaties")


@blueprint.get("/beheer/organisaties/<uuid:organisation_id>/locaties/nieuw")
@requires(Permission.administer)
def new_site(organisation_id: UUID, error: Invalid | None = None) -> Response:
    """The form for a new site."""
    form = opened({"secret": False}, error)
    return page("accounts/places/site.html", status=form.status, form=form, site=None, **_site_choices(organisation_id))


@blueprint.post("/beheer/organisaties/<uuid:organisation_id>/locaties/nieuw")
@requires(Permission.administer)
@comes_back(new_site)
def create_site(organisation_id: UUID) -> WerkzeugResponse:
    """Make a site."""
    data = submitted(SiteInput)
    with transaction() as session:
        places.keep_site(session, actor(), organisation_id, data, operation_id(session, data))
    return see_other(f"/beheer/organisaties/{organisation_id}")


@blueprint.get("/beheer/locaties/<uuid:site_id>")
@requires(Permission.administer)
def site(site_id: UUID, error: Invalid | None = None) -> Response:
    """One site; of a secret one nothing that stands in it."""
    with reading() as session:
        found = places.find_site(session, actor(), site_id)
    shown = {"secret"} if found.secret else {"name", "municipality", "address", "secret"}
    form, choices = opened(found.model_dump(include=shown), error), _site_choices(found.organisation_id)
    return page("accounts/places/site.html", status=form.status, form=form, site=found, **choices)


@blueprint.post("/beheer/locaties/<uuid:site_id>")
@requires(Permission.administer)
@comes_back(site)
def edit_site(site_id: UUID) -> WerkzeugResponse:
    """Change a site."""
    with reading() as session:
        found = places.find_site(session, actor(), site_id)
    data = submitted(SiteInput)
    with transaction() as session:
        places.keep_site(session, actor(), found.organisation_id, data, site_id)
    return see_other(f"/beheer/organisaties/{found.organisation_id}")


@blueprint.get("/beheer/regio")
@requires(Permission.administer)
def region(error: Invalid | None = None) -> Response:
    """The facts that everyone in the region sees: municipalities and telephone numbers."""
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
        "clinical_note_months": own.clinical_note_months,
    }
    form, is_saved = opened(facts, error), "bewaard" in request.args
    return page("accounts/places/region.html", status=form.status, region=own, form=form, is_saved=is_saved)


@blueprint.post("/beheer/regio")
@requires(Permission.administer)
@comes_back(region)
def edit_region() -> WerkzeugResponse:
    """Change them."""
    with reading() as session:
        found = places.own_region(session, actor())
    data = submitted(RegionInput, Kept([found.help_phone, found.youth_crisis_phone, found.womens_shelter_phone]))
    with transaction() as session:
        places.edit_region(session, actor(), data)
    return see_other("/beheer/regio?bewaard=1")


def _site_choices(organisation_id: UUID) -> dict[str, Any]:
    with reading() as session:
        found = places.find_organisation(session, actor(), organisation_id)
        municipalities = places.own_region(session, actor()).municipalities
    named = [(name, name) for name in municipalities]
    return {"organisation": found, "municipalities": [("", gettext("Kies")), *named] if named else []}
