"""Emergency access afterwards: the responsible person looks at it and says whether it was right.

Responsible are the nurses who may read the note without an emergency, never the reader: its author, and those with the
client in care. Where there is nobody left, the privacy officer is, who does not see the reason: that tells as much as
the note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts import care, store
from webapp.contacts.emergency import store as emergency_store
from webapp.contacts.inputs import JudgementInput, Verdict
from webapp.contacts.models import EmergencyAccess, StreetContact
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.people import store as people_store

SUBJECT = "emergency_access"
AT_ONCE = 50
"""Readings looked through for one home screen."""
TOLD_FOR = timedelta(days=14)
"""How long the reader's home screen shows a judgement; the contact shows it for ever."""
JUDGED_WITHIN = timedelta(days=180)
"""Readings of longer ago are not looked through for the reader's home screen."""
_GONE = N_("Deze noodtoegang is er niet, of je hoeft er niet naar te kijken.")
_JUDGED = N_("Een ander keek hier al naar.")
_WHY = N_("Schrijf waarom het niet terecht was.")


@dataclass(frozen=True)
class Waiting:
    """One reading that waits for a judgement. ``reason`` is '' for those who may not know the note."""

    id: UUID
    contact_id: UUID
    client_id: UUID | None
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Judged:
    """A judgement of the reader's own emergency access."""

    contact_id: UUID
    verdict: str


@dataclass(frozen=True)
class News:
    """The news of emergency access for a home screen: readings that wait, and judgements of one's own."""

    waiting: Sequence[Waiting]
    judged: Sequence[Judged]


def home_news(session: Session, actor: Actor) -> News | None:
    """The news for the home screen of a nurse; None when there is none."""
    if not actor.may(Permission.clinical_notes):
        return None
    now = clock.now()
    own = emergency_store.list_judged_of(session, actor, now - JUDGED_WITHIN, now - TOLD_FOR)
    judged = [Judged(one.contact_id, one.verdict or "") for one in own]
    waiting = list_waiting(session, actor)
    return News(waiting, judged) if waiting or judged else None


def list_waiting(session: Session, actor: Actor) -> list[Waiting]:
    """The readings that wait for this nurse, the longest waiting first."""
    own = emergency_store.list_waiting_of_author(session, actor, AT_ONCE)
    known = {access.id for access, _ in own}
    others = emergency_store.list_waiting(session, actor.region_id, AT_ONCE)
    mine = [pair for pair in others if pair[0].id not in known and is_responsible(session, actor, *pair)]
    found = sorted([*own, *mine], key=lambda pair: pair[0].at)
    names = people_store.names_of(session, [access.user_id for access, _ in found])
    return [_waiting(access, contact, names, access.reason) for access, contact in found]


def list_left(session: Session, region_id: UUID) -> list[Waiting]:
    """The readings that wait and for which no nurse is responsible: they are the privacy officer's."""
    found = emergency_store.list_waiting(session, region_id, AT_ONCE)
    left = [pair for pair in found if not _has_responsible(session, *pair)]
    names = people_store.names_of(session, [access.user_id for access, _ in left])
    return [_waiting(access, contact, names, "") for access, contact in left]


def is_responsible(session: Session, actor: Actor, access: EmergencyAccess, contact: StreetContact) -> bool:
    """True when this user must look at the reading; never at an own one."""
    return access.user_id != actor.user_id and care.may_read_clinical(session, actor, contact)


def require_waiting(session: Session, actor: Actor, access_id: UUID, *, lock: bool = False) -> EmergencyAccess:
    """A reading that this user is responsible for, judged or not.

    Raises:
        NotFound: none, or for somebody else to judge.
    """
    found = emergency_store.find(session, actor.region_id, access_id, lock=lock)
    if found is None or not _may_judge(session, actor, *found):
        raise NotFound(_GONE)
    return found[0]


def describe(session: Session, actor: Actor, access: EmergencyAccess) -> Waiting:
    """A reading that the caller may judge; its reason only for those who may know the note."""
    contact = session.get_one(StreetContact, access.contact_id)
    names = people_store.names_of(session, [access.user_id])
    may_know = actor.may(Permission.clinical_notes)
    return _waiting(access, contact, names, access.reason if may_know else "")


def judge(session: Session, actor: Actor, access_id: UUID, data: JudgementInput) -> EmergencyAccess:
    """Keep the judgement of a responsible person. The first one stands; the same again is one.

    Raises:
        NotFound: as ``require_waiting``.
        Invalid: not right, without words.
        Conflict: somebody else was first.
    """
    access = require_waiting(session, actor, access_id, lock=True)
    if data.verdict is Verdict.unjustified and not data.words:
        raise Invalid({"words": _WHY})
    if access.judged_at is not None:
        same = (access.judged_by, access.verdict, access.verdict_words) == (actor.user_id, data.verdict, data.words)
        if same:
            return access
        raise Conflict(_JUDGED, {})
    access.judged_at, access.judged_by = clock.now(), actor.user_id
    access.verdict, access.verdict_words = data.verdict.value, data.words
    session.add(access)
    contact = session.get_one(StreetContact, access.contact_id)
    ground = "working_relation" if actor.may(Permission.clinical_notes) else "oversight"
    client, said = contact.client_id, data.verdict.value
    record(session, actor, Action.update, SUBJECT, access.id, client_id=client, ground=ground, detail=said)
    return access


def _may_judge(session: Session, actor: Actor, access: EmergencyAccess, contact: StreetContact) -> bool:
    if actor.may(Permission.oversee_access):
        return access.judged_by == actor.user_id or not _has_responsible(session, access, contact)
    return is_responsible(session, actor, access, contact)


def _has_responsible(session: Session, access: EmergencyAccess, contact: StreetContact) -> bool:
    """True when a nurse can judge it: the author where they wrote it, or one with the client in care."""
    note = store.find_clinical_note(session, contact)
    author = accounts.find_user(session, note.author_id) if note else None
    nurses = [author] if author else []
    if contact.client_id and author:
        nurses += [user for user, _ in people_store.list_workers(session, actor_of(author), contact.client_id)]
    return any(_can_judge(session, user, access, contact) for user in nurses)


def _can_judge(session: Session, user: User, access: EmergencyAccess, contact: StreetContact) -> bool:
    return user.active and is_responsible(session, actor_of(user), access, contact)


def _waiting(access: EmergencyAccess, contact: StreetContact, names: dict[UUID, str], reason: str) -> Waiting:
    by = names.get(access.user_id, "")
    return Waiting(access.id, contact.id, contact.client_id, by, access.at, reason)
