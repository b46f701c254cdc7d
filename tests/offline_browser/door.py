"""A door of our own behind the real frame and scripts: it opens what phones seal, and answers as a test wants.

The real server cannot be made to refuse, forget or fall over on command; this one can, per request.
"""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from flask import Blueprint, Response, current_app, jsonify, request

from tests.offline_browser.sealing import open_sealed, public_point
from webapp import clock

blueprint = Blueprint("door", __name__)
USERS = {"sanne": "11111111-1111-4111-8111-111111111111", "karin": "22222222-2222-4222-8222-222222222222"}
Judge = Callable[[dict[str, Any]], dict[str, Any]]
Gate = Callable[[list[dict[str, Any]]], Response | None]


def accept(operation: dict[str, Any]) -> dict[str, Any]:
    """The answer to an operation that is fine."""
    return {"status": "accepted", "version": 1, "url": f"/contacten/{operation['id']}"}


def broken(_operations: list[dict[str, Any]]) -> Response:
    """The gate of a server that falls over whatever it gets."""
    return Response("boom", 500)


@dataclass
class Door:
    """The server's side of a test: the received requests, and the answers to give."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    kid: str = "test-1"
    epoch: str = field(default_factory=lambda: str(uuid4()))
    backed_up_through: str | None = None
    received: list[dict[str, Any]] = field(default_factory=list)
    """Every operation opened, in order of arrival, also when it came again."""
    effects: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Operation id → the operation, once: its real effect."""
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    devices: dict[str, str] = field(default_factory=dict)
    """Device → the user it belongs to."""
    vault_secrets: dict[str, str] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    posted: list[dict[str, list[str]]] = field(default_factory=list)
    """Forms that came as a plain POST."""
    fragments: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=lambda: {"clients": []})
    gone: list[str] = field(default_factory=list)
    life: timedelta = timedelta(hours=24)
    judge: Judge = accept
    gate: Gate = lambda _operations: None
    place: str = "Station"
    """The place that the form of an edit shows."""
    also_kept: list[str] = field(default_factory=list)
    """Files that the worker is told to keep beside ours."""
    release: str = ""
    """Another release than ours, for update tests."""

    def restore(self, backed_up_through: str | None, *, keep: int) -> None:
        """Go back to a backup that holds the first ``keep`` effects."""
        self.epoch = str(uuid4())
        self.backed_up_through = backed_up_through
        self.effects = dict(list(self.effects.items())[:keep])
        self.results = {one: self.results[one] for one in self.effects}

    def is_made(self, operation: dict[str, Any]) -> bool:
        """True when the item that this one replaces, or another change of it, is there already."""
        root = {operation["id"], operation.get("replaces")} - {None}
        return any(root & {one["id"], one.get("replaces")} for one in self.effects.values())

    def take(self, device: str, item: dict[str, Any]) -> dict[str, Any]:
        """Open, judge and answer one item, each id once."""
        context = f"onderdak operation v1|{device}|{item['id']}|{item['seq']}"
        operation = json.loads(open_sealed(self.key, item["sealed"], context))
        self.received.append(operation)
        identity = operation["id"]
        if identity in self.results:
            return {**self.results[identity], "status": "duplicate"}
        answer = {"id": identity, "received_at": clock.now().isoformat(), **self.judge(operation)}
        if answer["status"] == "accepted" and self.is_made(operation):
            place = f"/contacten/{operation.get('replaces')}"
            answer |= {
                "status": "rejected",
                "code": "already_accepted",
                "message": "Dit was al aangekomen.",
                "url": place,
            }
        if answer["status"] == "accepted":
            self.effects[identity] = operation
            self.results[identity] = answer
        return answer


def the_door() -> Door:
    """The door of the running application."""
    found: Door = current_app.extensions["door"]
    return found


def user() -> str | None:
    """The signed-in user; null when the session is gone."""
    return request.cookies.get("session") and request.cookies.get("user")


@blueprint.before_request
def signed_in_only() -> Any:
    """Everything behind the door needs a session."""
    return None if user() else (jsonify(error="unauthorized"), 401)


@blueprint.get("/offline/keys")
def keys() -> Any:
    """The key to seal to."""
    door = the_door()
    return jsonify(current=door.kid, keys=[{"key": door.kid, "public": public_point(door.key)}])


@blueprint.post("/offline/vault")
def vault() -> Any:
    """The secret of this user's vault on this device."""
    door, device = the_door(), request.json["device"]
    if door.devices.setdefault(device, user()) != user():
        return jsonify(error="device_of_another", user=user()), 403
    if device in door.revoked:
        return jsonify(error="revoked", device=device), 410
    return jsonify(
        user=user(), device=device, proof="", secret=door.vault_secrets.setdefault(device, secrets.token_urlsafe(32))
    )


@blueprint.post("/offline/operations")
def operations() -> Any:
    """Take a batch, unless the test's gate answers something else."""
    data = request.get_data()
    batch = json.loads(gzip.decompress(data) if request.headers.get("Content-Encoding") == "gzip" else data)
    door, device, items = the_door(), batch["device"], batch["operations"]
    if door.devices.setdefault(device, user()) != user():
        return jsonify(error="device_of_another"), 403
    door.batches.append(len(items))
    refused = door.gate(items)
    if refused is not None:
        return refused
    return jsonify(
        server_time=clock.now().isoformat(),
        epoch=door.epoch,
        backed_up_through=door.backed_up_through,
        results=[door.take(device, item) for item in items],
    )


@blueprint.get("/offline/snapshot")
def snapshot() -> Any:
    """The records that the phone may keep."""
    door, now = the_door(), clock.now()
    return jsonify(
        user=user(),
        epoch=door.epoch,
        since=request.args.get("since"),
        taken_at=now.isoformat(),
        expires_at=(now + door.life).isoformat(),
        fragments={path: {"html": html, "version": str(hash(html))} for path, html in door.fragments.items()},
        choices=door.choices,
        gone=door.gone,
    )
