"""Queries on the directory. A region has some hundreds of entries: they are read whole, and filtered in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import ALL, Session
from webapp.directory import opening
from webapp.directory.kinds import Status
from webapp.directory.models import Entry
from webapp.text import asked_words, fold, sort_key


def list_entries(session: Session, region_id: UUID, *, also_stopped: bool = False) -> Sequence[Entry]:
    """The entries of a region by name."""
    query = select(Entry).where(Entry.region_id == region_id)
    if not also_stopped:
        query = query.where(col(Entry.state) != Status.stopped.value)
    found = session.exec(query.order_by(col(Entry.id))).all()
    return sorted(found, key=lambda one: sort_key(one.name))


def find_entries(
    session: Session,
    actor: Actor,
    words: str = "",
    filters: Mapping[str, str] = ALL,
    *,
    offset: int = 0,
    limit: int = 10_000,
) -> Sequence[Entry]:
    """The offered entries that match, by name."""
    return matching(list_entries(session, actor.region_id), words, filters)[offset : offset + limit]


def matching(entries: Sequence[Entry], words: str, filters: Mapping[str, str]) -> list[Entry]:
    """Those with every word and the ``need``, for the ``municipality`` and, with ``open``, open now."""
    wanted, moment = asked_words(words), opening.local_now()
    return [
        one
        for one in entries
        if filters.get("need", "") in ("", *one.needs)
        and _helps_in(one, filters.get("municipality"))
        and (not filters.get("open") or opening.is_open(one, moment))
        and all(word in _text(one) for word in wanted)
    ]


def _helps_in(entry: Entry, municipality: str | None) -> bool:
    return not municipality or not entry.municipalities or municipality in entry.municipalities


def count_entries(session: Session, actor: Actor, words: str = "", filters: Mapping[str, str] = ALL) -> int:
    """How many there are."""
    return len(find_entries(session, actor, words, filters))


def find_entry(session: Session, actor: Actor, entry_id: UUID, *, lock: bool = False) -> Entry | None:
    """An entry of the actor's region."""
    query = select(Entry).where(Entry.id == entry_id, Entry.region_id == actor.region_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_unchecked(session: Session, actor: Actor, until: date, limit: int) -> Sequence[Entry]:
    """The entries this actor keeps that were not checked since a day, the oldest first."""
    query = select(Entry).where(
        Entry.region_id == actor.region_id, Entry.state != Status.stopped.value, col(Entry.checked_on) <= until
    )
    if not actor.may(Permission.administer):
        query = query.where(Entry.organisation_id == actor.organisation_id)
    return session.exec(query.order_by(col(Entry.checked_on), col(Entry.id)).limit(limit)).all()


def _text(entry: Entry) -> str:
    parts = (entry.name, entry.provider, entry.for_whom, entry.how, entry.note, entry.street, entry.town, entry.phone)
    return fold(" ".join((*parts, *entry.municipalities)))
