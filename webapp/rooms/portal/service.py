"""A host's own page: where the sign-up stands, asking for help, stopping, one's own data.

It has two doors: a secret link, whose holder is the host here, and the host's account, which may have several sign-ups.
Either opens the host's own data alone, and no candidate's.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import NotFound
from webapp.mail import service as mail
from webapp.mail.words import LetterKind
from webapp.rooms import store as rooms_store
from webapp.rooms.hosts.service import take_back
from webapp.rooms.models import Host, Programme, Room, RoomEvent
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.portal import own_data, store
from webapp.rooms.portal.inputs import HelpInput, LeaveInput
from webapp.rooms.portal.models import HelpAsked, HostLink
from webapp.rooms.screening import store as screening_store
from webapp.rooms.screening.models import Screening
from webapp.rooms.tenancies.models import Tenancy
from webapp.rooms.tenancies.words import RUNNING
from webapp.rooms.words import RoomState

KEPT = timedelta(days=400)
OWN = "/kamers/mijn-aanmelding"
Door = str | Actor
"""The secret of a host's link, or the account of a host."""


@dataclass(frozen=True)
class OwnRecord:
    """What a host sees: the sign-up, its rooms with their latest changes, the visit, the decision, open help.

    ``matches``: those that hold a room of theirs now; ``tenancies``: the running one of a match.
    """

    host: Host
    rooms: Sequence[Room]
    events: Sequence[RoomEvent]
    screening: Screening | None
    asked: HelpAsked | None
    programme: Programme | None
    matches: Sequence[RoomMatch]
    tenancies: Mapping[UUID, Tenancy]

    @property
    def has_stopped(self) -> bool:
        """True when no room is left that could be let."""
        return bool(self.rooms) and all(room.state == RoomState.declined for room in self.rooms)


def make_link(session: Session, host: Host, *, by_mail: bool = False) -> str:
    """A new secret for the page of this host, beside the ones they have."""
    secret = secrets.token_urlsafe(32)
    session.add(HostLink(token_hash=_hash(secret), host_id=host.id, by_mail=by_mail, ends_at=clock.now() + KEPT))
    session.flush()
    return secret


def mail_link(session: Session, host: Host, kind: LetterKind, origin: str) -> bool:
    """Mail the host a link to their page; False without an address."""
    if not isinstance(host.email, str):
        return False
    link = f"{origin}{OWN}/{make_link(session, host, by_mail=True)}?lang={host.language}"
    return mail.write(session, host.region_id, host.email, kind, link, host.language, f"/kamers/verhuurders/{host.id}")


def read_own(session: Session, door: Door) -> list[OwnRecord]:
    """The sign-ups behind a door, the newest first; by a link it is one.

    Raises:
        NotFound: for a link that never was, or is over.
    """
    return [_record(session, host) for host in _hosts(session, door)]


def _record(session: Session, host: Host) -> OwnRecord:
    rooms = rooms_store.list_rooms_of_host(session, host.id)
    events = [event for room in rooms for event in rooms_store.list_events(session, room.id) if event.state]
    ids = [room.id for room in rooms]
    return OwnRecord(
        host,
        rooms,
        sorted(events, key=lambda event: event.at),
        screening_store.find(session, host.id),
        store.find_open_help(session, host.id),
        rooms_store.find_programme(session, host.region_id),
        [one for one in store.list_matches(session, ids) if one.released_at is None],
        {one.match_id: one for one in store.list_tenancies(session, ids) if one.state == RUNNING},
    )


def confirm_address(session: Session, secret: str) -> None:
    """The holder of a mailed link says that the address is theirs; any other link says nothing of a mailbox.

    Raises:
        NotFound: for a link that is over.
    """
    [host] = _hosts(session, secret, lock=True)
    link = store.find_link(session, _hash(secret), clock.now())
    if link and link.by_mail and host.email_confirmed_at is None:
        host.email_confirmed_at = clock.now()
        session.add(host)
        record(session, None, Action.update, "host", host.id, ground="own")


def is_by_mail(session: Session, secret: str) -> bool:
    """True when this link went to the host's mailbox."""
    link = store.find_link(session, _hash(secret), clock.now())
    return link is not None and link.by_mail


