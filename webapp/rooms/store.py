"""Queries of Kamers met Aandacht. Every query of a person's data takes the actor and stays in the region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, Region, User
from webapp.accounts.permissions import Role
from webapp.db import Session, count_rows, equals
from webapp.rooms.models import Host, Programme, Room, RoomEvent
from webapp.rooms.words import RoomState
from webapp.text import asked_words, fold, sort_key

NOT_ON_OFFER = (RoomState.new.value, RoomState.called.value, RoomState.declined.value, RoomState.paused.value)
"""States of a room for which nobody is proposed: its host is not screened, waits, or stopped."""
AT_REST = (RoomState.declined.value, RoomState.paused.value)
"""States that a call with the host does not change."""


def search_key(host: Host | None, municipality: str, note: str | None) -> str:
    """The folded text that the coordinator's search looks in."""
    return fold(f"{host.name if host else ''} {municipality} {note or ''}")


def find_programme(session: Session, region_id: UUID) -> Programme | None:
    """The programme of a region; without a row, that of the first coordinator's organisation."""
    programme = session.get(Programme, region_id)
    if programme:
        return programme
    users = session.exec(select(User).where(User.region_id == region_id, col(User.active)).order_by(col(User.id)))
    first = next((user for user in users if Role.coordinator in user.role_set), None)
    return Programme(region_id=region_id, organisation_id=first.organisation_id) if first else None


def list_regions(session: Session) -> Sequence[Region]:
    """Every region by name."""
    return sorted(session.exec(select(Region)).all(), key=lambda region: sort_key(region.name))


def name_of_organisation(session: Session, organisation_id: UUID) -> str:
    """The name of an organisation."""
    return session.exec(select(Organisation.name).where(Organisation.id == organisation_id)).one()


def names_of(session: Session, user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """User → name."""
    rows = session.exec(select(User.id, User.name).where(col(User.id).in_(set(user_ids))))
    return dict(rows.all())


def find_host(session: Session, host_id: UUID) -> Host | None:
    """The host that a sign-up led to."""
    return session.get(Host, host_id)


def find_region_host(session: Session, actor: Actor, host_id: UUID) -> Host | None:
    """A host in the coordinator's region."""
    return session.exec(select(Host).where(Host.id == host_id, Host.region_id == actor.region_id)).first()


def find_room(session: Session, actor: Actor, room_id: UUID, *, lock: bool = False) -> Room | None:
    """A room in the coordinator's region."""
    query = select(Room).where(Room.id == room_id, Room.region_id == actor.region_id)
    return session.exec(query.with_for_update() if lock else query).first()


def find_own_room(session: Session, actor: Actor, room_id: UUID, *, lock: bool = False) -> Room | None:
    """A room of the signed-in host."""
    query = (
        select(Room)
        .join(Host, col(Host.id) == Room.host_id)
        .where(Room.id == room_id, Host.user_id == actor.user_id, Host.region_id == actor.region_id)
    )
    return session.exec(query.with_for_update(of=Room) if lock else query).first()


def list_rooms(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> list[tuple[Room, Host | None]]:
    """Rooms of the region with their hosts, newest first."""
    query = _rooms(actor, words, filters).order_by(col(Room.created_at).desc(), col(Room.id).desc())
    return [(room, host) for room, host in session.exec(query.offset(offset).limit(limit))]


def count_listed_rooms(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """Count the rooms in such a list."""
    return count_rows(session, _rooms(actor, words, filters))


def _rooms(actor: Actor, words: str, filters: Mapping[str, str]) -> Select[Room, Host | None]:
    return (
        select(Room, Host)
        .join(Host, col(Host.id) == Room.host_id, isouter=True)
        .where(Room.region_id == actor.region_id, *contains(col(Room.search_key), words), *equals(Room, filters))
    )


def list_free_rooms(session: Session, actor: Actor) -> Sequence[Room]:
    """Rooms of the region that are on offer and in no match now, by id."""
    query = select(Room).where(Room.region_id == actor.region_id, col(Room.state).not_in(NOT_ON_OFFER))
    return session.exec(query.where(col(Room.held_by).is_(None)).order_by(col(Room.id))).all()


def list_rooms_by_id(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Room]:
    """These rooms of the region."""
    query = select(Room).where(Room.region_id == actor.region_id, col(Room.id).in_(set(ids)))
    return {room.id: room for room in session.exec(query)}


def list_rooms_of_host(session: Session, host_id: UUID) -> Sequence[Room]:
    """Every room of one host, newest first."""
    return session.exec(select(Room).where(Room.host_id == host_id).order_by(col(Room.created_at).desc())).all()


def lock_rooms_of_host(session: Session, host_id: UUID) -> Sequence[Room]:
    """The same, locked, in the order that every writer locks them; the caller locked the matches that hold them."""
    query = select(Room).where(Room.host_id == host_id).order_by(col(Room.id)).with_for_update()
    return session.exec(query).all()


def list_events(session: Session, room_id: UUID) -> Sequence[RoomEvent]:
    """The events of a room, newest first."""
    query = select(RoomEvent).where(RoomEvent.room_id == room_id)
    return session.exec(query.order_by(col(RoomEvent.at).desc(), col(RoomEvent.id).desc())).all()


def count_rooms(session: Session, actor: Actor) -> list[tuple[str, str | None, int]]:
    """State and reason of decline → the number of the region's rooms with those."""
    choose: Any = select  # nullable columns: sqlmodel types none of those
    query = choose(Room.state, Room.decline_reason, func.count()).where(Room.region_id == actor.region_id)
    return list(session.exec(query.group_by(col(Room.state), col(Room.decline_reason))))


def count_channels(session: Session, actor: Actor) -> dict[str, int]:
    """Recruiting channel → the number of the region's hosts who came by it; '' is not said."""
    query = select(Host.heard, func.count()).where(Host.region_id == actor.region_id).group_by(Host.heard)
    return dict(session.exec(query).all())


def count_in_state(session: Session, actor: Actor, state: RoomState) -> int:
    """The region's rooms in this state."""
    return count_rows(session, select(Room.id).where(Room.region_id == actor.region_id, Room.state == state.value))


def contains(key: Any, words: str) -> list[ColumnElement[bool]]:
    """The conditions that every typed word occurs in the folded key."""
    return [key.contains(word, autoescape=True) for word in asked_words(words)]
