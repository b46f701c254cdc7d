"""An administrator's work on places: organisations, their sites, the region's own facts.

Everything stays within the administrator's region; another region's places do not exist here.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from webapp.accounts import store
from webapp.accounts.actor import Actor
from webapp.accounts.inputs import OrganisationInput, RegionInput, SiteInput
from webapp.accounts.models import Organisation, Region, Site
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.validation import Bounded

_SITE_NAME = N_("Vul de naam van de locatie in.")
_IN_USE = N_("%(municipality)s is nog in gebruik: daar staat %(site)s. Zet %(municipality)s er weer bij.")
_SITE_MUNICIPALITY = N_("Kies een gemeente.")


def list_organisations(session: Session, actor: Actor) -> Sequence[Organisation]:
    """The organisations of the actor's region."""
    actor.require(Permission.administer)
    return store.list_organisations(session, actor.region_id)


def find_organisation(session: Session, actor: Actor, organisation_id: UUID) -> Organisation:
    """An organisation of the actor's region.

    Raises:
        NotFound: none, or of another region.
    """
    actor.require(Permission.administer)
    organisation = store.find_organisation(session, organisation_id)
    if organisation is None or organisation.region_id != actor.region_id:
        raise NotFound
    return organisation


def keep_organisation(session: Session, actor: Actor, data: OrganisationInput, organisation_id: UUID) -> Organisation:
    """Make an organisation or give it another name.

    Raises:
        Invalid: the region has one of that name.
    """
    actor.require(Permission.administer)
    namesake = store.find_organisation_by_name(session, actor.region_id, data.name)
    if namesake and namesake.id != organisation_id:
        raise Invalid({"name": N_("Er is al een organisatie met deze naam.")})
    known = store.find_organisation(session, organisation_id)
    if known and known.region_id != actor.region_id:
        raise NotFound
    organisation = known or Organisation(id=organisation_id, region_id=actor.region_id, name=data.name)
    organisation.name = data.name
    session.add(organisation)
    session.flush()
    record(session, actor, Action.update if known else Action.create, "organisation", organisation.id, ground="region")
    return organisation


def find_site(session: Session, actor: Actor, site_id: UUID) -> Site:
    """A site of an organisation of the actor's region.

    Raises:
        NotFound: none, or of another region.
    """
    site = store.find_site(session, site_id)
    if site is None:
        raise NotFound
    find_organisation(session, actor, site.organisation_id)
    return site


def keep_site(session: Session, actor: Actor, organisation_id: UUID, data: SiteInput, site_id: UUID) -> Site:
    """Make a site of an organisation, or change it. Empty fields of a site that stays secret keep their values.

    Raises:
        NotFound: for a site or an organisation of others.
        Invalid: without a name or a municipality.
    """
    find_organisation(session, actor, organisation_id)
    known = store.find_site(session, site_id)
    if known and known.organisation_id != organisation_id:
        raise NotFound
    site = known or Site(id=site_id, organisation_id=organisation_id, name="", municipality="")
    stays_secret = known is not None and known.secret and data.secret
    if not stays_secret:
        _require_place(data)
    site.name = data.name or site.name
    site.municipality = data.municipality or site.municipality
    site.address = data.address or (site.address if stays_secret else "")
    site.secret = data.secret
    session.add(site)
    session.flush()
    record(session, actor, Action.update if known else Action.create, "site", site.id, ground="region")
    return site


def _require_place(data: SiteInput) -> None:
    missing = {
        "name": None if data.name else _SITE_NAME,
        "municipality": None if data.municipality else _SITE_MUNICIPALITY,
    }
    if wrong := {name: sentence for name, sentence in missing.items() if sentence}:
        raise Invalid(wrong)


def own_region(session: Session, actor: Actor) -> Region:
    """The administrator's region."""
    actor.require(Permission.administer)
    region = store.find_region(session, actor.region_id)
    if region is None:
        raise NotFound
    return region


def edit_region(session: Session, actor: Actor, data: RegionInput) -> None:
    """Change the municipalities and the telephone numbers that everyone in the region sees.

    Raises:
        Invalid: when a removed municipality still has a place.
    """
    region = own_region(session, actor)
    kept = data.municipalities.splitlines()
    _require_unused(session, region, [name for name in region.municipalities if name not in kept])
    region.municipalities = kept
    region.help_phone = data.help_phone or ""
    region.youth_crisis_phone = data.youth_crisis_phone or ""
    region.womens_shelter_phone = data.womens_shelter_phone or ""
    region.lock_minutes = data.lock_minutes or region.lock_minutes
    region.offline_days = data.offline_days or region.offline_days
    region.ask_again_minutes = data.ask_again_minutes or region.ask_again_minutes
    region.clinical_note_months = data.clinical_note_months or region.clinical_note_months
    session.add(region)
    record(session, actor, Action.update, "region", region.id, ground="region")


def _require_unused(session: Session, region: Region, gone: list[str]) -> None:
    """Refuse to remove a municipality with a place; a secret place does not count, or trying would reveal it."""
    for site in store.list_region_sites(session, region.id):
        if not site.secret and site.municipality in gone:
            raise Invalid({"municipalities": Bounded(_IN_USE, municipality=site.municipality, site=site.name)})
