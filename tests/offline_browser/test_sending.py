"""The sender against every way a network and a server can fail: once on the server, or visibly pending."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Response, jsonify
from playwright.sync_api import Page, expect

from tests.offline_browser.acts import ready
from tests.offline_browser.door import Door, accept, broken
from tests.offline_browser.modules import device_of, in_page, outbox_rows, queue, send
from tests.support.browser import all_sent, eventually
from tests.support.proxy import Proxy

DOOR = "/offline/operations"


def statuses(page: Page) -> list[str]:
    return [row["status"] for row in outbox_rows(page)]


@pytest.mark.parametrize(
    ("mode", "state", "reason"),
    [("drop", "no_network", None), ("cut", "no_network", None), ("login", "paused", "portal")],
)
def test_bad_network_keeps_everything_and_a_good_one_delivers_once(
    tab: Page, door: Door, street: Proxy, mode: str, state: str, reason: str | None
) -> None:
    street.set(mode, path="" if mode == "drop" else DOOR)
    ids = queue(tab, 3)
    note = send(tab, force=True)
    assert (note["state"], note["reason"]) == (state, reason)
    assert statuses(tab) == ["waiting"] * 3
    street.set("pass")
    assert send(tab, force=True)["state"] == "sent"
    assert statuses(tab) == ["delivered"] * 3
    assert list(door.effects) == ids


def test_silent_network_is_given_up_and_holds_nothing(tab: Page, door: Door, street: Proxy) -> None:
    street.set("hang", path=DOOR)
    queue(tab, 1)
    note = in_page(
        tab,
        """
        const { send } = await module('outbox/sender');
        const { knock } = await module('outbox/door');
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        const impatient = (device, rows) => knock(device, rows, (url, options) => (
          fetch(url, { ...options, signal: AbortSignal.any([options.signal, AbortSignal.timeout(500)]) })));
        return send(await deviceOf(signedInUser()), { force: true, knockWith: impatient });
        """,
    )
    assert note["state"] == "no_network"
    assert statuses(tab) == ["waiting"]
    street.set("pass")
    send(tab, force=True)
    assert len(door.effects) == 1


def test_lost_answer_becomes_a_duplicate_not_a_second_effect(tab: Page, door: Door, street: Proxy) -> None:
    street.set("lose", path=DOOR)
    [identity] = queue(tab, 1)
    assert send(tab, force=True)["state"] == "no_network"
    assert statuses(tab) == ["waiting"]
    assert list(door.effects) == [identity]
    street.set("pass")
    assert send(tab, force=True)["state"] == "sent"
    [row] = outbox_rows(tab)
    assert row["status"] == "delivered"
    assert row["result"]["url"] == f"/contacten/{identity}"
    assert len(door.received) > 1
    assert len(door.effects) == 1


def test_one_poisoned_item_stands_alone_and_holds_up_no_other(tab: Page, door: Door) -> None:
    ids = queue(tab, 12)

    def fall_over(items: list[dict[str, Any]]) -> Response | None:
        return Response("boom", 500) if any(item["id"] == ids[4] for item in items) else None

    door.gate = fall_over
    send(tab, force=True)
    assert [row["id"] for row in outbox_rows(tab) if row["status"] == "waiting"] == [ids[4]]
    assert sorted(door.effects) == sorted(ids[:4] + ids[5:])
    [poisoned] = [row for row in outbox_rows(tab) if row["status"] == "waiting"]
    assert poisoned["tries"] == 1
    assert send(tab) is None, "it alone backs off"
    door.gate = lambda _items: None
    send(tab, force=True)
    assert sorted(door.effects) == sorted(ids)


def test_item_that_breaks_the_connection_holds_up_no_other(tab: Page, door: Door, street: Proxy) -> None:
    ids = queue(tab, 6)
    result = in_page(
        tab,
        """
        const { send } = await module('outbox/sender');
        const { knock } = await module('outbox/door');
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        const record = await deviceOf(signedInUser());
        const breaks = (device, rows) => (rows.some((row) => row.id === argument)
          ? { kind: 'no_network' } : knock(device, rows));
        for (let n = 0; n < 8; n += 1) await send(record, { force: n % 2 === 0, knockWith: breaks });
        return null;
        """,
        ids[0],
    )
    assert result is None
    assert sorted(door.effects) == sorted(ids[1:])
    assert [row["id"] for row in outbox_rows(tab) if row["status"] == "waiting"] == [ids[0]]


def test_server_that_fails_altogether_is_left_alone_after_a_few_tries(tab: Page, door: Door) -> None:
    queue(tab, 40)
    door.gate = broken
    assert send(tab, force=True)["state"] == "server_error"
    assert len(door.batches) < 12
    assert statuses(tab) == ["waiting"] * 40


def test_too_large_a_batch_is_halved_and_one_too_large_item_asks_attention(tab: Page, door: Door) -> None:
    ids = queue(tab, 7)

    def small_only(items: list[dict[str, Any]]) -> Response | None:
        too_big = len(items) > 2 or items[0]["id"] == ids[3]
        return Response('{"error": "request_entity_too_large"}', 413, mimetype="application/json") if too_big else None

    door.gate = small_only
    send(tab, force=True)
    [left] = [row for row in outbox_rows(tab) if row["status"] != "delivered"]
    assert (left["id"], left["status"], left["result"]["code"]) == (ids[3], "attention", "too_large")


@pytest.mark.parametrize("status", [429, 503])
def test_busy_server_is_not_asked_again_before_its_time(tab: Page, door: Door, status: int) -> None:
    queue(tab, 3)
    door.gate = lambda _items: Response("later", status, {"Retry-After": "120"})
    assert send(tab, force=True)["state"] == "busy"
    door.gate = lambda _items: None
    send(tab, force=True)
    assert len(door.batches) == 1
    assert statuses(tab) == ["waiting"] * 3


def test_filter_that_says_busy_holds_nobody_back_for_long(tab: Page, door: Door) -> None:
    queue(tab, 1)
    seconds = {"Retry-After": "3600"}
    door.gate = lambda _items: Response("<h1>Te veel verkeer</h1>", 429, seconds)
    note = send(tab, force=True)
    assert (note["state"], note["not_before"] - note["at"]) == ("busy", 60_000)


def test_server_that_says_busy_itself_is_left_alone_as_long_as_it_asks(tab: Page, door: Door) -> None:
    queue(tab, 1)
    said = '{"error": "too_many", "message": "Even wachten"}'
    door.gate = lambda _items: Response(said, 429, {"Retry-After": "3600"}, mimetype="application/json")
    note = send(tab, force=True)
    assert (note["state"], note["not_before"] - note["at"]) == ("busy", 3_600_000)


def test_door_of_another_is_not_knocked_at_all_the_time(tab: Page, door: Door) -> None:
    queue(tab, 1)
    refusal = '{"error": "device_of_another"}'
    door.gate = lambda _items: Response(refusal, 403, mimetype="application/json")
    note = send(tab, force=True)
    assert note["reason"] == "of_another"
    assert note["not_before"] - note["at"] >= 60_000


def test_lost_session_pauses_and_says_so_and_signing_in_again_delivers(tab: Page, door: Door) -> None:
    tab.goto("/sessie-weg")
    queue(tab, 1)
    assert send(tab, force=True)["reason"] == "signin"
    tab.goto("/onverzonden")
    expect(tab.locator('[data-pause="signin"]')).to_be_visible()
    expect(tab.locator("#status")).to_contain_text("Log opnieuw in")
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    tab.goto("/als/sanne")
    all_sent(tab)
    assert len(door.effects) == 1


def test_refusal_and_conflict_ask_attention_and_hold_up_no_other(tab: Page, door: Door) -> None:
    ids = queue(tab, 3)
    answers = {
        ids[0]: {"status": "rejected", "code": "invalid", "message": "De datum klopt niet.", "fields": {}},
        ids[1]: {"status": "conflict", "current": {"note": {"value": "anders", "by": "Karin", "at": None}}},
    }
    door.judge = lambda operation: answers.get(operation["id"]) or accept(operation)
    send(tab, force=True)
    assert statuses(tab) == ["attention", "attention", "delivered"]
    expect(tab.locator("html")).to_have_attribute("data-unsent", "2")
    clear = [json.dumps(row) for row in outbox_rows(tab)]
    assert not any("De datum" in one or "Karin" in one for one in clear), "what the server says is personal"


def test_later_is_later_and_what_hangs_on_a_refusal_comes_along_after_its_repair(tab: Page, door: Door) -> None:
    ids = queue(tab, 2)
    door.judge = lambda operation: (
        {"status": "retry_later"}
        if operation["id"] == ids[0]
        else {"status": "rejected", "code": "dependency_rejected", "message": "Hoort bij iets anders."}
    )
    send(tab, force=True)
    assert statuses(tab) == ["waiting", "attention"]
    door.judge = accept
    send(tab, force=True)
    assert statuses(tab) == ["delivered", "delivered"]


def test_answer_of_something_else_is_no_answer(tab: Page, door: Door) -> None:
    queue(tab, 1)
    door.gate = lambda _items: jsonify(ok=True)
    assert send(tab, force=True)["reason"] == "portal"
    assert statuses(tab) == ["waiting"]


def test_server_restored_from_a_backup_gets_again_what_it_lost(tab: Page, door: Door) -> None:
    ids = queue(tab, 3)
    send(tab, force=True)
    covered = outbox_rows(tab)[0]["result"]["received_at"]
    door.restore(covered, keep=1)
    [later] = queue(tab, 1)
    send(tab, force=True)
    assert sorted(door.effects) == sorted([*ids, later])
    assert [operation["id"] for operation in door.received].count(ids[0]) == 1, "the backup has it"


def test_restored_server_gets_again_what_went_under_an_id_the_phone_had_before(tab: Page, door: Door) -> None:
    ids = queue(tab, 2)
    send(tab, force=True)
    before = device_of(tab)
    door.revoked.add(before)
    tab.reload()
    ready(tab)
    assert device_of(tab) != before
    ids += queue(tab, 1)
    in_page(tab, "await (await module('page/wake')).wake({ force: true });")
    assert sorted(door.effects) == sorted(ids)
    door.restore(None, keep=0)
    ids += queue(tab, 1)
    in_page(tab, "await (await module('page/wake')).wake({ force: true });")
    eventually(tab, lambda: sorted(door.effects) == sorted(ids), "sending again")


@pytest.mark.parametrize("pages", ["kept", "none"])
def test_restore_is_noticed_when_nothing_waits(tab: Page, door: Door, pages: str) -> None:
    ids = queue(tab, 2)
    send(tab, force=True)
    door.restore(None, keep=0)
    in_page(
        tab,
        """
        const { refreshSnapshot } = await module('reading/snapshot');
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        const { writeMeta } = await module('store/db');
        const record = await deviceOf(signedInUser());
        await navigator.locks.request(`onderdak-snapshot-${record.device}`, () => {}); // the one of the start is over
        if (argument === 'none') await writeMeta(`snapshot:${record.device}`, undefined);
        await refreshSnapshot(record, true);
        """,
        pages,
    )
    eventually(tab, lambda: sorted(door.effects) == sorted(ids), "sending again")


@pytest.mark.parametrize(
    ("age_days", "covered", "kept"),
    [(0.5, True, 1), (2, False, 1), (2, True, 0), (20, None, 1), (31, None, 0)],
)
def test_delivered_item_goes_only_when_a_backup_has_it(
    tab: Page, age_days: float, covered: bool | None, kept: int
) -> None:
    queue(tab, 1)
    send(tab, force=True)
    in_page(
        tab,
        """
        const { epochKey, settle } = await module('outbox/receipts');
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        const { readMeta } = await module('store/db');
        const { find, withStatus } = await module('outbox/outbox');
        const record = await deviceOf(signedInUser());
        const [row] = await withStatus(record.device, 'delivered');
        const received = Date.parse(row.result.received_at);
        const iso = (ms) => new Date(ms).toISOString();
        await settle(record, [], {
          epoch: await readMeta(epochKey(record.device)), server_time: iso(received + argument.age * 86400000),
          backed_up_through: argument.covered === null ? null : iso(received + (argument.covered ? 1000 : -1000)),
          results: [],
        }, true);
        """,
        {"age": age_days, "covered": covered},
    )
    assert len(outbox_rows(tab)) == kept


def test_clock_set_back_for_years_does_not_hold_an_item(plain: Page) -> None:
    due = in_page(
        plain,
        """
        const { isDue } = await module('outbox/receipts');
        const now = Date.now();
        const year = 365 * 86400000;
        return [isDue({ next_try_at: 0 }, now), isDue({ next_try_at: now + 60000 }, now),
          isDue({ next_try_at: now + 2 * year }, now)];
        """,
    )
    assert due == [True, False, True]


def test_two_tabs_number_without_gap_or_repeat_and_send_once(tab: Page, door: Door) -> None:
    other = tab.context.new_page()
    other.goto("/")
    saving = """async (argument) => {
      const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
      const module = (name) => modules[`js/offline/${name}.js`];
      const [{ save }, { sealingKey }, { signedInUser }, { uuid7 }] = await Promise.all(
        ['outbox/save', 'store/keys', 'page/user', 'crypto/ids'].map(module));
      const key = await sealingKey();
      const one = () => ({ id: uuid7(), kind: 'contact.log', schema: 1, base_version: null, depends_on: null,
        replaces: null, body: {}, copy: {} });
      window.saved = Promise.all(Array.from({ length: 15 }, () => save(signedInUser(), key, [one()])));
    }"""
    tab.evaluate(saving)
    other.evaluate(saving)
    tab.evaluate("async () => { await window.saved; }")
    other.evaluate("async () => { await window.saved; }")
    assert [row["seq"] for row in outbox_rows(tab)] == list(range(1, 31))
    for page in (tab, other):
        page.evaluate("() => dispatchEvent(new Event('online'))")
    for page in (tab, other):
        all_sent(page)
    assert len(door.effects) == 30
    assert len(door.received) == 30, "one sender at a time"
