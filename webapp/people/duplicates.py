"""People who may be one person: shown while somebody is added, and kept as pairs to look at. Nothing is merged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session, insert_new
from webapp.people import name_store, store
from webapp.people.merging import pair_store
from webapp.people.merging.models import PossibleDuplicate
from webapp.people.models import Client
from webapp.people.search import Facts, is_close, likeness, same_words, years_differ
from webapp.text import fold

MOST_SHOWN = 5
"""The most look-alikes that are shown, and the most pairs that one person is noted in at once."""
COMPARED = frozenset({"name", "alias", "birth_year"})
"""The fields that decide whether two may be one."""


@dataclass(frozen=True)
class Alike:
    """A person who may be meant, with the last who saw them."""

    client: Client
    by: str
    seen_at: datetime | None


def look_alikes(
    session: Session, actor: Actor, name: str | None, alias: str | None, facts: Facts | None = None
) -> list[Client]:
    """Clients of the own organisation who may be the person with this name or alias, nearest first; at most five.

    Of names alike, ``facts`` brings a birth year within one and the same municipality to the front.
    """
    names = _names(name, alias)
    near = _nearest(names, facts or Facts(), name_store.list_own_candidates(session, actor, " ".join(names)))
    return store.list_by_ids(session, actor, [one.id for one, _apart in near[:MOST_SHOWN]])


def close_to(
    session: Session, name: str | None, alias: str | None, facts: Facts, organisations: Sequence[UUID]
) -> list[tuple[name_store.Named, str]]:
    """People of these organisations whose name is close, nearest first, each with the name or alias that is.

    More than a first name alone, and no other birth year unless the name is the very same; nobody with a safety flag.
    The caller has checked that this user may hear of them.
    """
    names = _names(name, alias)
    found = name_store.list_candidates_of(session, organisations, " ".join(names)) if names else []
    near = [
        (one, apart)
        for one, apart in _nearest(names, facts, found)
        if is_close(apart) and not (apart and years_differ(facts.birth_year, one.birth_year))
    ]
    return [(one, _nearer_word(names, one)) for one, _apart in near]


def _nearer_word(names: Sequence[str], one: name_store.Named) -> str:
    """The name or the alias, whichever is alike."""
    words = [word for word in (one.alias, one.name) if word]
    apart = [(far, word) for word in words if (far := likeness(names, _names(word, None))) is not None]
    return min(apart, key=lambda pair: pair[0])[1] if apart else words[0]


def possible_duplicates(session: Session, actor: Actor, client: Client) -> list[Client]:
    """Others of the own organisation whose name is alike, nearest first. A hint; nothing is merged."""
    near = [one.id for one, _apart in _near(session, actor, client)]
    settled = pair_store.list_settled_of(session, client.id)
    return store.list_by_ids(session, actor, [id_ for id_ in near if id_ not in settled][:MOST_SHOWN])


def find_pairs(session: Session, actor: Actor, client: Client, more: Sequence[Client] = ()) -> list[PossibleDuplicate]:
    """The pairs of a client with the others whose name is alike; ``more``: others that the store does not know yet."""
    near = [*_near(session, actor, client), *_close(client, [name_store.named(one) for one in more])]
    return [_pair(client, one.id, apart) for one, apart in near[:MOST_SHOWN]]


def note_pairs(session: Session, actor: Actor, client: Client) -> None:
    """Find the pairs of a client anew, after a change of name; those that a person settled stay settled."""
    pair_store.forget_open(session, client.id)
    for pair in find_pairs(session, actor, client):
        insert_new(session, pair)


def describe_alike(session: Session, actor: Actor, clients: Sequence[Client]) -> list[Alike]:
    """These clients with their workers and the last who saw them: the facts that distinguish people of one name."""
    alike = []
    for client in clients:
        workers = store.list_workers(session, actor, client.id)
        met = ((user, relation) for user, relation in workers if not relation.is_only_granted)
        user, relation = next(met, (None, None))
        alike.append(Alike(client, user.name if user else "", relation.last_at if relation else None))
    return alike


def have_namesakes(session: Session, actor: Actor, clients: Sequence[Client]) -> set[UUID]:
    """The clients of a list that share all words of a name with another of the own organisation.

    People who are only alike are shown on the client's own page: to look for them all made a list slow.
    """
    words = {
        client.id: same_words(client.organisation_id, client.name, client.alias)
        for client in clients
        if client.organisation_id == actor.organisation_id
    }
    shared = name_store.shared_parts(session, {part for parts in words.values() for part in parts})
    return {id_ for id_, parts in words.items() if parts & shared}


def _near(session: Session, actor: Actor, client: Client) -> list[tuple[name_store.Named, int]]:
    """The others of the own organisation whose name is close to this client's."""
    if client.organisation_id != actor.organisation_id:
        return []
    key = " ".join(_names(client.name, client.alias))
    return _close(client, name_store.list_own_candidates(session, actor, key))


def _close(client: Client, others: Sequence[name_store.Named]) -> list[tuple[name_store.Named, int]]:
    """Those of these whose name is close; of another year only those with the very same name."""
    near = _nearest(_names(client.name, client.alias), Facts.of(client), others)
    return [
        (one, apart)
        for one, apart in near
        if one.id != client.id and is_close(apart) and not (apart and years_differ(client.birth_year, one.birth_year))
    ]


def _nearest(
    names: Sequence[str], facts: Facts, others: Sequence[name_store.Named]
) -> list[tuple[name_store.Named, int]]:
    apart = [(other, likeness(names, _names(other.name, other.alias))) for other in others]
    known = [(other, far) for other, far in apart if far is not None]
    return sorted(known, key=lambda one: (one[1] + facts.apart(one[0].facts), one[1], one[0].id))


def _names(name: str | None, alias: str | None) -> list[str]:
    return [key for key in (fold(name or ""), fold(alias or "")) if key]


def _pair(client: Client, other: UUID, apart: int) -> PossibleDuplicate:
    first, second = sorted((client.id, other))
    return PossibleDuplicate(
        one_id=first, other_id=second, region_id=client.region_id, organisation_id=client.organisation_id, apart=apart
    )
