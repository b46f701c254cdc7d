"""Queries on contacts and follow-ups; every one takes the acting user and sees what that user may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import and_, col, or_, select
from sqlmodel.sql.expression import Select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.audit.service import Read
from webapp.contacts.models import (
    ClinicalNote,
    ContactCorrection,
    EmergencyAccess,
    FollowUp,
    FollowUpStep,
    StreetContact,
)
from webapp.db import Session
from webapp.people.models import Client
from webapp.people.store import hidden, related
from webapp.people.store import visible as visible_client
from webapp.text import asked_words


@dataclass(frozen=True)
class Entry:
    """A contact as a list shows it. ``client`` is None for an anonymous one, or one this user may not know."""

    contact: StreetContact
    client: Client | None
    follow_up: FollowUp | None
    author: str

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """What the access log notes when it is shown: one entry, for contact and person."""
        return self.contact.read_by(actor)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Same region, and of the own organisation or of a client one works with.

    A contact tells where someone was: with a safety flag the organisation alone is not enough, but who logged it
    knows. What one logged for another organisation stays there.
    """
    shared = or_(col(StreetContact.client_id).is_(None), col(StreetContact.client_id).not_in(hidden()))
    return (col(StreetContact.region_id) == actor.region_id) & or_(
        and_(
            col(StreetContact.organisation_id) == actor.organisation_id,
            or_(shared, col(StreetContact.author_id) == actor.user_id),
        ),
        col(StreetContact.client_id).in_(related(actor)),
    )


def mine(actor: Actor) -> ColumnElement[bool]:
    """Own contacts, and those of clients one works with."""
    return or_(col(StreetContact.author_id) == actor.user_id, col(StreetContact.client_id).in_(related(actor)))


def _entries(actor: Actor) -> Select[StreetContact, Client | None, FollowUp | None, str]:
    return (
        select(StreetContact, Client, FollowUp, col(User.name))
        .join(User, col(User.id) == StreetContact.author_id)
        .outerjoin(Client, and_(col(Client.id) == StreetContact.client_id, visible_client(actor)))
        .outerjoin(FollowUp, col(FollowUp.contact_id) == StreetContact.id)
        .where(visible(actor))
    )


def _mentions(words: str) -> list[ColumnElement[bool]]:
    """Every word stands in alias, place, note, agreement or the client's name."""
    return [
        or_(
            col(StreetContact.search_key).contains(word, autoescape=True),
            col(Client.search_key).contains(word, autoescape=True),
        )
        for word in asked_words(words)
    ]


