"""Queries on pairs of possible duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Session, count_rows
from webapp.people.merging.models import PossibleDuplicate
from webapp.people.models import Client
from webapp.text import asked_words

_ONE, _OTHER = aliased(Client), aliased(Client)


class Pair(NamedTuple):
    """Two clients who may be one person."""

    pair: PossibleDuplicate
    one: Client
    other: Client

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: both."""
        return self.one.read_by(actor) + self.other.read_by(actor)


def list_pairs(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Pair]:
    """The open pairs of the own organisation, the most alike first. There are no ``filters``."""
    del filters
    question = (
        select(PossibleDuplicate, _ONE, _OTHER)
        .join(_ONE, col(_ONE.id) == PossibleDuplicate.one_id)
        .join(_OTHER, col(_OTHER.id) == PossibleDuplicate.other_id)
        .where(*_open(actor), *_stand(), *_mention(words))
        .order_by(
            col(PossibleDuplicate.apart), col(PossibleDuplicate.one_id), col(PossibleDuplicate.other_id)
        )
        .offset(offset)
        .limit(limit)
    )  # fmt: skip
    return [Pair(*row) for row in session.exec(question).all()]


def count_pairs(session: Session, actor: Actor, words: str, _filters: Mapping[str, str]) -> int:
    """How many there are."""
    question = (
        select(PossibleDuplicate.one_id)
        .join(_ONE, col(_ONE.id) == PossibleDuplicate.one_id)
        .join(_OTHER, col(_OTHER.id) == PossibleDuplicate.other_id)
        .where(*_open(actor), *_stand(), *_mention(words))
    )
    return count_rows(session, question)


def has_pairs(session: Session, actor: Actor) -> bool:
    """True when there is at least one."""
    return session.exec(select(PossibleDuplicate.one_id).where(*_open(actor)).limit(1)).first() is not None


def list_settled_of(session: Session, client_id: UUID) -> set[UUID]:
    """Those of whom a person said that they are others than this client."""
    rows = session.exec(
        select(PossibleDuplicate.one_id, PossibleDuplicate.other_id).where(
            _of(client_id), col(PossibleDuplicate.settled_at).is_not(None)
        )
    ).all()
    return {one for row in rows for one in row} - {client_id}


def forget_open(session: Session, client_id: UUID) -> None:
    """Forget the open pairs of a client: they are found anew, or the client goes."""
    session.exec(delete(PossibleDuplicate).where(_of(client_id), col(PossibleDuplicate.settled_at).is_(None)))


def settle(session: Session, actor: Actor, ids: tuple[UUID, UUID], at: datetime | None) -> bool:
    """Note that these are two people, or with None that it is not known any more; False when there is no such pair."""
    one, other = sorted(ids)
    ours = (
        PossibleDuplicate.one_id == one,
        PossibleDuplicate.other_id == other,
        PossibleDuplicate.region_id == actor.region_id,
        PossibleDuplicate.organisation_id == actor.organisation_id,
    )
    found = session.exec(select(PossibleDuplicate).where(*ours).with_for_update()).first()
    if found is None:
        return False
    found.settled_at, found.settled_by = at, actor.user_id if at else None
    session.add(found)
    return True


def _of(client_id: UUID) -> ColumnElement[bool]:
    return or_(col(PossibleDuplicate.one_id) == client_id, col(PossibleDuplicate.other_id) == client_id)


def _open(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        col(PossibleDuplicate.region_id) == actor.region_id,
        col(PossibleDuplicate.organisation_id) == actor.organisation_id,
        col(PossibleDuplicate.settled_at).is_(None),
    )


def _stand() -> tuple[ColumnElement[bool], ...]:
    return tuple(col(one.merged_into).is_(None) for one in (_ONE, _OTHER))


def _mention(words: str) -> list[ColumnElement[bool]]:
    return [
        or_(*(col(one.search_key).contains(word, autoescape=True) for one in (_ONE, _OTHER)))
        for word in asked_words(words)
    ]
