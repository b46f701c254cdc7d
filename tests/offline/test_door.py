"""The door of the phone: its answer per item, and that an effect happens at most once."""

from __future__ import annotations

import gzip
import json
from typing import Annotated, Any
from uuid import UUID

import pytest

from tests.offline.acts import DEVICE, note_kind, nurse, operation, performed, send
from tests.support.client import Client
from webapp.accounts.permissions import Permission
from webapp.db import new_id
from webapp.errors import NotAllowed
from webapp.keys import seal_to
from webapp.offline import registry
from webapp.operation import Operation, Outcome
from webapp.references import Names
from webapp.validation import Input

__all__ = ["note_kind", "nurse"]  # fixtures of the acts


def test_operation_is_accepted_once_when_sent_twice(nurse: Client) -> None:
    item = operation()
    (first,) = send(nurse, item)
    (second,) = send(nurse, {**item, "seq": 9, "client_time": "2030-01-01T00:00:00+01:00"})
    assert (first["status"], second["status"]) == ("accepted", "duplicate")
    assert first["url"] == second["url"] == f"/x/{item['id']}"
    assert (first["effect"], second["effect"]) == ({"state": "first"}, {"state": "now"})
    assert first["received_at"] == second["received_at"]
    assert performed == ["hallo"]


def test_operation_is_rejected_when_its_id_carries_other_content(nurse: Client) -> None:
    item = operation()
    send(nurse, item)
    (again,) = send(nurse, {**item, "body": {"text": "anders"}})
    assert (again["status"], again["code"]) == ("rejected", "id_reused")
    assert performed == ["hallo"]


def test_bad_items_hold_up_no_others_in_one_batch(nurse: Client) -> None:
    results = send(
        nurse,
        operation("een", 1),
        operation("conflict", 2),
        operation("forbidden", 3),
        operation("crash", 4),
        operation("lang" * 100, 5),
        {"id": "geen uuid"},
        "geen object",
        operation(kind="niet.bestaand", seq=6),
        operation(schema=99, seq=7),
        operation("twee", 8),
    )
    said = [(r["status"], r.get("code", "")) for r in results]
    assert said == [
        ("accepted", ""),
        ("conflict", ""),
        ("rejected", "not_allowed"),
        ("retry_later", ""),
        ("rejected", "invalid"),
        ("rejected", "invalid_operation"),
        ("rejected", "invalid_operation"),
        ("rejected", "unknown_kind"),
        ("rejected", "unknown_schema"),
        ("accepted", ""),
    ]
    assert results[1]["current"]["text"]["by"] == "K"
    assert "Karin" in results[1]["message"]
    assert "200" in results[4]["fields"]["text"]
    assert performed == ["een", "twee"]


def test_rejected_operation_is_taken_when_it_comes_again_and_is_now_right(nurse: Client) -> None:
    item = operation("forbidden")
    (first,) = send(nurse, item)
    (second,) = send(nurse, item)
    assert first["code"] == second["code"] == "not_allowed"


def test_dependent_operation_waits_and_follows_its_first(nurse: Client) -> None:
    first = operation("eerst", 1)
    then = operation("dan", 2, depends_on=[first["id"]])
    assert send(nurse, then)[0]["status"] == "retry_later"
    assert [r["status"] for r in send(nurse, first, then)] == ["accepted", "accepted"]
    bad = operation("forbidden", 3)
    after = operation("daarna", 4, depends_on=[bad["id"]])
    assert [r.get("code") for r in send(nurse, bad, after)] == ["not_allowed", "dependency_rejected"]


def test_reference_means_the_repair_when_the_old_operation_was_replaced(nurse: Client) -> None:
    bad = operation("forbidden", 1)
    repair = operation("goed", 2, replaces=bad["id"])
    about = operation("over", 3, body={"text": "over", "about": bad["id"]}, depends_on=[bad["id"]])
    send(nurse, bad, repair)
    assert send(nurse, about)[0]["status"] == "accepted"
    assert performed == ["goed", f"over {repair['id']}"]


