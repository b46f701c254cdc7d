"""What a phone can send: one ``Operation`` per kind, offered by the feature that carries it out.

A feature lists its own in ``operations.py``; ``offline`` collects them. The HTML form calls the same
service with the same input model, so there is one way to log a contact, not two.
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
    """What comes with a body. ``id`` is also the id of the record it creates.

    ``base_version`` is the version the phone saw, or the id of this phone's own earlier operation on
    the same thing. ``client_time`` is told, never trusted.
    """

    id: UUID
    device: UUID | None = None
    client_time: datetime | None = None
    base_version: int | UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """An accepted operation: the record's version, where it can be seen, and what it brought about."""

    version: int = 1
    url: str | None = None
    effect: dict[str, Any] | None = None


@dataclass(frozen=True)
class Again:
    """Where the next one of a kind is made: the outbox offers it under the thumb when one was just saved."""

    url: str
    label: str


@dataclass(frozen=True)
class Operation:
    """One kind: what it is called on the phone, its input model, who may send it, and the service call behind it.

    ``perform`` raises DomainErrors: Invalid and NotAllowed become ``rejected``, Conflict becomes
    ``conflict``. ``effect_now`` tells the present effect when an accepted operation comes again.
    """

    kind: str
    label: str
    input: type[Input]
    permission: Permission
    perform: Callable[[Session, Actor, Any, Envelope], Outcome]
    schema: int = 1
    again: Again | None = None
    effect_now: Callable[[Session, Actor, UUID], dict[str, Any] | None] | None = None
