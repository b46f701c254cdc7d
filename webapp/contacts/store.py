"""Queries on contacts; every one takes the acting user and sees what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, true
from sqlmodel import and_, col, not_, or_, select
from sqlmodel.sql.expression import Select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.audit.service import Read
from webapp.contacts.models import (
    ClinicalNote,
    ContactCorrection,
    EmergencyAccess,
    FollowUp,
    StreetContact,
)
from webapp.db import Session
from webapp.people.models import Client
from webapp.people.store import is_hidden, knows
from webapp.people.store import visible as visible_client
from webapp.text import asked_words

Whose = type[StreetContact] | type[FollowUp]
"""A contact, or its follow-up, which has the same columns of whose it is."""
PLACES = 6
"""The number of recent places that are offered."""


@dataclass(frozen=True)
class Entry:
    """A contact as a list shows it. ``client`` is None for an anonymous one, or one this user may not know."""

    contact: StreetContact
    client: Client | None
    follow_up: FollowUp | None
    author: str

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: one entry, for contact and person."""
        return self.contact.read_by(actor)


def stands(of: Whose = StreetContact) -> ColumnElement[bool]:
    """The condition for contacts that are not withdrawn."""
    return col(of.withdrawn_at).is_(None)


def withdrawn_by(actor: Actor) -> ColumnElement[bool]:
    """The condition for this user's withdrawn contacts, in their own organisation: nobody else reads a trace."""
    return and_(
        col(StreetContact.withdrawn_at).is_not(None),
        col(StreetContact.author_id) == actor.user_id,
        col(StreetContact.organisation_id) == actor.organisation_id,
        col(StreetContact.region_id) == actor.region_id,
    )


def visible(actor: Actor, of: Whose = StreetContact) -> ColumnElement[bool]:
    """The condition for visible contacts: not withdrawn, same region, own organisation or an own client.

    A contact shows where a person was: with a safety flag the organisation alone is not enough, except for the author.
    A contact logged for another organisation stays there.
    """
    return and_(
        stands(of),
        (col(of.region_id) == actor.region_id).is_(true()),  # of any index this is the worst: half the table
        or_(of_house(actor, of), knows(actor, col(of.client_id))),
    )


def of_house(actor: Actor, of: Whose = StreetContact) -> ColumnElement[bool]:
    """The condition for contacts that the organisation alone gives to see."""
    return and_(col(of.organisation_id) == actor.organisation_id, or_(col(of.author_id) == actor.user_id, shared(of)))


def shared(of: Whose = StreetContact) -> ColumnElement[bool]:
    """The condition for contacts without a client, or with one without a safety flag."""
    return not_(is_hidden(col(of.client_id)))


def mine(actor: Actor, of: Whose = StreetContact) -> ColumnElement[bool]:
    """The condition for own contacts, and those of own clients."""
    return or_(col(of.author_id) == actor.user_id, knows(actor, col(of.client_id)))


def entries(
    actor: Actor, seen: ColumnElement[bool] | None = None
) -> Select[StreetContact, Client | None, FollowUp | None, str]:
    """The rows of ``Entry``: those this user may see, or those in ``seen``.

    There is always an author; an inner join would let SQLite begin with the users and sort all they wrote.
    """
    return (
        select(StreetContact, Client, FollowUp, col(User.name))
        .outerjoin(User, col(User.id) == StreetContact.author_id)
        .outerjoin(Client, and_(col(Client.id) == StreetContact.client_id, visible_client(actor)))
        .outerjoin(FollowUp, col(FollowUp.contact_id) == StreetContact.id)
        .where(visible(actor) if seen is None else seen)
    )


def mentions(words: str) -> list[ColumnElement[bool]]:
    """The conditions that every word occurs in alias, place, note, agreement or the client's name."""
    return [
        or_(
            col(StreetContact.search_key).contains(word, autoescape=True),
            col(Client.search_key).contains(word, autoescape=True),
        )
        for word in asked_words(words)
    ]


def list_latest(
    session: Session,
    question: Select[StreetContact, Client | None, FollowUp | None, str],
    limit: int,
    offset: int = 0,
) -> list[Entry]:
    """The rows of a question, latest first."""
    latest = question.order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
    return [Entry(*row) for row in session.exec(latest.offset(offset).limit(limit)).all()]


def list_own_contacts(session: Session, actor: Actor, limit: int) -> list[Entry]:
    """The contacts this user logged, latest first."""
    return list_latest(session, entries(actor).where(StreetContact.author_id == actor.user_id), limit)


def find_entry(session: Session, actor: Actor, contact_id: UUID) -> Entry | None:
    """One contact this user may see."""
    row = session.exec(entries(actor).where(StreetContact.id == contact_id)).first()
    return Entry(*row) if row else None


def find_contact(session: Session, actor: Actor, contact_id: UUID) -> StreetContact | None:
    """One contact this user may see, locked for a change."""
    return session.exec(
        select(StreetContact).where(StreetContact.id == contact_id, visible(actor)).with_for_update()
    ).first()