def list_contacts(session: Session, actor: Actor, words: str = "", *, offset: int = 0, limit: int) -> list[Entry]:
    """Contacts, latest first; with ``words`` only those that mention each of them."""
    question = (
        _entries(actor)
        .where(*_mentions(words))
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return [Entry(*row) for row in session.exec(question).all()]


def list_contacts_of(session: Session, actor: Actor, client_id: UUID, limit: int) -> list[Entry]:
    """The latest contacts of one client."""
    question = (
        _entries(actor)
        .where(StreetContact.client_id == client_id)
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .limit(limit)
    )
    return [Entry(*row) for row in session.exec(question).all()]


def list_of_business(session: Session, actor: Actor, limit: int) -> list[Entry]:
    """What this user has business with, latest first: the one rule for what a phone may keep."""
    question = (
        _entries(actor)
        .where(mine(actor))
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .limit(limit)
    )
    return [Entry(*row) for row in session.exec(question).all()]


def list_own_contacts(session: Session, actor: Actor, limit: int) -> list[Entry]:
    """What this user logged, latest first."""
    question = (
        _entries(actor)
        .where(StreetContact.author_id == actor.user_id)
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .limit(limit)
    )
    return [Entry(*row) for row in session.exec(question).all()]


def find_entry(session: Session, actor: Actor, contact_id: UUID) -> Entry | None:
    """One contact this user may see."""
    row = session.exec(_entries(actor).where(StreetContact.id == contact_id)).first()
    return Entry(*row) if row else None


def find_contact(session: Session, actor: Actor, contact_id: UUID) -> StreetContact | None:
    """One contact this user may see, locked for the one who changes it."""
    return session.exec(
        select(StreetContact).where(StreetContact.id == contact_id, visible(actor)).with_for_update()
    ).first()


def find_any_contact(session: Session, contact_id: UUID) -> StreetContact | None:
    """A contact by id, whoever's it is: only to see whether an id is taken."""
    return session.get(StreetContact, contact_id)


def find_clinical_note(session: Session, contact: StreetContact) -> ClinicalNote | None:
    """The clinical note of a contact; the caller has judged that this user may read it."""
    return session.get(ClinicalNote, contact.id)


def list_own_with(
    session: Session, actor: Actor, client_id: UUID, since: datetime
) -> Sequence[tuple[StreetContact, ClinicalNote | None]]:
    """What this user logged with a client since then, each with the clinical note they wrote beside it."""
    own_note = and_(col(ClinicalNote.contact_id) == StreetContact.id, col(ClinicalNote.author_id) == actor.user_id)
    rows = session.exec(
        select(StreetContact, ClinicalNote)
        .outerjoin(ClinicalNote, own_note)
        .where(
            StreetContact.author_id == actor.user_id,
            StreetContact.client_id == client_id,
            StreetContact.logged_at >= since,
        )
    ).all()
    return [(row[0], row[1]) for row in rows]


def find_last_met(session: Session, user_id: UUID, client_id: UUID) -> datetime | None:
    """When a user met a client last."""
    met = select(func.max(StreetContact.occurred_at)).where(
        StreetContact.author_id == user_id, StreetContact.client_id == client_id
    )
    return session.exec(met).one()


def list_emergencies(session: Session, contact: StreetContact) -> Sequence[EmergencyAccess]:
    """Every time the clinical note of a contact the caller holds was opened in an emergency, the latest first."""
    return session.exec(
        select(EmergencyAccess)
        .where(EmergencyAccess.contact_id == contact.id)
        .order_by(col(EmergencyAccess.at).desc(), col(EmergencyAccess.id))
    ).all()


def list_opened_lately(session: Session, actor: Actor, since: datetime) -> Sequence[UUID]:
    """The contacts with a clinical note of this user that others opened in an emergency since then."""
    return session.exec(
        select(StreetContact.id)
        .join(ClinicalNote, col(ClinicalNote.contact_id) == StreetContact.id)
        .join(EmergencyAccess, col(EmergencyAccess.contact_id) == StreetContact.id)
        .where(ClinicalNote.author_id == actor.user_id, EmergencyAccess.at >= since, visible(actor))
        .distinct()
    ).all()


def find_follow_up(session: Session, contact: StreetContact) -> FollowUp | None:
    """The follow-up of a contact the caller holds, locked."""
    return session.get(FollowUp, contact.id, with_for_update=True)


def find_last_contact(session: Session, actor: Actor, client_id: UUID) -> StreetContact | None:
    """The latest visible contact with a client."""
    return session.exec(
        select(StreetContact)
        .where(StreetContact.client_id == client_id, visible(actor))
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .limit(1)
    ).first()


def find_last_municipality(session: Session, actor: Actor) -> str | None:
    """Where this user logged a contact last."""
    return session.exec(
        select(StreetContact.municipality)
        .where(visible(actor), StreetContact.author_id == actor.user_id, col(StreetContact.municipality).is_not(None))
        .order_by(col(StreetContact.occurred_at).desc())
        .limit(1)
    ).first()


def list_due(
    session: Session, actor: Actor, words: str = "", *, until: date | None = None, offset: int = 0, limit: int
) -> list[Entry]:
    """Open follow-ups of own contacts and own clients, the oldest first; ``until`` includes that day."""
    question = (
        _entries(actor)
        .where(mine(actor), col(FollowUp.done_at).is_(None), col(FollowUp.contact_id).is_not(None), *_mentions(words))
        .order_by(col(FollowUp.due_on), col(FollowUp.contact_id))
        .offset(offset)
        .limit(limit)
    )
    if until is not None:
        question = question.where(col(FollowUp.due_on) <= until)
    return [Entry(*row) for row in session.exec(question).all()]


def count_due(session: Session, actor: Actor) -> dict[date, int]:
    """How many open follow-ups this user has per day."""
    question = (
        select(col(FollowUp.due_on), func.count())
        .join(StreetContact, col(StreetContact.id) == FollowUp.contact_id)
        .where(visible(actor), mine(actor), col(FollowUp.done_at).is_(None))
        .group_by(col(FollowUp.due_on))
    )
    return {row[0]: row[1] for row in session.exec(question).all()}


def list_open_of(session: Session, actor: Actor, client_id: UUID) -> list[Entry]:
    """The open follow-ups of one client, the oldest first."""
    question = (
        _entries(actor)
        .where(
            StreetContact.client_id == client_id,
            col(FollowUp.contact_id).is_not(None),
            col(FollowUp.done_at).is_(None),
        )
        .order_by(col(FollowUp.due_on))
    )
    return [Entry(*row) for row in session.exec(question).all()]


def list_corrections(session: Session, contact: StreetContact) -> Sequence[ContactCorrection]:
    """Every corrected field of a contact the caller holds, the first correction first."""
    return session.exec(
        select(ContactCorrection)
        .where(ContactCorrection.contact_id == contact.id)
        .order_by(col(ContactCorrection.at), col(ContactCorrection.id))
    ).all()


def find_last_correction(session: Session, contact: StreetContact, field: str) -> ContactCorrection | None:
    """The latest correction of one field."""
    found = [row for row in list_corrections(session, contact) if row.field == field]
    return found[-1] if found else None


def list_steps(session: Session, contact: StreetContact) -> Sequence[FollowUpStep]:
    """Every time the follow-up of a contact was done or opened again."""
    return session.exec(
        select(FollowUpStep).where(FollowUpStep.contact_id == contact.id).order_by(col(FollowUpStep.at))
    ).all()
