"""Passing on a lead, and closing it."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.rooms.leads import store
from webapp.rooms.leads.inputs import CloseInput, LeadInput
from webapp.rooms.leads.models import Lead
from webapp.web import submissions

UNKNOWN = N_("Deze tip is er niet, of je mag die niet zien.")


def pass_on(session: Session, actor: Actor, data: LeadInput, lead_id: UUID) -> Lead:
    """Pass on somebody who agreed to be called; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.give_leads)
    if made := submissions.known(session, Lead, lead_id, created_by=actor.user_id):
        return made
    lead = Lead(
        id=lead_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        created_by=actor.user_id,
        name=data.name,
        phone=data.phone,
        municipality=data.municipality or "",
        note=data.note,
    )
    session.add(lead)
    session.flush()
    record(session, actor, Action.create, "room_lead", lead.id, ground="own")
    return lead


def close(session: Session, actor: Actor, lead_id: UUID, data: CloseInput) -> Lead:
    """Say what became of it; the first word stays.

    Raises:
        NotFound: when there is no such lead in this region.
    """
    actor.require(Permission.coordinate_rooms)
    lead = store.find(session, actor, lead_id)
    if lead is None:
        raise NotFound(UNKNOWN)
    if lead.outcome is None:
        lead.outcome, lead.closed_by, lead.closed_at = data.outcome.value, actor.user_id, clock.now()
        session.add(lead)
        record(session, actor, Action.update, "room_lead", lead.id, ground="region")
    return lead


def count_open(session: Session, actor: Actor) -> int:
    """For the first page of a coordinator."""
    actor.require(Permission.coordinate_rooms)
    return store.count_open(session, actor)