def ask_help(session: Session, door: Door, data: HelpInput) -> HelpAsked:
    """Ask for help, about the newest sign-up. While nobody answered, more words are added to the first.

    Raises:
        NotFound: for a link that is over, or an account without a sign-up.
    """
    host = next(iter(_hosts(session, door, lock=True)), None)
    if host is None:
        raise NotFound
    asked = store.find_open_help(session, host.id) or HelpAsked(host_id=host.id, region_id=host.region_id)
    said = [part for part in (asked.words, data.words) if isinstance(part, str) and part]
    asked.words = "\n".join(dict.fromkeys(said))[-4000:] or None
    session.add(asked)
    session.flush()
    record(session, _actor(door), Action.create, "host_help", asked.id, ground="own")
    return asked


def leave(session: Session, door: Door, data: LeaveInput) -> None:
    """Stop: every room falls away with the host's reason. A second time changes nothing.

    Raises:
        NotFound: for a link that is over.
    """
    hosts = _hosts(session, door, lock=True)
    for room in [room for host in hosts for room in rooms_store.list_rooms_of_host(session, host.id)]:
        pairs.lock_holder(session, Room, room.id)
    for host in hosts:
        for room in rooms_store.lock_rooms_of_host(session, host.id):
            take_back(session, room, data.reason.value, _actor(door))
        host.withdrawn_at = host.withdrawn_at or clock.now()
        session.add(host)


def export_own(session: Session, door: Door) -> dict[str, Any]:
    """Everything kept about this host, as data; what others wrote of them too. It is in the access log.

    Raises:
        NotFound: for a link that is over.
    """
    return {"sign_ups": [_exported(session, own, _actor(door)) for own in read_own(session, door)]}


def _exported(session: Session, own: OwnRecord, actor: Actor | None) -> dict[str, Any]:
    record(session, actor, Action.export, "host", own.host.id, ground="own")
    for room in own.rooms:
        record(session, actor, Action.export, "room", room.id, ground="own")
    visits = screening_store.list_visits(session, own.host.id)
    left_out = {"region_id", "organisation_id", "user_id", "by", "created_by", "search_key", "visitor_id", "decided_by"}
    return {
        "host": _plain(own.host, left_out),
        "rooms": [_plain(room, left_out) for room in own.rooms],
        "steps": [_plain(event, left_out) for event in own.events],
        "screening": _plain(own.screening, left_out) if own.screening else None,
        "visits": [_plain(visit, left_out) for visit in visits],
        "matches": own_data.read_matches(session, own.rooms),
        "tenancies": own_data.read_tenancies(session, own.rooms),
        "help": [_plain(asked, {*left_out, "answered_by"}) for asked in store.list_help(session, own.host.id)],
    }


def list_help(session: Session, actor: Actor, most: int) -> list[tuple[HelpAsked, Host]]:
    """What hosts of the region ask."""
    actor.require(Permission.coordinate_rooms)
    return store.list_open_help(session, actor, most)


def count_help(session: Session, actor: Actor) -> int:
    """For the first page of a coordinator."""
    actor.require(Permission.coordinate_rooms)
    return store.count_open_help(session, actor)


def answer_help(session: Session, actor: Actor, help_id: UUID) -> None:
    """The host was called.

    Raises:
        NotFound: when there is no such call in this region.
    """
    actor.require(Permission.coordinate_rooms)
    asked = store.find_help(session, actor, help_id)
    if asked is None:
        raise NotFound
    if asked.answered_at is None:
        asked.answered_at, asked.answered_by = clock.now(), actor.user_id
        session.add(asked)
        record(session, actor, Action.update, "host_help", asked.id, ground="region")


def _plain(row: Any, left_out: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.model_dump(mode="json").items() if name not in left_out}


def _actor(door: Door) -> Actor | None:
    return door if isinstance(door, Actor) else None


def _hosts(session: Session, door: Door, *, lock: bool = False) -> Sequence[Host]:
    if isinstance(door, Actor):
        door.require(Permission.own_room)
        return store.list_hosts_of(session, door, lock=lock)
    link = store.find_link(session, _hash(door), clock.now())
    host = None
    if link:
        host = store.lock_host(session, link.host_id) if lock else rooms_store.find_host(session, link.host_id)
    if host is None or host.erased_at is not None:
        raise NotFound
    return [host]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
