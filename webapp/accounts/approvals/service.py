"""A second person: no administrator alone opens a record of a client, or somebody's account.

The table of permissions decides: a proposal is needed for a role that opens records or gives such roles, for keeping
one in another organisation, and for a link to a user who has such a role or signed up before. Deciders are another
administrator of the region, or a colleague with records in that organisation (of the region when it has nobody); for a
link alone also the user themself. Never the proposer or the maker of the link, nor an account that only the proposer
vouches for. The yes to a link gives a code, so neither of the two enters by it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import entry_codes, invitations, store
from webapp.accounts.actor import Actor
from webapp.accounts.approvals import store as approval_store
from webapp.accounts.models import AccessProposal, Invitation, User
from webapp.accounts.permissions import Permission, Role, guarded, shows_people
from webapp.accounts.phones import lost
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, NotFound

LIFE = timedelta(days=14)
"""How long a proposal waits (practice): one that nobody confirmed by then was not needed."""

SHOWN_FOR = timedelta(days=30)
"""How long the account page shows proposals and decisions."""

NEWS = timedelta(days=7)
"""How long the home screen points to them."""

_GONE = N_("Dit is intussen anders of al beslist. Vraag de beheerder om een nieuw voorstel.")


def needs_second_person(user: User, organisation_id: UUID, roles: Sequence[Role]) -> bool:
    """True when an administrator may not give this user these roles there alone."""
    gained = guarded(roles) - user.role_set
    moved = organisation_id != user.organisation_id and guarded(roles)
    return bool(gained or moved)


def begins_anew(user: User, roles: Sequence[Role]) -> bool:
    """True when a user without a guarded role gains one: any administrator may have set up that account.

    So no existing way in is trusted: with the yes they all end, and the way in is a new link with its code.
    """
    return bool(guarded(roles)) and not guarded(user.role_set)


def propose(
    session: Session,
    actor: Actor,
    user: User,
    *,
    organisation_id: UUID,
    roles: Sequence[str],
    invitation: Invitation | None = None,
) -> AccessProposal:
    """Ask a second person. It replaces the waiting proposals about this user, whom the caller has locked."""
    replaced = close_open(session, user, "replaced", actor)
    proposal = AccessProposal(
        region_id=user.region_id,
        user_id=user.id,
        name=user.name,
        organisation_id=organisation_id,
        roles=list(roles),
        organisation_before=user.organisation_id,
        roles_before=list(user.roles),
        active_before=user.active,
        invitation_id=invitation.id if invitation else next((one.invitation_id for one in replaced), None),
        proposed_by=actor.user_id,
    )
    session.add(proposal)
    session.flush()
    _note(session, actor, Action.create, proposal, "proposed", actor.role_for(Permission.administer), "region")
    return proposal


def propose_link(session: Session, actor: Actor, user: User) -> AccessProposal | None:
    """Ask a second person about the link just made for this user; None when it needs nobody."""
    if not invitations.needs_confirming(session, user):
        return None
    invitation = store.list_unused_invitations(session, user.id)[0]
    return propose(session, actor, user, organisation_id=user.organisation_id, roles=user.roles, invitation=invitation)


def close_open(session: Session, user: User, outcome: str, by: Actor) -> Sequence[AccessProposal]:
    """Close the waiting proposals about this user."""
    waiting = approval_store.list_undecided(session, user.id)
    for proposal in waiting:
        proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, by.user_id, clock.now()
        session.add(proposal)
    session.flush()
    return waiting


def decide(session: Session, actor: Actor, proposal_id: UUID, *, yes: bool) -> tuple[AccessProposal, str | None]:
    """Decide a proposal; after a yes it takes effect. The code of its link is shown here once.

    Raises:
        NotFound: there is none that this user decides on.
        Conflict: it was decided, or the person changed since it was asked.
    """
    known = approval_store.find(session, actor.region_id, proposal_id)
    user = store.lock_user(session, known.user_id) if known else None
    proposal = approval_store.find(session, actor.region_id, proposal_id)  # read again: nobody else decides any more
    if proposal is None or user is None:
        raise NotFound
    if proposal.decided_at is not None or proposal.proposed_at < clock.now() - LIFE:
        raise Conflict(_GONE, {})
    role = _role_to_decide(session, actor, proposal)
    if role is None:
        raise NotFound
    code = _apply(session, actor, proposal, user) if yes else None
    if not yes and proposal.invitation_id is not None:
        invitations.drop_links(session, user)
    proposal.outcome = "confirmed" if yes else "declined"
    proposal.decided_by, proposal.decided_at = actor.user_id, clock.now()
    session.add(proposal)
    ground = "own" if actor.user_id == user.id else "second_person"
    _note(session, actor, Action.update, proposal, proposal.outcome, role, ground)
    return proposal, code


def renew_code(session: Session, actor: Actor, proposal_id: UUID) -> tuple[AccessProposal, str]:
    """A new code for a link this user confirmed; the earlier one stops working.

    Raises:
        NotFound: none that this user confirmed.
        Conflict: the link was used or replaced, or died.
    """
    proposal = approval_store.find(session, actor.region_id, proposal_id)
    if proposal is None or (proposal.decided_by, proposal.outcome) != (actor.user_id, "confirmed"):
        raise NotFound
    user = store.lock_user(session, proposal.user_id)
    invitation = _open_link(session, proposal) if user else None
    if invitation is None:
        raise Conflict(N_("Deze link werkt niet meer. Vraag de beheerder om een nieuwe."), {})
    role = _role_to_say_yes(actor, proposal)
    _note(session, actor, Action.update, proposal, "new code", role, "second_person")
    return proposal, entry_codes.make_code(session, invitation)


def list_with_open_link(session: Session, actor: Actor) -> set[UUID]:
    """The proposals this user confirmed with a link that is still unused."""
    confirmed = [
        one for one in list_recent(session, actor) if (one.decided_by, one.outcome) == (actor.user_id, "confirmed")
    ]
    return {proposal.id for proposal in confirmed if _open_link(session, proposal)}


def withdraw(session: Session, actor: Actor, user: User) -> None:
    """Withdraw the waiting proposals about a user, with their link."""
    if close_open(session, user, "withdrawn", actor):
        invitations.drop_links(session, user)
        role = actor.role_for(Permission.administer)
        record(session, actor, Action.update, "app_user", user.id, ground="region", role=role, detail="withdrawn")


def list_waiting(session: Session, actor: Actor) -> list[AccessProposal]:
    """The proposals that wait for this user's yes."""
    return [
        proposal
        for proposal in approval_store.list_open(session, actor.region_id, clock.now() - LIFE)
        if _role_to_decide(session, actor, proposal) is not None
    ]


