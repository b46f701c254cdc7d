"""A phone as the door sees it: one device of one signed-in client or visitor, its operations numbered."""

from __future__ import annotations

from typing import Any

from tests.support.client import Client
from tests.support.visitor import Visitor
from webapp import clock
from webapp.db import new_id


class Door:
    """Sends operations one at a time and answers with the result of each."""

    def __init__(self, client: Client | Visitor) -> None:
        self.client = client
        self.device = str(new_id())
        self.seq = 0

    def send(self, kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
        """The result of one operation; ``id``, ``client_time``, the batch's ``sent_at`` and others can be given."""
        self.seq += 1
        batch = {"device": self.device, **({"sent_at": more.pop("sent_at")} if "sent_at" in more else {})}
        operation = {
            "id": str(new_id()),
            "kind": kind,
            "schema": 1,
            "seq": self.seq,
            "client_time": clock.local(clock.now()).isoformat(),
            "body": body,
            **more,
        }
        answer = self.client.post("/offline/operations", json={**batch, "operations": [operation]})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        result: dict[str, Any] = answer.get_json()["results"][0]
        return result

    def accepted(self, kind: str, body: dict[str, Any], **more: Any) -> str:
        """The id of an operation that must be accepted."""
        result = self.send(kind, body, **more)
        assert result["status"] == "accepted", result
        return str(result["id"])
