"""Beds asked, held and refused by the services themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.beds.night import Night
from tests.support.client import Client
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import answers
from webapp.db import new_id
from webapp.people import service as people
from webapp.people.inputs import ClientInput
from webapp.validation import read


def client_of(night: Night, by: str = "straatverpleegkundige", **more: object) -> UUID:
    data = read(ClientInput, {"alias": "Demo K.", "legal_basis": "wgbo", **more})
    with night.write() as session:
        return people.add_client(session, night.actor(by), data, new_id()).id


def find(night: Night, request: BedRequest) -> BedRequest:
    with night.database.reading() as session:
        found = session.get(BedRequest, request.id)
        assert found is not None
        return found


def hold(night: Night, request: BedRequest, by: str = "opvang") -> BedRequest:
    with night.write() as session:
        return answers.hold_request(session, night.actor(by), request.id)


def refuse(night: Night, request: BedRequest, by: str = "opvang") -> BedRequest:
    with night.write() as session:
        return answers.refuse_request(session, night.actor(by), request.id, Refusal.suspended, Alternative.none)


def fragments(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/offline/snapshot").get_json()["fragments"]
    return {path: one for path, one in found.items() if path.startswith("/bedden/")}
