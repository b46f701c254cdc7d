"""What an administrator does with people: invite, change, stop and give back access.

Everything stays within the administrator's region; another region's people do not exist here.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from webapp.accounts import invitations, sessions, store
from webapp.accounts.actor import Actor
from webapp.accounts.inputs import PersonInput
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Permission, Role
from webapp.accounts.words import matches
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotFound


@dataclass(frozen=True)
class Person:
    """A row of the list: who, where, and whether they can sign in."""

    user: User
    organisation: Organisation
    has_passkey: bool


def list_people(session: Session, actor: Actor, search: str = "") -> list[Person]:
    """Everyone of the region whose name, organisation or phone fits every word of ``search``."""
    actor.require(Permission.administer)
    owners = store.list_passkey_owners(session, actor.region_id)
    record(session, actor, Action.read, "app_user", None, ground="region")
    return [
        Person(user, organisation, user.id in owners)
        for user, organisation in store.list_users(session, actor.region_id)
        if matches(search, user.name, organisation.name, user.phone)
    ]


def find_person(session: Session, actor: Actor, user_id: UUID) -> User:
    """Somebody of one's own region.

    Raises:
        NotFound: nobody, or of another region.
    """
    actor.require(Permission.administer)
    user = store.find_user(session, user_id)
    if user is None or user.region_id != actor.region_id:
        raise NotFound
    return user


def invite(session: Session, actor: Actor, data: PersonInput, user_id: UUID) -> tuple[User, str]:
    """A new person and the token of their link. The same form sent twice makes one person, a new link.

    Raises:
        Conflict: the id belongs to somebody made elsewhere or already signed up.
    """
    actor.require(Permission.administer)
    inviter = find_person(session, actor, actor.user_id)
    _own_organisation(session, actor, data.organisation)
    user = store.lock_user(session, user_id)
    if user is None:
        user = User(
            id=user_id,
            region_id=actor.region_id,
            organisation_id=data.organisation,
            name=data.name,
            roles=[],
            demo=inviter.demo,
        )
        _apply(user, data)
        session.add(user)
        session.flush()
        record(session, actor, Action.create, "app_user", user.id, ground="region")
    elif user.region_id != actor.region_id or not store.list_unused_invitations(session, user.id):
        raise Conflict(N_("Deze persoon is al toegevoegd."), {})
    return user, invitations.make(session, user, inviter)


def invite_again(session: Session, actor: Actor, user_id: UUID) -> tuple[User, str]:
    """A new link for somebody who lost theirs, or their phone. Links made before stop working."""
    user = _locked(session, actor, user_id)
    if not user.active:
        raise Invalid({"": N_("Geef eerst weer toegang, maak dan een nieuwe link.")})
    record(session, actor, Action.update, "app_user", user.id, ground="region")
    return user, invitations.make(session, user, find_person(session, actor, actor.user_id))


def edit_person(session: Session, actor: Actor, user_id: UUID, data: PersonInput) -> None:
    """Change name, organisation, roles and phone; it holds from the next click of that person.

    Raises:
        Invalid: administrators cannot take the role from themselves.
    """
    user = _locked(session, actor, user_id)
    _own_organisation(session, actor, data.organisation)
    if user.id == actor.user_id and Role.administrator not in data.roles:
        raise Invalid({"roles": N_("Je kunt jezelf niet de rol van beheerder afnemen. Vraag een andere beheerder.")})
    _apply(user, data)
    session.add(user)
    record(session, actor, Action.update, "app_user", user.id, ground="region")


def stop_access(session: Session, actor: Actor, user_id: UUID) -> None:
    """Nobody signs in as this person any more, and every session ends now. Can be undone.

    Raises:
        Invalid: administrators cannot do this to themselves.
    """
    user = _locked(session, actor, user_id)
    if user.id == actor.user_id:
        raise Invalid({"": N_("Je kunt je eigen toegang niet stoppen. Vraag een andere beheerder.")})
    user.active = False
    session.add(user)
    sessions.end_all_sessions(session, user)
    record(session, actor, Action.update, "app_user", user.id, ground="region")


def give_access(session: Session, actor: Actor, user_id: UUID) -> None:
    """Undo ``stop_access``: the passkeys of this person work again."""
    user = _locked(session, actor, user_id)
    user.active = True
    session.add(user)
    record(session, actor, Action.update, "app_user", user.id, ground="region")


def _locked(session: Session, actor: Actor, user_id: UUID) -> User:
    find_person(session, actor, user_id)
    user = store.lock_user(session, user_id)
    if user is None:
        raise NotFound
    return user


def _own_organisation(session: Session, actor: Actor, organisation_id: UUID) -> None:
    organisation = store.find_organisation(session, organisation_id)
    if organisation is None or organisation.region_id != actor.region_id:
        raise Invalid({"organisation": N_("Kies een organisatie.")})


def _apply(user: User, data: PersonInput) -> None:
    user.name = data.name
    user.organisation_id = data.organisation
    user.roles = [role.value for role in data.roles]
    user.phone = data.phone or ""