def list_open_about(session: Session, user: User) -> Sequence[AccessProposal]:
    """The waiting proposals about a user."""
    return approval_store.list_open(session, user.region_id, clock.now() - LIFE, user.id)


def list_recent(session: Session, actor: Actor) -> Sequence[AccessProposal]:
    """The recent proposals about this user, or decided by them."""
    return approval_store.list_recent(session, actor.user_id, clock.now() - SHOWN_FOR)


def has_news(session: Session, actor: Actor) -> bool:
    """True when a proposal about this user was made or decided in the last week, after their first sign-in.

    The invitation itself is no change of access: it would be no news to them.
    """
    since = clock.now() - NEWS
    came_in = store.list_first_passkeys(session, actor.region_id).get(actor.user_id)
    since = max(since, came_in) if came_in else since
    return any(
        proposal.user_id == actor.user_id and (proposal.decided_at or proposal.proposed_at) > since
        for proposal in list_recent(session, actor)
    )


def list_deciders(session: Session, proposal: AccessProposal) -> list[User]:
    """The users who can confirm a proposal."""
    everyone = [user for user, _ in store.list_users(session, proposal.region_id)]
    if not any(user.id == proposal.proposed_by and _administers(user) for user in everyone):
        return []  # a proposal of a former administrator is void
    since = store.list_first_passkeys(session, proposal.region_id)
    ready = [user for user in everyone if user.active and _is_known(user, since, proposal)]
    others = [user for user in ready if _is_second(session, user, proposal)]
    near = [user for user in others if _administers(user) or _is_colleague(user, proposal.organisation_id)]
    second = near or [user for user in others if any(map(shows_people, user.role_set))]
    own = [user for user in ready if user.id == proposal.user_id != proposal.proposed_by and proposal.is_link_only]
    return [*second, *own]


