"""JSON that is nested deeper than any reader can go is refused everywhere, and is nobody's crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support.client import Client
from tests.support.servers import Server
from tests.support.visitor import Visitor
from webapp.cli import main
from webapp.db import new_id
from webapp.jsontext import MOST_LEVELS, is_shallow, parse_json
from webapp.keys import seal_to

LEVELS = [MOST_LEVELS + 1, 990, 100_000]
SHAPES: dict[str, tuple[str, str]] = {"lists": ("[", "]"), "objects": ('{"a":', "}")}
SIGNED_OUT = "/uitloggen"
JSON_DOORS = ["/offline/operations", "/offline/vault", "/passkeys/inloggen", "/passkeys/uitnodiging/opties",
              "/passkeys/uitnodiging", "/passkeys/nieuw"]  # fmt: skip


def nested(levels: int, shape: str = "lists") -> bytes:
    opening, closing = SHAPES[shape]
    return (opening * levels + "1" + closing * levels).encode()


def bodies(levels: int) -> list[bytes]:
    """The whole body, and every field the doors know, that deep."""
    fields = ("device", "operations", "token", "credential", "sent_at", "x")
    whole = [nested(levels, shape) for shape in SHAPES]
    return whole + [b'{"%s": %s}' % (name.encode(), one) for name in fields for one in whole]


@pytest.mark.one_store
@pytest.mark.parametrize("levels", LEVELS)
def test_deep_body_is_refused_at_every_address(demo_app: Flask, demo_client: Client, levels: int) -> None:
    demo_client.sign_in("straatverpleegkundige")
    adapter = demo_app.url_map.bind("localhost")
    for rule in demo_app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.rule == SIGNED_OUT:
            continue
        values: dict[str, Any] = {name: new_id() for name in rule.arguments}
        path = adapter.build(rule.endpoint, values, "POST")
        answer = demo_client.post(path, data=nested(levels), headers={"Content-Type": "application/json"})
        assert answer.status_code < 500, (path, answer.text)


@pytest.mark.one_store
@pytest.mark.parametrize("levels", LEVELS)
@pytest.mark.parametrize("door", JSON_DOORS)
def test_deep_body_is_400(demo_client: Client, door: str, levels: int) -> None:
    demo_client.sign_in("straatverpleegkundige")
    for body in bodies(levels):
        answer = demo_client.post(door, data=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400, (body[:40], answer.text)


@pytest.mark.parametrize("levels", [MOST_LEVELS, 300, 900])
def test_deep_item_is_refused_for_itself(demo_client: Client, levels: int) -> None:
    demo_client.sign_in("straatverpleegkundige")
    device, sealed_id = str(new_id()), str(new_id())
    keys = demo_client.get("/offline/keys").get_json()
    good = item(b'{"ethos_category": "unknown"}')
    deep = [item(b'{"note": %s}' % nested(levels, shape)) for shape in SHAPES]
    plain = [*deep, b'{"id": %s}' % nested(levels), b'{"id": "%s", "seq": %s}' % (good[8:44], nested(levels))]
    inside = item(b'{"note": %s}' % nested(levels), sealed_id)
    sealed = seal_to(keys["keys"][-1]["public"], inside, f"onderdak operation v1|{device}|{sealed_id}|1")
    wrapped = json.dumps({"id": sealed_id, "seq": 1, "sealed": sealed, "key": keys["current"]}).encode()
    body = b'{"device": "%s", "operations": [%s]}' % (device.encode(), b", ".join([*plain, wrapped, good]))
    answer = demo_client.post("/offline/operations", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text
    told = [(one["status"], one.get("code")) for one in answer.get_json()["results"]]
    assert told == [("rejected", "invalid_operation")] * (len(plain) + 1) + [("accepted", None)]


def item(body: bytes, item_id: str = "") -> bytes:
    made = {"id": item_id or str(new_id()), "kind": "contact.log", "schema": 1, "seq": 1,
            "client_time": "2026-11-22T21:40:05+01:00", "body": 0}  # fmt: skip
    return json.dumps(made).encode().replace(b'"body": 0', b'"body": ' + body)


def test_deep_body_is_400_on_a_real_server(start_server: Callable[[], Server]) -> None:
    visitor = Visitor(start_server().port).sign_in("straatverpleegkundige")
    for levels in LEVELS:
        for door in JSON_DOORS:
            assert visitor.post_bytes(door, nested(levels)).status_code == 400, (door, levels)


@pytest.mark.parametrize("levels", LEVELS)
def test_deep_file_of_rooms_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], levels: int) -> None:
    file = tmp_path / "deep.json"
    file.write_bytes(b'{"youths": %s, "rooms": []}' % nested(levels))
    assert main(["match", str(file)]) == 1
    assert str(file) in capsys.readouterr().err


def test_depth_is_counted_without_going_down() -> None:
    assert is_shallow(parse_json(nested(MOST_LEVELS - 1)))
    assert not is_shallow(parse_json(nested(MOST_LEVELS + 1)))
    assert is_shallow(7)
