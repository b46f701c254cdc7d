"""Sharing, covering and leaving: who may give, what it gives, and how it ends. Both sides are told of each.

Whatever is given ends by itself, and in one step before that; what the colleague did meanwhile stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.handover import store
from webapp.handover.inputs import COLLEAGUE, CoverInput, LeaverInput, ShareInput
from webapp.handover.models import Handover, HandoverClient, HandoverFollowUp
from webapp.people import grant_store, grants
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.models import Granted
from webapp.web import submissions

LONGEST = timedelta(days=366)
SHOWN = 50
TOLD_FOR = timedelta(days=7)
"""How long both sides see on their home screen that one ended."""
_UNKNOWN = N_("Dit is er niet, of het is niet van jou.")
_PAST = N_("Kies vandaag of een dag daarna.")
_FAR = N_("Kies een dag binnen een jaar.")
_BACKWARDS = N_("Deze dag is vóór de eerste dag.")
_CONSENT = N_("Deze collega is van een andere organisatie. Vraag eerst of deze persoon het goedvindt.")
_NOT_RELATED = N_("Alleen wie met deze persoon werkt, deelt.")
_MYSELF = N_("Jezelf kiezen kan niet. Vraag een andere beheerder.")


@dataclass(frozen=True)
class Told:
    """A hand-over as one of its people sees it."""

    row: Handover
    giver: str
    receiver: str
    number: int
    """How many clients it is about."""
    runs: bool
    begun: bool
    mine: bool
    """True for the giver."""

    @property
    def first_day(self) -> date:
        """The first day, in Amsterdam."""
        return clock.local(self.row.since).date()

    @property
    def last_day(self) -> date:
        """The last day: it ends at the midnight after."""
        return self.row.last_day


def share(session: Session, actor: Actor, data: ShareInput, handover_id: UUID) -> Handover:
    """Let a named colleague work along with one client until and including a day. Sent twice it is one.

    Raises:
        NotAllowed, NotFound: for a client this user may not know.
        Invalid: for a user who does not work with the client; at ``user``, ``until`` or ``consent``.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    if made := submissions.known(session, Handover, handover_id, made_by=actor.user_id):
        return made
    client = people.require_client(session, actor, data.client)
    if not people_store.is_related(session, actor, client.id):
        raise Invalid({"user": _NOT_RELATED}, people.NOT_RELATED)
    receiver = _colleague(session, actor, data.user, anywhere=True)
    if receiver.organisation_id != actor.organisation_id and not data.consent:
        raise Invalid({"consent": _CONSENT})
    row = _new(actor, handover_id, Granted.share, actor.user_id, receiver, clock.now(), _end_of("until", data.until))
    row.client_id = client.id
    return _give(session, actor, row, receiver, [client.id])


