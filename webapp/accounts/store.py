"""Queries on people and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, or_
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from webapp import clock
from webapp.accounts.models import (
    Challenge,
    Device,
    Invitation,
    LoginSession,
    Organisation,
    Passkey,
    Region,
    Site,
    User,
)
from webapp.accounts.permissions import Role
from webapp.db import Moment, Session, new_id
from webapp.text import sort_key


def find_user(session: Session, user_id: UUID) -> User | None:
    """A user by id."""
    return session.get(User, user_id)


def find_demo_user(session: Session, username: str) -> User | None:
    """A demo user by name."""
    return session.exec(select(User).where(User.username == username)).first()


def list_demo_users(session: Session) -> Sequence[User]:
    """Every demo user, in the order they were made."""
    return session.exec(select(User).where(col(User.username).is_not(None)).order_by(col(User.id))).all()


def has_real_users(session: Session) -> bool:
    """True when there is a user who is no demo person."""
    return session.exec(select(User.id).where(col(User.demo).is_(False)).limit(1)).first() is not None


def has_demo_users(session: Session) -> bool:
    """True when this store was made by a demo."""
    return session.exec(select(User.id).where(col(User.demo).is_(True)).limit(1)).first() is not None


def lock_user(session: Session, user_id: UUID) -> User | None:
    """A user by id, locked for the caller's decision."""
    return session.get(User, user_id, with_for_update=True, populate_existing=True)


def list_users(session: Session, region_id: UUID) -> Sequence[tuple[User, Organisation]]:
    """Everyone of a region with their organisation, by name."""
    rows = session.exec(
        select(User, Organisation)
        .join(Organisation, col(Organisation.id) == User.organisation_id)
        .where(User.region_id == region_id)
        .order_by(col(User.id))
    ).all()
    return sorted(rows, key=lambda pair: sort_key(pair[0].name))


def find_namesake(session: Session, organisation_id: UUID, name: str) -> User | None:
    """Somebody of the same name in one organisation."""
    return session.exec(select(User).where(User.organisation_id == organisation_id, User.name == name).limit(1)).first()


def find_region(session: Session, region_id: UUID) -> Region | None:
    """A region by id."""
    return session.get(Region, region_id)


def find_region_by_slug(session: Session, slug: str) -> Region | None:
    """A region by the word it has in commands."""
    return session.exec(select(Region).where(Region.slug == slug)).first()


def list_regions(session: Session) -> Sequence[Region]:
    """Every region by name."""
    return sorted(session.exec(select(Region)).all(), key=lambda region: sort_key(region.name))


def find_organisation(session: Session, organisation_id: UUID) -> Organisation | None:
    """An organisation by id."""
    return session.get(Organisation, organisation_id)


def find_organisation_by_name(session: Session, region_id: UUID, name: str) -> Organisation | None:
    """An organisation of a region by its exact name."""
    return session.exec(
        select(Organisation).where(Organisation.region_id == region_id, Organisation.name == name)
    ).first()


def list_organisations(session: Session, region_id: UUID) -> Sequence[Organisation]:
    """The organisations of a region by name."""
    found = session.exec(select(Organisation).where(Organisation.region_id == region_id)).all()
    return sorted(found, key=lambda organisation: sort_key(organisation.name))


def list_sites(session: Session, organisation_id: UUID) -> Sequence[Site]:
    """The sites of an organisation by name."""
    found = session.exec(select(Site).where(Site.organisation_id == organisation_id)).all()
    return sorted(found, key=lambda site: sort_key(site.name))


def list_region_sites(session: Session, region_id: UUID) -> Sequence[Site]:
    """Every site in a region by name."""
    query = select(Site).join(Organisation, col(Organisation.id) == Site.organisation_id)
    found = session.exec(query.where(Organisation.region_id == region_id)).all()
    return sorted(found, key=lambda site: (sort_key(site.name), site.id))


def find_site(session: Session, site_id: UUID) -> Site | None:
    """A site by id."""
    return session.get(Site, site_id)


