"""The operations of a phone: one ``Operation`` per kind, declared by the feature that performs it.

A feature lists its own in ``operations.py``; ``offline`` collects them. The HTML form calls the same service with the
same input model, so there is one way to log a contact, not two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.validation import Input


@dataclass(frozen=True)
class Envelope:
    """The facts that come with a body. ``id`` is also the id of the record it creates.

    ``base_version`` is the version the phone saw, or the id of this phone's own earlier operation on the same record.
    ``client_time`` is the phone's clock: noted, never trusted.
    """

    id: UUID
    device: UUID | None = None
    client_time: datetime | None = None
    base_version: int | UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """An accepted operation: the record's version, its address, and its effect."""

    version: int = 1
    url: str | None = None
    effect: dict[str, Any] | None = None


@dataclass(frozen=True)
class Again:
    """The address of the form for another of the same kind: the outbox offers it right after one was saved."""

    url: str
    label: str


@dataclass(frozen=True)
class Operation:
    """One kind: its name on the phone, its input model, the permission of its sender, and the service call behind it.

    ``perform`` raises DomainErrors: Invalid and NotAllowed become ``rejected``, Conflict becomes ``conflict``.
    ``effect_now`` gives the present effect when an accepted operation comes again.
    """

    kind: str
    label: str
    input: type[Input]
    permission: Permission
    perform: Callable[[Session, Actor, Any, Envelope], Outcome]
    schema: int = 1
    again: Again | None = None
    effect_now: Callable[[Session, Actor, UUID], dict[str, Any] | None] | None = None
