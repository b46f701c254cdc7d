"""Contacts that come late: written on a phone while its user knew the client, sent after that was over.

Such a contact is kept, and goes to those who work with the client now. Its author gets no access back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, Read, record
from webapp.contacts import service
from webapp.contacts.inputs import ContactInput, FollowUpDone
from webapp.contacts.late import store as late_store
from webapp.contacts.models import LateContact, StreetContact
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.people import moves
from webapp.people.company import Company
from webapp.people.late import service as words
from webapp.rows import Rows
from webapp.text import fold

SHOWN = 50
GROUND = "late"
_UNKNOWN = N_("Dit contact is er niet, of je mag het niet zien.")


@dataclass(frozen=True)
class Late:
    """A late contact, as those who work with the client now see it."""

    row: LateContact
    contact: StreetContact
    person: str
    author: str

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.contact.read_by(actor)


def log_late(session: Session, actor: Actor, data: ContactInput, contact_id: UUID) -> bool:
    """Keep a contact with a client whom this user knew when it was written; False when that cannot be.

    The phone's act counts, by the server's clock; a phone's clock alone proves nothing, so it may come ``words.LATEST``
    after the end at most. It makes no working relation.
    """
    if actor.device is None or data.client is None:
        return False
    former = moves.find_former(session, actor, data.client)
    if former is None or not _was_then(actor, data, former.until):
        return False
    then = replace(actor, organisation_id=former.organisation_id)
    rows = Rows()
    company = Company({former.client.id: former.client})
    about = data.model_copy(update={"client": former.client.id})
    service.write_contact(session, then, about, contact_id, company, rows, keeps=False)
    rows.write(session)
    session.add(
        LateContact(
            contact_id=contact_id,
            region_id=actor.region_id,
            client_id=former.client.id,
            author_id=actor.user_id,
            known_until=former.until,
        )
    )
    session.flush()
    record(session, actor, Action.update, "late_contact", contact_id, client_id=former.client.id, ground=GROUND)
    return True


def keep_completion(session: Session, actor: Actor, data: FollowUpDone, word_id: UUID) -> bool:
    """Keep the outcome of a follow-up of somebody whom this user knew then; False when that cannot be."""
    follow_up = late_store.find_follow_up(session, actor, data.follow_up)
    if follow_up is None:
        return False
    said = {"text": follow_up.text, "outcome": data.outcome or "", "contact": str(follow_up.contact_id)}
    return words.keep_word(session, actor, follow_up.client_id, "follow_up.complete", said, word_id)


def _was_then(actor: Actor, data: ContactInput, until: datetime) -> bool:
    occurred = actor.to_server_time(data.occurred_at) if data.occurred_at else actor.happened
    return words.was_then(actor.happened, until) and occurred < until


def list_late(session: Session, actor: Actor) -> list[Late]:
    """The late contacts that wait for those who work with their clients now, the oldest first."""
    return [Late(*row) for row in late_store.list_unseen(session, actor, SHOWN)]


def count_late(session: Session, actor: Actor) -> int:
    """Count them and the late words, of each up to as many as are shown."""
    return len(late_store.list_unseen(session, actor, SHOWN)) + len(words.list_words(session, actor))


def mark_seen(session: Session, actor: Actor, contact_id: UUID) -> None:
    """Note that this user read a late contact; for everybody it leaves the list.

    Raises:
        NotFound: when there is none for this user.
    """
    row = late_store.find_unseen(session, actor, contact_id)
    if row is None:
        raise NotFound(_UNKNOWN)
    row.seen_by, row.seen_at = actor.user_id, clock.now()
    session.add(row)
    why = {"client_id": row.client_id, "ground": "working_relation"}
    record(session, actor, Action.update, "late_contact", contact_id, **why)  # type: ignore[arg-type]


def mentioning(found: Sequence[Late], asked: str) -> list[Late]:
    """Those with every word in the name, the author or the note."""
    wanted = fold(asked).split()
    texts = [(one, fold(f"{one.person} {one.author} {one.contact.note}")) for one in found]
    return [one for one, text in texts if all(word in text for word in wanted)]