def test_reference_means_the_repair_also_when_a_first_repair_failed(nurse: Client) -> None:
    bad = operation("forbidden", 1)
    worse = operation("forbidden", 2, replaces=bad["id"])
    good = operation("goed", 3, replaces=worse["id"])
    about = operation("over", 4, body={"text": "over", "about": bad["id"]}, depends_on=[bad["id"]])
    assert [one["status"] for one in send(nurse, bad, worse, good, about)] == [
        "rejected", "rejected", "accepted", "accepted"]  # fmt: skip
    assert performed == ["goed", f"over {good['id']}"]


def test_base_version_and_inner_references_mean_the_repair(nurse: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    about_note = Annotated[UUID, Names("test.note")]

    class Inner(Input):
        about: about_note | None = None

    class Nested(Input):
        changes: Inner
        list: list[about_note]

    def look(_session: Any, _actor: Any, data: Nested, envelope: Any) -> Outcome:
        seen.extend([str(data.changes.about), str(data.list[0]), str(envelope.base_version)])
        if data.changes.about is None:
            raise NotAllowed("Nee.")
        return Outcome()

    kind = Operation("test.nested", "Nested", Nested, Permission.own_account, look)
    monkeypatch.setitem(registry.KINDS, kind.kind, kind)
    bad = operation("forbidden", 1)
    repair = operation("goed", 2, replaces=bad["id"])
    old = bad["id"]
    first = operation(seq=3, kind="test.nested", body={"changes": {}, "list": [old]})
    body = {"changes": {"about": old}, "list": [old]}
    again = operation(seq=4, kind="test.nested", body=body, replaces=first["id"])
    item = operation(seq=5, kind="test.nested", body=body, base_version=first["id"])
    assert send(nurse, bad, repair, first, again, item)[-1]["status"] == "accepted"
    assert seen[-3:] == [repair["id"], repair["id"], again["id"]]


def test_what_was_replaced_takes_no_effect_any_more(nurse: Client) -> None:
    first = operation("conflict", 1)
    repair = operation("beter", 2, replaces=first["id"])
    send(nurse, first, repair)
    [again] = send(nurse, first)
    assert (again["status"], again["code"]) == ("rejected", "replaced")
    assert performed == ["beter"]


def test_what_waits_for_another_is_recorded_and_taken_when_that_comes(nurse: Client) -> None:
    first, second = operation("eerst", 1), operation("daarna", 2)
    second["depends_on"] = [first["id"]]
    third = operation("laatst", 3, depends_on=[second["id"]])
    early = send(nurse, second, third)
    assert [one["status"] for one in early] == ["retry_later"] * 2
    assert all(one["received_at"] for one in early)
    assert [one["status"] for one in send(nurse, first, second, third)] == ["accepted"] * 3
    assert performed == ["eerst", "daarna", "laatst"]


def test_sealed_operation_is_opened_only_in_its_own_envelope(nurse: Client) -> None:
    keys = nurse.get("/offline/keys").json
    assert keys is not None
    item = operation("verzegeld", 3)
    context = f"onderdak operation v1|{DEVICE}|{item['id']}|3"
    sealed = seal_to(keys["keys"][-1]["public"], json.dumps(item).encode(), context)
    wrapped = {"id": item["id"], "seq": 3, "sealed": sealed, "key": keys["current"]}
    moved = {**wrapped, "seq": 4}
    foreign = {**wrapped, "id": str(new_id()), "key": "onbekend"}
    assert [r.get("code", r["status"]) for r in send(nurse, moved, foreign)] == ["unreadable", "unreadable"]
    assert send(nurse, wrapped)[0]["status"] == "accepted"
    assert send(nurse, item)[0]["status"] == "duplicate"
    assert performed == ["verzegeld"]


def test_device_is_refused_when_it_belongs_to_another_user(nurse: Client) -> None:
    device = str(new_id())
    send(nurse, operation(), device=device)
    nurse.sign_in("jongerenwerker")
    answer = nurse.post("/offline/operations", json={"device": device, "operations": []})
    assert answer.status_code == 403
    assert answer.json == {"error": "device_of_another", "message": "Deze telefoon hoort bij iemand anders."}


def test_id_of_another_user_is_refused_without_telling_what_it_was(nurse: Client) -> None:
    item = operation()
    send(nurse, item)
    nurse.sign_in("jongerenwerker")
    (result,) = send(nurse, item, device=str(new_id()))
    assert (result["status"], result["code"]) == ("rejected", "id_reused")
    assert "url" not in result


def test_door_answers_401_as_json_when_signed_out(client: Client) -> None:
    answer = client.post("/offline/operations", json={"device": DEVICE, "operations": []})
    assert answer.status_code == 401
    assert answer.json is not None
    assert answer.json["error"] == "unauthorized"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 400),
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b'{"device": "x", "operations": []}', {}, 400),
        (b'{"device": 5, "operations": {}}', {}, 400),
        (b"[" * 100_000, {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"{}", {"Content-Encoding": "br"}, 415),
        (b"geen gzip", {"Content-Encoding": "gzip"}, 400),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b" " * (1024 * 1024 + 1), {}, 413),
        (gzip.compress(b" " * 3_000_000, mtime=0), {"Content-Encoding": "gzip"}, 413),
        (b'{"device": "%s", "operations": [%s]}' % (DEVICE.encode(), b",".join([b"1"] * 501)), {}, 413),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_broken_batch_gets_a_code_and_never_5xx(
    nurse: Client, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = nurse.post("/offline/operations", data=body, headers={"Content-Type": "application/json", **headers})
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["error"]


def test_item_no_store_can_hold_holds_up_no_other(nurse: Client) -> None:
    good, strange = operation(), operation(kind="con\u0000tact")
    body = json.dumps({"device": DEVICE, "operations": ["NaN", "half \ud83d", operation("\ud83d"), strange, good]})
    answer = nurse.post(
        "/offline/operations", data=body.replace('"NaN"', "NaN"), headers={"Content-Type": "application/json"}
    )
    assert answer.json is not None
    told = [(one["status"], one.get("code")) for one in answer.json["results"]]
    assert told == [("rejected", "invalid_operation")] * 4 + [("accepted", None)]


@pytest.mark.parametrize(
    "told",
    [
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "1970-01-01T00:00:00Z",
        "12345-01-01T00:00:00+01:00",
        "12-01-01T00:00:00+01:00",
        "+012345-01-01T00:00:00.000Z",
    ],
)
def test_phone_with_an_impossible_clock_is_heard_all_the_same(nurse: Client, told: str) -> None:
    assert send(nurse, operation(client_time=told))[0]["status"] == "accepted"


def test_operation_that_waits_for_itself_is_refused(nurse: Client) -> None:
    item = operation()
    [result] = send(nurse, {**item, "depends_on": [item["id"]]})
    assert (result["status"], result["code"]) == ("rejected", "invalid_operation")


def test_gzip_batch_is_understood(nurse: Client) -> None:
    body = gzip.compress(json.dumps({"device": DEVICE, "operations": [operation()]}).encode())
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = nurse.post("/offline/operations", data=body, headers=headers)
    assert answer.json is not None
    assert answer.json["results"][0]["status"] == "accepted"


def test_more_than_one_commit_keeps_the_order_of_a_long_batch(nurse: Client) -> None:
    items = [operation(f"n{n}", n) for n in range(1, 121)]
    results = send(nurse, *items)
    assert [r["id"] for r in results] == [item["id"] for item in items]
    assert {r["status"] for r in results} == {"accepted"}
    assert performed == [f"n{n}" for n in range(1, 121)]


def test_vault_secret_stays_the_same_for_its_user_and_is_refused_to_another(nurse: Client) -> None:
    device = str(new_id())
    first = nurse.post("/offline/vault", json={"device": device}).json
    second = nurse.post("/offline/vault", json={"device": device}).json
    assert first is not None
    assert second == {**first, "server_time": second["server_time"], "turn": first["turn"] + 1}
    assert len(first["secret"]) == 43
    nurse.sign_in("jongerenwerker")
    assert nurse.post("/offline/vault", json={"device": device}).status_code == 403


def test_schema_offers_every_kind_with_its_enumerations(nurse: Client) -> None:
    answer = nurse.get("/offline/schema").json
    assert answer is not None
    assert answer["kinds"].keys() == registry.KINDS.keys()
    assert all(kind["schema"] >= 1 and kind["body"]["type"] == "object" for kind in answer["kinds"].values())
    assert {"privacy", "benefits"} <= set(answer["reasons"]["match"]["no"])
    assert "full" in answer["reasons"]["referral"]["declined"]