def list_contacts(session: Session, actor: Actor, ids: Collection[UUID]) -> Sequence[StreetContact]:
    """The same for several, locked in one order."""
    question = select(StreetContact).where(col(StreetContact.id).in_(ids), visible(actor))
    return session.exec(question.order_by(col(StreetContact.id)).with_for_update()).all() if ids else ()


def list_withdrawn(session: Session, actor: Actor, since: datetime, limit: int) -> list[Entry]:
    """The contacts this user withdrew since then, the latest first."""
    question = (
        entries(actor, withdrawn_by(actor))
        .where(col(StreetContact.withdrawn_at) >= since)
        .order_by(col(StreetContact.withdrawn_at).desc(), col(StreetContact.id).desc())
        .limit(limit)
    )
    return [Entry(*row) for row in session.exec(question).all()]


def find_withdrawn(session: Session, actor: Actor, contact_id: UUID) -> Entry | None:
    """One contact that this user withdrew: for its trace."""
    row = session.exec(entries(actor, withdrawn_by(actor)).where(StreetContact.id == contact_id)).first()
    return Entry(*row) if row else None


def hold_contact(session: Session, actor: Actor, contact_id: UUID) -> StreetContact | None:
    """One contact this user may see or has withdrawn, locked for a change."""
    return session.exec(
        select(StreetContact)
        .where(StreetContact.id == contact_id, or_(visible(actor), withdrawn_by(actor)))
        .with_for_update()
    ).first()


def find_clinical_note(session: Session, contact: StreetContact) -> ClinicalNote | None:
    """The clinical note of a contact; the caller has checked the user's right."""
    return session.get(ClinicalNote, contact.id)


def list_own_with(
    session: Session, actor: Actor, client_id: UUID, since: datetime
) -> Sequence[tuple[StreetContact, ClinicalNote | None]]:
    """This user's contacts with a client since then, each with their own clinical note."""
    own_note = and_(col(ClinicalNote.contact_id) == StreetContact.id, col(ClinicalNote.author_id) == actor.user_id)
    rows = session.exec(
        select(StreetContact, ClinicalNote)
        .outerjoin(ClinicalNote, own_note)
        .where(
            StreetContact.author_id == actor.user_id,
            StreetContact.client_id == client_id,
            StreetContact.logged_at >= since,
            stands(),
        )
    ).all()
    return [(row[0], row[1]) for row in rows]


def find_last_met(
    session: Session, contact: StreetContact, client_id: UUID, since: datetime | None = None
) -> datetime | None:
    """The last time the author of a contact met a client, by other contacts that are not withdrawn.

    ``since``: only those for the same organisation that happened since then, or were logged after this one.
    """
    met = select(func.max(StreetContact.occurred_at)).where(
        StreetContact.author_id == contact.author_id,
        StreetContact.client_id == client_id,
        StreetContact.id != contact.id,
        stands(),
    )
    if since is not None:
        met = met.where(
            StreetContact.organisation_id == contact.organisation_id,
            or_(StreetContact.occurred_at >= since, StreetContact.logged_at > contact.logged_at),
        )
    return session.exec(met).one()


def list_emergencies(session: Session, contact: StreetContact) -> Sequence[EmergencyAccess]:
    """Every emergency opening of the clinical note of a contact the caller holds, the latest first."""
    return session.exec(
        select(EmergencyAccess)
        .where(EmergencyAccess.contact_id == contact.id)
        .order_by(col(EmergencyAccess.at).desc(), col(EmergencyAccess.id))
    ).all()


def find_last_contact(session: Session, actor: Actor, client_id: UUID) -> StreetContact | None:
    """The latest visible contact with a client."""
    return session.exec(
        select(StreetContact)
        .where(StreetContact.client_id == client_id, visible(actor))
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .limit(1)
    ).first()


def list_under_alias(session: Session, actor: Actor, since: datetime, limit: int) -> Sequence[StreetContact]:
    """The latest contacts since then under a name without a client: only those of the own organisation.

    Stated beside ``visible`` for the index of an organisation by time: this is asked at every pause in typing.
    """
    return session.exec(
        select(StreetContact)
        .where(
            visible(actor),
            StreetContact.organisation_id == actor.organisation_id,
            StreetContact.occurred_at >= since,
            col(StreetContact.client_id).is_(None),
            col(StreetContact.alias).is_not(None),
        )
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
        .limit(limit)
    ).all()


def list_own_places(session: Session, actor: Actor, since: datetime) -> Sequence[str]:
    """The places where this user met people since then, the latest first."""
    question = (
        select(col(StreetContact.place))
        .where(
            visible(actor),
            StreetContact.author_id == actor.user_id,
            col(StreetContact.place).is_not(None),
            StreetContact.occurred_at >= since,
        )
        .group_by(col(StreetContact.place))
        .order_by(func.max(StreetContact.occurred_at).desc())
        .limit(PLACES)
    )
    return [place for place in session.exec(question).all() if place]


def find_last_municipality(session: Session, actor: Actor) -> str | None:
    """The municipality of this user's latest contact."""
    return session.exec(
        select(StreetContact.municipality)
        .where(visible(actor), StreetContact.author_id == actor.user_id, col(StreetContact.municipality).is_not(None))
        .order_by(col(StreetContact.occurred_at).desc())
        .limit(1)
    ).first()


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
