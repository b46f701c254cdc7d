"""Phones: a device id belongs to the first user who sends it; its vault secret can be taken away.

A cleared browser comes back as another phone, so each user has a limited number: the longest unseen are forgotten,
first those that never sent anything. A phone that comes back after that begins anew; its waiting operations are still
delivered.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import store
from webapp.accounts.actor import Actor
from webapp.accounts.models import Device, LoginSession
from webapp.db import Illegible, Session, insert_new
from webapp.errors import N_, DomainError, NotAllowed
from webapp.keys import encode

MOST = 50
"""The number of open phones that are remembered per user (practice: weekly a new one for a year)."""

_SEEN = timedelta(minutes=5)
"""Within this time a phone's message needs no new ``last_seen_at``."""

REVOKED = N_("Deze telefoon is ingetrokken.")
UNREADABLE = N_(
    "De sleutel van deze telefoon is hier niet te lezen: die is beschadigd of verplaatst. Je passkey opent de telefoon"
    " nog wel. Lukt dat niet? Kies op een ander apparaat 'Telefoon kwijt'."
)


class Revoked(DomainError):
    """This phone was revoked: its vault must be emptied."""

    code = "revoked"


class SecretUnreadable(DomainError):
    """The secret of this phone's vault is damaged here. It is not replaced: another one would not open the vault."""

    code = "secret_unreadable"


class OfAnother(NotAllowed):
    """The device id belongs to somebody else."""

    code = "device_of_another"


def claim_device(
    session: Session,
    actor: Actor,
    device_id: UUID,
    label: str = "",
    login: LoginSession | None = None,
    *,
    sends: bool = False,
) -> Device:
    """The user's device, made on first sight. The session on it is bound to it and ends with it.

    Raises:
        OfAnother: the id belongs to somebody else.
    """
    device = store.find_device(session, device_id)
    if device is None:
        store.lock_user(session, actor.user_id)  # so that phones that come at once count each other
        insert_new(session, Device(id=device_id, user_id=actor.user_id, label=label[:120]))
        device = session.get_one(Device, device_id, with_for_update=True)
        store.forget_devices(session, actor.user_id, but=device_id, keep=MOST)
    if device.user_id != actor.user_id:
        raise OfAnother(N_("Deze telefoon hoort bij iemand anders."))
    device.last_seen_at = clock.now()
    device.sent_at = device.last_seen_at if sends else device.sent_at
    device.label = device.label or label[:120]
    session.add(device)
    if login is not None and login.device_id != device_id:
        store.bind_session(session, login.id, device_id)
    session.flush()
    return device


def is_claimed(session: Session, actor: Actor, device_id: UUID, login: LoginSession | None, *, sends: bool) -> bool:
    """True when ``claim_device`` has nothing to write: the user's own, of this session, and seen a moment ago."""
    device = session.get(Device, device_id)
    if device is None or device.user_id != actor.user_id or (sends and device.sent_at is None):
        return False
    is_bound = login is None or login.device_id == device_id
    return is_bound and device.last_seen_at > clock.now() - _SEEN


def is_revoked(session: Session, device_id: UUID) -> bool:
    """True when this phone was closed. Its id is enough to ask, without sign-in: closing ends its session too."""
    device = session.get(Device, device_id)
    return device is not None and device.revoked_at is not None


def give_secret(session: Session, actor: Actor, device_id: UUID, label: str, login: LoginSession) -> Device:
    """This phone, with the secret that opens its vault for its signed-in user: 32 bytes in base64url.

    Raises:
        Revoked: the vault of this phone was revoked.
        SecretUnreadable: its secret does not open; the phone's passkey still does.
    """
    device = claim_device(session, actor, device_id, label, login)
    if device.revoked_at:
        raise Revoked(REVOKED)
    if isinstance(device.vault_secret, Illegible):
        raise SecretUnreadable(UNREADABLE)
    if device.vault_secret is None:
        device.vault_secret = encode(secrets.token_bytes(32))
        session.add(device)
    return device
