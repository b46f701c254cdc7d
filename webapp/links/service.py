"""Giving, finding and ending personal links. The caller has checked access to the record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.links import store
from webapp.links.models import PersonalLink

DEAD = N_("Deze link werkt niet of niet meer. Vraag een nieuwe aan wie hem gaf.")
"""The one sentence for an unknown, expired, revoked and used link: it tells nobody which links there were."""
LASTS = timedelta(days=30)
_KEPT = timedelta(days=30)
"""The time that a link which ran out stays, to see that it was given and used."""
_BYTES = 32


def give(
    session: Session, actor: Actor, purpose: str, subject_id: UUID, party: str, *, lasts: timedelta = LASTS
) -> str:
    """The secret of a new link, shown this once; an earlier one of this party stops working."""
    end(session, purpose, subject_id, party)
    token = secrets.token_urlsafe(_BYTES)
    link = PersonalLink(
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        token_hash=_hash(token),
        purpose=purpose,
        subject_id=subject_id,
        party=party,
        made_by=actor.user_id,
        expires_at=clock.now() + lasts,
    )
    session.add(link)
    session.flush()
    record(session, actor, Action.create, "personal_link", link.id, ground="region")
    return token


def find(session: Session, token: str, purpose: str, *, lock: bool = False) -> PersonalLink:
    """The link with this secret, for this purpose alone.

    Raises:
        NotFound: for every link that does not work, with the same sentence.
    """
    link = store.find_by_hash(session, _hash(token), lock=lock)
    if link is None or link.purpose != purpose or not link.works_at(clock.now()):
        raise NotFound(DEAD)
    return link


def note_use(session: Session, link: PersonalLink, *, up: bool = False) -> None:
    """Note an act by it; ``up`` ends it: it served for one."""
    link.used_at = clock.now()
    link.ended_at = link.used_at if up else None
    session.add(link)


def list_working(session: Session, purpose: str, subject_ids: Collection[UUID]) -> Sequence[PersonalLink]:
    """The links to these records that still work."""
    return store.list_working(session, purpose, subject_ids, clock.now())


def end(session: Session, purpose: str, subject_id: UUID, party: str | None = None) -> None:
    """End the links of a party, or of every party, to a record."""
    for link in list_working(session, purpose, [subject_id]):
        if party in (None, link.party):
            link.ended_at = clock.now()
            session.add(link)


def forget_old(session: Session) -> None:
    """Delete the links that ran out a month ago."""
    store.delete_expired(session, clock.now() - _KEPT)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
