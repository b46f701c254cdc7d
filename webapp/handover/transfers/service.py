"""Handing one client over: proposed by who works with them, and moved only when the other accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission, allows
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.handover import service as handover
from webapp.handover import store as handover_store
from webapp.handover.transfers import store
from webapp.handover.transfers.inputs import TO_WHOM, TransferAnswer, TransferInput
from webapp.handover.transfers.kind import ACCEPTED, HAND_OVER, PROPOSAL, REASONS, RECEIVER, SENDER
from webapp.handover.transfers.models import ClientTransfer
from webapp.people import moves
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.merging import store as merges
from webapp.trajectories import service as trajectories
from webapp.trajectories.service import Course, Scheme
from webapp.web import submissions

MOST = 50
"""So many are shown at once."""
NEWS_FOR = timedelta(days=7)
"""How long its sender sees the answer on the home screen."""
_LISTED_FOR = timedelta(days=92)
_UNKNOWN = N_("Deze overdracht is er niet, of die is niet van jou.")
_NOT_RELATED = N_("Alleen wie met deze persoon werkt, draagt over.")
_CONSENT = N_("Dit is een andere organisatie. Vraag eerst of deze persoon het goedvindt.")
_NOT_OURS = N_("Deze persoon hoort bij een andere organisatie. Die draag jij alleen over aan een eigen collega.")
_TAKEN = N_("Deze persoon is al aan iemand voorgesteld. Trek dat eerst in.")
_GONE = N_("Deze persoon ging intussen naar iemand anders.")


@dataclass(frozen=True)
class Transfer:
    """A hand-over as one user may read it, with its course."""

    row: ClientTransfer
    course: Course
    sender: str
    receiver: str
    """The colleague, else the organisation."""
    mine: bool
    """True for the sender."""
    answers: bool
    """True when an answer of this user is awaited."""

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


def propose(session: Session, actor: Actor, data: TransferInput, transfer_id: UUID) -> ClientTransfer:
    """Offer a client to a colleague or an organisation; sent twice it is one.

    Raises:
        NotAllowed, NotFound: for a client this user may not know.
        Invalid: for a user who does not work with the client (``not_related``); at ``user``, ``organisation`` or
            ``consent``; ``taken`` when the client is offered already.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    if made := submissions.known(session, ClientTransfer, transfer_id, sent_by=actor.user_id):
        return made
    merges.hold(session, {merges.stands_as(session, data.client)})
    client = people.require_client(session, actor, data.client, keep=True)
    if not people_store.is_related(session, actor, client.id):
        raise Invalid({"user": _NOT_RELATED}, people.NOT_RELATED)
    user_id, organisation_id = _find_receiver(session, actor, data)
    if organisation_id != actor.organisation_id:
        if client.organisation_id != actor.organisation_id:
            raise Invalid({"user" if user_id else "organisation": _NOT_OURS}, "not_ours")
        if not data.consent:
            raise Invalid({"consent": _CONSENT})
    if store.has_open(session, client.id):
        raise Invalid({"user": _TAKEN}, "taken")
    row = ClientTransfer(
        id=transfer_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        client_id=client.id,
        to_organisation_id=organisation_id,
        to_user_id=user_id,
        person=client.label,
        note=data.note,
        sent_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    record(session, actor, Action.create, "client_transfer", row.id, client_id=client.id, ground="working_relation")
    return row


def _find_receiver(session: Session, actor: Actor, data: TransferInput) -> tuple[UUID | None, UUID]:
    """The named colleague, if any, and their organisation."""
    if (data.user is None) == (data.organisation is None):
        raise Invalid({"user": TO_WHOM})
    workers = [user for user, _name in handover_store.list_workers(session, actor.region_id)]
    able = [user for user in workers if allows(user.role_set, Permission.edit_clients)]
    if data.user is not None:
        found = next((user for user in able if user.id == data.user and user.id != actor.user_id), None)
        if found is None:
            raise Invalid({"user": TO_WHOM})
        return found.id, found.organisation_id
    there = {user.organisation_id for user in able if user.organisation_id != actor.organisation_id}
    if data.organisation is None or data.organisation not in there:
        raise Invalid({"organisation": TO_WHOM})
    return None, data.organisation


def speaks_for(actor: Actor, row: ClientTransfer) -> list[str]:
    """The sides of a hand-over that this user answers for. The caller has checked that they may see it."""
    if not actor.may(Permission.edit_clients):
        return []
    to_me = row.to_user_id == actor.user_id or row.to_user_id is None
    receives = to_me and row.to_organisation_id == actor.organisation_id and row.sent_by != actor.user_id
    sent = row.sent_by == actor.user_id and row.organisation_id == actor.organisation_id
    return [*([RECEIVER] if receives else []), *([SENDER] if sent else [])]


def _take_on(session: Session, actor: Actor, row: ClientTransfer) -> None:
    """The receiver works with the person now; the organisation, when it is another, answers for them."""
    client = moves.find_present(session, row.client_id)
    crosses = row.organisation_id != row.to_organisation_id
    sender = people_store.find_relation(session, row.sent_by, client.id)
    if (crosses and client.organisation_id != row.organisation_id) or sender is None:
        raise Invalid({"answer": _GONE}, "gone")
    people.note_meeting(session, actor, client, clock.now())
    if crosses:
        moves.move_client(session, actor, client, row.sent_by, ground="hand_over")
    handover.let_go_of(session, client.id, row.sent_by)
    for follow_up in handover_store.list_held_of_client(session, row.sent_by, client.id):
        follow_up.holder_id = actor.user_id
        session.add(follow_up)
    sender = people_store.find_relation(session, row.sent_by, client.id)
    if sender is not None:
        sender.ended = sender.ended or clock.now()
        sender.granted_as = sender.granted_since = sender.granted_until = None
        session.add(sender)
    row.taken_by = actor.user_id
    session.flush()


SCHEME = Scheme(HAND_OVER, speaks_for, REASONS, {(PROPOSAL, ACCEPTED): _take_on})


def answer(session: Session, actor: Actor, data: TransferAnswer) -> ClientTransfer:
    """Accept, decline or take back; said twice it is once.

    Raises:
        NotFound: for anybody but the two sides.
        NotAllowed: for an answer of the other side.
        Conflict: when somebody else answered; ``current`` has the present step.
        Invalid: without a reason where one is due; ``gone`` when the client went elsewhere meanwhile.
    """
    actor.require(Permission.edit_clients)
    row = store.find_transfer(session, actor, data.hand_over, lock=True)
    if row is None:
        raise NotFound(_UNKNOWN)
    course = trajectories.read(session, SCHEME, row)
    last = course.rows[-1] if course.rows else None
    if last and (last.by, last.step, last.answer) == (actor.user_id, data.step, data.answer):
        return row
    if data.answer == ACCEPTED:
        merges.hold(session, {merges.stands_as(session, row.client_id)})
    after = trajectories.answer(session, actor, SCHEME, row, data, course=course)
    row.state, row.moved_at = after.standing.word, clock.now()
    session.add(row)
    session.flush()
    return row


def read_transfer(session: Session, actor: Actor, transfer_id: UUID) -> Transfer:
    """One hand-over.

    Raises:
        NotFound: for anybody but the two sides.
    """
    row = store.find_transfer(session, actor, transfer_id)
    if row is None:
        raise NotFound(_UNKNOWN)
    return read_many(session, actor, [row])[0]


def read_many(session: Session, actor: Actor, rows: Sequence[ClientTransfer]) -> list[Transfer]:
    """These hand-overs, as their reader may read them."""
    courses = trajectories.read_all(session, SCHEME, rows)
    users = store.users_of(session, {one for row in rows for one in (row.sent_by, row.to_user_id) if one})
    names = store.organisations_of(session, {row.to_organisation_id for row in rows})
    return [
        Transfer(
            row,
            courses[row.id],
            users[row.sent_by].name,
            users[row.to_user_id].name if row.to_user_id else names[row.to_organisation_id],
            row.sent_by == actor.user_id,
            row.state == PROPOSAL and RECEIVER in speaks_for(actor, row),
        )
        for row in rows
    ]


def list_mine(session: Session, actor: Actor) -> list[Transfer]:
    """Those that wait for this user, and those that this user proposed lately."""
    return read_many(session, actor, [*_list_waiting(session, actor), *_list_sent(session, actor)])


def list_news(session: Session, actor: Actor) -> list[Transfer]:
    """What the home screen tells: proposals to answer, and answers of the last days."""
    since = clock.now() - NEWS_FOR
    answered = [row for row in _list_sent(session, actor) if _is_answered(row, since)]
    return read_many(session, actor, [*_list_waiting(session, actor), *answered])


def _list_waiting(session: Session, actor: Actor) -> list[ClientTransfer]:
    return [row for row in store.list_waiting(session, actor, MOST) if row.sent_by != actor.user_id]


def _list_sent(session: Session, actor: Actor) -> Sequence[ClientTransfer]:
    return store.list_sent(session, actor, clock.now() - _LISTED_FOR, MOST)


def _is_answered(row: ClientTransfer, since: datetime) -> bool:
    return row.state not in (PROPOSAL, "withdrawn") and row.moved_at > since


def count_waiting(session: Session, actor: Actor) -> int:
    """The number of proposals that wait for this user."""
    if not actor.may(Permission.edit_clients):
        return 0
    return len(_list_waiting(session, actor))
