"""Invitations: a link that lets one person make a passkey, once, within some days.

A new link replaces the one before it. The link's token is shown once; only its hash is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from webapp import clock
from webapp.accounts import entry_codes, store
from webapp.accounts.models import Invitation, Organisation, Region, User
from webapp.accounts.permissions import Permission, allows, guarded
from webapp.db import Session
from webapp.errors import N_, DomainError

DAYS = 7
MOST_DAYS = 30


class Over(DomainError):
    """This link stopped working; the sentence says why and what to do."""

    code = "invitation_over"


@dataclass(frozen=True)
class Invited:
    """An invitation with its people. ``by`` is None when the server's owner made it."""

    invitation: Invitation
    user: User
    organisation: Organisation
    region: Region
    by: User | None


def make_link(session: Session, user: User, by: User | None, days: int = DAYS) -> str:
    """The token of a new link for this user; earlier links stop working.

    A link by the command line (``by`` is None) works at once: that is the server's owner.
    """
    drop_links(session, user)
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            token_hash=_hash(token),
            user_id=user.id,
            invited_by=by.id if by else None,
            confirmed_at=None if by else clock.now(),
            expires_at=clock.now() + timedelta(days=days),
        )
    )
    session.flush()
    return token


def drop_links(session: Session, user: User) -> None:
    """End the unused links of a user."""
    for earlier in store.list_unused_invitations(session, user.id):
        session.delete(earlier)


def needs_confirming(session: Session, user: User) -> bool:
    """True when a link for this user needs a second person: it opens records, or an existing account."""
    return bool(guarded(user.role_set)) or store.has_signed_up(session, user.id)


def is_backed(session: Session, invitation: Invitation) -> bool:
    """True when somebody still stands behind this link: a second person or the server's owner said yes, for good.

    Otherwise its maker counts, while they may make links: a former administrator keeps no way in by a link for a
    colleague.
    """
    if invitation.confirmed_at is not None:
        return True
    by = store.find_user(session, invitation.invited_by) if invitation.invited_by else None
    return by is not None and by.active and allows(by.role_set, Permission.administer)


def look_up(session: Session, token: str) -> Invited:
    """The invited person of this link, with their roles.

    Raises:
        Over: used, expired, replaced, never made, not yet confirmed, for or by someone without access, or after too
            many wrong codes.
    """
    invitation = store.find_invitation(session, _hash(token))
    if invitation is None:
        raise Over(N_("Deze link klopt niet of is vervangen door een nieuwe. Kijk in je laatste bericht."), "unknown")
    if invitation.used_at:
        raise Over(
            N_("Deze link is al gebruikt. Log in met de passkey die je toen maakte."), "used", user=invitation.user_id
        )
    if entry_codes.is_dead(invitation):
        sentence = N_("De code is te vaak verkeerd ingevuld. Vraag je beheerder om een nieuwe link.")
        raise Over(sentence, "wrong_codes", user=invitation.user_id)
    user = store.find_user(session, invitation.user_id)
    is_over = invitation.expires_at < clock.now() or not is_backed(session, invitation)
    if is_over or user is None or not user.active:
        raise Over(N_("Deze link is verlopen. Vraag je beheerder om een nieuwe."), "expired", user=invitation.user_id)
    if invitation.confirmed_at is None and needs_confirming(session, user):
        sentence = N_("Deze link werkt nog niet: een tweede persoon moet hem nog bevestigen.")
        raise Over(sentence, "unconfirmed", user=invitation.user_id)
    organisation = store.find_organisation(session, user.organisation_id)
    region = store.find_region(session, user.region_id)
    if organisation is None or region is None:
        raise Over(N_("Deze link is verlopen. Vraag je beheerder om een nieuwe."), "expired", user=invitation.user_id)
    by = store.find_user(session, invitation.invited_by) if invitation.invited_by else None
    return Invited(invitation, user, organisation, region, by)


def check_code(session: Session, token: str, proof: str) -> entry_codes.Wrong | None:
    """The refusal of this code, already hashed; None when it opens the link, or none is asked.

    Raises:
        Over: as ``look_up``.
    """
    return entry_codes.check_code(session, look_up(session, token).invitation, proof)


def mark_used(session: Session, invited: Invited) -> None:
    """Mark this link as used."""
    invited.invitation.used_at = clock.now()
    session.add(invited.invitation)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
