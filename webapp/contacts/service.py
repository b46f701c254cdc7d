"""Decisions about contacts: logging and reading. Access to clinical notes is in ``care`` and ``emergency``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import SKEW, Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.contacts import care, store
from webapp.contacts.clinical import term
from webapp.contacts.emergency import service as emergency
from webapp.contacts.inputs import ContactInput, FollowUpInput
from webapp.contacts.models import ClinicalNote, FollowUp, StreetContact
from webapp.db import Session
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.people import store as people_store
from webapp.people.company import Company, read_company
from webapp.people.inputs import LegalBasis
from webapp.people.models import Client
from webapp.people.search import rank
from webapp.rows import Rows
from webapp.text import fold
from webapp.web import submissions

ANONYMOUS = "anonymous"
_ALIASED = 300
"""The number of latest contacts under an alias that are searched for earlier names."""
_USED = timedelta(days=365)
"""How long an earlier name is offered again."""
UNKNOWN = N_("Dit contact is er niet, of je mag het niet zien.")


@dataclass(frozen=True)
class Reading:
    """One contact as one user may read it: ``clinical_note`` is None unless it may be read."""

    entry: store.Entry
    clinical_note: str | None
    may_read_clinical: bool
    """True for its author and nurses with the client in care. In an emergency it is read, and this is False."""
    is_shut: bool = False
    """True when there is a clinical note that this nurse may read in an emergency only."""
    note: ClinicalNote | None = None
    """The row of the note for who may read it: its day, and the trace of one that was erased."""

    @property
    def is_emergency(self) -> bool:
        """True when the clinical note is read in an emergency."""
        return self.clinical_note is not None and not self.may_read_clinical

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: the contact, and separately its clinical note."""
        contact = self.entry.contact
        why = emergency.GROUND if self.is_emergency else None
        return contact.read_by(actor) + (contact.read_by(actor, "clinical_note", why) if self.clinical_note else ())


def log_contact(session: Session, actor: Actor, data: ContactInput, contact_id: UUID) -> StreetContact:
    """Log a contact; with a client it makes the working relation. Sent twice it is one.

    Raises:
        NotAllowed: when this role logs no contacts, or has no clinical notes (code ``not_allowed``).
        NotFound: when this user may not know the client.
        Invalid: when a page (not a phone) gives a time in the future.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.log_contacts)
    if made := submissions.known(session, StreetContact, contact_id, author_id=actor.user_id):
        return made
    rows = Rows()
    company = read_company(session, actor, {data.client} if data.client else set())
    write_contact(session, actor, data, contact_id, company, rows)
    rows.write(session)
    return session.get_one(StreetContact, contact_id)


def write_contact(
    session: Session,
    actor: Actor,
    data: ContactInput,
    contact_id: UUID,
    company: Company,
    rows: Rows,
    *,
    keeps: bool = True,
) -> None:
    """The rows of a new contact, which its client is in ``company`` for; errors as for ``log_contact``.

    ``keeps``: it makes the working relation; one that comes late does not.
    """
    if data.clinical_note and not actor.may(Permission.clinical_notes):
        raise NotAllowed(N_("Alleen verpleegkundigen schrijven een verpleegkundige notitie."))
    client = company.require(data.client) if data.client else None
    client_id = client.id if client else None
    occurred_at, told_at = correct_time(actor, data.occurred_at, "occurred_at")
    rows.add(
        StreetContact,
        id=contact_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        author_id=actor.user_id,
        client_id=client_id,
        alias=data.alias,
        legal_basis=basis_of(actor, client, data.alias),
        occurred_at=occurred_at,
        told_at=told_at,
        channel=data.channel.value,
        municipality=data.municipality,
        place=data.place,
        ethos_category=data.ethos_category.value,
        topics=[topic.value for topic in data.topics],
        note=data.note,
        search_key=search_key(data.alias, data.place, data.note, data.follow_up.text if data.follow_up else None),
    )
    _add_parts(session, actor, contact_id, client_id, data, rows)
    if client and keeps:
        company.note_meeting(rows, actor, client, occurred_at)
    record(session, actor, Action.create, "street_contact", contact_id, client_id=client_id, ground="organisation")


def basis_of(actor: Actor, client: Client | None, alias: str | None) -> str:
    """The legal ground of a contact: the client's; without a client, under a name, that of its author's work.

    For a nurse that is the treatment, for everyone else the task of the Wmo (DOMAIN). Only without a name is a contact
    anonymous, and needs none.
    """
    if client:
        return client.legal_basis
    if not alias:
        return ANONYMOUS
    return (LegalBasis.wgbo if actor.may(Permission.clinical_notes) else LegalBasis.wmo).value


def correct_time(
    actor: Actor, given: datetime | None, field: str, *, shown: bool = False
) -> tuple[datetime, datetime | None]:
    """The true time of an event, and the phone's own time when it differs: a phone's clock decides nothing.

    A possible typed time stays. A future time, and one that a phone on another day calls today, was read from its clock
    and is corrected with it; except when the page had ``shown`` the true time.

    Raises:
        Invalid: at ``field``, when a page (not a phone) gives a future time.
    """
    now = clock.now()
    if given is None:
        said, happened = actor.phone_time or now, actor.happened
        return happened, _if_other(said, happened)
    if given > now + SKEW and actor.device is None:
        raise Invalid({field: N_("Dit moment is nog niet geweest.")})
    readings = [given, actor.to_server_time(given), actor.happened]
    if not shown and actor.is_phone_today(given):
        readings = [actor.to_server_time(given), given, actor.happened]
    happened = next(reading for reading in readings if reading <= now + SKEW)
    return happened, _if_other(given, happened)


def _if_other(said: datetime, happened: datetime) -> datetime | None:
    """The given time, when it differs from the true one."""
    return said if abs(said - happened) > SKEW else None


def _add_parts(
    session: Session, actor: Actor, contact_id: UUID, client_id: UUID | None, data: ContactInput, rows: Rows
) -> None:
    of = {"contact_id": contact_id, "region_id": actor.region_id, "organisation_id": actor.organisation_id}
    if data.clinical_note:
        until = term.erase_on(session, actor.region_id)
        rows.add(ClinicalNote, **of, author_id=actor.user_id, text=data.clinical_note, erase_on=until)
    if data.follow_up:
        whose = {"author_id": actor.user_id, "client_id": client_id}
        rows.add(FollowUp, **of, **whose, text=data.follow_up.text or "", due_on=data.follow_up.due_on)


def write_clinical_note(session: Session, actor: Actor, contact: StreetContact, text: str | None) -> None:
    """Write or replace the clinical note; the caller has checked the user's right."""
    note = store.find_clinical_note(session, contact) or ClinicalNote(
        contact_id=contact.id,
        region_id=contact.region_id,
        organisation_id=contact.organisation_id,
        author_id=actor.user_id,
        erase_on=clock.today(),
    )
    if not note.text:
        note.author_id = actor.user_id
    note.text, note.written_at, note.saved_at, note.erased_at = text, clock.now(), None, None
    note.erase_on = term.erase_on(session, contact.region_id)
    session.add(note)


