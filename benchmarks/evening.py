"""What a street nurse's phone brings home: contacts alone, or the mix of an evening. Every batch is new."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.db import new_id

Operation = dict[str, Any]
ITEMS = 50
NOTE = "Zat in de wind en had het koud. Vroeg naar de inloop van morgen; we gaan samen naar het loket."


class Phone:
    """One phone: its device id, its numbering, and the clients its user works with."""

    def __init__(self, clients: Sequence[UUID]) -> None:
        self.device = str(new_id())
        self.clients = [str(one) for one in clients]
        self.chance = random.Random(1)
        self._agreed: list[str] = []
        self._seq = 0

    def contacts(self, number: int = ITEMS) -> list[Operation]:
        """So many contacts, half of them with a client."""
        return [self._contact(self.chance.choice(self.clients) if one % 2 else None) for one in range(number)]

    def evening(self) -> list[Operation]:
        """A mixed batch: contacts, agreements kept of the batch before, new clients with a contact, corrections."""
        batch = self.contacts(ITEMS - 18)
        for known in batch[:2]:
            changes = {"place": {"from": known["body"]["place"], "to": "Bij het station"}}
            self._put(batch, self._of("contact.correct", {"contact": known["id"], "changes": changes}))
        for agreed in self._agreed:
            self._put(batch, self._of("follow_up.complete", {"follow_up": agreed, "outcome": "Gedaan"}))
        call = {"follow_up": {"text": "Bellen", "due_on": _tomorrow()}}
        made = [self._contact(self.chance.choice(self.clients), **call) for _ in range(5)]
        for contact in made:
            self._put(batch, contact)
        for _ in range(3):
            added = self._of("client.add", {"alias": f"Nieuw {self._seq}", "legal_basis": "wgbo"})
            self._put(batch, added, {**self._contact(added["id"]), "depends_on": [added["id"]]})
        self._agreed = [one["id"] for one in made]
        return batch

    def _put(self, batch: list[Operation], *some: Operation) -> None:
        """Somewhere after the first ones."""
        at = self.chance.randrange(2, len(batch) + 1)
        batch[at:at] = some

    def _contact(self, client: str | None, **more: Any) -> Operation:
        known = {"client": client} if client else {"alias": f"Man met pet {self._seq}"}
        body = {"channel": "street", "place": f"Plek {self._seq % 9}", "ethos_category": "public_space"}
        return self._of("contact.log", {**known, **body, "topics": ["sleep", "food"], "note": NOTE, **more})

    def _of(self, kind: str, body: dict[str, Any]) -> Operation:
        self._seq += 1
        envelope = {"id": str(new_id()), "kind": kind, "schema": 1, "seq": self._seq}
        return {**envelope, "client_time": clock.now().isoformat(), "body": body}


def _tomorrow() -> str:
    return (clock.today() + timedelta(days=1)).isoformat()
