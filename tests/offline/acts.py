"""A kind of operation for these tests alone, and how a phone sends it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import pytest

from tests.support.client import Client
from webapp.accounts.permissions import Permission
from webapp.db import new_id
from webapp.errors import Conflict, NotAllowed
from webapp.offline import registry
from webapp.operation import Operation, Outcome
from webapp.references import Names
from webapp.validation import Input, Line

DEVICE = "0190a000-0000-7000-8000-00000000d001"  # fixed, for it stands in the names of tests

performed: list[str] = []


class Note(Input):
    """A kind that exists for these tests only."""

    text: Line
    about: Annotated[UUID, Names("test.note")] | None = None


def perform(_session: Any, _actor: Any, data: Note, envelope: Any) -> Outcome:
    if data.text == "conflict":
        raise Conflict("Jij en %(name)s.", {"text": {"value": "x", "by": "K", "at": "now"}}, name="Karin")
    if data.text == "forbidden":
        raise NotAllowed("Nee.")
    if data.text == "crash":
        raise ZeroDivisionError
    performed.append(f"{data.text} {data.about}" if data.about else data.text)
    return Outcome(url=f"/x/{envelope.id}", effect={"state": "first"})


@pytest.fixture(autouse=True)
def note_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the kind ``test.note`` to everyone who has an account."""
    kind = Operation("test.note", "Note", Note, Permission.own_account, perform, effect_now=lambda *_: {"state": "now"})
    monkeypatch.setitem(registry.KINDS, kind.kind, kind)
    performed.clear()


def operation(text: str = "hallo", seq: int = 1, **more: Any) -> dict[str, Any]:
    made = {
        "id": str(new_id()),
        "kind": "test.note",
        "schema": 1,
        "seq": seq,
        "client_time": "2026-11-22T21:40:05+01:00",
        "body": {"text": text},
    }
    return {**made, **more}


def send(client: Client, *operations: Any, device: str = DEVICE) -> list[dict[str, Any]]:
    answer = client.post("/offline/operations", json={"device": device, "operations": list(operations)})
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    assert {"server_time", "epoch", "backed_up_through", "results"} <= answer.json.keys()
    return list(answer.json["results"])


@pytest.fixture
def nurse(demo_client: Client) -> Client:
    """A signed-in street nurse."""
    demo_client.sign_in("straatverpleegkundige")
    return demo_client
