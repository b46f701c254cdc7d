"""The door of the phone without a phone: one operation in, its answer out, in the words as they are written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.offline.registry import KINDS
from webapp.offline.service import Door, take_all

DOOR = Door(KINDS, lambda words, _values: words)


def take(session: Session, actor: Actor, device: UUID, raw: Any) -> dict[str, Any]:
    """Process one item by itself, as what a whole commit holds."""
    [result] = take_all(session, actor, device, [raw], DOOR)
    return result