def add_follow_up(session: Session, contact: StreetContact, data: FollowUpInput) -> FollowUp:
    """Add an agreement to a contact."""
    follow_up = FollowUp(
        contact_id=contact.id,
        region_id=contact.region_id,
        organisation_id=contact.organisation_id,
        author_id=contact.author_id,
        client_id=contact.client_id,
        text=data.text or "",
        due_on=data.due_on,
    )
    session.add(follow_up)
    return follow_up


def copy_whose(contact: StreetContact, follow_up: FollowUp) -> None:
    """Give a follow-up the client of its contact, and the moment of its withdrawal."""
    follow_up.client_id, follow_up.withdrawn_at = contact.client_id, contact.withdrawn_at


def search_key(*texts: str | None) -> str:
    """The folded text that a search looks in."""
    return fold(" ".join(text for text in texts if text))


def read_contact(session: Session, actor: Actor, contact_id: UUID, *, in_emergency: bool = False) -> Reading:
    """One contact as this user may read it; ``in_emergency``: with the note that this nurse just opened so.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    actor.require(Permission.read_contacts)
    entry = store.find_entry(session, actor, contact_id)
    if entry is None:
        raise NotFound(UNKNOWN)
    if not care.may_read_clinical(session, actor, entry.contact):
        return _shut_reading(session, actor, entry, in_emergency=in_emergency)
    note = store.find_clinical_note(session, entry.contact)
    return Reading(entry, note.text if note else None, may_read_clinical=True, note=note)


def _shut_reading(session: Session, actor: Actor, entry: store.Entry, *, in_emergency: bool) -> Reading:
    is_shut = emergency.is_shut(session, actor, entry.contact)
    if not (in_emergency and is_shut and emergency.is_open(session, actor, entry.contact)):
        return Reading(entry, None, may_read_clinical=False, is_shut=is_shut)
    note = store.find_clinical_note(session, entry.contact)
    return Reading(entry, note.text if note else None, may_read_clinical=False)


def aliases_like(session: Session, actor: Actor, words: str) -> list[StreetContact]:
    """The latest contact under each name without a client that a few typed words may mean, nearest first."""
    known = _by_alias(_under_alias(session, actor))
    return [known[key] for key in rank(fold(words), [(key, key) for key in known])]


def own_aliases(session: Session, actor: Actor) -> list[StreetContact]:
    """The latest own contact under each name without a client, the latest first."""
    own = [one for one in _under_alias(session, actor) if one.author_id == actor.user_id]
    return list(_by_alias(own).values())


def _under_alias(session: Session, actor: Actor) -> Sequence[StreetContact]:
    return store.list_under_alias(session, actor, clock.now() - _USED, _ALIASED)


def _by_alias(contacts: Sequence[StreetContact]) -> dict[str, StreetContact]:
    """The first of these under each name, in this order."""
    known: dict[str, StreetContact] = {}
    for contact in contacts:
        known.setdefault(fold(contact.alias or ""), contact)
    return known


def people_to_choose(session: Session, actor: Actor, limit: int) -> list[tuple[Client, StreetContact | None]]:
    """This user's clients, each with the latest contact: the chips of the form."""
    clients = people_store.list_recent(session, actor, limit)
    return [(client, store.find_last_contact(session, actor, client.id)) for client in clients]