def cover(session: Session, actor: Actor, data: CoverInput, handover_id: UUID) -> Handover:
    """Let a colleague of the same organisation work with all of this user's people for a time. Sent twice it is one.

    People whom this user gets to know meanwhile join by ``renew``.

    Raises:
        NotAllowed: for roles without clients.
        Invalid: at ``user``, ``since`` or ``until``.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    if made := submissions.known(session, Handover, handover_id, made_by=actor.user_id):
        return made
    receiver = _colleague(session, actor, data.user)
    if data.since < clock.today():
        raise Invalid({"since": _PAST})
    until = _end_of("until", data.until)
    if data.until < data.since:
        raise Invalid({"until": _BACKWARDS})
    since = max(_begin_of(data.since), clock.now())
    row = _new(actor, handover_id, Granted.cover, actor.user_id, receiver, since, until)
    return _give(session, actor, row, receiver, _own(session, actor.user_id, row))


def hand_over_leaver(session: Session, actor: Actor, leaver_id: UUID, data: LeaverInput, handover_id: UUID) -> Handover:
    """Give everything of somebody who leaves, or left, to a colleague: their people and the follow-ups they hold.

    By an administrator of the region, who sees nobody by it, or by the leaver. Sent twice it is one.

    Raises:
        NotAllowed, NotFound: for anybody else, and for a person of another region.
        Invalid: at ``user``, also for administrators who choose themselves.
    """
    if made := submissions.known(session, Handover, handover_id, made_by=actor.user_id):
        return made
    leaver = accounts.find_user(session, leaver_id)
    if leaver is None or leaver.region_id != actor.region_id:
        raise NotFound(_UNKNOWN)
    actor.require(Permission.edit_clients if leaver.id == actor.user_id else Permission.administer)
    receiver = _colleague(session, actor, data.user, anywhere=leaver.id != actor.user_id)
    if receiver.id == leaver.id:
        raise Invalid({"user": COLLEAGUE})
    now = clock.now()
    row = _new(actor, handover_id, Granted.leaver, leaver.id, receiver, now, now + people_store.TERM)
    _give(session, actor, row, receiver, _own(session, leaver.id, row))
    for follow_up in store.list_left_follow_ups(session, leaver.id, row.organisation_id):
        before = follow_up.holder_id
        session.add(HandoverFollowUp(handover_id=row.id, contact_id=follow_up.contact_id, holder_before=before))
        follow_up.holder_id = receiver.id
        session.add(follow_up)
    session.flush()
    return row


def end(session: Session, actor: Actor, handover_id: UUID) -> Handover:
    """End or undo one now. People whom the colleague met after taking them over stay theirs; ended twice it is once.

    Raises:
        NotFound: for anybody but its giver, its receiver, and an administrator for a leaver.
    """
    row = store.find_handover(session, handover_id, lock=True)
    if row is None or not _may_end(actor, row):
        raise NotFound(_UNKNOWN)
    if not row.runs_at(clock.now()):
        return row
    row.ended_at, row.ended_by = clock.now(), actor.user_id
    session.add(row)
    session.flush()
    _regrant(session, row, store.list_clients(session, row.id))
    for handed, follow_up in store.list_handed(session, row.id):
        if follow_up.is_open and follow_up.holder_id == row.receiver_id:
            follow_up.holder_id = handed.holder_before
            session.add(follow_up)
    _note(session, actor, row, Action.update)
    return row


def _may_end(actor: Actor, row: Handover) -> bool:
    if row.region_id != actor.region_id:
        return False
    administers = row.kind == Granted.leaver and actor.may(Permission.administer)
    return administers or actor.user_id in (row.giver_id, row.receiver_id)


def let_go_of(session: Session, client_id: UUID, giver_id: UUID) -> None:
    """Take one client out of everything that this person gave: the client went over to another organisation."""
    now = clock.now()
    for row in store.list_given(session, client_id, giver_id, now):
        if row.kind == Granted.share:
            row.ended_at = now
            session.add(row)
        else:
            store.leave_out(session, row, client_id)
        session.flush()
        _regrant(session, row, [client_id])


def renew(session: Session) -> None:
    """Let people join whom a giver met since, and put right which of several grants counts; every hour."""
    for row in store.list_running(session, clock.now()):
        known = set(store.list_clients(session, row.id))
        new = set(_own(session, row.giver_id, row)) - known if row.kind == Granted.cover else set()
        session.add_all(HandoverClient(handover_id=row.id, client_id=one) for one in new)
        session.flush()
        _regrant(session, row, [*known, *new])


def _own(session: Session, giver_id: UUID, row: Handover) -> Sequence[UUID]:
    return grant_store.list_own_clients(session, giver_id, row.organisation_id)


def _new(
    actor: Actor, handover_id: UUID, kind: Granted, giver_id: UUID, receiver: User, since: datetime, until: datetime
) -> Handover:
    own = actor.organisation_id if kind == Granted.share else receiver.organisation_id
    return Handover(
        id=handover_id,
        region_id=actor.region_id,
        organisation_id=own,
        kind=kind.value,
        giver_id=giver_id,
        receiver_id=receiver.id,
        since=since,
        until=until,
        made_by=actor.user_id,
    )


def _give(session: Session, actor: Actor, row: Handover, receiver: User, clients: Iterable[UUID]) -> Handover:
    ids = list(clients)
    session.add(row)
    session.flush()
    session.add_all(HandoverClient(handover_id=row.id, client_id=one) for one in ids)
    session.flush()
    _regrant(session, row, ids)
    _note(session, actor, row, Action.create)
    return row


def _note(session: Session, actor: Actor, row: Handover, action: Action) -> None:
    detail = f"{row.kind} to {row.receiver_id}"
    record(session, actor, action, "handover", row.id, client_id=row.client_id, ground="own", detail=detail)


def _regrant(session: Session, row: Handover, clients: Sequence[UUID]) -> None:
    """Write what is given to this receiver of these clients, by everything that gives it."""
    receiver = accounts.find_user(session, row.receiver_id)
    if receiver is None or not clients:
        return
    now = clock.now()
    given = store.list_grants(session, receiver.id, clients, now)
    grants.set_grants(session, receiver, {one: grants.best_of(given.get(one, ()), now) for one in clients})


def _colleague(session: Session, actor: Actor, user_id: UUID, *, anywhere: bool = False) -> User:
    """Somebody else who works with clients: of the same organisation, or ``anywhere`` in the region."""
    if user_id == actor.user_id:
        raise Invalid({"user": _MYSELF if actor.may(Permission.administer) else COLLEAGUE})
    where = None if anywhere else actor.organisation_id
    known = {user.id: user for user, _name in store.list_workers(session, actor.region_id, where)}
    if user_id not in known:
        raise Invalid({"user": COLLEAGUE})
    return known[user_id]


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), clock.AMSTERDAM)


def _end_of(field: str, day: date) -> datetime:
    """The end of the last day, at midnight in Amsterdam.

    Raises:
        Invalid: at ``field``, for a day before today or over a year ahead.
    """
    if day < clock.today():
        raise Invalid({field: _PAST})
    if day > clock.today() + LONGEST:
        raise Invalid({field: _FAR})
    return _begin_of(day + timedelta(days=1))


def read_handover(session: Session, actor: Actor, handover_id: UUID) -> Told:
    """One hand-over.

    Raises:
        NotFound: for anybody but its giver, its receiver, and an administrator for a leaver.
    """
    row = store.find_handover(session, handover_id)
    if row is None or not _may_end(actor, row):
        raise NotFound(_UNKNOWN)
    return _tell(session, actor, [row])[0]


def list_mine(session: Session, actor: Actor) -> list[Told]:
    """The hand-overs from and to this user, the newest first."""
    return _tell(session, actor, store.list_of_user(session, actor, SHOWN))


def list_news(session: Session, actor: Actor) -> list[Told]:
    """Those on the home screen of both sides: covers and leavers that run, and whatever began or ended lately."""
    now = clock.now()
    rows = store.list_of_user(session, actor, SHOWN)
    return _tell(session, actor, [row for row in rows if _is_news(row, now)])


def _is_news(row: Handover, now: datetime) -> bool:
    over = row.ended_at or (row.until if row.until <= now else None)
    if over:
        return over > now - TOLD_FOR
    return row.kind == Granted.cover or row.made_at > now - TOLD_FOR


def list_of(session: Session, actor: Actor, client_id: UUID) -> list[Told]:
    """The hand-overs that give access to a client whom this user may see: for a page about that client."""
    return _tell(session, actor, store.list_of_client(session, actor, client_id, clock.now()))


def _tell(session: Session, actor: Actor, rows: Sequence[Handover]) -> list[Told]:
    now = clock.now()
    names = store.names_of(session, {one for row in rows for one in (row.giver_id, row.receiver_id)})
    numbers = store.count_clients(session, [row.id for row in rows])
    return [
        Told(
            row,
            names.get(row.giver_id, ""),
            names.get(row.receiver_id, ""),
            numbers.get(row.id, 0),
            row.runs_at(now),
            row.since <= now,
            row.giver_id == actor.user_id,
        )
        for row in rows
    ]
