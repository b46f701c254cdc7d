"""What changed since one's previous shift, and lines to the next.

Nobody clocks in: a shift begins when someone looks after ``GAP`` without looking. Until the next one it shows what
changed since they looked in the shift before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds.shelters import store as shelters
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.people import store as people
from webapp.people.models import Client
from webapp.referrals import service as referrals
from webapp.referrals.service import Sent
from webapp.shifts import store
from webapp.shifts.inputs import ShiftNoteInput
from webapp.shifts.models import LastShift, ShiftNote
from webapp.web import submissions

GAP = timedelta(hours=6)
"""Who looks after this long begins a shift."""
FIRST, LONGEST = timedelta(days=1), timedelta(days=14)
KEPT = timedelta(days=3)
"""How long a line stands: over a weekend."""
MOST = 30
_HOUSE = N_("Kies een opvang waar je werkt.")
_UNKNOWN = N_("Dit bericht is er niet, of het is niet van jou.")


@dataclass(frozen=True)
class House:
    """A house of this user, and how many guests came and left."""

    id: UUID
    name: str
    came: int
    left: int


@dataclass(frozen=True)
class Changes:
    """Everything that changed since a moment for one user."""

    since: datetime
    notes: Sequence[tuple[ShiftNote, str]]
    contacts: Sequence[Entry]
    clients: Sequence[tuple[Client, str, datetime]]
    referrals: Sequence[Sent]
    houses: Sequence[House]

    @property
    def number(self) -> int:
        """How many things there are to read."""
        return sum(map(len, (self.notes, self.contacts, self.clients, self.referrals)))


def read_since(session: Session, actor: Actor) -> datetime:
    """The moment since which this user wants to know."""
    now, last = clock.now(), store.find_last(session, actor.user_id)
    if last is None:
        return now - FIRST
    return max(last.looked_at if now - last.looked_at > GAP else last.since, now - LONGEST)


def note_look(session: Session, actor: Actor) -> None:
    """Note that this user looked; within a shift nothing changes."""
    now, last = clock.now(), store.find_last(session, actor.user_id)
    if last is None:
        session.add(LastShift(user_id=actor.user_id, since=now - FIRST, looked_at=now))
    elif now - last.looked_at > GAP:
        last.since, last.looked_at = last.looked_at, now
        session.add(last)


def read_changes(session: Session, actor: Actor) -> Changes:
    """What changed with this user's people and houses. It reads no more than since that moment, however old a store."""
    since = read_since(session, actor)
    own = [shelter for shelter, _site in shelters.list_own_shelters(session, actor)]
    works = actor.may(Permission.read_clients)
    ids = [one.id for one in people.list_recent(session, actor, people.FEW)] if works else []
    changed = store.list_changes(session, actor, ids, since, MOST)
    by_id = {one.id: one for one in people.list_by_ids(session, actor, [row[0] for row in changed])}
    answered = store.list_referrals(session, actor, ids, since, MOST)
    notes = store.list_notes(session, actor, [one.id for one in own], max(since, clock.now() - KEPT), MOST)
    return Changes(
        since,
        [one for one in notes if one[0].by != actor.user_id],
        store.list_contacts(session, actor, since, MOST) if works else [],
        [(by_id[id_], by, at) for id_, by, at in changed if id_ in by_id],
        referrals.read_many(session, actor, answered),
        [House(one.id, shelters.shown_name(one), *store.count_stays(session, one.id, since)) for one in own],
    )


def count_changes(session: Session, actor: Actor) -> int:
    """How many things there are to read."""
    return read_changes(session, actor).number


def list_own_notes(session: Session, actor: Actor) -> list[ShiftNote]:
    """The lines that this user wrote and that stand."""
    houses = [shelter.id for shelter, _site in shelters.list_own_shelters(session, actor)]
    found = store.list_notes(session, actor, houses, clock.now() - KEPT, MOST)
    return [note for note, _by in found if note.by == actor.user_id]


def write_note(session: Session, actor: Actor, data: ShiftNoteInput, note_id: UUID) -> ShiftNote:
    """Write one line to the next shift; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        Invalid: at ``shelter``, for a house where this user does not work.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.hand_shift)
    if made := submissions.known(session, ShiftNote, note_id, by=actor.user_id):
        return made
    own = {shelter.id for shelter, _site in shelters.list_own_shelters(session, actor)}
    if data.shelter and data.shelter not in own:
        raise Invalid({"shelter": _HOUSE})
    note = ShiftNote(
        id=note_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        shelter_id=data.shelter,
        text=data.text,
        by=actor.user_id,
    )
    session.add(note)
    session.flush()
    record(session, actor, Action.create, "shift_note", note.id, ground="organisation")
    return note


def erase_note(session: Session, actor: Actor, note_id: UUID) -> None:
    """Erase an own line.

    Raises:
        NotFound: when there is none of this user.
    """
    note = session.get(ShiftNote, note_id)
    if note is None or note.by != actor.user_id:
        raise NotFound(_UNKNOWN)
    session.delete(note)
    record(session, actor, Action.delete, "shift_note", note_id, ground="own")


def erase_old(session: Session) -> None:
    """Erase lines past their term; every hour."""
    store.erase_before(session, clock.now() - KEPT)
