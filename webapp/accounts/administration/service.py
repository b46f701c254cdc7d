"""An administrator's acts on people: invite, change, stop and give back access.

Everything stays within the administrator's region; another region's people do not exist here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import invitations, sessions, store
from webapp.accounts.actor import Actor
from webapp.accounts.administration import leaver_store
from webapp.accounts.approvals import service as approvals
from webapp.accounts.inputs import PersonInput
from webapp.accounts.models import AccessProposal, Organisation, User
from webapp.accounts.permissions import Permission, Role
from webapp.accounts.phones import lost
from webapp.accounts.words import matches
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotFound

UNSEEN = timedelta(days=60)
"""After this time without a sign-in somebody may have left (practice: longer than a long holiday)."""


@dataclass(frozen=True)
class Person:
    """A row of the list: name, organisation, and access."""

    user: User
    organisation: Organisation
    has_passkey: bool


def list_people(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> list[Person]:
    """Everyone of the region whose name, organisation or phone fits every word; ``filters``: role, organisation."""
    record(session, actor, Action.read, "app_user", None, ground="region")
    owners = store.list_passkey_owners(session, actor.region_id)
    found = _people(session, actor, words, filters)[offset : offset + limit]
    return [Person(user, organisation, user.id in owners) for user, organisation in found]


def count_people(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """Count these people."""
    return len(_people(session, actor, words, filters))


def _people(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> list[tuple[User, Organisation]]:
    actor.require(Permission.administer)
    role, house = filters.get("role"), filters.get("organisation")
    return [
        (user, organisation)
        for user, organisation in store.list_users(session, actor.region_id)
        if matches(words, user.name, organisation.name, user.phone)
        if (role is None or role in user.roles) and (house is None or house == str(organisation.id))
    ]


def list_unseen(session: Session, actor: Actor) -> list[leaver_store.Seen]:
    """The people of the region with access whom nobody saw here for ``UNSEEN``, the longest first."""
    actor.require(Permission.administer)
    record(session, actor, Action.read, "app_user", None, ground="region")
    return leaver_store.list_unseen(session, actor.region_id, clock.now() - UNSEEN)


def find_person(session: Session, actor: Actor, user_id: UUID) -> User:
    """A person of the actor's own region.

    Raises:
        NotFound: nobody, or of another region.
    """
    actor.require(Permission.administer)
    user = store.find_user(session, user_id)
    if user is None or user.region_id != actor.region_id:
        raise NotFound
    return user


def invite(session: Session, actor: Actor, data: PersonInput, user_id: UUID) -> tuple[User, str, AccessProposal | None]:
    """A new person, the token of their link, and the proposal that must be confirmed before it works.

    The same form sent twice makes one person, a new link.

    Raises:
        Conflict: the id belongs to a person made elsewhere or already signed up.
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
            roles=_words(data),
            phone=data.phone or "",
            demo=inviter.demo,
        )
        session.add(user)
        session.flush()
        _note(session, actor, Action.create, user, f"roles {','.join(user.roles)}")
    elif user.region_id != actor.region_id or not store.list_unused_invitations(session, user.id):
        raise Conflict(N_("Deze persoon is al toegevoegd."), {})
    return _with_link(session, actor, user, inviter)


def invite_again(session: Session, actor: Actor, user_id: UUID) -> tuple[User, str, AccessProposal | None]:
    """A new link for a person who lost theirs, or their phone. Earlier links stop working.

    Raises:
        Invalid: for somebody without access.
    """
    user = _locked(session, actor, user_id)
    if not user.active:
        raise Invalid({"": N_("Geef eerst weer toegang, maak dan een nieuwe link.")})
    return _with_link(session, actor, user, find_person(session, actor, actor.user_id))


