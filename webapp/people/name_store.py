"""Queries on the parts of names: who may be meant, by the parts that fewest have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, true
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.people.models import Client, ClientGram, Whereabouts
from webapp.people.search import (
    CANDIDATES,
    FOUND,
    PARTS,
    Facts,
    asked_by_word,
    asked_grams,
    grams_of,
    same_words,
    whole,
    words_of,
)
from webapp.people.store import own, visible


class Named(NamedTuple):
    """A client whose name has parts in common with what was asked for."""

    id: UUID
    search_key: str
    name: str | None
    alias: str | None
    birth_year: int | None = None
    municipality: str | None = None
    whereabouts: str = Whereabouts.open.value

    @property
    def is_hidden(self) -> bool:
        """True when a safety flag keeps secret where this person is."""
        return self.whereabouts != Whereabouts.open.value

    @property
    def facts(self) -> Facts:
        """The facts that tell people of one name apart."""
        return Facts.of(self)


def named(client: Client) -> Named:
    """The same of a client in hand."""
    facts = (client.birth_year, client.municipality, client.whereabouts)
    return Named(client.id, client.search_key, client.name, client.alias, *facts)


def list_candidates(session: Session, actor: Actor, key: str) -> list[Named]:
    """The visible clients whose names have the most parts in common with ``key`` (folded), of every word of it.

    As many as are shown are enough: whose name has fewer parts in common comes after them.
    """
    return _candidates(session, key, asked_by_word(key), [visible(actor)], FOUND)


def list_own_candidates(session: Session, actor: Actor, key: str) -> list[Named]:
    """The clients of the user's own organisation with a name like ``key``: birth year and place choose among them."""
    return _candidates(session, key, [asked_grams(key)], own(actor), CANDIDATES)


def list_called(session: Session, actor: Actor, key: str) -> list[Named]:
    """The visible clients of ``list_candidates`` that are of the user's own organisation."""
    return _candidates(session, key, asked_by_word(key), own(actor), FOUND)


def list_candidates_of(session: Session, organisations: Sequence[UUID], key: str) -> list[Named]:
    """The same, of other organisations, without anybody whose whereabouts are secret. The caller has the right to."""
    known = (col(Client.organisation_id).in_(organisations), col(Client.merged_into).is_(None))
    open_ = col(Client.whereabouts) == Whereabouts.open.value
    return _candidates(session, key, [asked_grams(key)], [*known, open_], CANDIDATES)


def list_region_candidates(session: Session, region_id: UUID, key: str) -> list[Named]:
    """The same, of a whole region, for an overseer. The caller has checked the right to oversee."""
    return _candidates(session, key, asked_by_word(key), [col(Client.region_id) == region_id], FOUND)


def _candidates(
    session: Session,
    key: str,
    groups: Sequence[Collection[str]],
    seen: Sequence[ColumnElement[bool]],
    enough: int,
) -> list[Named]:
    """Those with rare parts first, who has most in front; then those with a common part, until there are enough.

    The group that fewest have finds them all. A part that thousands share says little.
    """
    sizes = _sizes(session, {part for group in groups for part in group})
    group = min(groups, key=lambda group: sum(sizes.get(part, 0) for part in group), default=())
    parts = sorted(sizes.keys() & group, key=lambda part: (sizes[part], part))
    totals = accumulate(sizes[part] for part in parts)
    rare = [part for part, total in zip(parts, totals, strict=True) if total <= PARTS]
    ranked = _most_alike(rare, {whole(word) for word in words_of(key)})
    starts = range(0, sum(sizes[part] for part in rare), CANDIDATES)
    chunks = (ranked.limit(CANDIDATES).offset(start) for start in starts)
    questions = chain(
        (_named(seen).where(col(Client.id).in_(chunk)) for chunk in chunks),
        (_with_part(part, seen) for part in parts[len(rare) :]),
    )
    found: dict[UUID, Named] = {}
    for question in questions:
        found |= {row[0]: Named(*row) for row in session.exec(question).all()}
        if len(found) >= enough:
            break
    return list(found.values())


def _named(seen: Sequence[ColumnElement[bool]]) -> Any:
    columns = (Client.id, Client.search_key, Client.name, Client.alias)
    facts = (Client.birth_year, Client.municipality, Client.whereabouts)
    return sqlalchemy_select(*columns, *facts).where(*seen)  # type: ignore[call-overload]


def _most_alike(rare: Collection[str], words: Collection[str]) -> Any:
    """The ids with any of these rare parts: who has most of them, and of the whole words, first.

    The store counts: to read some 600 ids, and to count them here, took longer than the answer.
    """
    with_any = [col(ClientGram.client_id), func.count().label("parts")]
    rows = sqlalchemy_select(*with_any).where(col(ClientGram.gram).in_(sorted(rare))).group_by(with_any[0])
    shared = rows.subquery()
    most: ColumnElement[Any] = shared.c.parts
    if common := sorted(set(words) - set(rare)):
        its = col(ClientGram.client_id) == shared.c.client_id
        most += sqlalchemy_select(func.count()).where(its, col(ClientGram.gram).in_(common)).scalar_subquery()
    return sqlalchemy_select(shared.c.client_id).order_by(most.desc(), shared.c.client_id)


def _with_part(part: str, seen: Sequence[ColumnElement[bool]]) -> Any:
    """Enough of the clients with a part of a name, by id.

    What may be seen is compared as one value: with an index for it a store walks all clients.
    """
    return (
        _named([and_(*seen).is_(true())])
        .join(ClientGram, col(ClientGram.client_id) == Client.id)
        .where(ClientGram.gram == part)
        .order_by(col(ClientGram.client_id))
        .limit(CANDIDATES)
    )


def _sizes(session: Session, parts: Collection[str]) -> dict[str, int]:
    """How many clients have each of these parts: counted no further than one needs to know."""
    known = sorted(parts)
    named = {f"part{n}": part for n, part in enumerate(known)}
    found = session.connection().execute(_count_parts(len(known)), named).one() if known else ()
    return {part: size for part, size in zip(known, found, strict=True) if size}


@lru_cache(maxsize=64)
def _count_parts(number: int) -> Any:
    """The question of ``_sizes`` about so many parts: making it takes longer than its answer."""
    named = [select(ClientGram.gram).where(ClientGram.gram == bindparam(f"part{n}")) for n in range(number)]
    some = [question.limit(PARTS + 1).subquery() for question in named]
    return sqlalchemy_select(*(select(func.count()).select_from(rows).scalar_subquery() for rows in some))


def shared_parts(session: Session, parts: Collection[str]) -> set[str]:
    """Which of these stored parts more than one client has."""
    if not parts:
        return set()
    question = select(ClientGram.gram).where(col(ClientGram.gram).in_(sorted(parts)))
    return set(session.exec(question.group_by(col(ClientGram.gram)).having(func.count() > 1)).all())


def grams_of_client(client: Client) -> list[str]:
    """The parts of a client's name that are stored."""
    same = same_words(client.organisation_id, client.name, client.alias)
    return sorted(grams_of(client.search_key) | same)


def forget_grams(session: Session, client: Client) -> None:
    """No search finds this client any more."""
    session.exec(delete(ClientGram).where(col(ClientGram.client_id) == client.id))


def write_grams(session: Session, client: Client) -> None:
    """Store the grams of a client's name as it is now."""
    forget_grams(session, client)
    rows = [{"gram": gram, "client_id": client.id} for gram in grams_of_client(client)]
    if rows:  # past the session: a batch of a phone holds the write lock meanwhile
        session.connection().execute(insert(ClientGram), rows)
