"""The records a user's phone may keep to read without network, and those it must let go.

Holds the user's caseload, own contacts and follow-ups: page regions as the server renders them, at most ``LIFE`` old.
``since`` an earlier snapshot gives only changed fragments and those that must go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import record_reads
from webapp.db import Session, insert_new
from webapp.feature import Regions
from webapp.offline import store
from webapp.offline.models import Epoch, SnapshotIndex

LIFE = timedelta(hours=24)
_REMEMBERED = 5

Versions = dict[str, str]


def take_snapshot(
    session: Session, actor: Actor, epoch: Epoch, since: datetime | None, regions: Iterable[Regions]
) -> tuple[dict[str, Any], Versions]:
    """The fragments changed since ``since`` and the addresses that must go; also all versions, to remember.

    It only reads: everything is rendered here, and no writer should wait for that. The answer repeats ``since``; null
    there means a whole snapshot, because none was named or remembered.
    """
    taken_at = clock.now()
    fragments = {f.path: f for region in regions for f in region(session, actor)}
    versions = {path: fragment.version for path, fragment in fragments.items()}
    earlier = store.find_snapshot(session, actor.user_id, since) if since and since >= epoch.started_at else None
    before = earlier.versions if earlier else {}
    given = {path: fragment for path, fragment in fragments.items() if before.get(path) != fragment.version}
    record_reads(session, actor, dict.fromkeys(read for fragment in given.values() for read in fragment.reads))
    answer = {
        "epoch": str(epoch.id),
        "since": earlier.taken_at.isoformat() if earlier else None,
        "taken_at": taken_at.isoformat(),
        "expires_at": (taken_at + LIFE).isoformat(),
        "fragments": {path: {"html": one.drawn(), "version": one.version} for path, one in given.items()},
        "gone": sorted(set(before) - set(versions)),
    }
    return answer, versions


def remember(session: Session, actor: Actor, answer: dict[str, Any], versions: Versions) -> None:
    """Keep a snapshot's contents under its ``taken_at``; of two in one microsecond the second gets the next one."""
    taken_at = datetime.fromisoformat(answer["taken_at"])
    while not insert_new(session, SnapshotIndex(user_id=actor.user_id, taken_at=taken_at, versions=versions)):
        taken_at += timedelta(microseconds=1)
    answer["taken_at"] = taken_at.isoformat()
    store.forget_snapshots(session, actor.user_id, _REMEMBERED)
