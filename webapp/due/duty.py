"""What a feature says of its deadlines: a rule, the facts of a user, and what an outcome does to their record.

The facts stay in the tables of the feature: nothing due is stored. ``worklist`` puts the rules of all features on one
page, and keeps what a person did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.due.rules import Fact, Rule

MOST = 200
"""The most facts of one rule that one user works on at once: the oldest ones."""
Before = Mapping[str, Any]
"""The values of a record before an outcome changed it, as JSON."""


@dataclass(frozen=True)
class Duty:
    """A rule at work.

    ``facts``: those of this user that began on or before a day, the oldest first, at most ``MOST``; found by an index,
    without those that are settled. ``find``: one of them by its id, also settled, with its record locked; None when it
    is not this user's. ``act``: what an outcome does to the record, and the values it replaced; ``undo`` restores them.
    """

    rule: Rule
    facts: Callable[[Session, Actor, date], Sequence[Fact]]
    find: Callable[[Session, Actor, UUID], Fact | None]
    act: Callable[[Session, Actor, Fact, str], Before] | None = None
    undo: Callable[[Session, Actor, Fact, Before], None] | None = None