def find_live_session(
    session: Session, token_hash: str, *, not_seen_since: datetime, begun_since: datetime
) -> tuple[LoginSession, User] | None:
    """A session that has not ended, gone stale or grown too old, with its active user."""
    limits = {"not_seen_since": not_seen_since, "begun_since": begun_since}
    row = session.exec(_LIVE, params={"token_hash": token_hash, **limits}).first()
    return (row[0], row[1]) if row else None


def live_session(*columns: Any) -> Select[Any]:
    """The select of ``columns`` of a live session and its user, for a quick query.

    Parameters: ``token_hash``, ``not_seen_since`` and ``begun_since``.
    """
    limits = [bindparam(name, type_=Moment()) for name in ("not_seen_since", "begun_since")]
    return (
        sqlalchemy_select(*columns)
        .join_from(LoginSession, User, col(User.id) == LoginSession.user_id)
        .where(col(LoginSession.token_hash) == bindparam("token_hash"), *_lives(*limits))
    )


def live_session_ids(
    user_ids: Sequence[UUID] | None, *, not_seen_since: datetime, begun_since: datetime
) -> Select[Any]:
    """The select of the ids of live sessions: of these users, or all (None)."""
    whose = () if user_ids is None else (col(LoginSession.user_id).in_(user_ids),)
    return (
        sqlalchemy_select(col(LoginSession.id))
        .join_from(LoginSession, User, col(User.id) == LoginSession.user_id)
        .where(*_lives(not_seen_since, begun_since), *whose)
    )


def _lives(not_seen_since: Any, begun_since: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        col(LoginSession.ended_at).is_(None),
        col(LoginSession.last_seen_at) > not_seen_since,
        col(LoginSession.created_at) > begun_since,
        col(User.active).is_(True),
    )


_LIVE: Any = live_session(LoginSession, User)
"""Asked by every request: made once."""


def list_passkeys_of_phone(session: Session, device_id: UUID) -> set[UUID]:
    """The passkeys that ever signed in on this phone."""
    query = select(LoginSession.passkey_id).where(LoginSession.device_id == device_id)
    return {passkey_id for passkey_id in session.exec(query) if passkey_id is not None}


def list_sessions_of_phone(
    session: Session, user_id: UUID, device_id: UUID, passkeys: set[UUID]
) -> Sequence[LoginSession]:
    """A user's sessions on this phone, and those that one of these passkeys signed in elsewhere; none that ended."""
    of_phone = or_(col(LoginSession.device_id) == device_id, col(LoginSession.passkey_id).in_(passkeys))
    return session.exec(
        select(LoginSession).where(LoginSession.user_id == user_id, col(LoginSession.ended_at).is_(None), of_phone)
    ).all()


def bind_session(session: Session, session_id: UUID, device_id: UUID) -> None:
    """Bind this session to this phone.

    An ended session stays with an earlier phone, so that closing that phone still finds the passkey.
    """
    login = session.get(LoginSession, session_id, with_for_update=True, populate_existing=True)
    if login is None or login.device_id == device_id:
        return
    before, login.device_id = login.device_id, device_id
    session.add(login)
    session.flush()
    if before and login.passkey_id and login.passkey_id not in list_passkeys_of_phone(session, before):
        kept = login.model_dump(include={"user_id", "passkey_id", "label", "created_at"})
        session.add(LoginSession(**kept, device_id=before, token_hash=str(new_id()), ended_at=clock.now()))


def find_device(session: Session, device_id: UUID) -> Device | None:
    """A phone's device by id, locked for the caller's decision."""
    return session.get(Device, device_id, with_for_update=True)


def list_devices(session: Session, user_id: UUID) -> Sequence[Device]:
    """A user's phones, the last seen first."""
    return session.exec(select(Device).where(Device.user_id == user_id).order_by(col(Device.last_seen_at).desc())).all()


def forget_devices(session: Session, user_id: UUID, *, but: UUID, keep: int) -> None:
    """Delete a user's open phones over this number, never ``but``: those that sent nothing, then the longest unseen."""
    is_open = (col(Device.user_id) == user_id, col(Device.revoked_at).is_(None), col(Device.id) != but)
    kept_first = (col(Device.sent_at).is_(None), col(Device.last_seen_at).desc(), col(Device.id))
    over = session.exec(select(Device.id).where(*is_open).order_by(*kept_first).offset(keep - 1)).all()
    if over:
        session.connection().execute(delete(Device).where(col(Device.id).in_(over)))


