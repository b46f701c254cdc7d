"""Sending a referral, answering it, and the access that follows from an acceptance.

The receiver sees the name of the person only with their consent, and the person's record only after accepting. Until
then nothing moves: the sender goes on as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.contacts import store as contacts
from webapp.contacts.models import StreetContact
from webapp.db import Session
from webapp.directory import store as directory
from webapp.directory.kinds import Status
from webapp.errors import N_, Invalid, NotFound
from webapp.handover import service as handover
from webapp.people import moves
from webapp.people import service as people
from webapp.people.models import Client
from webapp.referrals import store
from webapp.referrals.inputs import NO_PLACE, NOBODY, ReferralAnswer, ReferralInput
from webapp.referrals.kind import ACCEPTED, EITHER, NOTER, OPEN, REASONS, RECEIVER, REFERRAL, SENDER, SENT
from webapp.referrals.models import Referral
from webapp.text import fold
from webapp.trajectories import service as trajectories
from webapp.trajectories.service import Course, Scheme
from webapp.web import submissions

_MOST = 50
"""The most waiting questions that are shown at once."""
UNKNOWN = N_("Deze doorverwijzing is er niet, of je mag die niet zien.")
_SECRET = N_("Naar een plek met een geheim adres verwijs je door met de telefoon. Hier komt geen naam bij te staan.")
_NOT_OURS = N_("Deze persoon hoort bij een andere organisatie. Die draag jij niet over.")
_NOBODY_THERE = N_("Overdragen kan alleen als de naam meegaat, naar een organisatie die hier antwoordt.")


@dataclass(frozen=True)
class Sent:
    """A referral as one user may read it, with its course."""

    row: Referral
    course: Course
    person: str
    """'' for a receiver who may not know the name."""
    ours: bool

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


def send_referral(session: Session, actor: Actor, data: ReferralInput, referral_id: UUID) -> Referral:
    """Send someone to a place; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        NotFound: when this user may not know the client or the contact.
        Invalid: without a person; at ``entry`` for a place that is not offered, or a secret one; at ``client`` for a
            hidden client of others; at ``keeps`` when the person cannot go over.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.refer)
    if made := submissions.known(session, Referral, referral_id, sent_by=actor.user_id):
        return made
    contact = _find_contact(session, actor, data)
    client_id = data.client or (contact.client_id if contact else None)
    client = people.require_placeable(session, actor, client_id) if client_id else None
    person = client.label if client else data.alias or (contact.alias if contact else None)
    if not person:
        raise Invalid({"client": NOBODY})
    entry_id, organisation_id, place = _find_place(session, actor, data.entry)
    if not data.keeps:
        _require_movable(actor, client, organisation_id, consent=data.consent)
    row = Referral(
        id=referral_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        client_id=client_id,
        contact_id=data.contact,
        entry_id=entry_id,
        to_organisation_id=organisation_id,
        place=place,
        person=person,
        purpose=data.purpose,
        consent=data.consent,
        keeps=data.keeps,
        sent_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    why = client.ground(actor) if client else "own"
    record(session, actor, Action.create, "referral", row.id, client_id=client_id, ground=why)
    return row


def _find_contact(session: Session, actor: Actor, data: ReferralInput) -> StreetContact | None:
    if data.contact is None:
        return None
    entry = contacts.find_entry(session, actor, data.contact)
    if entry is None:
        raise NotFound(UNKNOWN)
    return entry.contact


def _find_place(session: Session, actor: Actor, place_id: UUID) -> tuple[UUID | None, UUID | None, str]:
    """The entry, the organisation that answers here, and the name of a place.

    An entry is an organisation's own only by its name (``provider``): its keeper may describe somebody else's help.
    """
    receivers = store.list_receivers(session, actor)
    organisation = next((one for one in receivers if one.id == place_id), None)
    if organisation:
        return None, organisation.id, organisation.name
    entry = directory.find_entry(session, actor, place_id)
    if entry is None or entry.state == Status.stopped:
        raise Invalid({"entry": NO_PLACE})
    if entry.is_secret:
        raise Invalid({"entry": _SECRET}, "secret")
    owner = next((one for one in receivers if fold(one.name) == fold(entry.provider)), None)
    return entry.id, owner.id if owner else None, entry.name


def _require_movable(actor: Actor, client: Client | None, organisation_id: UUID | None, *, consent: bool) -> None:
    if client is None or organisation_id is None or not consent:
        raise Invalid({"keeps": _NOBODY_THERE})
    if client.organisation_id != actor.organisation_id:
        raise Invalid({"keeps": _NOT_OURS})


def speaks_for(actor: Actor, row: Referral) -> list[str]:
    """The sides of a referral that this user answers for. The caller has checked that they may see it."""
    if not actor.may(Permission.refer):
        return []
    if row.to_organisation_id == actor.organisation_id:
        return [RECEIVER, EITHER]
    return [SENDER, EITHER] if row.to_organisation_id else [SENDER, RECEIVER, NOTER, EITHER]


def _take_on(session: Session, actor: Actor, row: Referral) -> None:
    """The receiver's worker works with the person now, and on a hand-over the organisation answers for them."""
    if not (row.client_id and row.consent and row.to_organisation_id):
        return
    client = moves.find_present(session, row.client_id)
    people.note_meeting(session, actor, client, clock.now())
    if not row.keeps and client.organisation_id == row.organisation_id:
        moves.move_client(session, actor, client, row.sent_by, ground="referral")
        handover.let_go_of(session, client.id, row.sent_by)


SCHEME = Scheme(REFERRAL, speaks_for, REASONS, {(SENT, ACCEPTED): _take_on})


def read_referral(session: Session, actor: Actor, referral_id: UUID) -> Sent:
    """One referral.

    Raises:
        NotFound: when there is none, or this user is of neither side.
    """
    return _read(session, actor, _require(session, actor, referral_id))


def _require(session: Session, actor: Actor, referral_id: UUID, *, lock: bool = False) -> Referral:
    row = store.find_referral(session, actor, referral_id, lock=lock)
    if row is None:
        raise NotFound(UNKNOWN)
    return row


def answer_referral(session: Session, actor: Actor, data: ReferralAnswer) -> Referral:
    """Answer, for a side this user speaks for; an outcome can be corrected by another.

    Raises:
        NotFound: as ``read_referral``.
        NotAllowed: for an answer of the other side.
        Conflict: when somebody else moved it on; ``current`` has the present step.
        Invalid: without a reason where one is due.
    """
    actor.require(Permission.refer)
    row = _require(session, actor, data.referral, lock=True)
    course = trajectories.read(session, SCHEME, row)
    if _is_repeat(actor, course, data):
        return row
    is_over = row.state not in OPEN and course.rows[-1].step == data.step
    after = trajectories.answer(session, actor, SCHEME, row, data, course=course, again=is_over)
    row.state, row.moved_at = after.standing.word, clock.now()
    session.add(row)
    return row


def _is_repeat(actor: Actor, course: Course, data: ReferralAnswer) -> bool:
    """True when this user gave this very answer last: sent twice it is one."""
    last = course.rows[-1] if course.rows else None
    said = (data.step, data.answer, data.reason or "", actor.user_id)
    return last is not None and (last.step, last.answer, last.reason, last.by) == said


def read_many(session: Session, actor: Actor, rows: Sequence[Referral]) -> list[Sent]:
    """These referrals, which this user may see, with their courses."""
    courses = trajectories.read_all(session, SCHEME, rows)
    return [_make(actor, one, courses[one.id]) for one in rows]


def _read(session: Session, actor: Actor, row: Referral) -> Sent:
    return _make(actor, row, trajectories.read(session, SCHEME, row))


def _make(actor: Actor, row: Referral, course: Course) -> Sent:
    return Sent(row, course, name_for(actor, row), row.is_ours(actor))


def name_for(actor: Actor, row: Referral) -> str:
    """The name as this side knows it: it goes along with consent alone."""
    return row.person if row.is_ours(actor) or row.consent else ""


def list_of(session: Session, actor: Actor, client_id: UUID, limit: int = _MOST) -> list[Sent]:
    """The referrals of a client whom this user may see, the newest first: for a page about that client."""
    return read_many(session, actor, store.list_of_client(session, actor, client_id, limit))


def list_waiting(session: Session, actor: Actor) -> list[Sent]:
    """The referrals that wait for an answer of this user's organisation."""
    return read_many(session, actor, store.list_waiting(session, actor, _MOST))


def count_waiting(session: Session, actor: Actor) -> int:
    """Count them, up to as many as are shown."""
    return store.count_waiting(session, actor, _MOST)
