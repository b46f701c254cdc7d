"""A lost phone: its sessions, the passkeys used on it and the secret of its vault end at once.

Its waiting operations stay sealed to the server, readable to nobody, and are delivered at the next sign-in there. Its
keys are deleted at its next contact; a phone without network cannot be reached.
"""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts import sessions, store
from webapp.accounts.actor import Actor
from webapp.accounts.models import Device, User
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import NotFound


def find_phone(session: Session, user: User, device_id: UUID) -> Device:
    """A phone of this user.

    Raises:
        NotFound: none, or somebody else's.
    """
    device = store.find_device(session, device_id)
    if device is None or device.user_id != user.id:
        raise NotFound
    return device


def count_remaining_passkeys(session: Session, user: User, device_id: UUID) -> int:
    """Count the passkeys a user keeps when this phone is closed."""
    used = store.list_passkeys_of_phone(session, device_id)
    return sum(1 for passkey in store.list_passkeys(session, user.id) if passkey.id not in used)


def close_phone(session: Session, actor: Actor, user: User, device_id: UUID, *, ground: str = "own") -> None:
    """End everything that this phone holds of its user. Twice is once.

    Raises:
        NotFound: no phone of this user.
    """
    store.lock_user(session, user.id)
    device = find_phone(session, user, device_id)
    now = clock.now()
    used = store.list_passkeys_of_phone(session, device_id)
    for passkey in store.list_passkeys(session, user.id):
        if passkey.id in used:
            session.delete(passkey)
            record(session, actor, Action.delete, "passkey", passkey.id, ground=ground)
    for login in store.list_sessions_of_phone(session, user.id, device_id, used):
        login.ended_at = now
        session.add(login)
    _close(session, actor, device, ground)


def close_everything(session: Session, actor: Actor, user: User, *, ground: str) -> None:
    """End every way in of a user, and the contents of all their phones. The caller has locked the user."""
    sessions.end_all_sessions(session, user)
    for passkey in store.list_passkeys(session, user.id):
        session.delete(passkey)
        record(session, actor, Action.delete, "passkey", passkey.id, ground=ground)
    for device in store.list_devices(session, user.id):
        if device.revoked_at is None:
            _close(session, actor, device, ground)


def _close(session: Session, actor: Actor, device: Device, ground: str) -> None:
    """Erase the secret of this phone's vault; the phone empties it at its next contact."""
    device.vault_secret, device.revoked_at = None, device.revoked_at or clock.now()
    session.add(device)
    record(session, actor, Action.delete, "device", device.id, ground=ground)
