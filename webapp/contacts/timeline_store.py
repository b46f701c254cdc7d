"""Queries for the line of time of a client: contacts, and each step of their follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.contacts.inputs import EthosCategory
from webapp.contacts.models import FollowUp, FollowUpStep, StreetContact
from webapp.contacts.store import Entry, entries, visible
from webapp.db import Session
from webapp.timeline import Asked

_CLIENT, _AT, _ID = col(StreetContact.client_id), col(StreetContact.occurred_at), col(StreetContact.id)


def list_contacts(session: Session, actor: Actor, asked: Asked) -> list[Entry]:
    """The newest visible contacts of these clients."""
    return [Entry(*row) for row in session.exec(asked.newest(entries(actor), _CLIENT, _AT, _ID)).all()]


def list_agreements(session: Session, actor: Actor, asked: Asked) -> list[Entry]:
    """The newest visible contacts of these clients that have a follow-up."""
    made = entries(actor).where(col(FollowUp.contact_id).is_not(None))
    return [Entry(*row) for row in session.exec(asked.newest(made, _CLIENT, _AT, _ID)).all()]


def list_steps(session: Session, actor: Actor, asked: Asked) -> Sequence[tuple[FollowUpStep, FollowUp, StreetContact]]:
    """The newest steps with the follow-ups of these clients."""
    question = (
        select(FollowUpStep, FollowUp, StreetContact)
        .join(FollowUp, col(FollowUp.contact_id) == FollowUpStep.contact_id)
        .join(StreetContact, col(StreetContact.id) == FollowUpStep.contact_id)
        .where(visible(actor))
    )
    rows = session.exec(asked.newest(question, _CLIENT, col(FollowUpStep.at), col(FollowUpStep.id))).all()
    return [(row[0], row[1], row[2]) for row in rows]


def list_open(session: Session, actor: Actor, clients: Collection[UUID]) -> list[Entry]:
    """The open follow-ups of these clients, the oldest first."""
    question = entries(actor).where(
        _CLIENT.in_(clients), col(FollowUp.contact_id).is_not(None), col(FollowUp.done_at).is_(None)
    )
    return [Entry(*row) for row in session.exec(question.order_by(col(FollowUp.due_on), _ID)).all()]


def list_last_living(session: Session, actor: Actor, clients: Sequence[UUID]) -> list[Entry]:
    """Of each of these clients the last visible contact that says how they live."""
    known = entries(actor).where(StreetContact.ethos_category != EthosCategory.unknown.value)
    asked = Asked(tuple(clients), 1)
    return [Entry(*row) for row in session.exec(asked.newest(known, _CLIENT, _AT, _ID)).all()]