def _is_known(user: User, since: dict[UUID, datetime], proposal: AccessProposal) -> bool:
    """True for a user with a passkey from before the proposal; the demo's people have none and sign in by name."""
    made = since.get(user.id)
    return (user.demo and user.username is not None) or (made is not None and made < proposal.proposed_at)


def _is_second(session: Session, user: User, proposal: AccessProposal) -> bool:
    """True for a user other than the proposer, the link's maker and its subject, vouched for by yet another."""
    link = store.find_invitation_by_id(session, proposal.invitation_id) if proposal.invitation_id else None
    first = (proposal.proposed_by, proposal.user_id, link.invited_by if link else None)
    return user.id not in first and approval_store.was_vouched_for(session, user.id, against=proposal.proposed_by)


def _administers(user: User) -> bool:
    return user.active and Role.administrator in user.role_set


def _is_colleague(user: User, organisation_id: UUID) -> bool:
    return user.organisation_id == organisation_id and any(map(shows_people, user.role_set))


def _role_to_decide(session: Session, actor: Actor, proposal: AccessProposal) -> Role | None:
    """The role by which this user decides on a proposal; None for a user who does not."""
    if actor.user_id not in [user.id for user in list_deciders(session, proposal)]:
        return None
    return _role_to_say_yes(actor, proposal)


def _role_to_say_yes(actor: Actor, proposal: AccessProposal) -> Role:
    if actor.user_id == proposal.user_id or actor.may(Permission.administer):
        return actor.role_for(Permission.administer)
    return next((role for role in Role if role in actor.roles and shows_people(role)), actor.main_role)


def _apply(session: Session, actor: Actor, proposal: AccessProposal, user: User) -> str | None:
    """Make a proposal effective, if the facts are still as it shows them; gives the code of its link."""
    seen = (proposal.name, proposal.organisation_before, proposal.roles_before, proposal.active_before)
    if seen != (user.name, user.organisation_id, user.roles, user.active):
        raise Conflict(_GONE, {})
    code = None
    if proposal.invitation_id is not None:
        invitation = _open_link(session, proposal)
        if invitation is None:
            raise Conflict(_GONE, {})
        invitation.confirmed_at, invitation.confirmed_by = clock.now(), actor.user_id
        code = entry_codes.make_code(session, invitation)
    if begins_anew(user, [Role(word) for word in proposal.roles]):
        lost.close_everything(session, actor, user, ground="second_person")
    active = user.active or proposal.invitation_id is not None
    user.place(proposal.organisation_id, proposal.roles, active=active)
    session.add(user)
    return code


def _open_link(session: Session, proposal: AccessProposal) -> Invitation | None:
    """The link of a proposal, if it can still be used."""
    link = store.find_invitation_by_id(session, proposal.invitation_id) if proposal.invitation_id else None
    return link if link and link.used_at is None and link.expires_at > clock.now() else None


def _note(
    session: Session, actor: Actor, action: Action, proposal: AccessProposal, word: str, role: Role, ground: str
) -> None:
    """Note before, after, and the deciding role in the access log."""
    asked = describe_change(
        (proposal.organisation_before, proposal.roles_before, proposal.active_before),
        (proposal.organisation_id, proposal.roles, proposal.active_before or proposal.invitation_id is not None),
    )
    link = "; link" if proposal.invitation_id else ""
    detail = f"{word} {proposal.id}: {asked}{link}"
    record(session, actor, action, "app_user", proposal.user_id, ground=ground, role=role, detail=detail)


def describe_change(before: tuple[UUID, Sequence[str], bool], after: tuple[UUID, Sequence[str], bool]) -> str:
    """A change of access for the log: ids and roles, never a name."""
    said = [f"organisation {before[0]} > {after[0]}" if before[0] != after[0] else f"organisation {after[0]}"]
    said.append(f"roles {','.join(before[1])} > {','.join(after[1])}")
    if before[2] != after[2]:
        said.append(f"active {before[2]} > {after[2]}")
    return "; ".join(said)
