"""Late words: kept as their sender meant them, and given to those who work with the client now.

They are not made: the client is somebody else's by then, who reads the story and decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.people import moves
from webapp.people.inputs import ClientEdit
from webapp.people.late import store
from webapp.people.late.models import LateWord, Said
from webapp.text import fold

SHOWN = 50
LATEST = timedelta(days=31)
"""How long after the end a word may still come: longer than a phone can be used without network."""
_UNKNOWN = N_("Dit is er niet, of je mag het niet zien.")


@dataclass(frozen=True)
class Word:
    """A late word, as those who work with the client now see it."""

    row: LateWord
    person: str
    author: str
    said: Said

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


def keep_word(session: Session, actor: Actor, client_id: UUID | None, kind: str, said: Said, word_id: UUID) -> bool:
    """Keep what a phone says about a client whom its user knew when it was written; False when that cannot be.

    The phone's act counts, by the server's clock; it may come ``LATEST`` after the end at most.
    """
    former = moves.find_former(session, actor, client_id) if actor.device and client_id else None
    if former is None or not was_then(actor.happened, former.until):
        return False
    session.add(
        LateWord(
            id=word_id,
            region_id=actor.region_id,
            client_id=former.client.id,
            author_id=actor.user_id,
            kind=kind,
            said=json.dumps(said, default=str),
            written_at=actor.happened,
            known_until=former.until,
        )
    )
    session.flush()
    record(session, actor, Action.create, "late_word", word_id, client_id=former.client.id, ground="late")
    return True


def keep_edit(session: Session, actor: Actor, data: ClientEdit, word_id: UUID) -> bool:
    """Keep a change of a client's fields that comes late; False when that cannot be."""
    wanted = {
        name: change.model_dump(mode="json")["to"]
        for name in type(data.changes).model_fields
        if (change := getattr(data.changes, name)) is not None
    }
    return bool(wanted) and keep_word(session, actor, data.client, "client.edit", wanted, word_id)


def was_then(written: datetime, until: datetime) -> bool:
    """True for an act of before the end that comes in time after it."""
    return until <= clock.now() <= until + LATEST and written < until


def list_words(session: Session, actor: Actor) -> list[Word]:
    """The words that wait for those who work with their clients now, the oldest first."""
    return [
        Word(row, client.label, author, json.loads(row.said))
        for row, client, author in store.list_unseen(session, actor, SHOWN)
    ]


def mark_seen(session: Session, actor: Actor, word_id: UUID) -> None:
    """Note that this user dealt with a word; for everybody it leaves the list.

    Raises:
        NotFound: when there is none for this user.
    """
    row = store.find_unseen(session, actor, word_id)
    if row is None:
        raise NotFound(_UNKNOWN)
    row.seen_by, row.seen_at = actor.user_id, clock.now()
    session.add(row)
    record(session, actor, Action.update, "late_word", word_id, client_id=row.client_id, ground="working_relation")


def mentioning(found: Sequence[Word], words: str) -> list[Word]:
    """Those with every word in the name, the author or what was said."""
    wanted = fold(words).split()
    return [
        one
        for one in found
        if all(word in fold(f"{one.person} {one.author} {' '.join(map(str, one.said.values()))}") for word in wanted)
    ]
