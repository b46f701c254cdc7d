"""The overseer's search in the access log: by person, client, act, organisation and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit import log_store
from webapp.audit.log_store import Wanted
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.oversight import store
from webapp.oversight.inputs import SearchInput
from webapp.oversight.looks import end_of, start_of
from webapp.oversight.store import Overseen
from webapp.people import name_store
from webapp.people.search import rank
from webapp.text import fold

SUBJECT = "access_log"
PER_PAGE = 50
MOST_NAMED = 20
"""Clients to choose from after a search by name."""
WITHOUT_END = timedelta(days=31)
"""The period of a question that names neither a person nor a begin."""


@dataclass(frozen=True)
class Found:
    """A page of entries; ``before``: where the next begins. ``meant``: clients to choose from, then no entries."""

    entries: Sequence[AccessEntry]
    before: datetime | None
    since: datetime | None
    meant: Sequence[Overseen] = ()
    client: Overseen | None = None


def search(session: Session, actor: Actor, asked: SearchInput, before: datetime | None = None) -> Found:
    """One page of what is asked, the latest first; the search is itself in the log, by ids alone."""
    actor.require(Permission.oversee_access)
    asked = _with_number(asked)
    if asked.who and asked.client is None:
        return Found((), None, None, meant=_meant(session, actor, asked.who))
    wanted = _wanted(actor, asked)
    if before is not None:
        wanted = replace(wanted, before=before)
    entries = log_store.list_entries(session, wanted, PER_PAGE + 1)
    _note(session, actor, Action.read, asked)
    client = store.find_client(session, actor, asked.client) if asked.client else None
    shown = entries[:PER_PAGE]
    return Found(shown, shown[-1].at if len(entries) > PER_PAGE else None, wanted.since, client=client)


def list_for_export(session: Session, actor: Actor, asked: SearchInput, most: int) -> Sequence[AccessEntry]:
    """The entries for a file, one more than ``most`` when there are too many."""
    actor.require(Permission.oversee_access)
    return log_store.list_entries(session, _wanted(actor, _with_number(asked)), most + 1)


def note_export(session: Session, actor: Actor, asked: SearchInput, detail: str) -> None:
    """Note that a file with a part of the log left."""
    _note(session, actor, Action.export, _with_number(asked), detail)


def _wanted(actor: Actor, asked: SearchInput) -> Wanted:
    before = end_of(asked.until) if asked.until else None
    since = start_of(asked.since) if asked.since else None
    if since is None and asked.user is None and asked.client is None:
        since = (before or clock.now()) - WITHOUT_END
    return Wanted(
        region_id=actor.region_id,
        client_id=asked.client,
        user_id=asked.user,
        organisation_id=asked.organisation,
        action=asked.action,
        is_refused=asked.refused,
        since=since,
        before=before,
    )


def _with_number(asked: SearchInput) -> SearchInput:
    """The same question, with a client's number that stands where a name can stand."""
    try:
        return asked.model_copy(update={"client": asked.client or UUID(asked.who or ""), "who": None})
    except ValueError:
        return asked


def _meant(session: Session, actor: Actor, words: str) -> list[Overseen]:
    """The clients of the region who may be meant, the nearest first."""
    key = fold(words)
    found = {str(one.id): one for one in name_store.list_region_candidates(session, actor.region_id, key)}
    order = rank(key, [(id_, one.search_key) for id_, one in found.items()])
    near = [store.find_client(session, actor, found[id_].id) for id_ in order[:MOST_NAMED]]
    return [one for one in near if one]


def _note(session: Session, actor: Actor, action: Action, asked: SearchInput, detail: str = "") -> None:
    about = f"user {asked.user}" if asked.user else "search"
    words = ", ".join(filter(None, (about, detail)))
    record(session, actor, action, SUBJECT, asked.user, client_id=asked.client, ground="oversight", detail=words)
