"""A host's own part of matches and tenancies, as data: never the youth's answers, words or next address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from webapp.db import Session
from webapp.rooms.models import Room
from webapp.rooms.pairs.kind import HOST
from webapp.rooms.portal import store
from webapp.trajectories.store import list_taken

_MATCH = {"id", "room_id", "proposed_at", "state", "moved_at", "released_at"}
_ANSWER = {"step", "answer", "reason", "at"}
_TENANCY = {
    "id", "match_id", "ground", "has_proof", "starts_on", "ends_on", "notice_until", "rent", "house_rules",
    "buddy_by", "buddy_on", "evaluation_on", "signed_at", "state", "ended_on", "end_reason",
}  # fmt: skip
_EVALUATION = {"due_on", "grade", "words", "at"}
_SIGNAL = {"kind", "at", "follow_up_on", "done_at"}
"""Without its note: that is about two people."""


def read_matches(session: Session, rooms: Sequence[Room]) -> list[dict[str, Any]]:
    """The proposals for these rooms with the host's own answers."""
    found = store.list_matches(session, [room.id for room in rooms])
    answers: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in list_taken(session, {one.region_id for one in found}, {one.id for one in found}):
        if row.party == HOST:
            answers[row.subject_id].append(row.model_dump(mode="json", include=_ANSWER))
    return [{**one.model_dump(mode="json", include=_MATCH), "own_answers": answers[one.id]} for one in found]


def read_tenancies(session: Session, rooms: Sequence[Room]) -> list[dict[str, Any]]:
    """The tenancies of these rooms with the host's own evaluations, and the signals."""
    found = store.list_tenancies(session, [room.id for room in rooms])
    ids = [one.id for one in found]
    evaluations: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for own in store.list_evaluations(session, ids, HOST):
        evaluations[own.tenancy_id].append(own.model_dump(mode="json", include=_EVALUATION))
    signals: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for signal in store.list_signals(session, ids):
        signals[signal.tenancy_id].append(signal.model_dump(mode="json", include=_SIGNAL))
    return [
        {
            **one.model_dump(mode="json", include=_TENANCY),
            "own_evaluations": evaluations[one.id],
            "signals": signals[one.id],
        }
        for one in found
    ]
