"""The operations of a phone: one ``Operation`` per kind, declared by the feature that performs it.

A feature lists its own in ``operations.py``; ``offline`` collects them. The HTML form calls the same service with the
same input model, so there is one way to log a contact, not two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.rows import Rows
from webapp.validation import Input

Read = TypeVar("Read")
Reader = Callable[[Session, Actor, set[UUID]], Read]
"""Reads what these ids name, as far as this user may know it, in a few questions."""


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


class Ahead:
    """Read ahead for a run of operations: each reader is asked once, with the ids of all of them."""

    def __init__(self, session: Session, actor: Actor, needs: Iterable[tuple[Reader[Any], UUID]]) -> None:
        self._session, self._actor = session, actor
        self._ids: dict[Reader[Any], set[UUID]] = {}
        self._read: dict[Reader[Any], Any] = {}
        for reader, named in needs:
            self._ids.setdefault(reader, set()).add(named)

    def by(self, reader: Reader[Read]) -> Read:
        """The answer of this reader."""
        if reader not in self._read:
            self._read[reader] = reader(self._session, self._actor, self._ids.get(reader, set()))
        return cast(Read, self._read[reader])


@dataclass(frozen=True)
class Together:
    """How the door does new operations of a kind in runs, beside others that can.

    ``needs`` names what one of them needs, by reader and id. ``write`` decides on one by what was read ahead, and adds
    its rows; it refuses by a DomainError before it has changed anything. What it changes shows in what was read, so
    that the next of the run sees it.
    """

    needs: Callable[[Any], Iterable[tuple[Reader[Any], UUID]]]
    write: Callable[[Session, Actor, Any, Envelope, Ahead, Rows], Outcome]


@dataclass(frozen=True)
class Again:
    """The address of the form for another of the same kind: the outbox offers it right after one was saved."""

    url: str
    label: str


@dataclass(frozen=True)
class Operation:
    """One kind: its name on the phone, its input model, the permission of its sender, and the service call behind it.

    ``late`` is tried when this user may not (any more): what they wrote while they might is kept. It gives None when
    that was not so. ``perform`` raises DomainErrors: Invalid and NotAllowed become ``rejected``, Conflict becomes
    ``conflict``.
    ``effect_now`` gives the present effect when an accepted operation comes again. A kind without ``together`` is
    always done alone.
    """

    kind: str
    label: str
    input: type[Input]
    permission: Permission
    perform: Callable[[Session, Actor, Any, Envelope], Outcome]
    schema: int = 1
    again: Again | None = None
    effect_now: Callable[[Session, Actor, UUID], dict[str, Any] | None] | None = None
    together: Together | None = None
    late: Callable[[Session, Actor, Any, Envelope], Outcome | None] | None = None
