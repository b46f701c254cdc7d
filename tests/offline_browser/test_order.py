"""Acts on one record reach the server in the order in which a person did them, whatever happens to the first."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Response
from playwright.sync_api import Page

from tests.offline_browser.door import Door, accept
from tests.offline_browser.modules import outbox_rows, queue, send
from tests.support.proxy import Proxy


def later(operation: dict[str, Any], first: str) -> dict[str, Any]:
    return {"status": "retry_later"} if operation["id"] == first else accept(operation)


@pytest.mark.parametrize("fault", ["no network", "server error", "later"])
def test_undo_never_overtakes_what_it_undoes(tab: Page, door: Door, street: Proxy, fault: str) -> None:
    if fault == "no network":
        street.set("drop")
    [act] = queue(tab, 1, about="guest")
    if fault == "server error":
        door.gate = lambda items: Response("boom", 500) if any(one["id"] == act for one in items) else None
    if fault == "later":
        door.judge = lambda operation: later(operation, act)
    send(tab)
    [undo] = queue(tab, 1, about="guest")
    [other] = queue(tab, 1, about="another guest")
    send(tab)
    if fault == "no network":
        street.set("pass")
    else:
        assert list(door.effects) == [other], "which waits for nobody"
        assert send(tab) is None, "the undo backs off with what it undoes"
        door.gate, door.judge = lambda _items: None, accept
    [last] = queue(tab, 1, about="guest")
    send(tab)
    assert [one for one in door.effects if one != other] == [act, undo, last]


def test_undo_of_a_refused_act_is_sent_all_the_same(tab: Page, door: Door) -> None:
    act, undo = queue(tab, 2, about="guest")
    refusal = {"status": "rejected", "code": "full", "message": "Er is geen plek."}
    door.judge = lambda operation: refusal if operation["id"] == act else accept(operation)
    send(tab)
    assert list(door.effects) == [undo]
    assert [row["status"] for row in outbox_rows(tab)] == ["attention", "delivered"]


def test_disk_does_not_tell_which_record_it_was(tab: Page) -> None:
    queue(tab, 1, about="0190a000-0000-7000-8000-00000000d0a2")
    [row] = outbox_rows(tab)
    assert len(row["about"]) == 43
    assert "0190a000" not in str(row)
