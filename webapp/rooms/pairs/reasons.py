"""The reasons of a region: those of the house that it did not end, and its own. An answer may keep any of all times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.db import Session
from webapp.rooms.pairs import store
from webapp.rooms.pairs.words import HOUSE, OWN_REASONS, NoReason


@dataclass(frozen=True)
class Reason:
    """A reason with its standing. ``party``: the side that chooses from it, '' for every side."""

    answer: str
    word: str
    party: str = ""
    ended_on: date | None = None
    is_own: bool = False


def list_all(session: Session, region_id: UUID) -> list[Reason]:
    """Every reason, also those that ended; 'something else' stands last."""
    rows = {(row.answer, row.word): row for row in store.list_reasons(session, region_id)}
    house = {(answer, one.value) for answer, words in HOUSE.items() for one in words}
    found = [
        Reason(answer, one.value, "", row.ended_on if (row := rows.get((answer, one.value))) else None)
        for answer, words in HOUSE.items()
        for one in words
    ]
    own = [Reason(row.answer, row.word, row.party, row.ended_on, True) for key, row in rows.items() if key not in house]
    return sorted((*found, *own), key=lambda one: one.word == NoReason.other)


def list_words(session: Session, region_id: UUID) -> dict[str, frozenset[str]]:
    """Answer → every word it may be given with, also an ended one: a phone may say it late."""
    found = list_all(session, region_id)
    return {answer: frozenset(one.word for one in found if one.answer == answer) for answer in HOUSE}


def list_offered(session: Session, region_id: UUID, answer: str, party: str = "") -> list[str]:
    """The words that a side chooses from now; a coordinator (party '') from all."""
    found = [one for one in list_all(session, region_id) if one.answer == answer and one.ended_on is None]
    if answer not in HOUSE or not party:
        return [one.word for one in found]
    of_house = OWN_REASONS[party]
    return [one.word for one in found if (one.party in ("", party) if one.is_own else one.word in of_house)]
