"""Makes a client of the person of a contact, and gives them the contact, in one act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import corrections, service, store
from webapp.contacts.inputs import ContactClientInput, ContactCorrectionInput
from webapp.contacts.models import StreetContact
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.inputs import ClientInput, Secrecy

_TAKEN = N_("Dit contact hoort al bij iemand.")


def add_client_of(session: Session, actor: Actor, data: ContactClientInput, client_id: UUID) -> StreetContact:
    """Add the person of a contact as a client and give them the contact. Sent twice it is one.

    Raises:
        NotFound: when this user may not know the contact.
        NotAllowed: for an actor who may not name its person, or adds no clients.
        Invalid: without a name or alias; ``taken`` when the contact is somebody's already.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    contact = store.find_contact(session, actor, data.contact)
    if contact is None:
        raise NotFound(service.UNKNOWN)
    if contact.client_id == client_id:
        return contact
    if contact.client_id is not None:
        raise Invalid({"": _TAKEN}, "taken")
    is_known = people_store.find_any_client(session, client_id) is not None
    facts = ClientInput(**{name: getattr(data, name) for name in ClientInput.model_fields})
    client = people.add_client(session, actor, facts, client_id)
    if is_known:  # sent again, after a correction to another person
        return contact
    theirs = {"contact": contact.id, "changes": {"client": {"from": None, "to": client.id}}}
    return corrections.correct_contact(session, actor, ContactCorrectionInput.model_validate(theirs), client_id)


def may_become_client(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """True when this user may make a client of the person of a contact."""
    is_nobodys = contact.client_id is None and actor.may(Permission.edit_clients)
    return is_nobodys and corrections.may_give(session, actor, contact)


def first_values(actor: Actor, contact: StreetContact) -> dict[str, Any]:
    """The first values of the form of the new client: the contact's facts of this person.

    A nurse's ground is the treatment; others choose theirs.
    """
    is_nurse = actor.may(Permission.clinical_notes)
    return {
        "alias": contact.alias,
        "municipality": contact.municipality,
        "contact_ways": [contact.place] if contact.place else [],
        "legal_basis": service.basis_of(actor, None, "?") if is_nurse else None,
        "whereabouts": Secrecy.open,
    }
