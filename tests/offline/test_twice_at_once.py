"""One item comes twice at once, from one phone that got no answer or from two of its user: it is one all the same."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from tests.beds.ledger.world import operation
from tests.support.client import Client
from webapp.db import new_id

TRIES = 6
ROUNDS = 6
PHONES = 4
ITEMS = 12
NURSE = "straatverpleegkundige"
TIME = "2026-11-22T21:40:05+01:00"


def answers_at_once(app: Flask, batches: list[tuple[str, dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The results of batches that are sent at one moment, each by the user who is named with it."""
    clients = [Client(app, app.response_class).sign_in(name) for name, _ in batches]
    start = Barrier(len(batches))

    def send(client: Client, batch: dict[str, Any]) -> list[dict[str, Any]]:
        start.wait()
        answer = client.post("/offline/operations", json=batch)
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        return list(answer.json["results"])

    with ThreadPoolExecutor(len(batches)) as pool:
        return list(pool.map(send, clients, [batch for _, batch in batches]))


def batch_of(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"device": str(new_id()), "operations": items}


def test_batch_that_comes_many_times_at_once_is_done_once(demo_app: Flask) -> None:
    good = operation("client.add", {"alias": "Demo D.", "legal_basis": "wgbo"}, TIME, 1)
    batch = batch_of([good, {**good, "id": str(new_id()), "seq": 2, "kind": "unknown"}])
    told = answers_at_once(demo_app, [(NURSE, batch)] * TRIES)
    assert sorted(first["status"] for first, _ in told) == ["accepted", *["duplicate"] * (TRIES - 1)]
    assert {second["status"] for _, second in told} == {"rejected"}


def test_items_that_come_from_two_phones_at_once_are_accepted_once(demo_app: Flask) -> None:
    """In opposite and in any order, with refused and broken ones between them."""
    for _ in range(ROUNDS):
        items = [operation("contact.log", {"ethos_category": "unknown"}, TIME, n) for n in range(1, ITEMS)]
        items.append({**operation("client.add", {"legal_basis": "wgbo"}, TIME, ITEMS)})
        items.append({**items[0], "id": str(new_id()), "seq": ITEMS + 1, "schema": "kapot"})
        orders = [items, items[::-1], *(random.sample(items, len(items)) for _ in range(PHONES - 2))]
        told = answers_at_once(demo_app, [(NURSE, batch_of(order)) for order in orders])
        for item in items[: ITEMS - 1]:
            said = sorted(one["status"] for results in told for one in results if one["id"] == item["id"])
            assert said == ["accepted", *["duplicate"] * (PHONES - 1)]
        rest = {one["status"] for results in told for one in results if one["id"] in (items[-1]["id"], items[-2]["id"])}
        assert rest == {"rejected"}


def test_item_and_its_repair_that_come_at_once_are_one(demo_app: Flask) -> None:
    for _ in range(ROUNDS):
        first = operation("client.add", {"alias": "Demo E.", "legal_basis": "wgbo"}, TIME, 1)
        repair = {**first, "id": str(new_id()), "seq": 2, "replaces": first["id"]}
        told = answers_at_once(demo_app, [(NURSE, batch_of([first])), (NURSE, batch_of([repair]))])
        (one,), (other,) = told
        assert [(said["status"], said.get("code")) for said in (one, other)] in [
            [("accepted", None), ("rejected", "already_accepted")],
            [("rejected", "replaced"), ("accepted", None)],
        ]


def test_id_that_two_users_send_at_once_is_one_users(demo_app: Flask) -> None:
    for _ in range(ROUNDS):
        item = operation("contact.log", {"ethos_category": "unknown"}, TIME, 1)
        told = answers_at_once(demo_app, [(NURSE, batch_of([item])), ("jongerenwerker", batch_of([item]))])
        assert sorted((one["status"], one.get("code", "")) for (one,) in told) == [
            ("accepted", ""),
            ("rejected", "id_reused"),
        ]


def test_two_phones_that_change_the_same_records_in_another_order_both_get_their_answer(demo_app: Flask) -> None:
    contacts = [operation("contact.log", {"ethos_category": "unknown"}, TIME, n) for n in range(1, ITEMS)]
    answers_at_once(demo_app, [(NURSE, batch_of(contacts))])
    for field in ("place", "municipality", "alias", "note"):
        changes = [{"contact": one["id"], "changes": {field: {"from": None, "to": "x"}}} for one in contacts]
        batches = [
            batch_of([operation("contact.correct", body, TIME, n + 1) for n, body in enumerate(order)])
            for order in (changes, changes[::-1])
        ]
        told = answers_at_once(demo_app, [(NURSE, batch) for batch in batches])
        assert {one["status"] for results in told for one in results} == {"accepted"}
