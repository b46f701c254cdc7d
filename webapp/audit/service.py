"""``record``: note an act in the access log, in the same transaction as the act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from webapp import clock
from webapp.audit import chain
from webapp.db import Session

chain.listen()
refine = chain.REFINERS.append
"""Add a function that puts a nearer ground to entries, just before they are chained: one place for every act."""


class Action(StrEnum):
    """The kind of act, in the words of NEN 7513."""

    create = "create"
    read = "read"
    update = "update"
    delete = "delete"
    export = "export"
    emergency = "emergency"
    sign_in = "sign_in"
    sign_out = "sign_out"


@dataclass(frozen=True)
class Read:
    """One record that is read, and the ground of this reader."""

    subject: str
    subject_id: UUID
    client_id: UUID | None
    ground: str


class Acting(Protocol):
    """The facts of an acting person that the log needs; ``accounts.Actor`` has them."""

    @property
    def user_id(self) -> UUID: ...  # noqa: D102
    @property
    def organisation_id(self) -> UUID: ...  # noqa: D102
    @property
    def region_id(self) -> UUID: ...  # noqa: D102
    @property
    def main_role(self) -> Any: ...  # noqa: D102
    @property
    def device(self) -> UUID | None: ...  # noqa: D102
    @property
    def phone_time(self) -> datetime | None: ...  # noqa: D102


def record(
    session: Session,
    actor: Acting | None,
    action: Action,
    subject: str,
    subject_id: UUID | None,
    *,
    client_id: UUID | None = None,
    ground: str = "",
    outcome: str | None = None,
    detail: str | None = None,
    role: str | None = None,
    region_id: UUID | None = None,
    anyway: bool = False,
) -> None:
    """Collect one entry; it is chained and stored at the commit of this session.

    ``subject`` is the table's name, ``ground`` the reason of access (organisation, working_relation, own, region,
    public), ``role`` the role that allowed it (default: the actor's main role). ``actor`` None is the public (a host at
    sign-up) or the system. ``anyway`` keeps it when the savepoint of a refused operation is rolled back, because its
    answer is sent all the same. ``region_id`` is for an act of nobody that concerns a region. The device is the
    phone's that sent the act, else that of the signed-in browser (``session.info``).
    """
    entry = {
        "at": clock.now(),
        "user_id": actor.user_id if actor else None,
        "role": role or (str(actor.main_role) if actor else ""),
        "organisation_id": actor.organisation_id if actor else None,
        "region_id": actor.region_id if actor else region_id,
        "action": action.value,
        "subject": subject,
        "subject_id": subject_id,
        "client_id": client_id,
        "ground": ground,
        "device": (actor.device if actor else None) or session.info.get("device"),
        "phone_time": actor.phone_time.astimezone(UTC) if actor and actor.phone_time else None,
        "request_id": session.info.get("request_id", ""),
        "outcome": outcome,
        "detail": detail,
    }
    session.info.setdefault("audit_anyway" if anyway else "audit", []).append(entry)


def record_reads(session: Session, actor: Acting | None, reads: Iterable[Read], *, anyway: bool = False) -> None:
    """Collect one entry for each shown record; ``anyway`` as for ``record``."""
    for one in reads:
        facts = {"client_id": one.client_id, "ground": one.ground}
        record(session, actor, Action.read, one.subject, one.subject_id, **facts, anyway=anyway)  # type: ignore[arg-type]
