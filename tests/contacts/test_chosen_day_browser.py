"""A person's choice stays the same when the clock goes on: a day, a night, the moment that was 'now'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.contacts.acts import NURSE
from tests.support.browser import NO_WORKER, PHONE, eventually, expect_home, has_read_ahead, vault_opens
from tests.support.clocked import move
from tests.support.proxy import Proxy
from tests.support.servers import Server
from webapp import clock
from webapp.config import Config

SENT = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const module = (name) => modules[`js/offline/${name}.js`];
  const { transact, asked } = await module('store/db');
  const { read } = await module('store/vault');
  const rows = await transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').index('seq').getAll()));
  const items = await Promise.all(rows.map((row) => read(row.device, `item:${row.id}`)));
  return items.filter(Boolean).map(({ operation }) => operation);
}"""


@dataclass
class Evening:
    """A nurse's phone and its server, whose clocks are moved together."""

    config: Config
    day: date
    page: Page
    proxy: Proxy

    def at(self, hour: int, minute: int, *, later: int = 0) -> None:
        """It becomes this time, `later` days on."""
        moment = datetime.combine(self.day + timedelta(days=later), time(hour, minute), clock.AMSTERDAM)
        move(self.config.instance, moment)
        self.page.clock.set_system_time(moment)

    def open(self, path: str) -> None:
        """A page that has spoken and heard: a silent one counts as gone, and what is heard late tells a past time."""
        self.proxy.forget()
        self.page.goto(path)
        vault_opens(self.page)
        eventually(self.page, lambda: self.proxy.count("GET", "/offline/snapshot") > 0, "reading ahead")
        has_read_ahead(self.page)

    def look(self) -> None:
        """The screen comes on."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def saved(self) -> dict[str, Any]:
        """The last operation this phone made."""
        vault_opens(self.page)
        operations: list[dict[str, Any]] = self.page.evaluate(SENT)
        return operations[-1]


@pytest.fixture
def evening(demo_config: Config, browser: Browser) -> Iterator[Evening]:
    """Just before midnight, tomorrow."""
    day = clock.today() + timedelta(days=1)
    begin = datetime.combine(day, time(23, 50), clock.AMSTERDAM)
    move(demo_config.instance, begin)
    server = Server(demo_config, module="tests.support.clocked").start()
    proxy = Proxy(server.port)
    context = browser.new_context(**PHONE, base_url=proxy.url)
    context.add_init_script(NO_WORKER)
    evening = Evening(demo_config, day, context.new_page(), proxy)
    evening.page.clock.set_system_time(begin)
    evening.page.goto("/demo")
    evening.page.locator(f"form:has(input[value={NURSE}]) button").click()
    expect_home(evening.page)
    vault_opens(evening.page)
    yield evening
    context.close()
    proxy.close()
    server.stop()


def chip(page: Page, words: str) -> None:
    page.locator("label.chip", has_text=words).first.tap()


def fill(page: Page) -> None:
    chip(page, "Anoniem")
    chip(page, "Buiten")


@pytest.mark.one_store
@pytest.mark.parametrize(("name", "days"), [("Morgen", 1), ("Week", 7)])
def test_day_that_was_chosen_stays_when_midnight_passes(evening: Evening, name: str, days: int) -> None:
    page, chosen = evening.page, (evening.day + timedelta(days=days)).isoformat()
    evening.open("/contacten/nieuw")
    evening.at(23, 58)
    fill(page)
    chip(page, name)
    evening.at(0, 2, later=1)
    evening.look()
    expect(page.get_by_label("Welke dag?")).to_have_value(chosen)
    day_after = (evening.day + timedelta(days=2)).isoformat()
    expect(page.locator("[data-in-days='1']")).to_have_value(day_after)
    page.get_by_role("button", name="Bewaren").tap()
    expect(page).to_have_url(re.compile("/onverzonden"))
    assert evening.saved()["body"]["follow_up"]["due_on"] == chosen


@pytest.mark.one_store
def test_day_that_is_chosen_after_midnight_counts_from_the_new_day(evening: Evening) -> None:
    page = evening.page
    evening.open("/contacten/nieuw")
    evening.at(0, 2, later=1)
    page.get_by_label("Wat is afgesproken?").fill("Bellen")
    expect(page.locator("[data-in-days='1']")).to_be_checked()
    expect(page.locator("[data-in-days='1']")).to_have_value((evening.day + timedelta(days=2)).isoformat())


@pytest.mark.one_store
def test_draft_of_yesterday_is_of_the_moment_it_was_typed(evening: Evening) -> None:
    page = evening.page
    evening.open("/contacten/nieuw")
    fill(page)
    chip(page, "Morgen")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    evening.at(8, 5, later=1)
    evening.open("/contacten/nieuw")
    today = page.locator("[data-in-days='0']")  # tomorrow, seen from then
    expect(today).to_have_value((evening.day + timedelta(days=1)).isoformat())
    expect(today).to_be_checked()
    expect(page.get_by_label("Ander moment")).to_be_visible()
    expect(page.get_by_label("Ander moment")).to_have_value(re.compile(f"{evening.day.isoformat()}T23:5"))


@pytest.mark.one_store
def test_night_of_a_request_is_said_and_is_the_one_that_is_sent(evening: Evening) -> None:
    page = evening.page
    evening.at(11, 50, later=1)
    evening.open("/bedden/vragen")
    told = page.locator("[data-night-words]")
    expect(told).to_contain_text(f" {evening.day.day} ")
    evening.at(12, 2, later=1)
    evening.look()
    expect(told).to_contain_text(f" {(evening.day + timedelta(days=1)).day} ")
    expect(page.locator("#vraag [name=night]")).to_have_value((evening.day + timedelta(days=1)).isoformat())
