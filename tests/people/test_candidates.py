"""The names that are compared closely: those with the most parts in common, as a reading of every part finds them."""

from __future__ import annotations

import random
from collections import Counter
from itertools import accumulate
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import col, select

from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.store import find_demo_user
from webapp.db import Database, Session
from webapp.people import name_store, search
from webapp.people.models import Client, ClientGram
from webapp.text import fold, sort_key

WORDS = ("jan", "janna", "jansen", "de", "van", "Moşe", "mo", "visser", "visscher", "x", "Nieuw", "1", "12")


def add_clients(session: Session, actor: Actor, chance: random.Random, number: int) -> None:
    for _ in range(number):
        name = " ".join(chance.choices(WORDS, k=chance.randrange(1, 4)))
        client = Client(
            region_id=actor.region_id, organisation_id=actor.organisation_id, name=name, legal_basis="wmo",
            search_key=fold(name), sort_key=sort_key(name), created_by=actor.user_id,
        )  # fmt: skip
        session.add(client)
        session.flush()
        name_store.write_grams(session, client)


def read_slowly(session: Session, actor: Actor, key: str, most_parts: int, enough: int) -> set[UUID]:
    """The candidates of the own organisation, from every part of every name."""
    mine = set(session.exec(select(Client.id).where(col(Client.organisation_id) == actor.organisation_id)).all())
    by_part: dict[str, list[UUID]] = {}
    for gram, id_ in session.exec(select(ClientGram.gram, ClientGram.client_id).order_by(col(ClientGram.client_id))):
        by_part.setdefault(gram, []).append(id_)
    sizes = {part: min(len(by_part[part]), most_parts + 1) for part in search.asked_grams(key) & by_part.keys()}
    parts = sorted(sizes, key=lambda part: (sizes[part], part))
    totals = accumulate(sizes[part] for part in parts)
    rare = {part for part, total in zip(parts, totals, strict=True) if total <= most_parts}
    shared = Counter(id_ for part in rare for id_ in by_part[part])
    for part in {search.whole(word) for word in search.words_of(key)} - rare:
        shared.update(id_ for id_ in by_part.get(part, ()) if id_ in shared)
    ranked = sorted(shared, key=lambda id_: (-shared[id_], id_))
    found: set[UUID] = set()
    for start in range(0, len(ranked), enough):
        found |= mine & set(ranked[start : start + enough])
        if len(found) >= enough:
            break
    for part in parts[len(rare) :]:
        if len(found) >= enough:
            break
        found.update([id_ for id_ in by_part[part] if id_ in mine][:enough])
    return found


def test_candidates_are_those_of_a_reading_of_everything(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(12)
    database: Database = demo_app.extensions["database"]
    with database.transaction() as session:
        for user in ("straatverpleegkundige", "jongerenwerker"):
            person = find_demo_user(session, user)
            assert person
            add_clients(session, actor_of(person), chance, 60)
        nurse = find_demo_user(session, "straatverpleegkundige")
        assert nurse
        actor = actor_of(nurse)
        for _ in range(80):
            key = fold(" ".join(chance.choices((*WORDS, "onbekend"), k=chance.randrange(1, 4))))
            most_parts, enough = chance.choice((4, 30, 120, 1000)), chance.choice((2, 7, 40, 200))
            monkeypatch.setattr(name_store, "PARTS", most_parts)
            monkeypatch.setattr(name_store, "CANDIDATES", enough)
            name_store._count_parts.cache_clear()
            found = {one.id for one in name_store.list_own_candidates(session, actor, key)}
            assert found == read_slowly(session, actor, key, most_parts, enough), (key, most_parts, enough)
