"""The ground of a grant in the access log: whoever reads by one reads by that, not by their organisation."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from webapp.audit.service import refine
from webapp.db import Session
from webapp.people import grant_store

_WIDER = ("organisation", "working_relation")


def put_grants(session: Session, entries: list[dict[str, Any]]) -> None:
    """Put the word of the grant to entries of users who know the client by a grant alone."""
    clients: dict[UUID, set[UUID]] = defaultdict(set)
    open_to = [one for one in entries if one["client_id"] and one["user_id"] and one["ground"] in _WIDER]
    for entry in open_to:
        clients[entry["user_id"]].add(entry["client_id"])
    granted = {user: grant_store.list_granted(session, user, ids) for user, ids in clients.items()}
    for entry in open_to:
        entry["ground"] = granted[entry["user_id"]].get(entry["client_id"], entry["ground"])


refine(put_grants)
