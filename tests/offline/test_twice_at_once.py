"""A phone that got no answer sends again while the server is still busy with its first try: it is one all the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from tests.beds.ledger.world import operation
from tests.support.client import Client
from webapp.db import new_id

TRIES = 6


def test_batch_that_comes_many_times_at_once_is_done_once(demo_app: Flask) -> None:
    clients = [Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige") for _ in range(TRIES)]
    good = operation("client.add", {"alias": "Demo D.", "legal_basis": "wgbo"}, "2026-11-22T21:40:05+01:00", 1)
    batch = {"device": str(new_id()), "operations": [good, {**good, "id": str(new_id()), "seq": 2, "kind": "unknown"}]}
    start = Barrier(TRIES)

    def send(client: Client) -> list[str]:
        start.wait()
        answer = client.post("/offline/operations", json=batch)
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        return [one["status"] for one in answer.json["results"]]

    with ThreadPoolExecutor(TRIES) as pool:
        told = list(pool.map(send, clients))
    assert sorted(first for first, _ in told) == ["accepted", *["duplicate"] * (TRIES - 1)]
    assert {second for _, second in told} == {"rejected"}
