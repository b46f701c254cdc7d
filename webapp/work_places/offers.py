"""Offers of employers, and the settings of a region."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.people.store import region_of
from webapp.web import submissions
from webapp.work_places import store
from webapp.work_places.inputs import OfferInput, WorkTermsInput
from webapp.work_places.models import WorkOffer, WorkTerms

_UNKNOWN = N_("Deze werkplek is er niet, of je mag die niet zien.")
_NO_TOWN = N_("Kies een gemeente van deze regio.")
_NOT_DESK = N_("Dit doet wie de werkplekken van deze regio bijhoudt.")
_CHANGED = N_("Iemand anders veranderde dit intussen. Kijk hoe het nu staat.")


def add_offer(session: Session, actor: Actor, data: OfferInput, offer_id: UUID) -> WorkOffer:
    """Note what an employer offers; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        Invalid: at ``municipality`` for one of elsewhere.
    """
    actor.require(Permission.keep_work)
    if made := submissions.known(session, WorkOffer, offer_id, organisation_id=actor.organisation_id):
        return made
    if data.municipality and data.municipality not in region_of(session, actor).municipalities:
        raise Invalid({"municipality": _NO_TOWN})
    said = {name: value for name, value in data.model_dump().items() if value is not None}
    offer = WorkOffer(
        id=offer_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        made_by=actor.user_id,
        **said,
    )
    session.add(offer)
    session.flush()
    record(session, actor, Action.create, "work_offer", offer.id, ground="organisation")
    return offer


def withdraw_offer(session: Session, actor: Actor, offer_id: UUID, *, back: bool = False) -> None:
    """Propose nobody for it any more, or again (``back``). Who is there stays.

    Raises:
        NotFound: for one that is not theirs.
    """
    actor.require(Permission.keep_work)
    offer = store.find_offer(session, actor, offer_id, lock=True)
    if offer is None:
        raise NotFound(_UNKNOWN)
    offer.withdrawn_on = None if back else clock.today()
    session.add(offer)
    record(session, actor, Action.update, "work_offer", offer.id, ground="organisation")


def set_terms(session: Session, actor: Actor, data: WorkTermsInput, terms_id: UUID) -> WorkTerms:
    """Set the months and the target from now on; the first who does is the desk of the region. Who began keeps a day.

    Raises:
        NotAllowed: for other roles, and for other organisations than the present desk.
        Conflict: when somebody else changed it since it was seen.
    """
    actor.require(Permission.keep_work)
    if made := submissions.known(session, WorkTerms, terms_id, set_by=actor.user_id):
        return made
    session.get(Region, actor.region_id, with_for_update=True)  # of two who set the first terms one waits
    now = store.find_terms(session, actor)
    if now and now.desk_id != actor.organisation_id:
        raise NotAllowed(_NOT_DESK)
    if data.seen != (now.id if now else None):
        current = {"value": now.months if now else None, "by": "", "at": now.set_at.isoformat() if now else None}
        raise Conflict(_CHANGED, {"months": current})
    row = WorkTerms(
        id=terms_id,
        region_id=actor.region_id,
        desk_id=actor.organisation_id,
        months=data.months,
        target=data.target,
        source=data.source or "",
        set_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    record(session, actor, Action.update, "work_terms", row.id, ground="region")
    return row
