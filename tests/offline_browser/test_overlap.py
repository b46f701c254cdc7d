"""Batches grow, and the next is out while the last answer is written: killed or failing then, or fallen asleep."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.offline_browser.acts import ready
from tests.offline_browser.door import Door
from tests.offline_browser.modules import in_page, outbox_rows, queue, send
from tests.support.browser import all_sent, eventually

BEGIN = """
  const { send } = await module('outbox/sender');
  const { knock } = await module('outbox/door');
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  performance.now = () => 0;
  window.calls = 0;
  const begin = async (knockWith) => {
    window.outcome = null;
    send(await deviceOf(signedInUser()), { force: true, knockWith }).then(
      (note) => { window.outcome = note.state; }, (error) => { window.outcome = error.name; });
  };
"""
"""Every answer comes soon, so batches double from 50."""

KILLED = (
    BEGIN
    + """
  const store = await new Promise((done) => {
    const request = indexedDB.open('onderdak');
    request.onsuccess = () => done(request.result);
  });
  const occupy = () => {
    const outbox = store.transaction(['outbox'], 'readwrite').objectStore('outbox');
    const stay = () => { outbox.count().onsuccess = stay; };
    stay();
  };
  await begin((device, rows) => {
    window.calls += 1;
    if (window.calls === 2) occupy();
    return knock(device, rows);
  });
"""
)
"""From the second batch on nothing can be written."""

SLEEPS = (
    BEGIN
    + """
  await begin(async (device, rows) => {
    window.calls += 1;
    const outcome = await knock(device, rows);
    await new Promise((done) => { window.goOn = done; window.asleep = window.calls; });
    return outcome;
  });
"""
)
"""Each answer is there, and the phone froze before the page took it."""

WAITS = (
    BEGIN
    + """
  const later = window.setTimeout;
  window.minutes = [];
  window.setTimeout = (work, ms, ...rest) => (ms === 60000 ? window.minutes.push(work) : later(work, ms, ...rest));
  await begin(async (device, rows) => {
    window.calls += 1;
    if (window.calls === 1) await new Promise((done) => { window.goOn = done; });
    return knock(device, rows);
  });
"""
)
"""Its minutes pass when the test says so, and its first batch goes out then too."""


def shows(page: Page, what: str, value: Any) -> None:
    """Wait until a variable of the page has this value."""
    eventually(page, lambda: page.evaluate(f"() => window.{what}") == value, what)


def delivered(page: Page) -> int:
    return sum(row["status"] == "delivered" for row in outbox_rows(page))


def test_batches_grow_while_answers_come_soon_and_the_order_stays(tab: Page, door: Door) -> None:
    ids = queue(tab, 170)
    tab.evaluate("() => { performance.now = () => 0; }")
    send(tab, force=True)
    assert door.batches == [50, 100, 20]
    assert list(door.effects) == ids, "in the order they were saved"


def test_next_batch_is_as_large_as_the_network_carries(plain: Page) -> None:
    sizes = in_page(
        plain,
        """
        const { nextLimit } = await module('outbox/batch');
        return [[50, 50, 300], [400, 400, 300], [50, 50, 2000], [50, 50, 9000], [1, 1, 9000], [50, 20, 9000]].map(
          (one) => nextLimit(...one));
        """,
    )
    assert sizes == [100, 500, 50, 25, 1, 10]


def test_killed_while_a_batch_is_out_and_the_answer_before_it_is_not_written(tab: Page, door: Door) -> None:
    ids = queue(tab, 60)
    in_page(tab, KILLED)
    eventually(tab, lambda: sum(door.batches) == 60, "sending the second batch")
    page = tab.context.new_page()
    tab.close()
    page.goto("/")
    all_sent(page)
    assert [one["id"] for one in door.received] == ids + ids, "no answer was written"
    assert list(door.effects) == ids
    assert delivered(page) == 60


def test_answer_that_cannot_be_written_loses_nothing_and_ends_when_nothing_is_out(tab: Page, door: Door) -> None:
    ids = queue(tab, 60)
    in_page(
        tab,
        BEGIN
        + """
        const { put } = IDBObjectStore.prototype;
        await begin(async (device, rows) => {
          window.calls += 1;
          if (window.calls === 1) return knock(device, rows);
          IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
          const outcome = await knock(device, rows);
          window.before = window.outcome;
          IDBObjectStore.prototype.put = put;
          return outcome;
        });
        """,
    )
    shows(tab, "outcome", "QuotaExceededError")
    assert tab.evaluate("() => window.before") is None, "it waited for the request"
    assert delivered(tab) == 0
    assert send(tab, force=True)["state"] == "sent"
    assert list(door.effects) == ids
    assert delivered(tab) == 60


def test_lock_is_taken_from_a_sender_that_sleeps_and_never_from_one_that_gets_answers(tab: Page, door: Door) -> None:
    other = tab.context.new_page()
    other.goto("/contacten/plain")
    ready(other)
    ids = queue(tab, 170)
    in_page(tab, SLEEPS)
    shows(tab, "asleep", 1)
    in_page(other, WAITS)
    shows(other, "minutes.length", 1)
    tab.evaluate("() => window.goOn()")
    shows(tab, "asleep", 2)
    eventually(tab, lambda: delivered(tab) == 50, "writing the first answer")
    other.evaluate("() => window.minutes[0]()")
    shows(other, "minutes.length", 2)
    assert other.evaluate("() => window.calls") == 0, "an answer came within the minute"
    other.evaluate("() => window.minutes[1]()")
    shows(other, "calls", 1)
    tab.evaluate("() => window.goOn()")
    shows(tab, "outcome", "AbortError")
    assert door.batches == [50, 100], "it sleeps no more, and another one sends"
    other.evaluate("() => window.goOn()")
    all_sent(other)
    assert list(door.effects) == ids
    assert delivered(other) == len(ids)