def list_open_sessions(session: Session, user_id: UUID) -> Sequence[LoginSession]:
    """A user's sessions that nobody ended, stale ones too: a longer limit must not wake them."""
    return session.exec(
        select(LoginSession).where(LoginSession.user_id == user_id, col(LoginSession.ended_at).is_(None))
    ).all()


def list_live_sessions(
    session: Session, user_id: UUID, *, not_seen_since: datetime, begun_since: datetime
) -> Sequence[LoginSession]:
    """A user's live sessions, the last seen first."""
    return session.exec(
        select(LoginSession)
        .where(
            LoginSession.user_id == user_id,
            col(LoginSession.ended_at).is_(None),
            col(LoginSession.last_seen_at) > not_seen_since,
            col(LoginSession.created_at) > begun_since,
        )
        .order_by(col(LoginSession.last_seen_at).desc())
    ).all()


def find_passkey(session: Session, credential_id: bytes) -> Passkey | None:
    """A passkey by the id its authenticator gave it, locked to check its count."""
    return session.exec(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()).first()


def list_passkeys(session: Session, user_id: UUID) -> Sequence[Passkey]:
    """A user's passkeys in the order they were made."""
    return session.exec(select(Passkey).where(Passkey.user_id == user_id).order_by(col(Passkey.id))).all()


def list_passkey_owners(session: Session, region_id: UUID) -> set[UUID]:
    """The ids of the users in a region who have a passkey."""
    return set(
        session.exec(
            select(Passkey.user_id)
            .join(User, col(User.id) == Passkey.user_id)
            .where(User.region_id == region_id)
            .distinct()
        )
    )


def list_first_passkeys(session: Session, region_id: UUID) -> dict[UUID, datetime]:
    """User id → the creation of their oldest passkey, of everyone in a region who has one."""
    rows = session.exec(
        select(Passkey.user_id, func.min(col(Passkey.created_at)))
        .join(User, col(User.id) == Passkey.user_id)
        .where(User.region_id == region_id)
        .group_by(col(Passkey.user_id))
    ).all()
    return {row[0]: row[1] for row in rows}


def find_challenge(session: Session, value: bytes) -> Challenge | None:
    """A challenge by its bytes, locked for its use."""
    return session.exec(select(Challenge).where(Challenge.value == value).with_for_update()).first()


def drop_old_challenges(session: Session, before: datetime) -> None:
    """Delete the challenges nobody answered."""
    session.exec(delete(Challenge).where(col(Challenge.expires_at) < before))


def find_invitation(session: Session, token_hash: str) -> Invitation | None:
    """An invitation by the hash of its token, locked for its use."""
    return session.exec(select(Invitation).where(Invitation.token_hash == token_hash).with_for_update()).first()


def find_invitation_by_id(session: Session, invitation_id: UUID) -> Invitation | None:
    """An invitation by its own id, as it is now."""
    return session.get(Invitation, invitation_id, populate_existing=True)


def list_unused_invitations(session: Session, user_id: UUID) -> Sequence[Invitation]:
    """A user's invitations that were not used, the newest first; some may have expired."""
    return session.exec(
        select(Invitation)
        .where(Invitation.user_id == user_id, col(Invitation.used_at).is_(None))
        .order_by(col(Invitation.id).desc())
    ).all()


def has_signed_up(session: Session, user_id: UUID) -> bool:
    """True when this person ever made a passkey by a link, or has one now."""
    used = select(Invitation.id).where(Invitation.user_id == user_id, col(Invitation.used_at).is_not(None))
    return session.exec(used.limit(1)).first() is not None or bool(list_passkeys(session, user_id))


def list_shelter_workers(session: Session, region_id: UUID) -> Sequence[User]:
    """Active people of a region who can be staff of a shelter."""
    users = session.exec(select(User).where(User.region_id == region_id, col(User.active).is_(True))).all()
    workers = (user for user in users if Role.shelter_worker in user.role_set)
    return sorted(workers, key=lambda user: (sort_key(user.name), user.id))