def edit_person(
    session: Session, actor: Actor, user_id: UUID, data: PersonInput
) -> tuple[User, str, AccessProposal | None] | None:
    """Change name, phone, organisation and roles; it holds from the next click of that person.

    Access to records waits for a second person: organisation and roles stay until the yes. A person who gains it for
    the first time enters by a new link; the result then is person, token and proposal.

    Raises:
        Invalid: administrators cannot take the role from themselves.
    """
    user = _locked(session, actor, user_id)
    _own_organisation(session, actor, data.organisation)
    if user.id == actor.user_id and Role.administrator not in data.roles:
        raise Invalid({"roles": N_("Je kunt jezelf niet de rol van beheerder afnemen. Vraag een andere beheerder.")})
    user.name, user.phone = data.name, data.phone or ""
    session.add(user)
    before = (user.organisation_id, user.roles, user.active)
    after = (data.organisation, _words(data), user.active)
    if approvals.needs_second_person(user, data.organisation, data.roles):
        _note(session, actor, Action.update, user, approvals.describe_change(before, before))
        return _propose(session, actor, user, data)
    user.place(data.organisation, _words(data), active=user.active)
    _note(session, actor, Action.update, user, approvals.describe_change(before, after))
    return None


def end_session(session: Session, actor: Actor, user_id: UUID, session_id: UUID) -> None:
    """Sign a person out on one device; their other sessions, passkeys and phones stay.

    Raises:
        NotFound: no live session of this person.
    """
    user = _locked(session, actor, user_id)
    login = next((one for one in sessions.list_live(session, user.id) if one.id == session_id), None)
    if login is None:
        raise NotFound
    sessions.end_one(session, login)
    role = actor.role_for(Permission.administer)
    record(session, actor, Action.sign_out, "login_session", login.id, ground="region", role=role)


def stop_access(session: Session, actor: Actor, user_id: UUID) -> None:
    """End this person's access for good: sessions, passkeys, links and the contents of their phones end now.

    Raises:
        Invalid: administrators cannot do this to themselves.
    """
    user = _locked(session, actor, user_id)
    if user.id == actor.user_id:
        raise Invalid({"": N_("Je kunt je eigen toegang niet stoppen. Vraag een andere beheerder.")})
    before = (user.organisation_id, user.roles, user.active)
    user.place(user.organisation_id, user.roles, active=False)
    session.add(user)
    approvals.close_open(session, user, "withdrawn", actor)
    invitations.drop_links(session, user)
    lost.close_everything(session, actor, user, ground="region")
    _note(session, actor, Action.update, user, approvals.describe_change(before, (*before[:2], False)))


def give_access(session: Session, actor: Actor, user_id: UUID) -> tuple[User, str, AccessProposal | None]:
    """The way back after ``stop_access``: by a new link, never by an earlier way in.

    Raises:
        Invalid: for somebody who has access.
    """
    user = _locked(session, actor, user_id)
    if user.active:
        raise Invalid({"": N_("Deze persoon heeft toegang.")})
    if not invitations.needs_confirming(session, user):
        user.place(user.organisation_id, user.roles, active=True)
        session.add(user)
    return _with_link(session, actor, user, find_person(session, actor, actor.user_id))


def withdraw(session: Session, actor: Actor, user_id: UUID) -> None:
    """Withdraw the proposals about a person."""
    approvals.withdraw(session, actor, _locked(session, actor, user_id))


def _propose(
    session: Session, actor: Actor, user: User, data: PersonInput
) -> tuple[User, str, AccessProposal | None] | None:
    where, roles = data.organisation, _words(data)
    if not (user.active and approvals.begins_anew(user, data.roles)):
        approvals.propose(session, actor, user, organisation_id=where, roles=roles)
        return None
    token = invitations.make_link(session, user, find_person(session, actor, actor.user_id))
    link = store.list_unused_invitations(session, user.id)[0]
    return user, token, approvals.propose(session, actor, user, organisation_id=where, roles=roles, invitation=link)


def _with_link(session: Session, actor: Actor, user: User, inviter: User) -> tuple[User, str, AccessProposal | None]:
    token = invitations.make_link(session, user, inviter)
    _note(session, actor, Action.update, user, "link")
    return user, token, approvals.propose_link(session, actor, user)


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


def _words(data: PersonInput) -> list[str]:
    return [role.value for role in data.roles]


def _note(session: Session, actor: Actor, action: Action, user: User, detail: str) -> None:
    role = actor.role_for(Permission.administer)
    record(session, actor, action, "app_user", user.id, ground="region", role=role, detail=detail)
