"""The receipts that one commit of a phone may touch, read ahead in one question.

Most operations are new: their ids are known to be absent, and nothing more is asked. The caller has locked the user, so
no other phone of theirs writes receipts meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from uuid import UUID

from webapp.db import Session
from webapp.offline import store
from webapp.offline.models import Receipt
from webapp.people.merging import store as merges
from webapp.references import Repairs


class Memory:
    """One user's receipts for the ids that this commit names."""

    def __init__(self, session: Session, user_id: UUID, new: Collection[UUID], named: Collection[UUID]) -> None:
        """``new``: the ids of the operations themselves; ``named``: all ids that they name."""
        self.session, self.user_id = session, user_id
        self._new, self._named = new, named
        self._led: dict[UUID, UUID] | None = None
        statuses = store.list_statuses(session, user_id, {*new, *named})
        self._absent = {*new, *named} - statuses.keys()
        self._accepted = {one for one, status in statuses.items() if status == "accepted"}

    def find(self, operation_id: UUID) -> Receipt | None:
        """The receipt of this operation, if it ever came."""
        return None if operation_id in self._absent else store.find_receipt(self.session, self.user_id, operation_id)

    def is_new(self, operation_id: UUID) -> bool:
        """True when this operation never came, and its id is nobody's and no record's."""
        return operation_id in self._absent and operation_id not in self._taken

    @cached_property
    def _taken(self) -> set[UUID]:
        """Which of the new ids are taken. An id that is taken from here on is no longer absent."""
        return store.list_taken(self.session, self.user_id, self._absent.intersection(self._new))

    def are_accepted(self, ids: Iterable[UUID]) -> bool:
        """True when all of these were accepted, as far as is known without asking."""
        return self._accepted.issuperset(ids)

    def note(self, operation_id: UUID) -> None:
        """A receipt of this operation is being written, and stays or not: from now on it is asked for."""
        self._absent.discard(operation_id)

    def note_accepted(self, ids: Collection[UUID]) -> None:
        """These are accepted, for good: nothing repairs them any more."""
        self._accepted.update(ids)
        self._absent.difference_update(ids)

    def find_repairs(self, ids: Collection[UUID]) -> Repairs:
        """Kind and old id → the accepted repair. The id of a record means that record.

        The id of a client who went into another means the one that stays.
        """
        asked = [one for one in ids if one not in self._absent and one not in self._accepted]
        repairs = store.find_repairs(self.session, self.user_id, asked) if asked else {}
        return repairs | {("client.merge", one): to for one, to in self._merged.items()}

    def note_arrival(self, operation_id: UUID, ids: Collection[UUID]) -> None:
        """Note an accepted operation on clients that went into others, so that an undo finds it."""
        if gone := self._merged.keys() & ids:
            merges.note_arrival(self.session, operation_id, gone)

    @property
    def _merged(self) -> dict[UUID, UUID]:
        """Each named client who went into another → the one that stays."""
        if self._led is None:
            self._led = {one: led.to for one, led in merges.follow(self.session, self._named).items()}
        return self._led

    def forget_merges(self) -> None:
        """An operation was done that may be a merge."""
        self._led = None
